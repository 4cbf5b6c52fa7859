"""Fill an empty database with the demonstration; what is there already is left as it is."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.contests.demo import fill as contestants
from netral.portal.demo import logins, officials, proofs, regency, units
from netral.portal.directory.models import Agency, Official, User
from netral.portal.intake.demo import fill as reports
from netral.portal.intake.demo import fill_earlier as earlier_reports
from netral.portal.retention.demo import fill as endings
from netral.portal.triage.demo import fill as findings

ROOMS: tuple[Callable[[Agency, User], None], ...] = (contestants, reports, findings, endings)
"""What each room shows of its own, weighed by an examiner; in the order in which rooms stand on each other."""


def fill() -> bool:
    """Whether this database is a demonstration's: filled now, or before; False where it belongs to somebody else."""
    if Agency.objects.exists():
        return is_demo()
    with transaction.atomic():
        agency = officials.make()
        logins.make(agency)
        examiner = User.objects.filter(mandates__role="pemeriksa", mandates__agency=agency).earliest("pk")
        earlier_reports(agency, examiner)
        units.make(agency)
        proofs.make()
        for room in ROOMS:
            room(agency, examiner)
        facts = {"officials": Official.objects.count()}
        record(Happening("demo.filled", {"role": "system", "id": "demo"}, "peragaan", facts=facts), now=clock.now())
    return True


def is_demo() -> bool:
    """Whether the agency that does not exist is in this database."""
    return Agency.objects.filter(code=regency.CODE).exists()
