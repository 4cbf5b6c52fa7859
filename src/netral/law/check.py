"""What a form cannot see: dates in order, citations that exist, values that a fact may take, names that are known."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from netral.law.errors import RulebookError
from netral.law.facts import FACTS

Data = dict[str, Any]


def check(data: Data) -> list[RulebookError]:
    """Every fault that shows only when the files are seen together."""
    return [*_instruments(data), *_sanctions(data), *_norms(data), *_contests(data), *_defences(data)]


def _error(entry: Data, message: str, line: int | None = None) -> RulebookError:
    return RulebookError(entry["file"], line or entry["line"], message)


def _twice(entries: list[Data], key: str) -> Iterator[RulebookError]:
    seen: dict[str, Data] = {}
    for entry in entries:
        first = seen.setdefault(entry[key], entry)
        if first is not entry:
            yield _error(entry, f"“{entry[key]}” stands already in {first['file']}:{first['line']}; ids are unique")


def _order(entry: Data, part: Data, line: int) -> Iterator[RulebookError]:
    if part.get("valid_to") and part["valid_to"] <= part["valid_from"]:
        yield _error(entry, f"valid_to {part['valid_to']} is not after valid_from {part['valid_from']}", line)


def _citations(data: Data, entry: Data, cites: list[str], line: int) -> Iterator[RulebookError]:
    known = {instrument["id"]: instrument for instrument in data["instruments"]}
    for cite in cites:
        name, _, article = cite.partition(" ")
        if name not in known:
            yield _error(entry, f"“{cite}” cites an instrument that is not there; add instruments/{name}.yaml", line)
        elif not article:
            yield _error(entry, f"“{cite}” cites no article; write “{name} Pasal …”", line)
        elif article not in known[name]["articles"]:
            yield _error(entry, f"{name} has no article “{article}”; add it to {known[name]['file']}", line)


def _instruments(data: Data) -> Iterator[RulebookError]:
    yield from _twice(data["instruments"], "id")
    for entry in data["instruments"]:
        yield from _order(entry, entry, entry["line"])


def _sanctions(data: Data) -> Iterator[RulebookError]:
    yield from _twice(data["sanctions"], "code")
    for entry in data["sanctions"]:
        yield from _order(entry, entry, entry["line"])
        yield from _citations(data, entry, entry["cites"], entry["line"])


def _norms(data: Data) -> Iterator[RulebookError]:
    yield from _twice(data["norms"], "id")
    for norm in data["norms"]:
        yield from _periods(norm)
        for version in norm["versions"]:
            yield from _version(data, norm, version)
        binds_nobody = not any(version["binds"] for version in norm["versions"])
        if binds_nobody != ("binds_others" in norm):
            yield _error(
                norm, "a norm binds statuses, or says in binds_others whom it binds instead; never both or neither"
            )


def _periods(norm: Data) -> Iterator[RulebookError]:
    for before, after in zip(norm["versions"], norm["versions"][1:], strict=False):
        if before.get("valid_to") != after["valid_from"]:
            ends = before.get("valid_to") or "open"
            problem = "overlap" if ends == "open" or ends > after["valid_from"] else "leave a gap"
            yield _error(
                norm, f"versions {problem}: one ends {ends}, the next begins {after['valid_from']}", after["line"]
            )


def _version(data: Data, norm: Data, version: Data) -> Iterator[RulebookError]:
    line = version["line"]
    yield from _order(norm, version, line)
    yield from _citations(data, norm, version["cites"], line)
    parts = [version.get("when", {}), *version.get("any_of", []), *version.get("unless", [])]
    parts += [part for part in (version.get("literal"), version.get("official_practice")) if isinstance(part, dict)]
    parts += [point["when"] for point in version.get("contestable", []) if "when" in point]
    for part in parts:
        yield from _values(norm, part, line)
    for key in ("unless", "any_of"):
        if {} in version.get(key, []):
            yield _error(norm, f"an empty condition in {key} always holds; name a fact or remove it", line)
    says = [key for key in ("covers", "follows") if key in version]
    acts = "when" in version or "any_of" in version
    if len(says) + acts != 1:
        yield _error(norm, "a version says when it applies, covers other norms, or follows a class; exactly one", line)
    if "follows" in version and norm["kind"] != "consequence":
        yield _error(norm, "only a consequence follows from a class; set kind: consequence", line)
    if norm["kind"] != "prohibition" and version.get("class"):
        yield _error(norm, f"a {norm['kind']} has no class of its own; remove it", line)
    if "conditions" in version and norm["kind"] != "permission":
        yield _error(norm, "only a permission has conditions to keep to; remove them", line)
    yield from _ladder(data, norm, version)
    ids = [other["id"] for other in data["norms"]]
    for pattern in version.get("covers", []):
        if not any(fnmatchcase(name, pattern) for name in ids):
            yield _error(norm, f"covers “{pattern}”, which matches no norm", line)


def _ladder(data: Data, norm: Data, version: Data) -> Iterator[RulebookError]:
    known = {sanction["code"]: sanction for sanction in data["sanctions"]}
    line = version["line"]
    for status, codes in version.get("sanction", {}).items():
        if len(codes) > 2:
            yield _error(norm, f"sanction of {status}: write the lightest and the heaviest only", line)
        for code in dict.fromkeys(codes):
            if code not in known:
                yield _error(norm, f"“{code}” is no sanction; add it to sanctions/ or correct it", line)
            elif not _within(version, known[code]):
                yield _error(norm, f"“{code}” is not in force for the whole version; divide one of them", line)
        orders = [known[code]["order"] for code in codes if code in known]
        if orders != sorted(orders):
            yield _error(norm, f"sanction of {status}: write the lightest first, then the heaviest", line)


def _within(inner: Data, outer: Data) -> bool:
    """Is one period inside the other? Half-open; no end is for ever."""
    ends = inner.get("valid_to") or "9999"
    return outer["valid_from"] <= inner["valid_from"] and ends <= (outer.get("valid_to") or "9999")


def _values(entry: Data, conditions: Data, line: int) -> Iterator[RulebookError]:
    for fact, values in conditions.items():
        for value in values:
            if value not in FACTS[fact]:
                yield _error(entry, f"{fact} is never “{value}”; use {', '.join(FACTS[fact])}", line)


def _contests(data: Data) -> Iterator[RulebookError]:
    yield from _twice(data["contests"], "id")
    for entry in data["contests"]:
        yield from _citations(data, entry, entry["cites"], entry["line"])
        yield from _calendar(entry)
        for event in entry["events"]:
            if event["ends"] < event["starts"]:
                yield _error(entry, f"event “{event['name']}” ends before it starts")
        for code in entry.get("regions", []):
            if code[:2] not in data["zones"]:
                yield _error(entry, f"region “{code}” lies in no province of zones.yaml")


def _calendar(entry: Data) -> Iterator[RulebookError]:
    if entry.get("placeholder"):
        return
    for key in ("bakal_calon_from", "calon_from", "calon_to", "campaign", "masa_tenang", "vote"):
        if not entry.get(key):
            yield _error(entry, f"“{key}” is missing; give it, or say placeholder: true")
            return
    bakal_calon = [day for day in entry["bakal_calon_from"].values() if day]
    steps = [
        *(("bakal_calon_from", day) for day in bakal_calon),
        ("calon_from", entry["calon_from"]),
        *zip(("campaign begins", "campaign ends"), entry["campaign"], strict=True),
        *zip(("masa_tenang begins", "masa_tenang ends"), entry["masa_tenang"], strict=True),
        ("vote", entry["vote"]),
        *([("recap_to", entry["recap_to"])] if entry.get("recap_to") else []),
        ("calon_to", entry["calon_to"]),
    ]
    for (name, day), (later, after) in zip(steps[len(bakal_calon) - 1 :], steps[len(bakal_calon) :], strict=False):
        if after < day:
            yield _error(entry, f"{later} {after} lies before {name} {day}")
    for day in bakal_calon:
        if day > entry["calon_from"]:
            yield _error(entry, f"bakal_calon_from {day} lies after calon_from {entry['calon_from']}")


def _defences(data: Data) -> Iterator[RulebookError]:
    for entry in data["defences"]:
        yield from _values(entry, entry["when"], entry["line"])
