"""A printed slip opens the account that it names, once, within fourteen days; a clerk makes it for their own people."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.models import User
from netral.portal.signin import factors, slips, totp
from netral.portal.signin.models import Slip
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.test_signin import PASSWORD, sign_in


@pytest.fixture
def code(cast: Cast) -> str:
    made = slips.make(cast.official, by=cast.holder("pengelola"), now=clock.running())
    assert made
    return made


def activate(code: str, *, login: str, new: str = PASSWORD, again: str = PASSWORD, address: str = "203.0.113.7"):  # type: ignore[no-untyped-def]
    form = {"akun": login, "slip": code, "baru": new, "lagi": again}
    return Client().post("/masuk/aktivasi", form, REMOTE_ADDR=address)


def test_a_slip_sets_the_password_once(cast: Cast, code: str) -> None:
    nip = cast.official.nip
    assert sign_in(Client(), nip, "").status_code == 422
    assert activate(code.lower().replace(" ", "-"), login=nip).headers["Location"] == "/saya"
    assert User.objects.get(login=nip).roles(DAY) == {"pegawai"}
    assert sign_in(Client(), nip).status_code == 302
    assert activate(code, login=nip, new="kata-sandi-orang-lain", again="kata-sandi-orang-lain").status_code == 422
    assert sign_in(Client(), nip).status_code == 302
    assert code.replace(" ", "") not in Slip.objects.get().mark


def test_wrong_used_old_and_foreign_slips_get_one_answer(cast: Cast, code: str) -> None:
    other = slips.make(cast.neighbour, by=cast.holder("pengelola"), now=clock.running() - timedelta(days=14))
    assert other
    cases = ((code, cast.neighbour.nip), (other, cast.neighbour.nip), ("0" * 10, cast.official.nip), ("", "tidak-ada"))
    answers = [activate(slip, login=login) for slip, login in cases]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert all("tidak cocok, sudah dipakai, atau lewat 14 hari" in answer.content.decode() for answer in answers)


def test_a_weak_password_uses_the_slip_not_up(cast: Cast, code: str) -> None:
    nip = cast.official.nip
    for new, again in (("pendek", "pendek"), (PASSWORD, "lain"), ("123456789012", "123456789012"), (nip, nip)):
        assert activate(code, login=nip, new=new, again=again).status_code == 422
    assert activate(code, login=nip).status_code == 302


def test_a_new_slip_voids_the_old_one_and_leaves_second_factors_be(cast: Cast, code: str) -> None:
    user = User.objects.get(login=cast.official.nip)
    factors.add_totp(user, totp.new_secret(), step=0, now=clock.running())
    second = slips.make(cast.official, by=cast.granter, now=clock.running())
    assert second
    assert activate(code, login=user.login).status_code == 422
    assert activate(second, login=user.login).headers["Location"].startswith("/masuk/kode")


def test_guessing_slips_is_slow(cast: Cast, code: str) -> None:
    said = [activate(f"{number:010}", login=cast.official.nip).status_code for number in range(12)]
    assert said == [422] * 10 + [429] * 2
    assert activate(code, login=cast.official.nip).status_code == 429
    assert activate(code, login=cast.official.nip, address="198.51.100.1").status_code == 302


def test_a_clerk_prints_slips_for_their_own_people_alone(cast: Cast) -> None:
    clerk = signed_in(cast.holder("pengelola", unit=cast.top))
    for nips in ("", f"{cast.official.nip} {cast.neighbour.nip}", cast.stranger.nip, "999"):
        assert clerk.post("/kerja/slip", {"nip": nips}).status_code == 422
    assert not Slip.objects.exists()
    page = clerk.post("/kerja/slip", {"nip": cast.official.nip}).content.decode()
    found = re.search(r'class="tanda">([^<]+)<', page)
    assert found
    assert cast.official.nip not in page
    assert activate(found[1], login=cast.official.nip).status_code == 302
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"signin.slip_made", "signin.password_changed", "signin.in"} <= kinds
