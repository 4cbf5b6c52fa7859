"""The first command at an agency: two people, each with a slip, and nobody else; said again only while nobody came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from netral.cli.errors import UserError
from netral.cli.setup import setup
from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.models import Agency, Mandate, User
from netral.portal.setup import AlreadySetUp, Founding, set_up
from netral.portal.signin import slips
from tests.portal.cast import Cast

pytestmark = pytest.mark.django_db
FOUNDING = Founding("Kabupaten Contoh", "KAB-CONTOH", "7399", ("siti", "budi"))


def test_two_people_are_there_and_come_in_with_their_slips() -> None:
    made = set_up(FOUNDING, now=clock.now())
    assert list(made) == ["siti", "budi"]
    assert list(Mandate.objects.values_list("role", "agency__name").distinct()) == [("admin", "Kabupaten Contoh")]
    for login, code in made.items():
        slip = slips.found(login, code, now=clock.now())
        assert slip is not None
        assert slip.made_by.login != login
        assert slips.use(slip, "kata sandi karangan", now=clock.now())
        answer = Client().post("/masuk", {"akun": login, "sandi": "kata sandi karangan"})
        assert answer.headers["Location"].startswith("/masuk/kode")
    assert Event.objects.filter(kind="directory.set_up").count() == 1


def test_before_anybody_came_it_makes_new_slips_and_the_old_are_void() -> None:
    first = set_up(FOUNDING, now=clock.now())
    second = set_up(FOUNDING, now=clock.now() + timedelta(days=15))
    later = clock.now() + timedelta(days=15)
    assert slips.found("siti", second["siti"], now=later)
    assert slips.found("siti", first["siti"], now=later) is None
    assert (Agency.objects.count(), User.objects.count()) == (1, 2)


def test_once_somebody_came_it_opens_nothing_any_more() -> None:
    made = set_up(FOUNDING, now=clock.now())
    slip = slips.found("siti", made["siti"], now=clock.now())
    assert slip is not None
    slips.use(slip, "kata sandi karangan", now=clock.now())
    with pytest.raises(AlreadySetUp):
        set_up(FOUNDING, now=clock.now())


def test_an_agency_that_is_there_is_left_alone(cast: Cast) -> None:
    with pytest.raises(AlreadySetUp):
        set_up(FOUNDING, now=clock.now())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"code": "kab contoh"}, "--code"),
        ({"region": "73a"}, "--region"),
        ({"admin": ["siti"]}, "--admin dua kali"),
        ({"admin": ["siti", "siti"]}, "dua orang yang berbeda"),
    ],
)
def test_nonsense_is_refused_before_anything_is_made(monkeypatch, words, said: str) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NETRAL_AGENCY", "Kabupaten Contoh")
    with pytest.raises(UserError, match=said):
        setup(**{"code": "KAB-CONTOH", "admin": ["siti", "budi"], **words})


def test_the_agency_s_name_comes_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETRAL_AGENCY", raising=False)
    with pytest.raises(UserError, match="NETRAL_AGENCY"):
        setup(code="KAB-CONTOH", admin=["siti", "budi"])
