"""The list of reports shows, counts and calls alike what a person would who looks at each report that is theirs."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.directory.changes import Change
from netral.portal.directory.models import Conflict, Unit, User
from netral.portal.intake.models import Report
from netral.portal.intake.queue import Queue
from netral.portal.intake.states import OPEN, STATES
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.reporting import WHOM, examiner, sent


def people(cast: Cast) -> list[User]:
    made = [cast.holder("pemeriksa", official=cast.official), *(cast.holder("pemeriksa") for _ in range(2))]
    made += [cast.holder("pemeriksa", unit=cast.top), cast.holder("pemeriksa", agency=cast.other)]
    Conflict.objects.create(user=made[1], unit=cast.top, why="Keluarga", declared_at=clock.now())
    # Once the own unit of the first stood beside this one.
    two = {"by": cast.holder("admin"), "second": cast.holder("ppk")}
    Change.objects.create(unit=cast.below, kind="moved", path=f"{cast.beside.path}09.", at=clock.now(), **two)
    return made


@pytest.mark.parametrize("seed", range(3))
def test_a_list_is_what_whoever_looks_at_each_would_list(cast: Cast, seed: int) -> None:
    chance, everybody = random.Random(seed), people(cast)
    units: list[Unit | None] = [None, cast.top, cast.below, cast.beside]
    for number in range(40):
        days = {"received_at": clock.now() + timedelta(hours=chance.randrange(-3, 3)), "happened_on": DAY}
        told = {"code": f"{number}", "story": "x", "whom": "x", "named": False, "receipt": b"", "known_on": DAY}
        report = Report.objects.create(
            agency=cast.agency,
            unit=chance.choice(units),
            number=f"L-{number}",
            state=chance.choice(("diterima", *STATES)),
            alike=chance.choice((None, *Report.objects.filter(alike=None))),
            **days,
            **told,
        )
        report.avoided.set(one for one in everybody if chance.random() < 0.1)
    for user in everybody:
        mine = list(Report.objects.visible_to(user, on=DAY))
        for states in (OPEN, ["ditarik"]):
            queue = Queue(Report.objects.reach(user, on=DAY), states)
            listed = [one for one in mine if one.state in states]
            assert queue.count() == len(listed)
            assert [one.number for one in queue.rows(0, 99)] == [one.number for one in listed]
            assert [one.number for one in queue.rows(2, 3)] == [one.number for one in listed[2:5]]
            for told, one in zip(queue.rows(0, 99), listed, strict=True):
                assert told.others == sum(other.alike == one for other in mine)  # type: ignore[attr-defined]
                assert told.first == (one.alike.number if one.alike in mine else None)  # type: ignore[attr-defined]


def test_a_report_that_is_kept_from_somebody_is_not_named_beside_one_that_is_like_it(cast: Cast) -> None:
    near, far = examiner(cast, official=cast.official), examiner(cast)
    first = sent(Client(), whom={**WHOM, "unit": str(cast.top.pk), "unknown": ""})
    second = sent(Client())
    assert second.alike == first
    page = signed_in(far).get("/kerja/laporan").content.decode()
    assert f"serupa {first.number}" in page
    page = signed_in(near).get("/kerja/laporan").content.decode()
    assert (second.number in page, first.number in page, "serupa L-" in page) == (True, False, False)
