"""The demonstration: filled once, in seconds, only where nobody else lives, and with people who cannot exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.demo.fill import fill
from netral.portal.demo.logins import PASSWORD, ROSTER, shown
from netral.portal.demo.proofs import PASSPHRASE
from netral.portal.demo.regency import DAY
from netral.portal.directory.models import Agency, Conflict, Mandate, Official, Position, Status, Unit, User
from netral.portal.directory.roles import ROLES, SECOND_FACTOR, TWO_PEOPLE
from netral.portal.sealed.boxes import keep, open_box, recipients_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Once for all tests here: locking a key takes a second by design. Each test takes its own changes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        yield
        transaction.set_rollback(True)


def test_it_is_filled_once_however_often_it_is_started() -> None:
    before = [model.objects.count() for model in (Official, Status, Position, User, Mandate, Conflict, Event)]
    assert fill()
    assert before == [model.objects.count() for model in (Official, Status, Position, User, Mandate, Conflict, Event)]
    assert (Unit.objects.count(), before[0], before[-2:]) == (42, 410, [1, before[-1]])


def test_its_people_cannot_exist_and_every_kind_is_there() -> None:
    assert all(nip.startswith("0" * 10) for nip in Official.objects.values_list("nip", flat=True))
    assert len(set(Official.objects.values_list("name", flat=True))) == 410
    kinds = Counter(Status.objects.on(DAY).values_list("status", flat=True))
    assert kinds.keys() >= {"pns", "cpns", "pppk", "ppnpn", "kepala_desa", "perangkat_desa", "bumn"}
    assert Status.objects.on(DAY).filter(on_cltn=True).exists()
    assert any(official.status_on(DAY) is None for official in Official.objects.all())
    assert Position.objects.on(DAY).filter(pejabat=True).count() == 39


def test_no_status_and_no_post_overlaps_another_of_the_same_person() -> None:
    for official in Official.objects.prefetch_related("statuses", "positions"):
        for rows in (official.statuses.all(), official.positions.all()):
            periods = sorted((row.valid_from, row.valid_to) for row in rows)
            assert all(end is not None and end <= begin for (_, end), (begin, _) in pairwise(periods))


def test_one_login_per_role_is_shown_and_works() -> None:
    assert [role for role, _, _ in shown()] == list(ROLES)
    for role, login, password in shown():
        user = User.objects.get(login=login)
        assert user.check_password(password)
        assert user.roles(DAY) == {role}
    assert Mandate.objects.filter(role__in=TWO_PEOPLE, second_grant_by=None).count() == 0
    assert Counter(one.role for one in ROSTER)["pemeriksa"] == 3


def test_every_login_opens_what_its_role_opens_with_the_figures_that_the_page_shows() -> None:
    for role, login, password in shown():
        client = Client()
        answer = client.post("/masuk", {"akun": login, "sandi": password})
        if role in SECOND_FACTOR:
            assert answer.headers["Location"].startswith("/masuk/kode"), role
            page = client.get("/masuk/kode").content.decode()
            figures = re.search(r">\s*(\d{3} ?\d{3})\s*<", page)
            assert figures, role
            answer = client.post("/masuk/kode", {"kode": figures[1]})
        assert answer.headers["Location"] == "/saya", role
        assert client.get("/saya").status_code == 200


def test_whoever_reports_by_name_finds_examiners_who_can_open_it() -> None:
    keys = recipients_of(Agency.objects.get(), on=DAY)
    assert len(keys) == 3
    box = keep(b"nama", agency=Agency.objects.get(), keys=keys, now=clock.now())
    assert open_box(box, keys[0], PASSPHRASE) == b"nama"


def test_a_password_that_was_changed_is_no_longer_shown() -> None:
    user = User.objects.get(login="ppk")
    user.set_password("bukan-rahasia-umum-lagi")
    user.save()
    assert "ppk" not in {login for _, login, _ in shown()}
    assert PASSWORD in {password for _, _, password in shown()}
