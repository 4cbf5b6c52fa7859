"""An agency that was just set up comes to work by its own pages: nobody touches the database, nobody decides alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, Official, User
from netral.portal.people.accounts import begun, renewed
from netral.portal.setup import Founding, set_up
from netral.portal.signin import slips
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.test_import import GOOD, listed, saved, uploaded

WORDS = "empat kata yang panjang"


def code_of(page: str) -> str:
    found = re.search(r'class="tanda">([^<]+)<', page)
    assert found, page
    return found[1]


def opened(login: str, code: str, now: datetime | None = None) -> Client:
    """Whoever holds the slip chooses a password; the second proof is told elsewhere."""
    slip = slips.found(login, code, now=now or clock.running())
    assert slip is not None, login
    assert slips.use(slip, WORDS, now=now or clock.running())
    return signed_in(slip.user)


@pytest.mark.django_db
def test_from_nothing_to_an_examiner_by_pages_alone() -> None:
    codes = set_up(Founding("Kabupaten Contoh", "KAB-CONTOH", "7371", ("siti", "budi")), now=clock.now())
    siti, budi = (opened(login, code, clock.now()) for login, code in codes.items())
    clerk = opened("citra", code_of(siti.post("/kelola/akun", {"nama": "citra", "lengkap": "Citra"}).content.decode()))
    assert clerk.get("/kerja/pegawai").status_code == 403
    grant = {"sejak": DAY.isoformat()}
    assert siti.post("/kelola/peran", {**grant, "nama": "citra", "peran": "pengelola"}).status_code == 302

    assert saved(clerk, uploaded(clerk, listed((*GOOD[:3], "Bidang Baru", *GOOD[4:])))) == 302
    official = Official.objects.get()
    examiner = opened(official.nip, code_of(clerk.post("/kerja/slip", {"nip": official.nip}).content.decode()))

    head = opened("bupati", code_of(budi.post("/kelola/akun", {"nama": "bupati", "lengkap": "B"}).content.decode()))
    assert budi.post("/kelola/peran", {**grant, "nama": "bupati", "peran": "ppk"}).status_code == 302
    assert not Mandate.objects.filter(role="ppk").exists()
    siti.post(_waiting(siti))
    assert Mandate.objects.get(role="ppk").user.login == "bupati"

    assert siti.post("/kelola/peran", {**grant, "nama": official.nip, "peran": "pemeriksa"}).status_code == 302
    assert examiner.get("/kerja/temuan").status_code == 403
    head.post(_waiting(head))
    assert examiner.get("/kerja/temuan").status_code == 200


def _waiting(client: Client) -> str:
    found = re.search(r'action="(/kelola/peran/usulan/\d+)"', client.get("/kelola/peran").content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [
        ("000000000000000123", "A", "menurut NIP"),
        ("Dua Kata", "A", "huruf kecil"),
        ("a\u0430", "A", "huruf kecil"),
        ("auditor", " ", "nama lengkap"),
        ("dipakai", "A", "sudah dipakai"),
    ],
)
def test_what_makes_no_account_is_said(cast: Cast, login: str, name: str, said: str) -> None:
    admin, _ = cast.holder("admin"), User.objects.create_user("dipakai")
    before = User.objects.count()
    answer = signed_in(admin).post("/kelola/akun", {"nama": login, "lengkap": name})
    assert (answer.status_code, said in answer.content.decode(), User.objects.count()) == (422, True, before)


def test_a_new_slip_voids_the_old_and_is_only_for_accounts_of_one_s_own_agency(cast: Cast) -> None:
    admin, now = cast.holder("admin"), clock.running()
    made = begun("auditor.luar", "Auditor", admin, now=now)
    assert not isinstance(made, Denial)
    user, first = made
    again = renewed("auditor.luar", admin, now=now)
    assert not isinstance(again, Denial)
    assert slips.found(user.login, first, now=now) is None
    assert slips.found(user.login, again[1], now=now + timedelta(days=13))
    for other in (
        cast.holder("auditor", agency=cast.other),
        cast.holder("pegawai", official=cast.official),
        admin,
    ):
        assert isinstance(renewed(other.login, admin, now=now), Denial)
    assert isinstance(renewed("tidak-ada", admin, now=now), Denial)
    kinds = list(Event.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["signin.account_made", "signin.slip_made", "signin.slip_made"]
