"""The demonstration: filled once, in seconds, only where nobody else lives, and with people who cannot exist."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import override_settings

from netral.cli.errors import UserError
from netral.cli.serve import serve
from netral.portal import ready
from netral.portal.audit.models import Event
from netral.portal.demo.fill import fill
from netral.portal.demo.logins import PASSWORD, ROSTER, shown
from netral.portal.demo.regency import DAY
from netral.portal.directory.models import Conflict, Mandate, Official, Position, Status, Unit, User
from netral.portal.directory.roles import ROLES, TWO_PEOPLE
from netral.portal.variables import BadSetting
from tests.portal.cast import Cast

pytestmark = pytest.mark.django_db


def test_it_is_filled_once_however_often_it_is_started() -> None:
    assert fill()
    before = [model.objects.count() for model in (Official, Status, Position, User, Mandate, Conflict, Event)]
    assert fill()
    assert before == [model.objects.count() for model in (Official, Status, Position, User, Mandate, Conflict, Event)]
    assert (Unit.objects.count(), before[0], before[-2:]) == (42, 410, [1, 1])


def test_its_people_cannot_exist_and_every_kind_is_there() -> None:
    fill()
    assert all(nip.startswith("0" * 10) for nip in Official.objects.values_list("nip", flat=True))
    assert len(set(Official.objects.values_list("name", flat=True))) == 410
    kinds = Counter(Status.objects.on(DAY).values_list("status", flat=True))
    assert kinds.keys() >= {"pns", "cpns", "pppk", "ppnpn", "kepala_desa", "perangkat_desa", "bumn"}
    assert Status.objects.on(DAY).filter(on_cltn=True).exists()
    assert any(official.status_on(DAY) is None for official in Official.objects.all())
    assert Position.objects.on(DAY).filter(pejabat=True).count() == 39


def test_no_status_and_no_post_overlaps_another_of_the_same_person() -> None:
    fill()
    for official in Official.objects.prefetch_related("statuses", "positions"):
        for rows in (official.statuses.all(), official.positions.all()):
            periods = sorted((row.valid_from, row.valid_to) for row in rows)
            assert all(end is not None and end <= begin for (_, end), (begin, _) in pairwise(periods))


def test_one_login_per_role_is_shown_and_works() -> None:
    fill()
    assert [role for role, _, _ in shown()] == list(ROLES)
    for role, login, password in shown():
        user = User.objects.get(login=login)
        assert user.check_password(password)
        assert user.roles(DAY) == {role}
    assert Mandate.objects.filter(role__in=TWO_PEOPLE, second_grant_by=None).count() == 0
    assert Counter(one.role for one in ROSTER)["pemeriksa"] == 3


def test_a_password_that_was_changed_is_no_longer_shown() -> None:
    fill()
    user = User.objects.get(login="ppk")
    user.set_password("bukan-rahasia-umum-lagi")
    user.save()
    assert "ppk" not in {login for _, login, _ in shown()}
    assert PASSWORD in {password for _, _, password in shown()}


def test_an_agency_s_database_is_no_demonstration_and_the_other_way_round(cast: Cast) -> None:
    assert not fill()
    with pytest.raises(BadSetting, match="milik sebuah instansi"):
        ready.make_ready()


def test_a_demonstration_s_database_is_never_served_as_an_agency_s() -> None:
    fill()
    with (
        override_settings(NETRAL=type("Agency", (), {"demo": False, "today": DAY})),
        pytest.raises(BadSetting, match="milik peragaan"),
    ):
        ready.make_ready()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_it_listens_to_its_own_machine_alone(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("NETRAL_DATA", f"{settings.NETRAL.data}")
    monkeypatch.setenv("NETRAL_DEMO", "1")
    with pytest.raises(UserError, match="NETRAL_DEMO_OPEN=1"):
        serve(demo=True, host=host)
