"""What a form cannot see: dates in order, citations that exist, values that a fact may take, names that are known."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Any

from netral.law.check_contests import check_contests
from netral.law.citations import out_of_time, uncitable
from netral.law.errors import RulebookError
from netral.law.facts import FACTS
from netral.law.placed import fault

Data = dict[str, Any]


def check(data: Data) -> list[RulebookError]:
    """Every fault that shows only when the files are seen together."""
    return [
        *_instruments(data),
        *_sanctions(data),
        *_norms(data),
        *_twice(data["contests"], "id"),
        *check_contests(data),
        *_defences(data),
    ]


def _twice(entries: list[Data], key: str) -> Iterator[RulebookError]:
    seen: dict[str, Data] = {}
    for entry in entries:
        first = seen.setdefault(entry[key], entry)
        if first is not entry:
            place = f"{first['file']}:{first['line']}"
            yield fault(
                entry,
                entry[key],
                f"“{entry[key]}” sudah ada di {place}; id tidak boleh sama",
                f"“{entry[key]}” stands already in {place}; ids are unique",
            )


def _order(entry: Data, part: Data) -> Iterator[RulebookError]:
    begins, ends = part["valid_from"], part.get("valid_to")
    if ends and ends <= begins:
        yield fault(
            entry,
            ends,
            f"valid_to {ends} tidak sesudah valid_from {begins}",
            f"valid_to {ends} is not after valid_from {begins}",
        )


def _instruments(data: Data) -> Iterator[RulebookError]:
    yield from _twice(data["instruments"], "id")
    for entry in data["instruments"]:
        yield from _order(entry, entry)


def _sanctions(data: Data) -> Iterator[RulebookError]:
    yield from _twice(data["sanctions"], "code")
    for entry in data["sanctions"]:
        yield from _order(entry, entry)
        yield from uncitable(data, entry, entry["cites"])


def _norms(data: Data) -> Iterator[RulebookError]:
    sanctions = {sanction["code"]: sanction for sanction in data["sanctions"]}
    ids = [norm["id"] for norm in data["norms"]]
    yield from _twice(data["norms"], "id")
    for norm in data["norms"]:
        yield from _periods(norm)
        for version in norm["versions"]:
            yield from _order(norm, version)
            yield from uncitable(data, norm, version["cites"])
            yield from out_of_time(data, norm, version)
            yield from _conditions(norm, version)
            yield from _says(norm, version)
            yield from _classes(norm, version)
            yield from _ladders(norm, version, sanctions)
            yield from _covers(norm, version, ids)
        binds_nobody = not any(version["binds"] for version in norm["versions"])
        if binds_nobody != ("binds_others" in norm):
            yield fault(
                norm,
                norm.get("binds_others", {}).get("id"),
                "norma mengikat suatu status, atau menyebut dalam binds_others siapa yang diikatnya; "
                "tepat salah satu dari keduanya",
                "a norm binds statuses, or says in binds_others whom it binds instead; never both or neither",
            )


def _periods(norm: Data) -> Iterator[RulebookError]:
    for before, after in pairwise(norm["versions"]):
        ends, begins = before.get("valid_to"), after["valid_from"]
        if ends == begins:
            continue
        overlap = not ends or ends > begins
        yield fault(
            norm,
            begins,
            f"versi {'bertumpuk' if overlap else 'bercelah'}: satu berakhir {ends or 'terbuka'}, "
            f"berikutnya mulai {begins}",
            f"versions {'overlap' if overlap else 'leave a gap'}: one ends {ends or 'open'}, the next begins {begins}",
        )


def _conditions(norm: Data, version: Data) -> Iterator[RulebookError]:
    narrower = [version[name] for name in ("literal", "official_practice") if isinstance(version.get(name), dict)]
    points = [point["when"] for point in version.get("contestable", []) if "when" in point]
    alternatives = [*version.get("any_of", []), *version.get("unless", []), *narrower, *points]
    for conditions in alternatives:
        yield from _says_something(norm, conditions)
    for conditions in (version.get("when", {}), *alternatives):
        yield from _values(norm, conditions)


def _says_something(entry: Data, conditions: Data) -> Iterator[RulebookError]:
    """Conditions that are empty hold always: as an exception they would switch the norm off."""
    if not conditions:
        yield fault(
            entry,
            conditions,
            "syarat kosong selalu terpenuhi; isi faktanya atau hapus",
            "empty conditions always hold; name a fact or remove them",
        )


def _values(entry: Data, conditions: Data) -> Iterator[RulebookError]:
    for fact, values in conditions.items():
        for value in values:
            if value not in FACTS[fact]:
                known = ", ".join(FACTS[fact])
                yield fault(
                    entry,
                    value,
                    f"{fact} tidak pernah “{value}”; pakai {known}",
                    f"{fact} is never “{value}”; use {known}",
                )


def _says(norm: Data, version: Data) -> Iterator[RulebookError]:
    said = [key for key in ("covers", "follows") if key in version]
    acts = "when" in version or "any_of" in version
    if len(said) + acts != 1:
        yield fault(
            norm,
            version,
            "versi menyebut kapan berlaku, mencakup norma lain, atau menyusul suatu kelas; tepat satu",
            "a version says when it applies, covers other norms, or follows a class; exactly one",
        )
    if "follows" in version and norm["kind"] != "consequence":
        yield fault(
            norm,
            version["follows"][0],
            "hanya akibat yang menyusul suatu kelas; tulis kind: consequence",
            "only a consequence follows from a class; set kind: consequence",
        )
    if "conditions" in version and norm["kind"] != "permission":
        yield fault(
            norm,
            version["conditions"]["id"],
            "hanya izin yang punya syarat untuk ditaati; hapus conditions",
            "only a permission has conditions to keep to; remove them",
        )


def _classes(norm: Data, version: Data) -> Iterator[RulebookError]:
    if norm["kind"] != "prohibition":
        if version.get("class"):
            yield fault(
                norm,
                version["class"],
                f"{norm['kind']} tidak punya kelas sendiri; hapus class",
                f"a {norm['kind']} has no class of its own; remove it",
            )
        return
    classed = set(version.get("class_by_status", {}))
    if "class" not in version and not (version["binds"] and classed >= set(version["binds"])):
        yield fault(
            norm,
            version,
            "larangan menyebut kelasnya; tulis class, atau class: null bila aturan tidak menyebutnya",
            "a prohibition says its class; write it, or class: null when the law gives none",
        )


def _ladders(norm: Data, version: Data, sanctions: dict[str, Data]) -> Iterator[RulebookError]:
    for status, codes in version.get("sanction", {}).items():
        if len(codes) > 2:
            yield fault(
                norm,
                codes[2],
                f"sanksi {status}: tulis yang paling ringan dan paling berat saja",
                f"sanction of {status}: write the lightest and the heaviest only",
            )
        for code in dict.fromkeys(codes):
            yield from _rung(norm, version, code, sanctions)
        orders = [sanctions[code]["order"] for code in codes if code in sanctions]
        if orders != sorted(orders):
            yield fault(
                norm,
                codes[0],
                f"sanksi {status}: “{codes[0]}” lebih berat daripada “{codes[-1]}”; tulis yang ringan dulu",
                f"sanction of {status}: “{codes[0]}” is heavier than “{codes[-1]}”; write the lightest first",
            )


def _rung(norm: Data, version: Data, code: str, sanctions: dict[str, Data]) -> Iterator[RulebookError]:
    if code not in sanctions:
        yield fault(
            norm,
            code,
            f"“{code}” bukan sanksi; tambahkan di sanctions/ atau perbaiki",
            f"“{code}” is no sanction; add it to sanctions/ or correct it",
        )
        return
    if not _within(version, sanctions[code]):
        yield fault(
            norm,
            code,
            f"“{code}” tidak berlaku sepanjang versi ini; bagi salah satunya",
            f"“{code}” is not in force for the whole version; divide one of them",
        )


def _within(inner: Data, outer: Data) -> bool:
    """Is one period inside the other? Half-open; no end is for ever."""
    ends = inner.get("valid_to") or "9999"
    return bool(outer["valid_from"] <= inner["valid_from"] and ends <= (outer.get("valid_to") or "9999"))


def _covers(norm: Data, version: Data, ids: list[str]) -> Iterator[RulebookError]:
    for pattern in version.get("covers", []):
        if not any(fnmatchcase(name, pattern) for name in ids):
            yield fault(
                norm,
                pattern,
                f"covers “{pattern}” tidak cocok dengan norma mana pun",
                f"covers “{pattern}”, which matches no norm",
            )


def _defences(data: Data) -> Iterator[RulebookError]:
    for entry in data["defences"]:
        yield from _says_something(entry, entry["when"])
        yield from _values(entry, entry["when"])
