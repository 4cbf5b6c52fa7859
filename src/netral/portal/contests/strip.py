"""When does an account have which status, and what do a like and a comment cost from that day? As a patrol will say it.

The law is asked for every day on which an answer may change, with hopefuls counted as a patrol counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from netral.law.assess import Assessment, assess
from netral.law.contests import base_of, split_contest, zone_of
from netral.law.facts import READINGS
from netral.portal import clock
from netral.portal.contests.line import Line
from netral.portal.guidance.rulebook import table

ACTS = (
    {"verb": "Like"},
    {"verb": "Create", "object": {"in_reply_to": True, "visibility": "public", "content": "promotes"}},
)
"""What the strip asks about, of an ordinary civil servant: a like, and a comment that supports."""
COUNTED = "registered"
"""When a patrol counts somebody as a hopeful, unless it is told otherwise."""
_FIRST = date(1945, 1, 1)
"""Before it no rule and no calendar begins."""
Outcome = tuple[str, str | None]
"""A verdict and its class."""


@dataclass(frozen=True, slots=True)
class Step:
    """From `starts` to before `ends`, None where it is open. Not `listed`: the register does not hold the account.

    `status` is None where the calendar does not say; `said`: per act its outcome in both readings.
    """

    starts: date | None
    ends: date | None
    listed: bool
    status: str | None = None
    said: tuple[tuple[Outcome, Outcome], ...] = ()

    @property
    def same_as(self) -> tuple[object, ...]:
        """What makes the day before a day like this."""
        return self.listed, self.status, self.said

    def holds(self, day: date) -> bool:
        """On that day?"""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day < self.ends)


def of(lines: Iterable[Line]) -> tuple[Step, ...]:
    """Of the rows of one account, over all time; none without a row."""
    found: list[Step] = []
    end: date | None = None
    for line in sorted(lines, key=lambda one: one.since):
        first, until = line.days
        if found and end != first:
            found.append(Step(end, first, listed=False))
        elif not found and first:
            found.append(Step(None, first, listed=False))
        found += _cut(_asked(base_of(line.contest), line.role, line.status or None), first, until)
        end = until
        if end is None:
            break
    if found and end:
        found.append(Step(end, None, listed=False))
    return _joined(found)


def zone(contest: str) -> str | None:
    """Of the place where it is held; None: each act's own, where the official works."""
    return zone_of(table().rulebook, contest=contest) if split_contest(contest)[1] else None


def _cut(steps: Sequence[Step], first: date | None, until: date | None) -> Iterator[Step]:
    for one in steps:
        starts = max(one.starts or date.min, first or date.min)
        ends = min(one.ends or date.max, until or date.max)
        if starts < ends:
            bounds = (None if starts == date.min else starts, None if ends == date.max else ends)
            yield Step(*bounds, listed=True, status=one.status, said=one.said)


def _joined(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Neighbours of which a reader would read the same, as one."""
    out: list[Step] = []
    for one in steps:
        if out and out[-1].same_as == one.same_as:
            out[-1] = Step(out[-1].starts, one.ends, listed=one.listed, status=one.status, said=one.said)
        else:
            out.append(one)
    return tuple(out)


@lru_cache(maxsize=256)
def _asked(base: str, role: str, given: str | None) -> tuple[Step, ...]:
    """The days of an account that is always listed. A day is the same in every zone: only its midnight differs."""
    law = table()
    cuts = {*law.epochs, *law.calendars[base, COUNTED].starts}
    if alone := law.rulebook.contests[base].independent_from:
        cuts.add(alone.toordinal())
    days = sorted(day for one in cuts if (day := date.fromordinal(one)) > _FIRST)
    target = {"role": role, "contest": base, "status": given}
    steps = []
    for first, end in pairwise([None, *days, None]):
        at = {"at": clock.noon(first or _FIRST).isoformat(), "actor": {"status": "pns"}, "target": target}
        found = [assess({**act, **at}, law, bakal_calon=COUNTED) for act in ACTS]
        steps.append(Step(first, end, listed=True, status=found[0].target_status, said=tuple(map(_said, found))))
    return _joined(steps)


def _said(found: Assessment) -> tuple[Outcome, Outcome]:
    literal, practice = ((found.verdict[reading], found.cls[reading]) for reading in READINGS)
    return literal, practice
