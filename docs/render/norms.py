"""Every norm with both readings, its citations and how sure we are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from docs.render.fact_words import conditions
from docs.render.words import KIND, READING, class_name, confidence, day
from netral.law.facts import READINGS
from netral.law.loader import load_rulebook
from netral.law.model import Norm, Rulebook, Version

Group = tuple[tuple[str, frozenset[str]], ...]
INTRO = """# Norma · Norms

Setiap baris aturan: siapa yang terikat, apa syaratnya menurut dua bacaan, akibatnya, pasalnya, dan seberapa
yakin kami. Ubah di `src/netral/law/rulebook/norms/`. *Every row of law: who is bound, the conditions in both
readings, the consequence, the articles and our confidence.*

Buku aturan / rulebook {version}, sha256 `{sha256}`. {count} norma.

"""


def page() -> str:
    """Norms by file, in the order of the rulebook."""
    rulebook = load_rulebook()
    families: dict[str, list[Norm]] = defaultdict(list)
    for norm in rulebook.norms.values():
        families[PurePath(norm.file).stem].append(norm)
    shared = _shared(rulebook)
    parts = [INTRO.format(version=rulebook.version, sha256=rulebook.sha256, count=len(rulebook.norms))]
    if shared:
        parts.append("Kecuali yang berlaku bagi setiap larangan · *Exceptions to every prohibition*:\n\n")
        parts.append("".join(f"- {conditions(dict(group))}\n" for group in shared) + "\n")
    for family in sorted(families):
        parts.append(f"## {family}\n\n")
        for norm in sorted(families[family], key=lambda norm: norm.id):
            parts.extend(_norm(rulebook, norm, shared))
    return "".join(parts)


def _shared(rulebook: Rulebook) -> list[Group]:
    """Exceptions that every prohibition has, to be said once."""
    every = [
        [tuple(sorted(group.items())) for group in version.unless]
        for norm in rulebook.norms.values()
        if norm.kind == "prohibition"
        for version in norm.versions
    ]
    return [group for group in every[0] if all(group in groups for groups in every)]


def _norm(rulebook: Rulebook, norm: Norm, shared: list[Group]) -> Iterator[str]:
    yield f"### {norm.id}\n\n**{norm.title.id}** ({KIND[norm.kind]})  \n*{norm.title.en}*\n\n"
    for version in norm.versions:
        yield "".join(f"- {line}\n" for line in _version(rulebook, norm, version, shared)) + "\n"


def _version(rulebook: Rulebook, norm: Norm, version: Version, shared: list[Group]) -> Iterator[str]:
    yield f"Berlaku: {day(version.valid_from)} sampai {day(version.valid_to)}"
    yield f"Mengikat: {_binds(norm, version)}"
    yield from _readings(version)
    if version.covers:
        yield f"Mengambil alih perbuatan dari: {_links(version.covers)}"
    for group in version.unless:
        if tuple(sorted(group.items())) not in shared:
            yield f"Kecuali: {conditions(group)}"
    if version.follows:
        yield f"Menyusul bila kelasnya: {', '.join(class_name(one) for one in version.follows)}"
    if norm.kind == "prohibition":
        yield f"Kelas: {_classes(version)}"
    yield from _sanctions(rulebook, version)
    if version.conditions:
        yield f"Syarat: {version.conditions.id} *{version.conditions.en}*"
    yield f"Dasar: {'; '.join(citation.text for citation in version.citations)}"
    yield f"Keyakinan: {_confidence(version)}; diperiksa {day(version.checked_on)}"
    for point in version.contestable:
        where = f" (bila {conditions(point.when)})" if point.when else ""
        yield f"Dapat dibantah{where}: {point.why.id} *{point.why.en}*"


def _binds(norm: Norm, version: Version) -> str:
    if norm.binds_others:
        return f"{norm.binds_others.id} *{norm.binds_others.en}*"
    return ", ".join(f"`{status}`" for status in sorted(version.binds))


def _readings(version: Version) -> Iterator[str]:
    told = [version.when.get(reading) for reading in READINGS]
    if told[0] is not None and told[0] == told[1]:
        yield f"Kedua bacaan: {_alternatives(told[0])}"
        return
    if not any(told):
        return
    for reading, groups in zip(READINGS, told, strict=True):
        said = _alternatives(groups) if groups else "bacaan ini tidak melihat larangan di sini"
        yield f"{READING[reading]}: {said}"


def _alternatives(groups: Iterable[Mapping[str, frozenset[str]]]) -> str:
    said = [conditions(group) for group in groups]
    return said[0] if len(said) == 1 else "salah satu dari" + "".join(f"\n  - {one}" for one in said)


def _classes(version: Version) -> str:
    special = [f"`{who}`: {class_name(cls)}" for who, cls in sorted(version.class_by_status.items())]
    return "; ".join([class_name(version.cls), *special])


def _sanctions(rulebook: Rulebook, version: Version) -> Iterator[str]:
    for who, (lightest, heaviest) in sorted(version.sanction.items()):
        whom = "" if who == "*" else f" untuk `{who}`"
        steps = dict.fromkeys((lightest, heaviest))
        yield f"Sanksi{whom}: {' sampai '.join(rulebook.sanctions[code].text.id for code in steps)}"


def _confidence(version: Version) -> str:
    if not version.confidence_by_reading:
        return confidence(version.confidence)
    return "; ".join(
        f"`{reading}` {confidence(level)}" for reading, level in sorted(version.confidence_by_reading.items())
    )


def _links(ids: Iterable[str]) -> str:
    return ", ".join(f"[{name}](#{name})" for name in ids)
