"""Plain, checked data into the model's frozen values; the same for YAML and for a compiled rulebook."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from netral.law.facts import READINGS
from netral.law.model import (
    Citation,
    Contest,
    Contestable,
    Event,
    Instrument,
    Norm,
    Rulebook,
    Sanction,
    Text,
    Version,
)

Data = dict[str, Any]
Conditions = dict[str, frozenset[str]]


def assemble(data: Data) -> Rulebook:
    """Build the rulebook; `data` must have passed `check`."""
    shorts = {entry["id"]: entry["short"] for entry in data["instruments"]}
    ids = sorted(norm["id"] for norm in data["norms"])
    return Rulebook(
        version=data["version"],
        sha256=data["sha256"],
        instruments={entry["id"]: _instrument(entry) for entry in data["instruments"]},
        norms={norm["id"]: _norm(norm, data, shorts, ids) for norm in data["norms"]},
        sanctions={entry["code"]: _sanction(entry, shorts) for entry in data["sanctions"]},
        contests={entry["id"]: _contest(entry, shorts) for entry in data["contests"]},
        zones=dict(data["zones"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _text(value: Data) -> Text:
    return Text(value["id"], value["en"])


def _conditions(value: Data) -> Conditions:
    return {fact: frozenset(allowed) for fact, allowed in value.items()}


def _cites(cites: list[str], shorts: Data) -> tuple[Citation, ...]:
    out = []
    for cite in cites:
        instrument, _, article = cite.partition(" ")
        out.append(Citation(instrument, article, f"{shorts[instrument]} {article}"))
    return tuple(out)


def _instrument(entry: Data) -> Instrument:
    return Instrument(
        id=entry["id"],
        short=entry["short"],
        title=_text(entry["title"]),
        articles=dict(entry["articles"]),
        valid_from=date.fromisoformat(entry["valid_from"]),
        valid_to=_day(entry.get("valid_to")),
        confidence=entry["confidence"],
        note=_text(entry["note"]) if "note" in entry else None,
    )


def _sanction(entry: Data, shorts: Data) -> Sanction:
    return Sanction(
        code=entry["code"],
        order=entry["order"],
        ladder=entry["ladder"],
        text=_text(entry["text"]),
        citations=_cites(entry["cites"], shorts),
        confidence=entry["confidence"],
        valid_from=date.fromisoformat(entry["valid_from"]),
        valid_to=_day(entry.get("valid_to")),
    )


def _norm(norm: Data, data: Data, shorts: Data, ids: list[str]) -> Norm:
    defences = data["defences"] if norm["kind"] == "prohibition" else []
    others = norm.get("binds_others")
    return Norm(
        id=norm["id"],
        kind=norm["kind"],
        title=_text(norm["title"]),
        file=norm["file"],
        versions=tuple(_version(version, norm["id"], defences, shorts, ids) for version in norm["versions"]),
        binds_others=_text(others) if others else None,
    )


def _version(version: Data, norm: str, defences: list[Data], shorts: Data, ids: list[str]) -> Version:
    confidence = version["confidence"]
    by_reading = dict(confidence) if isinstance(confidence, dict) else {}
    patterns = version.get("covers", [])
    return Version(
        valid_from=date.fromisoformat(version["valid_from"]),
        valid_to=_day(version.get("valid_to")),
        binds=frozenset(version["binds"]),
        when={reading: _alternatives(version, reading) for reading in READINGS if _is_read(version, reading)},
        covers=tuple(i for i in ids if i != norm and any(fnmatchcase(i, pattern) for pattern in patterns)),
        unless=(*map(_conditions, version.get("unless", [])), *map(_defence, defences)),
        cls=version.get("class"),
        class_by_status=dict(version.get("class_by_status", {})),
        sanction={status: (codes[0], codes[-1]) for status, codes in version.get("sanction", {}).items()},
        citations=_cites(version["cites"], shorts),
        confidence=min(by_reading.values(), key=("low", "medium", "high").index) if by_reading else confidence,
        confidence_by_reading=by_reading,
        checked_on=date.fromisoformat(version["checked_on"]),
        contestable=tuple(
            Contestable(_text(point["why"]), _conditions(point.get("when", {})))
            for point in version.get("contestable", [])
        ),
        conditions=_text(version["conditions"]) if "conditions" in version else None,
        follows=tuple(version.get("follows", [])),
        line=version["line"],
    )


def _is_read(version: Data, reading: str) -> bool:
    return version.get(reading) != "not_read" and "covers" not in version and "follows" not in version


def _alternatives(version: Data, reading: str) -> tuple[Conditions, ...]:
    common, narrower = version.get("when", {}), _conditions(version.get(reading, {}))
    wide = (_conditions({**common, **one}) for one in version.get("any_of", [{}]))
    return tuple(narrow for one in wide if (narrow := _narrowed(one, narrower)) is not None)


def _narrowed(wide: Conditions, narrower: Conditions) -> Conditions | None:
    """A reading narrows an alternative; one that it leaves nothing of belongs to the other reading only."""
    both = {fact: allowed & wide.get(fact, allowed) for fact, allowed in narrower.items()}
    return {**wide, **both} if all(both.values()) else None


def _defence(entry: Data) -> Conditions:
    scope = {} if entry["applies_to"] == "all" else {"verb": entry["applies_to"]}
    return _conditions({**scope, **entry["when"]})


def _contest(entry: Data, shorts: Data) -> Contest:
    bakal_calon = {profile: _day(day) for profile, day in entry.get("bakal_calon_from", {}).items()}
    return Contest(
        id=entry["id"],
        type=entry["type"],
        title=_text(entry["title"]),
        regional=entry.get("regional", False),
        regions=frozenset(entry.get("regions", [])),
        bakal_calon_from=bakal_calon,
        independent_from=_day(entry.get("independent_from")),
        calon_from=_day(entry.get("calon_from")),
        calon_to=_day(entry.get("calon_to")),
        campaign=_span(entry.get("campaign")),
        masa_tenang=_span(entry.get("masa_tenang")),
        vote=_day(entry.get("vote")),
        recap_to=_day(entry.get("recap_to")),
        unsettled=_span(entry.get("unsettled")),
        events=tuple(
            Event(
                event["name"],
                date.fromisoformat(event["starts"]),
                date.fromisoformat(event["ends"]),
                event["confidence"],
                _text(event["note"]) if "note" in event else None,
            )
            for event in entry["events"]
        ),
        confidence=dict(entry.get("confidence", {})),
        placeholder=entry.get("placeholder", False),
        citations=_cites(entry["cites"], shorts),
    )


def _span(days: list[str] | None) -> tuple[date, date] | None:
    return (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None
