"""A transfer takes nobody nearer to a report or a finding about those with whom they worked when it came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.portal import clock
from netral.portal.directory import tree
from netral.portal.directory.models import Mandate, Official, Staged, Status, Unit, User
from netral.portal.directory.worked import Worked
from netral.portal.intake.actions import receivers_of
from netral.portal.intake.models import Report
from netral.portal.people.roll import actions
from netral.portal.people.roll.plan import Plan
from netral.portal.triage.models import Finding
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.patrols import row, taken
from tests.portal.reporting import WHOM, examiner, sent
from tests.portal.test_units_apart import report_on

LATER = DAY + timedelta(days=20)


def transferred(cast: Cast, official: Official, to: Unit, day: date) -> None:
    """As a clerk does it: by a list."""
    clerk = Mandate.objects.filter(role="pengelola", agency=cast.agency).first()
    clerk = clerk or Mandate.objects.get(user=cast.holder("pengelola"))
    listed = f"nip,nama,unit,status,sejak\n{official.nip},{official.name},{to.path},pns,2020-03-01\n"
    staged = actions.stage(listed.encode(), name="pindah.csv", mandate=clerk, now=clock.noon(day))
    assert isinstance(staged, Staged)
    seen = actions.plan_of(staged, today=day).mark()
    assert isinstance(actions.take_over(staged, seen=seen, end_the_gone=False, now=clock.noon(day)), Plan)


def reports(user: User, day: date = LATER) -> set[str]:
    return set(Report.objects.visible_to(user, on=day).values_list("number", flat=True))


def test_an_examiner_who_is_transferred_reads_nothing_older_about_the_unit_they_left(cast: Cast) -> None:
    near = cast.holder("pemeriksa", official=cast.official)
    report_on(cast, cast.top, 1, clock.noon(DAY))
    transferred(cast, cast.official, cast.beside, DAY + timedelta(days=5))
    report_on(cast, cast.top, 2, clock.noon(DAY + timedelta(days=9)))
    report_on(cast, cast.beside, 3, clock.noon(DAY))
    assert reports(near) == {"L-2"}
    # Nor after another one, and the day of a transfer belongs to both units.
    transferred(cast, cast.official, cast.below, DAY + timedelta(days=12))
    report_on(cast, cast.beside, 4, clock.noon(DAY + timedelta(days=12)))
    report_on(cast, cast.beside, 5, clock.noon(DAY + timedelta(days=13)))
    assert reports(near) == {"L-3", "L-5"}
    assert reports(cast.holder("pemeriksa")) == {"L-1", "L-2", "L-3", "L-4", "L-5"}
    spans = Worked.objects.filter(official=cast.official).values_list("unit", "valid_from", "valid_to")
    went = DAY + timedelta(days=5)
    assert [*spans] == [(cast.beside.pk, went, DAY + timedelta(days=12)), (cast.below.pk, None, went)]


def test_a_finding_stays_kept_from_the_colleagues_of_its_day(cast: Cast) -> None:
    """Whoever of the two is put elsewhere."""
    near, far = cast.holder("pemeriksa", official=cast.official), cast.holder("pemeriksa")
    head = Official.objects.create(agency=cast.agency, unit=cast.top, nip="000000000000000009", name="Kepala Karangan")
    taken([row(head.nip, 1)], cast.agency, far, clock.noon(DAY))
    transferred(cast, head, cast.beside, DAY + timedelta(days=5))
    assert [Finding.objects.visible_to(one, on=LATER).count() for one in (near, far)] == [0, 1]
    # What the agency came to know of afterwards is no longer about a colleague.
    taken([row(head.nip, 2)], cast.agency, far, clock.noon(DAY + timedelta(days=9)))
    assert [Finding.objects.visible_to(one, on=LATER).count() for one in (near, far)] == [1, 2]
    transferred(cast, cast.official, cast.beside, DAY + timedelta(days=12))
    assert [Finding.objects.visible_to(one, on=LATER).count() for one in (near, far)] == [0, 2]


def test_what_a_reporter_adds_is_not_sealed_to_who_was_put_elsewhere_since(cast: Cast) -> None:
    far = examiner(cast)
    report = sent(Client(), whom={**WHOM, "unit": str(cast.top.pk), "unknown": ""})
    near = examiner(cast, official=cast.official)
    assert near.pk in receivers_of(report, clock.now()).without
    transferred(cast, cast.official, cast.beside, DAY + timedelta(days=1))
    kept = receivers_of(report, clock.noon(DAY + timedelta(days=2)))
    assert ([one.user for one in kept.keys], near.pk in kept.without) == ([far], True)


def test_the_same_list_again_and_another_status_are_no_transfer(cast: Cast) -> None:
    Status.objects.create(official=cast.official, status="pns", valid_from=date(2020, 3, 1))
    for _ in range(2):
        transferred(cast, cast.official, cast.below, DAY)
    assert not Worked.objects.exists()


def test_an_official_s_page_says_where_they_worked_before(cast: Cast) -> None:
    transferred(cast, cast.official, cast.beside, DAY)
    clerk = signed_in(cast.holder("pengelola"))
    page = clerk.get(f"/kerja/pegawai/{cast.official.pk}").content.decode()
    assert ("Unit sebelumnya" in page, "01.02. Bidang Sekolah Dasar" in page) == (True, True)
    assert "Unit sebelumnya" not in clerk.get(f"/kerja/pegawai/{cast.neighbour.pk}").content.decode()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=10))
def test_whatever_transfer_follows_another_the_line_of_the_day_holds(cast: Cast, acts: list[tuple[bool, int]]) -> None:
    """Against an oracle that looked at the examiner's unit on each report's day, and looks at the last one."""
    with transaction.atomic():
        near = cast.holder("pemeriksa", official=cast.official)
        units = list(Unit.objects.filter(agency=cast.agency).order_by("pk"))
        came: dict[str, tuple[Unit, set[str]]] = {}
        at = cast.below
        for step, (moves, which) in enumerate(acts, 1):
            unit, day = units[which % len(units)], DAY + timedelta(days=step)
            if moves:
                transferred(cast, cast.official, unit, day)
                at = unit
            else:
                came[report_on(cast, unit, step, clock.noon(day)).number] = unit, {at.path}
        kept = {number for number, (unit, then) in came.items() if in_line(unit, {*then, at.path})}
        assert reports(near) == came.keys() - kept
        transaction.set_rollback(True)


def in_line(unit: Unit, own: set[str]) -> bool:
    return any(unit.path.startswith(one) or unit.path in tree.above(one) for one in own)


@pytest.mark.django_db(transaction=True)
def test_officials_of_before_keep_their_unit(cast: Cast) -> None:
    """A directory as it was before transfers were kept is brought up to date with nothing lost."""
    was = [*Official.objects.order_by("pk").values_list("pk", "unit", "nip")]
    try:
        MigrationExecutor(connection).migrate([("directory", "0005_conflicts_end_by_two")])
        assert "directory_worked" not in connection.introspection.table_names()
    finally:
        MigrationExecutor(connection).migrate([("directory", "0006_officials_move")])
    assert [*Official.objects.order_by("pk").values_list("pk", "unit", "nip")] == was
    transferred(cast, cast.official, cast.beside, DAY)
    assert Worked.objects.get().unit == cast.below
