"""One norm for a reader: what it says in both readings, since when, with which article and how sure we are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netral.law.facts import READINGS
from netral.law.model import Rulebook, Version
from netral.law.words import CLASSES, CONFIDENCES, LABELS


def record(book: Rulebook, name: str) -> dict[str, Any]:
    """The norm for machines."""
    norm = book.norms[name]
    return {
        "id": norm.id,
        "kind": norm.kind,
        "title": {"id": norm.title.id, "en": norm.title.en},
        "file": norm.file,
        "versions": [_version(version) for version in norm.versions],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "binds": sorted(version.binds),
        "when": {reading: [_plain(one) for one in alternatives] for reading, alternatives in version.when.items()},
        "unless": [_plain(group) for group in version.unless],
        "covers": list(version.covers),
        "follows": list(version.follows),
        "class": version.cls,
        "class_by_status": version.class_by_status,
        "sanction": {status: {"from": low, "to": high} for status, (low, high) in version.sanction.items()},
        "citations": [citation.text for citation in version.citations],
        "confidence": version.confidence_by_reading or version.confidence,
        "checked_on": version.checked_on.isoformat(),
        "contestable": [{"id": point.why.id, "en": point.why.en} for point in version.contestable],
    }


def _plain(conditions: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {fact: sorted(values) for fact, values in sorted(conditions.items())}


def card(book: Rulebook, name: str, *, lang: str) -> str:
    """The norm for people, plain text."""
    norm = book.norms[name]
    lines = [norm.id, getattr(norm.title, lang), f"{norm.kind} · rulebook/{norm.file}"]
    if norm.binds_others:
        lines.append(getattr(norm.binds_others, lang))
    for version in norm.versions:
        lines += ["", *_lines(version, lang)]
    return "\n".join(lines)


def _lines(version: Version, lang: str) -> Iterator[str]:
    yield f"{version.valid_from} – {version.valid_to or '…'}   {', '.join(sorted(version.binds))}"
    for reading in READINGS:
        confidence = version.confidence_by_reading.get(reading, version.confidence)
        for one in version.when.get(reading, ()):
            yield f"  {LABELS[reading][lang]}: {_conditions(one)}"
        if reading in version.when:
            yield f"    {LABELS['confidence'][lang]}: {CONFIDENCES[confidence][lang]}"
    for group in version.unless:
        yield f"  {LABELS['unless'][lang]}: {_conditions(group)}"
    if version.covers:
        yield f"  {LABELS['covers'][lang]}: {', '.join(version.covers)}"
    if version.follows:
        yield f"  {LABELS['follows'][lang]}: {', '.join(CLASSES[cls][lang] for cls in version.follows)}"
    if version.cls:
        yield f"  {CLASSES[version.cls][lang]}"
    for status, (low, high) in version.sanction.items():
        yield f"  {status}: {low} {LABELS['to'][lang]} {high}"
    for citation in version.citations:
        yield f"  § {citation.text}"
    for point in version.contestable:
        yield f"  {LABELS['contestable'][lang]}: {getattr(point.why, lang)}"


def _conditions(conditions: Mapping[str, frozenset[str]]) -> str:
    return "; ".join(f"{fact} = {' | '.join(sorted(values))}" for fact, values in sorted(conditions.items()))
