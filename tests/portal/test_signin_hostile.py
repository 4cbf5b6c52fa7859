"""What somebody tries who means harm: odd signs for figures, a session left open, a slip of one clerk alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.api import tokens
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, Proposal, User
from netral.portal.people.granting import Wanted, confirm, grant
from netral.portal.signin import factors, slips, throttle
from netral.portal.signin.door import PROVED
from netral.portal.signin.limits import PASSWORD_PAIR
from netral.portal.signin.models import Slip
from netral.portal.signin.sessions import BEGAN
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.test_signin import PASSWORD
from tests.portal.test_signin_second import SECRET
from tests.portal.test_signin_slips import activate


def aged(client: Client, **seconds: int) -> Client:
    """The same browser, so many seconds later by what its session remembers."""
    session = client.session
    if proved := seconds.get("proved"):
        session[PROVED] = clock.running().timestamp() - proved
    if began := seconds.get("began"):
        session[BEGAN] = (clock.running() - timedelta(seconds=began)).isoformat()
    session.save()
    return client


@pytest.mark.parametrize("typed", ["１２３４５６", "٣٣٣٣٣٣", "", "x" * 9000])
def test_what_is_no_figure_is_told_as_wrong(cast: Cast, typed: str) -> None:
    client = aged(signed_in(cast.holder("pegawai")), proved=1)
    assert client.post("/saya/keamanan/angka", {"kode": typed}).status_code == 422


@pytest.mark.parametrize("answer", ["[" * 100_000, "{}", "[]", '{"rawId": "a"}', "1e999"])
def test_a_key_s_answer_that_is_none_is_told_as_wrong(cast: Cast, answer: str) -> None:
    user = cast.holder("pemeriksa")
    client = aged(signed_in(user), proved=1)
    client.get("/saya/keamanan/kunci")
    assert client.post("/saya/keamanan/kunci", {"jawaban": answer}).status_code == 422
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    assert client.post("/masuk/kode", {"jawaban": answer}).status_code == 422


NUMBER = "9" * 5000


@pytest.mark.parametrize(
    ("role", "address", "posted"),
    [
        ("pegawai", "/saya/benturan", {"unit": NUMBER, "alasan": "saudara"}),
        ("pegawai", "/saya/keamanan/kunci/hapus", {"kunci": NUMBER}),
        ("pengelola", "/kerja/pegawai", {"unit": NUMBER}),
    ],
)
def test_a_number_of_five_thousand_figures_is_none(cast: Cast, role: str, address: str, posted: dict[str, Any]) -> None:
    client = aged(signed_in(cast.holder(role)), proved=1)
    ask = client.get if address == "/kerja/pegawai" else client.post
    assert ask(address, posted).status_code < 500


def test_a_session_ends_after_a_working_day_however_busy_it_is(cast: Cast) -> None:
    client = signed_in(cast.holder("pemeriksa"))
    assert aged(client, began=12 * 3600 - 60).get("/saya").status_code == 200
    assert aged(client, began=12 * 3600 + 60).get("/saya").headers["Location"] == "/masuk?next=/saya"
    assert client.get("/saya").status_code == 302


@pytest.mark.parametrize("address", ["/saya/token", "/saya/kunci"])
def test_what_outlives_a_session_asks_for_a_fresh_proof(cast: Cast, address: str) -> None:
    user = cast.holder("pemeriksa")
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    client = aged(signed_in(user), proved=601)
    assert client.get(address).status_code == 200
    form = {"nama": "x", "boleh": "calendar:read", "hari": "3", "frasa": "kuda benar baterai", "ulang": "lain"}
    assert client.post(address, form).headers["Location"].startswith("/masuk/kode")
    assert not user.tokens.exists()
    assert aged(client, proved=1).post(address, form).status_code != 302


def test_a_clerk_alone_does_not_become_an_examiner(cast: Cast) -> None:
    """With a slip for an account above `pegawai` that has no second proof yet, the clerk could set one up."""
    clerk = cast.holder("pengelola")
    user = cast.holder("pemeriksa", official=cast.official)
    user.login = cast.official.nip
    user.save()
    page = signed_in(clerk).post("/kerja/slip", {"nip": user.login})
    assert "oleh dua orang" in page.content.decode()
    assert not Slip.objects.exists()
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    assert slips.make(cast.official, by=clerk, now=clock.running())


def test_a_slip_ends_the_programs_of_who_had_the_account(cast: Cast) -> None:
    user = cast.holder("pengelola", official=cast.official)
    user.login = cast.official.nip
    user.save()
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    secret = tokens.make(user, name="x", scopes=["calendar:read"], days=9, now=clock.now())
    assert isinstance(secret, str)
    code = slips.make(cast.official, by=cast.granter, now=clock.running())
    assert code
    assert tokens.believed(secret, "calendar:read", now=clock.now())
    assert activate(code, login=user.login).status_code == 302
    assert tokens.believed(secret, "calendar:read", now=clock.now()) is None
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_role_that_begins_tomorrow_is_as_safe_from_a_clerk_s_slip(cast: Cast) -> None:
    user = cast.holder("pemeriksa", official=cast.official, valid_from=DAY + timedelta(days=1))
    user.login = cast.official.nip
    user.save()
    assert slips.make(cast.official, by=cast.holder("pengelola"), now=clock.running()) is None


def test_a_slip_that_a_clerk_kept_does_not_open_a_role_that_was_granted_since(cast: Cast) -> None:
    """It was made for a `pegawai`; with it the clerk would be the examiner before that person has a second proof."""
    clerk, admin, head = (cast.holder(role) for role in ("pengelola", "admin", "ppk"))
    code = slips.make(cast.official, by=clerk, now=clock.running())
    user, now = User.objects.get(login=cast.official.nip), clock.now()
    wanted = Wanted(user, "pemeriksa", cast.agency, DAY)
    refused = grant(wanted, admin, now=now)
    assert isinstance(refused, Denial)
    assert "Slip akun ini belum dipakai" in f"{refused.reason}"
    assert activate(f"{code}", login=user.login).status_code == 302
    proposal = grant(wanted, admin, now=now)
    assert isinstance(proposal, Proposal)
    # Nor one that was made while the second person thought about it.
    slips.make(cast.official, by=clerk, now=clock.running())
    assert isinstance(confirm(proposal, head, now=now), Denial)
    Slip.objects.filter(user=user, used_at=None).delete()
    assert isinstance(confirm(proposal, head, now=now), Mandate)


def test_tries_of_a_clock_that_ran_ahead_keep_nobody_out(cast: Cast) -> None:
    now = clock.running()
    for _ in range(PASSWORD_PAIR.most + 1):
        throttle.count((PASSWORD_PAIR, "siti 10.0.0.0/24"), now=now + timedelta(days=400))
    throttle.count((PASSWORD_PAIR, "siti 10.0.0.0/24"), now=now)
    assert not throttle.full(PASSWORD_PAIR, "siti 10.0.0.0/24", now=now)
