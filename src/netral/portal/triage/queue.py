"""Which findings wait, one an act and the nearest deadline first, and how many acts are that?

Written out in SQL, since every look at the list asks it: whom a person may weigh is compiled once instead of once for
each question, and each number is counted from an index of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from netral.portal.directory.reach import Reach
from netral.portal.triage.models import Finding, FindingQuerySet
from netral.portal.triage.states import LACKING, WAITING

SHOWN = (
    *("id", "number", "version", "act", "shares_act", "contest", "known_on", "due_on", "back", "verb", "role"),
    *("mitigating", "missing_facts", "verdict_literal", "verdict_practice", "class_literal", "class_practice"),
)
"""The columns that are read of a finding in a list."""
_PARTS = """
    COUNT(*) FILTER (WHERE state = '{waiting}') AS waiting,
    COUNT(*) FILTER (WHERE state = '{waiting}' AND due_on < {today}) AS late,
    COUNT(*) FILTER (WHERE state = '{lacking}') AS lacking
"""
# Only of an act that several findings are about each of them is looked at.
_COUNTS = """
SELECT
    (SELECT COUNT(*) FROM mine WHERE state = '{waiting}' AND shares_act = FALSE)
        - hidden.waiting + acts.waiting,
    (SELECT COUNT(*) FROM mine WHERE state = '{waiting}' AND shares_act = FALSE AND due_on < {today})
        - hidden.late + acts.late,
    (SELECT COUNT(*) FROM mine WHERE state = '{lacking}' AND shares_act = FALSE)
        - hidden.lacking + acts.lacking
FROM
    (SELECT {parts} FROM mine WHERE apart AND shares_act = FALSE AND state IN ('{waiting}', '{lacking}')) AS hidden,
    (
        SELECT {parts} FROM (
            SELECT state, MIN(due_on) AS due_on FROM mine
            WHERE NOT apart AND shares_act AND state IN ('{waiting}', '{lacking}') GROUP BY state, act
        ) AS act
    ) AS acts
"""
_SAME = "mine AS same WHERE same.act = mine.act AND same.state = '{waiting}' AND NOT same.apart"
_ROWS = """
SELECT {shown}, CASE WHEN shares_act THEN (SELECT COUNT(*) - 1 FROM {same}) ELSE 0 END AS others
FROM mine
WHERE state = '{waiting}' AND NOT apart AND {after} AND (
    NOT shares_act OR id = (SELECT same.id FROM {same} ORDER BY same.due_on ASC NULLS LAST, same.number LIMIT 1)
)
ORDER BY due_on ASC NULLS LAST, number LIMIT {count} OFFSET {start}
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of acts: how many wait to be weighed, are past the deadline of the first that waits, wait for more data."""

    waiting: int = 0
    late: int = 0
    lacking: int = 0


class Queue:
    """Of the findings within reach those `among` what is asked for."""

    def __init__(self, reach: Reach[FindingQuerySet], among: Q) -> None:
        self._mine = Reach(reach.covered.filter(among), reach.apart).mine(*SHOWN, "state")

    def counts(self, today: date) -> Counts:
        """As a person would count who looks at each finding that is theirs."""
        if self._mine is None:
            return Counts()
        mine, params = self._mine
        told = {"waiting": WAITING, "lacking": LACKING, "today": f"'{today.isoformat()}'"}
        with connection.cursor() as cursor:
            cursor.execute(mine + _COUNTS.format(parts=_PARTS.format(**told), **told), params)
            return Counts(*cursor.fetchone())

    def rows(self, start: int, count: int, *, after: Finding | None = None) -> list[Finding]:
        """So many from there, and of each in `others` how many more wait about its act; `after`: behind this one."""
        if self._mine is None:
            return []
        mine, params = self._mine
        behind, more = _behind(after) if after else ("TRUE", ())
        told = {"shown": ", ".join(SHOWN), "waiting": WAITING, "same": _SAME.format(waiting=WAITING), "after": behind}
        return list(Finding.objects.raw(mine + _ROWS.format(count=count, start=start, **told), (*params, *more)))


def _behind(finding: Finding) -> tuple[str, tuple[Any, ...]]:
    if finding.due_on is None:
        return "due_on IS NULL AND number > %s", (finding.number,)
    day = connection.ops.adapt_datefield_value(finding.due_on)
    return "(due_on > %s OR due_on IS NULL OR due_on = %s AND number > %s)", (day, day, finding.number)
