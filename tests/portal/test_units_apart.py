"""A move takes nobody nearer to a report or a finding about what stood above or below them when it came."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.portal import clock
from netral.portal.directory import tree
from netral.portal.directory.changes import Move
from netral.portal.directory.models import Conflict, Official, Unit, User
from netral.portal.intake.actions import receivers_of
from netral.portal.intake.models import Report
from netral.portal.people.units import moving
from netral.portal.people.units.guard import Sent
from netral.portal.triage.models import Finding
from tests.portal.cast import DAY, Cast
from tests.portal.patrols import row, taken
from tests.portal.reporting import WHOM, examiner, sent

HOUR = timedelta(hours=1)


def moved(unit: Unit, to: Unit | None, code: str, by: tuple[User, User], now: datetime) -> None:
    unit.refresh_from_db()
    if to:
        to.refresh_from_db()
    move = moving.propose(unit, to, code=code, why="Perbup 1/2024", sent=Sent(by[0], now))
    if isinstance(move, Move):
        assert isinstance(moving.confirm(move, seen=moving.mark(move), sent=Sent(by[1], now)), Move)


def report_on(cast: Cast, unit: Unit, number: int, at: datetime) -> Report:
    days = {"received_at": at, "happened_on": DAY, "known_on": DAY}
    told = {"number": f"L-{number}", "code": f"{number}", "story": "x", "whom": "x", "named": False, "receipt": b""}
    return Report.objects.create(agency=cast.agency, unit=unit, **days, **told)


@pytest.fixture
def two(cast: Cast) -> tuple[User, User]:
    return cast.holder("admin"), cast.holder("ppk")


@pytest.mark.parametrize("how", ["worker", "conflict"])
def test_what_came_before_a_move_stays_kept_from_who_was_in_line(cast: Cast, two: tuple[User, User], how: str) -> None:
    near = cast.holder("pemeriksa", official=cast.official if how == "worker" else None)
    if how == "conflict":
        Conflict.objects.create(user=near, unit=cast.below, why="keluarga", declared_at=clock.now())
    far, now = cast.holder("pemeriksa"), clock.now()
    before = report_on(cast, cast.top, 1, now - HOUR)
    moved(cast.below, cast.beside, "1", two, now)
    after = report_on(cast, cast.top, 2, now + HOUR)
    new = report_on(cast, cast.beside, 3, now + HOUR)
    old = report_on(cast, cast.beside, 4, now - HOUR)
    assert set(Report.objects.visible_to(near, on=DAY)) == {after}
    assert set(Report.objects.visible_to(far, on=DAY)) == {before, after, new, old}
    moved(cast.below, cast.top, "02", two, now + 2 * HOUR)
    assert set(Report.objects.visible_to(near, on=DAY)) == {old}


def test_nor_a_finding(cast: Cast, two: tuple[User, User]) -> None:
    near, far = cast.holder("pemeriksa", official=cast.official), cast.holder("pemeriksa")
    head = Official.objects.create(agency=cast.agency, unit=cast.top, nip="000000000000000009", name="Kepala Karangan")
    taken([row(head.nip, 1)], cast.agency, far, clock.now())
    assert [Finding.objects.visible_to(one, on=DAY).count() for one in (near, far)] == [0, 1]
    moved(cast.below, cast.beside, "1", two, clock.now() + HOUR)
    assert [Finding.objects.visible_to(one, on=DAY).count() for one in (near, far)] == [0, 1]


def test_what_a_reporter_adds_is_sealed_to_nobody_who_was_in_line_when_it_came(
    cast: Cast, two: tuple[User, User]
) -> None:
    """Nor to whoever has an account only since: the report itself remembers those of its day."""
    far = examiner(cast)
    report = sent(Client(), whom={**WHOM, "unit": str(cast.top.pk), "unknown": ""})
    near = examiner(cast, official=cast.official)
    assert [one.user for one in receivers_of(report, clock.now()).keys] == [far]
    moved(cast.below, cast.beside, "1", two, clock.now() + HOUR)
    report.refresh_from_db()
    kept = receivers_of(report, clock.now() + 2 * HOUR)
    assert [one.user for one in kept.keys] == [far]
    assert near.pk in kept.without


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9), st.sampled_from("12")), max_size=12))
def test_whatever_is_moved_the_line_of_the_day_holds(cast: Cast, acts: list[tuple[bool, int, int, str]]) -> None:
    """Against an oracle that looked at the tree whenever a report came, and looks at the last one."""
    with transaction.atomic():
        two = cast.holder("admin"), cast.holder("ppk")
        near = cast.holder("pemeriksa", official=cast.official)
        for number, over in enumerate((cast.top, cast.below, cast.beside)):
            Unit.objects.create(agency=cast.agency, path=f"{over.path}0{number}.", name=f"Unit {number}")
        units = list(Unit.objects.filter(agency=cast.agency).order_by("pk"))
        came: dict[str, tuple[int, bool]] = {}
        for step, (moves, which, whither, code) in enumerate(acts):
            unit, now = units[which % len(units)], clock.now() + step * HOUR
            if moves:
                moved(unit, [None, *units][whither % (len(units) + 1)], code, two, now)
            else:
                report = report_on(cast, unit, step, now)
                came[report.number] = unit.pk, unit.pk in line(cast)
        last = line(cast)
        expected = {number for number, (unit, then) in came.items() if not then and unit not in last}
        assert set(Report.objects.visible_to(near, on=DAY).values_list("number", flat=True)) == expected
        transaction.set_rollback(True)


def line(cast: Cast) -> set[int]:
    """What stands above or below the examiner's unit at this moment."""
    own = Unit.objects.get(pk=cast.below.pk).path
    paths = Unit.objects.filter(agency=cast.agency).values_list("pk", "path")
    return {pk for pk, path in paths if path.startswith(own) or path in tree.above(own)}
