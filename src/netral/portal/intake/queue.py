"""Which reports does a list show, the oldest first, and how many are they? In SQL, as that of findings."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from netral.portal.directory.reach import Reach
from netral.portal.intake.models import Report, ReportQuerySet

SHOWN = ("id", "number", "received_at", "state", "contest", "known_on", "alike_id")
"""The columns that are read of a report in a list."""
_COUNT = """
SELECT (SELECT COUNT(*) FROM mine WHERE state IN ({states})) - COUNT(*) FROM mine WHERE apart AND state IN ({states})
"""
# Of reports that are alike the first, where that is theirs too; of a first one how many others are.
_ROWS = """
SELECT {shown}, (SELECT other.number FROM mine AS other WHERE other.id = mine.alike_id AND NOT other.apart) AS first,
    (SELECT COUNT(*) FROM mine AS other WHERE other.alike_id = mine.id AND NOT other.apart) AS others
FROM mine WHERE NOT apart AND state IN ({states}) ORDER BY received_at, id LIMIT {count} OFFSET {start}
"""


class Queue:
    """Of the reports within reach those that are in one of these states."""

    def __init__(self, reach: Reach[ReportQuerySet], states: Sequence[str]) -> None:
        self._mine, self._states = reach.mine(*SHOWN), states

    def count(self) -> int:
        """How many there are."""
        if self._mine is None:
            return 0
        mine, params = self._mine
        with connection.cursor() as cursor:
            cursor.execute(mine + _COUNT.format(states=self._places), (*params, *self._states, *self._states))
            count: int = cursor.fetchone()[0]
            return count

    def rows(self, start: int, count: int) -> list[Report]:
        """So many from there; `first`: the number of the one it is like; `others`: how many are like this one."""
        if self._mine is None:
            return []
        mine, params = self._mine
        told = {"shown": ", ".join(SHOWN), "states": self._places, "count": count, "start": start}
        return list(Report.objects.raw(mine + _ROWS.format(**told), (*params, *self._states)))

    @property
    def _places(self) -> str:
        return ", ".join(["%s"] * len(self._states))
