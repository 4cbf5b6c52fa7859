"""Which rows an answer names: those that apply, heaviest first, and what follows from the class."""

from __future__ import annotations

from collections.abc import Iterator

from netral.law.assess import Assessment, applied_rows
from netral.law.facts import CLASSES, READINGS
from netral.law.table import Row, Table


def named_rows(found: Assessment, table: Table) -> Iterator[Row]:
    """Applied rows, heaviest class first within a reading, then the consequences that follow from the class."""
    rows = applied_rows(found)
    for reading in READINGS:
        yield from sorted(rows[reading], key=lambda row: (_rank(row, found), row.norm.id))
    for reading in READINGS:
        yield from _consequences(found, table, reading)


def _rank(row: Row, found: Assessment) -> int:
    return row.weights.get(found.question.facts.get("actor.status", ""), len(CLASSES))


def _consequences(found: Assessment, table: Table, reading: str) -> Iterator[Row]:
    """What follows from the class of the act itself (a CPNS loses the status)."""
    status = found.question.facts.get("actor.status")
    seen: set[str] = set()
    for row in table.consequences(found.day, reading=reading):
        follows = found.cls[reading] in row.version.follows and status in row.version.binds
        if follows and row.norm.id not in seen:
            seen.add(row.norm.id)
            yield row
