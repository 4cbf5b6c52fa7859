"""Fill an empty database with the demonstration; what is there already is left as it is."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.demo import logins, officials, proofs, regency
from netral.portal.directory.models import Agency, Official
from netral.portal.intake.demo import fill as reports

ROOMS: tuple[Callable[[Agency], None], ...] = (reports,)
"""What each room shows of its own, in the order in which rooms stand on each other."""


def fill() -> bool:
    """Whether this database is a demonstration's: filled now, or before; False where it belongs to somebody else."""
    if Agency.objects.exists():
        return is_demo()
    with transaction.atomic():
        agency = officials.make()
        logins.make(agency)
        proofs.make()
        for room in ROOMS:
            room(agency)
        facts = {"officials": Official.objects.count()}
        record(Happening("demo.filled", {"role": "system", "id": "demo"}, "peragaan", facts=facts), now=clock.now())
    return True


def is_demo() -> bool:
    """Whether the agency that does not exist is in this database."""
    return Agency.objects.filter(code=regency.CODE).exists()
