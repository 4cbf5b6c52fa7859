"""Which trees did an agency have before the present one? Moves keep what was, so that what held then still holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from netral.portal.directory import tree
from netral.portal.directory.changes import Change
from netral.portal.directory.models import Unit

PLACED = ("moved", "carried")
"""The kinds of changes that put a unit elsewhere."""


Line = tuple[datetime | None, datetime, set[int]]
"""From when (None: as long as there are records) until when which units, by key, stood in line with somebody's."""


@dataclass(frozen=True, slots=True)
class Past:
    """A tree that was: from `began` (None: as long as there are records) to `ended`; the path of each unit by its key.

    Units that were added later stand in it as well: nothing can be told of them from before.
    """

    began: datetime | None
    ended: datetime
    paths: Mapping[int, str]

    def in_line(self, units: Collection[int]) -> set[int]:
        """These units, and all that stood above or below one of them."""
        return tree.in_line(self.paths, units)


def trees(agency: int) -> Iterator[Past]:
    """The latest first; one query for an agency in which nothing was ever moved, two for any other."""
    found = Change.objects.filter(unit__agency=agency, kind__in=PLACED).order_by("-at", "-pk")
    moves = list(found.values_list("at", "unit", "path"))
    if not moves:
        return
    paths = dict(Unit.objects.filter(agency=agency).values_list("pk", "path"))
    steps = [(at, list(changes)) for at, changes in groupby(moves, key=lambda one: one[0])]
    for (ended, changes), before in zip(steps, [*steps[1:], None], strict=True):
        paths = paths | {unit: path for _at, unit, path in changes}
        yield Past(before[0] if before else None, ended, paths)


def lines(agency: int, unit: int, span: tuple[datetime | None, datetime]) -> Iterator[Line]:
    """Times within `span`, the latest first, and which units stood then above or below this one, itself among them."""
    past = list(trees(agency))
    now = dict(Unit.objects.filter(agency=agency).values_list("pk", "path"))
    times = [(past[0].ended if past else None, None, now), *((one.began, one.ended, one.paths) for one in past)]
    for since, until, paths in times:
        began = max((one for one in (since, span[0]) if one is not None), default=None)
        ended = span[1] if until is None else min(until, span[1])
        if began is None or began < ended:
            yield began, ended, tree.in_line(paths, [unit])


def tree_at(agency: int, moment: datetime) -> Past | None:
    """The tree of that moment; None where it is the present one."""
    found = None
    for one in trees(agency):
        if one.ended <= moment:
            break
        found = one
    return found


def once_in_line(agency: int, units: Collection[int]) -> Iterator[Line]:
    """Times, the latest first, and which units stood then above or below one of these, but do not now.

    Trees that do not differ in that are one time: a condition made of it grows with what changed, not with the moves.
    """
    now = tree.in_line(dict(Unit.objects.filter(agency=agency).values_list("pk", "path")), units)
    lines = ((one, one.in_line(units) - now) for one in trees(agency))
    for line, times in groupby(lines, key=lambda pair: pair[1]):
        if line:
            held = [one for one, _line in times]
            yield held[-1].began, held[0].ended, line
