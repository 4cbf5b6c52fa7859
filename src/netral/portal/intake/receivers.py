"""Who may open what a reporter seals? Examiners with a key, but nobody near the unit, and nobody to be avoided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from netral.portal.directory.models import Agency, Unit, User
from netral.portal.sealed import boxes
from netral.portal.sealed.models import Box, Key


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


def receivers(agency: Agency, unit: Unit | None, *, avoided: Collection[int] = (), on: date) -> Receivers:
    """Of a report about this unit, or about nobody knows which."""
    without = {*avoided, *(within(unit) if unit is not None else ())}
    return Receivers(agency, unit, boxes.recipients_of(agency, on=on, without=without), sorted(without))


def within(unit: Unit) -> list[int]:
    """Accounts of the unit reported: who works in it, beneath it or above it, and who has declared a conflict there."""
    above = [unit.path[:at] for at, sign in enumerate(unit.path, 1) if sign == "."]
    line = Q(path__startswith=unit.path) | Q(path__in=above)
    units = Unit.objects.filter(line, agency=unit.agency_id)
    people = User.objects.filter(Q(official__unit__in=units) | Q(conflicts__unit__in=units))
    return list(people.values_list("pk", flat=True).distinct())
