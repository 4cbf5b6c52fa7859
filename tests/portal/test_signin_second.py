"""A second proof: asked of every role above `pegawai`, given by figures or by a code, each of use once."""

from __future__ import annotations

import json
import re
from base64 import b32encode
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.models import User
from netral.portal.signin import factors, totp
from netral.portal.signin.models import RecoveryCode, Session, Totp
from tests.portal.cast import Cast
from tests.portal.test_signin import PASSWORD, sign_in

SECRET = totp.new_secret()


@pytest.fixture
def examiner(cast: Cast) -> User:
    user = cast.holder("pemeriksa")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def codes(examiner: User) -> list[str]:
    return factors.add_totp(examiner, SECRET, step=0, now=clock.running())


def figures(later: int = 0, secret: str = SECRET) -> str:
    return totp.figures(secret, totp.step_at(clock.running()) + later)


def half_in(user: User) -> Client:
    """Signed in with the password alone."""
    client = Client()
    assert sign_in(client, user.login).headers["Location"].startswith("/masuk/kode")
    return client


# RFC 6238 appendix B, SHA-1, the last six of the eight digits.
@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_figures_are_those_of_the_standard(seconds: int, shown: str) -> None:
    secret = b32encode(b"12345678901234567890").decode()
    moment = datetime.fromtimestamp(seconds, UTC)
    assert totp.figures(secret, totp.step_at(moment)) == shown
    assert totp.step_of(secret, shown, now=moment) == totp.step_at(moment)


def test_the_password_alone_opens_no_page_of_one_s_own(examiner: User, codes: list[str]) -> None:
    client = half_in(examiner)
    for page in ("/saya", "/saya/keamanan", "/saya/keamanan/angka", "/saya/keamanan/kunci", "/saya/keamanan/sandi"):
        assert client.get(page).headers["Location"].startswith("/masuk/kode"), page
    for page in ("/saya/keamanan/angka/hapus", "/saya/keamanan/pemulihan", "/saya/keamanan/sesi"):
        assert client.post(page).headers["Location"].startswith("/masuk/kode"), page
    assert Totp.objects.filter(user=examiner).exists()
    assert client.get("/").status_code == 200


def test_figures_are_the_second_proof_and_turn_the_session_s_key(examiner: User, codes: list[str]) -> None:
    client = half_in(examiner)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post("/masuk/kode", {"kode": f" {figures()[:3]} {figures()[3:]} ", "next": "/saya/keamanan"})
    assert answer.headers["Location"] == "/saya/keamanan"
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != key
    assert client.get("/saya").status_code == 200
    assert Session.objects.get(user=examiner).how == "password+totp"
    assert list(Event.objects.filter(kind="signin.in").values_list("role", flat=True)) == ["pemeriksa"] * 2


def test_figures_count_once_and_none_before_them(examiner: User, codes: list[str]) -> None:
    now, later = figures(), figures(1)
    assert half_in(examiner).post("/masuk/kode", {"kode": later}).status_code == 302
    for used in (later, now):
        assert half_in(examiner).post("/masuk/kode", {"kode": used}).status_code == 422


def test_a_recovery_code_counts_once_however_it_is_typed(examiner: User, codes: list[str]) -> None:
    typed = codes[0].lower().replace("0", "o").replace("1", "l")
    assert half_in(examiner).post("/masuk/kode", {"kode": typed}).status_code == 302
    assert half_in(examiner).post("/masuk/kode", {"kode": typed}).status_code == 422
    assert factors.codes_left(examiner) == 9
    kept = RecoveryCode.objects.values_list("mark", flat=True)
    assert not any(code.replace(" ", "") in mark for code in codes for mark in kept)


def test_wrong_figures_open_nothing_and_are_told(examiner: User, codes: list[str]) -> None:
    client = half_in(examiner)
    for typed in ("", "000", "abcdef", "１２３４５６", figures(5), figures(-5)):
        assert client.post("/masuk/kode", {"kode": typed}).status_code in (422, 429)
    assert client.get("/saya").status_code == 302
    assert Event.objects.filter(kind="signin.refused").count() == 5


def test_the_first_login_of_a_role_leads_to_a_factor_before_anything_else(examiner: User) -> None:
    client = half_in(examiner)
    there = client.get("/masuk/kode?next=/saya").headers["Location"]
    assert there == "/saya/keamanan/angka?next=%2Fsaya"
    page = client.get(there).content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")  # type: ignore[index]
    assert secret not in f"{Session.objects.get(user=examiner).get_decoded()}"
    assert client.post("/saya/keamanan/angka", {"kode": "1"}).status_code == 422
    shown = client.post("/saya/keamanan/angka", {"kode": figures(secret=secret), "next": "/saya"}).content.decode()
    assert len(re.findall(r"<li>\w{5} \w{5}</li>", shown)) == 10
    assert client.get("/saya").status_code == 200
    assert secret not in Totp.objects.get(user=examiner).secret
    # What showed that the app works does not count again.
    assert half_in(examiner).post("/masuk/kode", {"kode": figures(secret=secret)}).status_code == 422


def test_a_factor_of_one_s_own_choice_is_asked_of_pegawai_too(cast: Cast) -> None:
    user = cast.holder("pegawai")
    user.set_password(PASSWORD)
    user.save()
    assert sign_in(Client(), user.login).headers["Location"] == "/saya"
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    assert half_in(user).get("/saya").status_code == 302


def test_a_session_from_before_the_factor_is_asked_for_it(cast: Cast) -> None:
    user, client = cast.holder("pegawai"), Client()
    client.force_login(user)
    assert client.get("/saya").status_code == 200
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    assert client.get("/saya").headers["Location"] == "/masuk/kode?next=%2Fsaya"


def test_only_a_demonstration_shows_the_figures(examiner: User, codes: list[str], settings) -> None:  # type: ignore[no-untyped-def]
    client, fresh = half_in(examiner), Client()
    assert figures() in client.get("/masuk/kode").content.decode()
    settings.NETRAL = replace(settings.NETRAL, demo=False)
    page = client.get("/masuk/kode").content.decode()
    assert not any(figures(step) in page for step in (-1, 0, 1))
    assert "peragaan" not in page
    Totp.objects.all().delete()
    sign_in(fresh, examiner.login)
    assert "peragaan" not in fresh.get("/saya/keamanan/angka").content.decode()


_PARTS = {"clientDataJSON": "e30", "attestationObject": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"}


@pytest.mark.parametrize(
    "answer", ["x", "[]", "5", "{}", '{"id": 1}', json.dumps({"id": "AAAA", "rawId": "AAAA", "response": _PARTS})]
)
def test_what_no_key_signed_opens_nothing(examiner: User, answer: str) -> None:
    fresh = half_in(examiner)
    fresh.get("/saya/keamanan/kunci")
    assert fresh.post("/saya/keamanan/kunci", {"jawaban": answer}).status_code == 422
    factors.add_totp(examiner, SECRET, step=0, now=clock.running())
    client = half_in(examiner)
    client.get("/masuk/kode")
    assert client.post("/masuk/kode", {"jawaban": answer}).status_code == 422
    assert client.get("/saya").status_code == 302
