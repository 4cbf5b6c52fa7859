"""May this be tried once more? Counted in the database, so that several processes count as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from netral.portal.signin import keyed
from netral.portal.signin.limits import LONGEST, QUARTER, Limit
from netral.portal.signin.models import Try


@dataclass(frozen=True, slots=True)
class Counted:
    """A try under way: it counts until it is taken back."""

    rows: tuple[int, ...]

    def take_back(self) -> None:
        """It succeeded, or it was not let in: it counts for nothing."""
        Try.objects.filter(pk__in=self.rows).delete()


def count(*what: tuple[Limit, str], now: datetime) -> Counted:
    """Write a try down for each of these limits and what it counts for, before anything is checked.

    Written first and counted afterwards: of any number at once no more than the limit can find room.
    """
    # Nor does what a clock that ran ahead wrote down: it would keep its owner out until that day.
    Try.objects.filter(Q(at__lte=now - LONGEST) | Q(at__gt=now + QUARTER)).delete()
    rows = Try.objects.bulk_create(Try(key=_key(limit, whom), at=now) for limit, whom in what)
    return Counted(tuple(row.pk for row in rows))


def full(limit: Limit, whom: str, *, now: datetime) -> bool:
    """Whether there are more tries than the limit lets, those under way among them."""
    return Try.objects.filter(key=_key(limit, whom), at__gt=now - limit.window).count() > limit.most


def forget(what: Sequence[tuple[Limit, str]]) -> None:
    """Nothing of these counts any longer."""
    Try.objects.filter(key__in=[_key(limit, whom) for limit, whom in what]).delete()


def _key(limit: Limit, whom: str) -> str:
    return keyed.mark("try", f"{limit.name} {whom}")
