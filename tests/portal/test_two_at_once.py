"""Two people in two rooms at the same moment: whoever comes second finds what the first has done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.intake import actions as reports
from netral.portal.intake.models import Message, Report
from netral.portal.people import granting
from netral.portal.triage import actions as findings
from netral.portal.triage.models import Finding
from tests.portal.cast import Cast
from tests.portal.patrols import row, taken
from tests.portal.reporting import examiner, sent

pytestmark = pytest.mark.django_db(transaction=True)


def alone(work: Callable[[], Any]) -> Any:
    """In a thread, with a connection of its own that is closed afterwards."""
    try:
        return work()
    finally:
        connections.close_all()


def weighed(report: Report, user: User) -> object:
    told = {"state": "kajian_awal", "reason": "lengkap", "words": "", "seen": "diterima"}
    return reports.weigh(report, user, **told, now=clock.now())


ACTS: dict[str, Callable[[Report, User], object]] = {
    "weigh": weighed,
    "write": lambda report, user: reports.write(report, user, "Halo", token="sekali", now=clock.now()),
    "refer": lambda report, user: reports.refer(report, user, sbt="1", lapor="", now=clock.now()),
}


def while_ending(user: User, head: User, act: Callable[[], object]) -> object:
    """What comes of an act that began before its mandate ended, and had to wait for that."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert granting.end(user.mandates.get(), head, now=clock.now()) is None
            waits = pool.submit(alone, act)
            wait([waits], timeout=1)
            assert not waits.done()
        return waits.result(timeout=30)


@pytest.mark.parametrize("act", ACTS)
def test_a_mandate_that_ends_while_somebody_waits_lets_them_do_nothing_with_a_report(cast: Cast, act: str) -> None:
    user, head = examiner(cast), cast.holder("ppk")
    report = sent(Client())
    assert isinstance(while_ending(user, head, lambda: ACTS[act](report, user)), Denial)
    report.refresh_from_db()
    assert (report.state, report.sbt, Message.objects.count()) == ("diterima", "", 0)
    assert Event.objects.latest("seq").kind == "mandate.ended"


@pytest.mark.parametrize("many", [False, True])
def test_nor_with_a_finding(cast: Cast, many: bool) -> None:
    user, head = cast.holder("pemeriksa"), cast.holder("ppk")
    taken([row(cast.official.nip, 1)], cast.agency, user, clock.now())
    finding = Finding.objects.get()

    def act() -> object:
        if many:
            told = {"reason": "tidak_diatur", "words": "", "now": clock.now()}
            return findings.close_many([(finding.number, 1)], user, **told)
        choice = findings.Choice("ditutup", "tidak_diatur")
        return findings.weigh(finding, user, choice, version=1, now=clock.now())

    done = while_ending(user, head, act)
    assert done == ([], []) if many else isinstance(done, Denial)
    assert Finding.objects.get().state == "menunggu"


def test_whoever_closes_many_and_whoever_weighs_one_of_them_do_not_wait_for_each_other(cast: Cast) -> None:
    """On PostgreSQL each held what the other needed: a finding, and the end of the ledger."""
    user = cast.holder("pemeriksa")
    taken([row(cast.official.nip, at) for at in (1, 2)], cast.agency, user, clock.now())
    first, second = Finding.objects.order_by("number")
    told = {"reason": "tidak_diatur", "words": "", "now": clock.now()}
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Finding.objects.filter(pk=second.pk).update(back="")
            chosen = [(one.number, 1) for one in (first, second)]
            waits = pool.submit(alone, lambda: findings.close_many(chosen, user, **told))
            wait([waits], timeout=1)
            findings.opened(second, user, now=clock.now())
        closed, overtaken = waits.result(timeout=30)
    assert (len(closed), overtaken) == (2, [])
