"""Who may open what a reporter seals? Examiners with a key, but nobody near the unit, and nobody to be avoided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from netral.portal import clock
from netral.portal.directory.models import Agency, Conflict, Mandate, Unit, User, tied_to
from netral.portal.directory.past import tree_at
from netral.portal.directory.tree import above, in_line
from netral.portal.directory.worked import Worked
from netral.portal.sealed import boxes
from netral.portal.sealed.models import Box, Key, examiners


@dataclass(frozen=True, slots=True)
class Receivers:
    """The keys to which is sealed, and the accounts from which it is kept for good."""

    agency: Agency
    unit: Unit | None
    keys: list[Key]
    without: list[int]

    @property
    def names(self) -> list[str]:
        """Of the people who will be able to open it: the reporter is told."""
        return sorted(str(key.user) for key in self.keys)

    def keep(self, plain: bytes, *, now: datetime) -> Box:
        """Seal and keep; ValueError where there is nobody to seal to."""
        return boxes.keep(plain, agency=self.agency, keys=self.keys, without=self.without, now=now)


def receivers(
    agency: Agency, unit: Unit | None, *, avoided: Collection[int] = (), on: date, since: datetime | None = None
) -> Receivers:
    """Of a report about this unit, or about nobody knows which.

    `since`: when it came, of one that is there: whoever was kept from it then is kept from what is added to it.
    """
    without = {*avoided, *(within(unit, on=on) if unit is not None else ())}
    if unit is not None and since is not None:
        without |= _once_within(unit, since, on=on)
    return Receivers(agency, unit, boxes.recipients_of(agency, on=on, without=without), sorted(without))


def reach_nobody(to: Receivers, *, on: date) -> bool:
    """There are examiners, and each of them is kept from it: it would lie there, and nobody would know of it."""
    people = set(examiners(to.agency, on=on).values_list("pk", flat=True))
    return bool(people) and people <= set(to.without)


def within(unit: Unit, *, on: date) -> set[int]:
    """Accounts of the unit reported and of its line: those that are tied to it, who works above it, and who has
    declared a conflict with a part of it or with somebody who works there."""
    line = User.objects.filter(official__unit__agency=unit.agency_id, official__unit__path__in=above(unit.path))
    parts = Unit.objects.filter(agency=unit.agency_id, path__startswith=unit.path)
    stated = Conflict.objects.touching(units=parts, on=on).values_list("user", flat=True)
    named = Conflict.objects.binds(on=on).filter(official__unit__in=parts).values_list("user", flat=True)
    return tied_to(unit, on=on) | {*line.values_list("pk", flat=True), *stated, *named}


def _once_within(unit: Unit, since: datetime, *, on: date) -> set[int]:
    """The same by the tree of that moment, where it was another one, and by where everybody worked that day."""
    past = tree_at(unit.agency_id, since)
    if past is None:
        paths = dict(Unit.objects.filter(agency=unit.agency_id).values_list("pk", "path"))
        return _worked_in(in_line(paths, [unit.pk]), clock.day(since), on=on)
    line = past.in_line([unit.pk])
    workers = User.objects.filter(official__unit__in=line).values_list("pk", flat=True)
    mandated = Mandate.objects.on(on).filter(unit__in=line).values_list("user", flat=True)
    bound = Conflict.objects.binds(on=on).filter(unit__in=line)
    worked = _worked_in(line, clock.day(since), on=on)
    return {*workers, *mandated, *bound.values_list("user", flat=True)} | worked


def _worked_in(line: set[int], day: date, *, on: date) -> set[int]:
    """The accounts of those who worked there that day and were put elsewhere since, and of whose conflict names one."""
    officials = {*Worked.objects.on(day).filter(unit__in=line).values_list("official", flat=True)}
    if not officials:
        return set()
    named = Conflict.objects.binds(on=on).filter(official__in=officials).values_list("user", flat=True)
    return {*User.objects.filter(official__in=officials).values_list("pk", flat=True), *named}
