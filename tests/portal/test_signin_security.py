"""One's own security: what proves that I am I can change by me alone, lately proved; sessions end when I say so."""

from __future__ import annotations

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.models import User
from netral.portal.signin import factors
from netral.portal.signin.door import PROVED, has_factor
from netral.portal.signin.models import Session, Totp
from tests.portal.cast import Cast, signed_in
from tests.portal.test_signin import PASSWORD, sign_in
from tests.portal.test_signin_second import SECRET, codes, examiner, figures, half_in  # noqa: F401

NEW = "empat-perahu-daun-kelor"


@pytest.fixture
def client(examiner: User, codes: list[str]) -> Client:  # noqa: F811
    made = half_in(examiner)
    made.post("/masuk/kode", {"kode": figures()})
    return made


def test_the_page_lists_factors_codes_and_sessions(client: Client) -> None:
    page = client.get("/saya/keamanan").content.decode()
    assert "10 kode belum dipakai" in page
    assert "Peramban ini" in page
    assert "Wajib untuk peran Anda." in page


def test_a_role_keeps_its_last_factor(client: Client, examiner: User) -> None:  # noqa: F811
    assert client.post("/saya/keamanan/angka/hapus").headers["Location"] == "/saya/keamanan?tetap=1"
    assert Totp.objects.filter(user=examiner).exists()
    factors.add_passkey(examiner, credential="a", public=b"a", name="ponsel", now=clock.running())
    assert client.post("/saya/keamanan/angka/hapus").headers["Location"] == "/saya/keamanan"
    number = examiner.passkeys.get().pk
    assert client.post("/saya/keamanan/kunci/hapus", {"kunci": number}).headers["Location"] == "/saya/keamanan?tetap=1"
    kinds = list(Event.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds.count("signin.factor_removed") == 1


def test_without_such_a_role_the_last_factor_goes_and_its_codes_with_it(cast: Cast) -> None:
    user = cast.holder("pegawai")
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    assert factors.remove_totp(user)
    assert (has_factor(user), factors.codes_left(user)) == (False, 0)


def test_a_key_of_somebody_else_stays(client: Client, cast: Cast) -> None:
    other = cast.holder("pemeriksa")
    factors.add_passkey(other, credential="b", public=b"b", name="kunci", now=clock.running())
    client.post("/saya/keamanan/kunci/hapus", {"kunci": other.passkeys.get().pk})
    assert other.passkeys.count() == 1


def test_new_codes_void_the_old_ones(client: Client, examiner: User, codes: list[str]) -> None:  # noqa: F811
    assert client.post("/saya/keamanan/pemulihan").status_code == 200
    assert not factors.use_code(examiner, codes[0], now=clock.running())
    assert factors.codes_left(examiner) == 10


@pytest.mark.parametrize("verb", ["angka/hapus", "kunci/hapus", "pemulihan", "sesi"])
def test_a_proof_of_long_ago_changes_nothing(client: Client, verb: str) -> None:
    session = client.session
    session[PROVED] -= 601
    session.save()
    assert client.post(f"/saya/keamanan/{verb}").headers["Location"] == "/masuk/kode?next=%2Fsaya%2Fkeamanan"


def test_sessions_end_one_by_one_and_all_at_once(client: Client, examiner: User, cast: Cast) -> None:  # noqa: F811
    others = [signed_in(examiner) for _ in range(3)]
    stranger = signed_in(cast.holder("pemeriksa"))
    foreign = Session.objects.exclude(user=examiner).get().session_key
    one = Session.objects.filter(user=examiner, how="").first()
    assert one is not None
    for key in (one.session_key, foreign):
        client.post("/saya/keamanan/sesi", {"sesi": key})
    assert sorted(other.get("/saya").status_code for other in others) == [200, 200, 302]
    client.post("/saya/keamanan/sesi", {"semua": "1"})
    assert [other.get("/saya").status_code for other in others] == [302] * 3
    assert (client.get("/saya").status_code, stranger.get("/saya").status_code) == (200, 200)
    assert Event.objects.filter(kind="signin.session_ended").count() == 3


def test_a_new_password_needs_the_present_one_and_ends_other_sessions(client: Client, examiner: User) -> None:  # noqa: F811
    other = signed_in(examiner)

    def change(present: str, new: str, again: str) -> int:
        form = {"sandi": present, "baru": new, "lagi": again}
        return client.post("/saya/keamanan/sandi", form).status_code

    for present, new, again in (("salah", NEW, NEW), (PASSWORD, NEW, "lain"), (PASSWORD, "pendek", "pendek")):
        assert change(present, new, again) == 422
    assert change(PASSWORD, NEW, NEW) == 302
    assert client.get("/saya").status_code == 200
    assert other.get("/saya").status_code == 302
    assert sign_in(Client(), examiner.login, NEW).status_code == 302
    assert Event.objects.filter(kind="signin.password_changed").count() == 1
