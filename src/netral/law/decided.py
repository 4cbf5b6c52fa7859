"""Which norms hang on a fact that is about to be asked, given what was said so far: the heaviest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from netral.law.assess import Assessment, assess
from netral.law.question import parse
from netral.law.table import PLACE_OF, Row, Table

OPENING = ("verb", "target.role", "at", "actor.status")
DATED = ("target.status", "contest.phase")


def decided(fact: str, raw: Mapping[str, Any], table: Table) -> list[Row]:
    """A row of each norm; none when no answer to this question could change anything."""
    rows: Iterable[Row]
    if "verb" in raw and "at" in raw and fact not in OPENING:
        rows = _open_rows(fact, assess({"target": {}, **raw}, table))
    else:
        rows = _possible_rows(fact, raw, table)
    heaviest: dict[str, Row] = {}
    for row in sorted(rows, key=_rank):
        heaviest.setdefault(row.norm.id, row)
    return list(heaviest.values())


def _rank(row: Row) -> tuple[int, str, int]:
    """By class, norm, and the latest version first."""
    return min(row.weights.values()), row.norm.id, -row.valid_from.toordinal()


def _possible_rows(fact: str, raw: Mapping[str, Any], table: Table) -> Iterable[Row]:
    """While the act or its day is unknown there is nothing to assess: rows that what was said leaves possible."""
    said = 0
    for name in OPENING:
        group, _, key = name.partition(".")
        value = (raw.get(group) or {}).get(key) if key else raw.get(name)
        if name != "at" and value is not None:
            said |= PLACE_OF[name, value][0]
    day = parse({"at": raw["at"], "verb": "View", "target": {}}).at.date() if "at" in raw else None
    possible = [
        row
        for row in table.rows
        if not row.version.follows
        and not row.bad & said
        and (day is None or (row.valid_from <= day and (row.valid_to is None or day < row.valid_to)))
    ]
    if fact != "at":
        return [row for row in possible if fact in _facts(row)]
    # The day decides the status of the target; of norms without one, only whether they were in force.
    return [row for row in possible if not _facts(row).isdisjoint(DATED)] or possible


def _open_rows(fact: str, found: Assessment) -> Iterator[Row]:
    judged = [one for judgements in found.judgements.values() for one in judgements]
    open_rows = [row for one in judged for row in one.open_rows]
    if fact != "target.contest":
        yield from (row for row in open_rows if fact in _facts(row))
        return
    hanging = [row for row in open_rows if any(name.startswith("contest.") for name in _facts(row))]
    # Without such a condition the contests that may be meant differ in what applies to their targets.
    yield from hanging or (row for one in judged for row in (*one.applied, *one.open_rows))


def _facts(row: Row) -> set[str]:
    """What the row asks about, exceptions included."""
    return {*row.conditions, *(fact for group in row.version.unless for fact in group)}
