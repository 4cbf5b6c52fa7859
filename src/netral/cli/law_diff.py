"""What changed between two rulebooks, and which spec cases are answered differently because of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from netral.cli.errors import UserError
from netral.law.answer import answer
from netral.law.model import Citation, Rulebook, Text
from netral.law.question import BadQuestion
from netral.law.table import Table, build, flat

_IN_ROWS = ("line", "file", "when", "unless", "covers", "follows")


def changes(old: Rulebook, new: Rulebook, cases: Path) -> dict[str, Any]:
    """Rows that went and came (in order), what else changed, and the cases whose verdict, class or norms differ."""
    before, after = build(old), build(new)
    rows_before, rows_after = ([_row(row) for row in flat(table)] for table in (before, after))
    return {
        "old": {"version": old.version, "sha256": old.sha256},
        "new": {"version": new.version, "sha256": new.sha256},
        "removed": [row for row in rows_before if row not in set(rows_after)],
        "added": [row for row in rows_after if row not in set(rows_before)],
        "changed": list(_changed(_entries(old), _entries(new))),
        "answers": list(_answers(before, after, cases)),
    }


def _row(row: dict[str, str]) -> str:
    return " · ".join(value for value in row.values() if value)


def _entries(book: Rulebook) -> dict[str, dict[str, str]]:
    """Everything that the rows do not show, by name and field: penalties, calendars, zones, what can be argued."""
    found: dict[str, dict[str, str]] = {"zones": dict(book.zones)}
    for kind in ("instruments", "sanctions", "contests"):
        for name, entry in getattr(book, kind).items():
            found[f"{kind} {name}"] = _fields(entry)
    for name, norm in book.norms.items():
        for version in norm.versions:
            found[f"norms {name} {version.valid_from}"] = _fields(version)
    return found


def _fields(entry: Any) -> dict[str, str]:
    return {field.name: _plain(getattr(entry, field.name)) for field in fields(entry) if field.name not in _IN_ROWS}


def _plain(value: Any) -> str:
    """The same text for the same value, whatever the order of a set."""
    if isinstance(value, Text):
        return value.id
    if isinstance(value, Citation):
        return value.text
    if is_dataclass(value):
        return ", ".join(f"{name} {said}" for name, said in _fields(value).items() if said)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    if isinstance(value, (set, frozenset)):
        return ", ".join(sorted(map(_plain, value)))
    return "" if value is None else str(value)


def _changed(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> Iterator[dict[str, str]]:
    for entry in sorted(before.keys() | after.keys()):
        old, new = before.get(entry, {}), after.get(entry, {})
        for field in sorted(old.keys() | new.keys()):
            if old.get(field, "") != new.get(field, ""):
                yield {"entry": entry, "field": field, "old": old.get(field, ""), "new": new.get(field, "")}


def _answers(before: Table, after: Table, cases: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(cases.glob("*.yaml")):
        for case in _cases(file):
            told = [_told(case["question"], table) for table in (before, after)]
            if told[0] != told[1]:
                yield {"case": str(case["case"]), "title": case["title"], "old": told[0], "new": told[1]}


def _cases(file: Path) -> list[dict[str, Any]]:
    try:
        found = YAML(typ="safe", pure=True).load(file)
        for case in found:
            case["case"], case["title"]["id"], case["question"]
    except (YAMLError, OSError, KeyError, TypeError):
        raise UserError(f"{file}: bukan berkas kasus; tulis daftar berisi case, title, dan question.") from None
    return list(found)


def _told(question: dict[str, Any], table: Table) -> dict[str, Any]:
    try:
        full = answer(question, table)
    except BadQuestion as error:
        return {"error": str(error)}
    return {
        "verdict": full["verdict"],
        "class": full["class"],
        "norms": sorted({norm["id"] for norm in full["norms"]}),
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The comparison for people."""
    names = [f"{found[side]['version']} {found[side]['sha256'][:8]}" for side in ("old", "new")]
    yield " → ".join(names)
    yield from (f"- {row}" for row in found["removed"])
    yield from (f"+ {row}" for row in found["added"])
    for one in found["changed"]:
        yield f"~ {one['entry']}, {one['field']}: {one['old'] or '–'} → {one['new'] or '–'}"
    yield f"{len(found['answers'])} kasus dijawab berbeda"
    for case in found["answers"]:
        yield f"  {case['case']}: {case['title']['id']}"
        for side in ("old", "new"):
            told = case[side]
            yield f"    {side}: {told.get('error') or _verdicts(told)}"


def _verdicts(told: dict[str, Any]) -> str:
    readings = ", ".join(
        f"{reading} {verdict} ({told['class'][reading]})" for reading, verdict in told["verdict"].items()
    )
    return f"{readings} [{', '.join(told['norms'])}]"
