"""Lost proofs are given up by two others, never by one; the person is told, and nothing of before holds."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.api import tokens
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.people.accounts import renewed
from netral.portal.people.granting import end
from netral.portal.people.resets import second_refusal
from netral.portal.signin import factors, resets, slips
from netral.portal.signin.models import Reset, Session
from tests.portal.cast import Cast, freshly_proved, signed_in
from tests.portal.test_signin import PASSWORD, sign_in
from tests.portal.test_signin_second import SECRET, figures
from tests.portal.test_signin_slips import activate

WHY = {"alasan": "ponsel hilang di laut, datang sendiri"}


@pytest.fixture
def lost(cast: Cast) -> User:
    user = cast.holder("pemeriksa")
    user.set_password(PASSWORD)
    user.save()
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    return user


def by(cast: Cast, role: str, **scope: object) -> Client:
    return freshly_proved(signed_in(cast.holder(role, **scope)))


def shown(page: str) -> str:
    found = re.search(r'class="tanda">([^<]+)<', page)
    assert found, page
    return found[1]


def proposed(client: Client, user: User) -> str:
    answer = client.post("/kelola/bukti", {"nama": user.login, **WHY})
    assert answer.status_code == 200
    return shown(answer.content.decode())


def test_two_give_up_what_one_lost_and_nothing_of_before_holds(cast: Cast, lost: User) -> None:
    admin, head = by(cast, "admin"), by(cast, "ppk")
    session = signed_in(lost)
    secret = tokens.make(lost, name="x", scopes=["findings:read"], days=9, now=clock.now())
    assert isinstance(secret, str)
    first = proposed(admin, lost)
    assert session.get("/saya").status_code == 200
    second = shown(head.post(f"/kelola/bukti/{Reset.objects.get().pk}").content.decode())
    assert session.get("/saya").status_code == 302
    assert tokens.believed(secret, "findings:read", now=clock.now()) is None
    assert sign_in(Client(), lost.login).status_code == 422
    for part in (first, second, second + first):
        assert activate(part, login=lost.login).status_code == 422
    opened = activate(first + second, login=lost.login)
    assert opened.headers["Location"].startswith("/masuk/kode")
    assert not Session.objects.filter(user=lost).exclude(how="slip").exists()
    half_in = Client()
    sign_in(half_in, lost.login)
    assert half_in.post("/masuk/kode", {"kode": figures()}).headers["Location"].startswith("/saya/keamanan/angka")
    kinds = [one for one in Event.objects.order_by("seq").values_list("kind", flat=True) if "reset" in one]
    assert kinds == ["signin.reset_proposed", "signin.reset"]
    lost.refresh_from_db()
    assert "ponsel hilang di laut" in signed_in(lost).get("/saya").content.decode()


def test_one_person_alone_gives_nothing_up(cast: Cast, lost: User) -> None:
    admin = by(cast, "admin")
    proposed(admin, lost)
    reset = Reset.objects.get()
    assert admin.post(f"/kelola/bukti/{reset.pk}").status_code == 422
    assert admin.post("/kelola/bukti", {"nama": lost.login, **WHY}).status_code == 422
    # Two who run the machine make no examiner, and do not take one's place.
    assert by(cast, "admin").post(f"/kelola/bukti/{reset.pk}").status_code == 422
    assert by(cast, "pengelola").post(f"/kelola/bukti/{reset.pk}").status_code == 403
    for other in (by(cast, "ppk", agency=cast.other), by(cast, "ppk", unit=cast.top)):
        assert other.post(f"/kelola/bukti/{reset.pk}").status_code == 404
        assert lost.login not in other.get("/kelola/bukti").content.decode()
    assert sign_in(Client(), lost.login).status_code == 302
    assert reset.user.totp


def test_who_proposed_must_still_be_somebody_when_it_is_confirmed(cast: Cast, lost: User) -> None:
    head, admin = cast.holder("ppk"), cast.holder("admin")
    resets.propose(lost, "hilang", by=head, now=clock.running())
    reset = Reset.objects.get()
    assert second_refusal(reset, admin, today=clock.now().date()) is None
    end(head.mandates.get(), head, now=clock.now())
    assert isinstance(second_refusal(reset, admin, today=clock.now().date()), Denial)


def test_nobody_s_own_and_nobody_unknown(cast: Cast, lost: User) -> None:
    head = cast.holder("ppk")
    client = freshly_proved(signed_in(head))
    foreign = cast.holder("pemeriksa", agency=cast.other)
    both = cast.holder("pegawai")
    both.mandates.create(role="auditor", agency=cast.other, granted_by=cast.granter, valid_from=clock.now().date())
    said = [client.post("/kelola/bukti", {"nama": name, **WHY}) for name in ("nihil", foreign.login, both.login)]
    said.append(client.post("/kelola/bukti", {"nama": head.login, **WHY}))
    assert [one.status_code for one in said] == [422] * 4
    assert all("Tidak ada akun dengan nama masuk ini" in one.content.decode() for one in said)
    assert client.post("/kelola/bukti", {"nama": lost.login, "alasan": ""}).status_code == 422
    assert not Reset.objects.exists()


def test_whose_proofs_they_are_is_told_and_can_object(cast: Cast, lost: User) -> None:
    proposed(by(cast, "admin"), lost)
    mine = signed_in(lost)
    assert "mengusulkan" in mine.get("/saya").content.decode()
    assert signed_in(cast.holder("pemeriksa")).post("/saya/keamanan/usulan").status_code == 302
    assert Reset.objects.exists()
    assert mine.post("/saya/keamanan/usulan").status_code == 302
    assert not Reset.objects.exists()
    assert Event.objects.filter(kind="signin.reset_dropped").count() == 1


def test_a_proposal_is_void_after_a_week_and_decided_once(cast: Cast, lost: User) -> None:
    now = clock.running()
    resets.propose(lost, "hilang", by=cast.granter, now=now)
    reset = Reset.objects.get()
    assert resets.confirm(reset, by=cast.second, now=now + timedelta(days=7)) is None
    assert resets.confirm(reset, by=cast.second, now=now)
    assert resets.confirm(reset, by=cast.second, now=now) is None
    resets.drop(reset, by=cast.second, now=now)
    assert Reset.objects.get().half == ""


def test_a_clerk_s_slip_does_not_follow_where_two_took_the_proofs(cast: Cast) -> None:
    user = cast.holder("auditor")
    resets.propose(user, "hilang", by=cast.granter, now=clock.running())
    resets.confirm(Reset.objects.get(), by=cast.second, now=clock.running())
    assert slips.behind_one_proof(user)
    assert isinstance(renewed(user.login, cast.holder("admin"), now=clock.running()), Denial)


def test_it_asks_for_a_fresh_proof(cast: Cast, lost: User) -> None:
    admin = signed_in(cast.holder("admin"))
    assert admin.post("/kelola/bukti", {"nama": lost.login, **WHY}).headers["Location"].startswith("/masuk")
    assert not Reset.objects.exists()
