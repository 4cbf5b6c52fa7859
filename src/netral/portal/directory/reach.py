"""Which rows that a mandate covers are not a person's to read all the same? For queries, and for lists in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value

from netral.portal import clock
from netral.portal.directory.models import Conflict, Official, Unit, User
from netral.portal.directory.past import PLACED, Line, lines, once_in_line
from netral.portal.directory.tree import above
from netral.portal.directory.worked import Worked

Rows = TypeVar("Rows", bound=QuerySet[Any])
# Read once for a page and named by key from there: as a condition it would be built for each question of the page.
_LINE = """
SELECT line.id, line.agency_id, CASE WHEN line.id = own.id THEN EXISTS (
    SELECT 1 FROM directory_change change JOIN directory_unit unit ON unit.id = change.unit_id
    WHERE unit.agency_id = own.agency_id AND change.kind IN ({placed})
) ELSE FALSE END, EXISTS (SELECT 1 FROM directory_worked WHERE official_id = %s)
FROM directory_unit own JOIN directory_unit line ON line.agency_id = own.agency_id AND (
    substr(line.path, 1, length(own.path)) = own.path OR substr(own.path, 1, length(line.path)) = line.path
)
WHERE own.id IN (SELECT unit_id FROM directory_official WHERE id = %s) OR own.id IN ({units})
"""


@dataclass(frozen=True, slots=True)
class Apart:
    """What is not a person's to read about, by key: officials, and units that stand in line with the own one, or with
    one of a conflict. `once`: which others did at a time, in the tree that was then, or as the person worked elsewhere.
    `named_once`: which stood in line at a time with where an official of a conflict worked then."""

    officials: set[int]
    units: set[int]
    once: list[Line]
    named_once: list[Line]


def apart(user: User, *, on: date) -> Apart:
    """Now, and when a row came: a unit that is moved, or a transfer, takes nobody nearer to what came before."""
    stated = list(Conflict.objects.binding(user, on=on).order_by().values_list("official", "unit"))
    officials = {official for official, _unit in stated if official}
    named = sorted({unit for _official, unit in stated if unit})
    if user.official_id is None and not named:
        return Apart(officials, set(), [], _worked(officials))
    others = set(officials)
    if user.official_id is not None:
        officials.add(user.official_id)
    units, once = set[int](), dict[int, list[int]]()
    transferred = False
    for pk, agency, has_past, elsewhere in _line(user.official_id, named):
        units.add(pk)
        transferred |= bool(elsewhere)
        if has_past:
            once.setdefault(agency, []).append(pk)
    then = [one for agency, own in once.items() for one in once_in_line(agency, own)]
    if transferred and user.official_id is not None:
        then += _worked({user.official_id})
    return Apart(officials, units, then, _worked(others))


def _worked(officials: Collection[int]) -> list[Line]:
    """Times in which these worked elsewhere, and the units that stood in line with theirs then."""
    if not officials:
        return []
    return [
        line
        for one in Worked.objects.filter(official__in=officials).select_related("unit")
        for line in lines(one.unit.agency_id, one.unit_id, clock.whole_days(one.valid_from, one.valid_to))
    ]


def places_of(officials: Collection[int]) -> set[int]:
    """The units in which these work, and all above, by key."""
    if not officials:
        return set()
    held = Q(pk__in=())
    for agency, path in Official.objects.filter(pk__in=officials).order_by().values_list("agency", "unit__path"):
        held |= Q(agency=agency, path__in=above(path))
    return set(Unit.objects.filter(held).order_by().values_list("pk", flat=True))


def _line(official: int | None, named: Sequence[int]) -> list[tuple[int, int, bool, bool]]:
    """Key and agency of each unit in line with theirs or with a named one.

    Of those themselves: were units moved? And of the official: did they work elsewhere before?
    """
    units = ", ".join(["%s"] * len(named)) or "NULL"
    sql = _LINE.format(placed=", ".join(["%s"] * len(PLACED)), units=units)
    with connection.cursor() as cursor:
        cursor.execute(sql, (*PLACED, official, official, *named))
        return list(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Reach(Generic[Rows]):
    """Rows that a person's mandates are over, and which of them are not theirs to read all the same."""

    covered: Rows
    apart: Q

    @property
    def seen(self) -> Rows:
        """What may be shown to them."""
        return self.covered.exclude(self.apart)

    def mine(self, *columns: str) -> tuple[str, tuple[Any, ...]] | None:
        """`WITH mine AS (…)`: these columns, and whether a row is `apart`; None where no mandate is over any row.

        Not materialized, so that each question finds its index. What is apart is better counted and subtracted: to ask
        it of each of 20,000 rows takes longer than to count them.
        """
        aside = ExpressionWrapper(self.apart, BooleanField()) if self.apart else Value(value=False)
        found = self.covered.order_by().annotate(apart=aside).values(*columns, "apart")
        try:
            sql, params = found.query.sql_with_params()
        except EmptyResultSet:
            return None
        return f"WITH mine AS NOT MATERIALIZED ({sql}) ", params
