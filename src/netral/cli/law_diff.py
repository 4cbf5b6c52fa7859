"""What changed between two rulebooks, and which spec cases are answered differently because of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from netral.law.answer import answer
from netral.law.model import Rulebook
from netral.law.question import BadQuestion
from netral.law.table import Table, build, flat


def changes(old: Rulebook, new: Rulebook, cases: Path) -> dict[str, Any]:
    """Rows that went and came (in order), and the cases whose verdict, class or norms differ."""
    before, after = build(old), build(new)
    rows_before, rows_after = ([_row(row) for row in flat(table)] for table in (before, after))
    return {
        "old": {"version": old.version, "sha256": old.sha256},
        "new": {"version": new.version, "sha256": new.sha256},
        "removed": [row for row in rows_before if row not in set(rows_after)],
        "added": [row for row in rows_after if row not in set(rows_before)],
        "answers": list(_answers(before, after, cases)),
    }


def _row(row: dict[str, str]) -> str:
    return " · ".join(value for value in row.values() if value)


def _answers(before: Table, after: Table, cases: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(cases.glob("*.yaml")):
        for case in YAML(typ="safe", pure=True).load(file):
            told = [_told(case["question"], table) for table in (before, after)]
            if told[0] != told[1]:
                yield {"case": str(case["case"]), "title": case["title"], "old": told[0], "new": told[1]}


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
