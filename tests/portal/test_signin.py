"""A password lets its owner in and nobody else, says nothing about accounts, and begins a session of its own."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from netral.portal.audit.models import Event
from netral.portal.directory.models import User
from netral.portal.signin.models import Session, Try
from netral.portal.signin.sessions import stored
from tests.portal.cast import Cast, signed_in

PASSWORD = "sembilan-kuda-laut-biru"
WRONG = "NIP, surel, atau kata sandi tidak cocok."


@pytest.fixture
def person(cast: Cast) -> User:
    user = cast.holder("pegawai", official=cast.official)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, login: str, password: str = PASSWORD, *, address: str = "203.0.113.7", **more: str):  # type: ignore[no-untyped-def]
    return client.post("/masuk", {"akun": login, "sandi": password, **more}, REMOTE_ADDR=address)


def test_a_password_opens_one_s_own_page_and_leaving_closes_it(person: User) -> None:
    client = Client()
    assert sign_in(client, person.login).headers["Location"] == "/saya"
    assert "Peran Anda" in client.get("/saya").content.decode()
    assert client.post("/keluar").headers["Location"] == "/"
    assert client.get("/saya").headers["Location"] == "/masuk?next=/saya"
    assert not Session.objects.filter(user=person).exists()
    assert list(Event.objects.order_by("seq").values_list("kind", flat=True)) == ["signin.in", "signin.session_ended"]


def test_whoever_leaves_without_saying_so_by_a_form_of_ours_stays(person: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.post("/keluar").status_code == 403
    assert client.get("/saya").status_code == 200


def test_the_answer_to_a_wrong_password_and_to_an_unknown_account_is_the_same(person: User) -> None:
    User.objects.create_user("tanpa-sandi")
    User.objects.create_user("berhenti", PASSWORD, is_active=False)
    pages = set()
    for login, password in (
        (person.login, "salah"),
        ("tidak-ada", PASSWORD),
        ("tanpa-sandi", ""),
        ("berhenti", PASSWORD),
    ):
        answer = sign_in(Client(), login, password)
        assert answer.status_code == 422
        plain = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        pages.add(plain.replace(f'value="{login}"', ""))
    assert len(pages) == 1
    assert WRONG in pages.pop()


def test_a_nip_may_be_typed_in_groups_and_an_address_in_any_case(cast: Cast) -> None:
    for login, typed in (
        ("000000000000000001", "00000000 000000 0 001"),
        ("sari@contoh.example", " Sari@Contoh.example "),
    ):
        User.objects.create_user(login, PASSWORD)
        assert sign_in(Client(), typed).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/saya/keamanan", "/saya/keamanan"),
        ("//jahat.example/", "/saya"),
        ("https://jahat.example/", "/saya"),
        ("/\\jahat.example", "/saya"),
        ("javascript:alert(1)", "/saya"),
        ("saya", "/saya"),
    ],
)
def test_after_the_login_nobody_is_led_out_of_the_site(person: User, wanted: str, got: str) -> None:
    assert sign_in(Client(), person.login, next=wanted).headers["Location"] == got


def test_a_session_is_new_at_the_login_and_its_key_stands_in_no_table(person: User) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "kunci-yang-ditanam-orang-lain-123"
    sign_in(client, person.login)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert key != "kunci-yang-ditanam-orang-lain-123"
    session = Session.objects.get(user=person)
    assert session.session_key == stored(key)
    assert key not in session.session_data
    assert sign_in(client, person.login).status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != key
    assert Session.objects.get(user=person).session_key != session.session_key


def test_a_session_ends_half_an_hour_after_the_last_page(person: User) -> None:
    client = Client()
    answer = sign_in(client, person.login)
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 1800
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    assert client.get("/saya").status_code == 302


def test_pages_in_between_write_at_most_once_a_minute(person: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(person)
    client.get("/saya")
    # The session, the account, its mandates for the menu and for the page, proofs of it that were given up, and what
    # was decided about conflicts of its own.
    with django_assert_num_queries(6):
        client.get("/saya")


def test_a_stolen_session_dies_with_the_password(person: User) -> None:
    client = Client()
    sign_in(client, person.login)
    person.set_password("kata-sandi-yang-lain-lagi")
    person.save()
    assert client.get("/saya").status_code == 302


def test_neither_ledger_nor_tries_hold_what_was_typed(person: User) -> None:
    sign_in(Client(), "kenari-rahasia@contoh.example", "salah-rahasia", address="198.51.100.77")
    kept = b"".join(bytes(line) for line in Event.objects.values_list("line", flat=True))
    kept += b"".join(key.encode() for key in Try.objects.values_list("key", flat=True))
    assert b"signin.refused" in kept
    assert not any(canary in kept for canary in (b"kenari", b"rahasia", b"198.51.100"))


def test_the_header_knows_who_is_there(person: User) -> None:
    assert 'href="/masuk"' in Client().get("/").content.decode()
    page = signed_in(person).get("/").content.decode()
    assert person.login in page
    assert 'action="/keluar"' in page


def test_only_pages_of_one_s_own_tell_that_the_session_ends(cast: Cast) -> None:
    client = signed_in(cast.holder("pegawai"))
    own = client.get("/saya")
    assert "session.js" in own.content.decode()
    assert "script-src 'self'" in own.headers["Content-Security-Policy"]
    for address in ("/", "/tanya", "/lapor", "/kartu", "/verifikasi"):
        page = client.get(address)
        assert "<script" not in page.content.decode(), address
        assert "script-src 'none'" in page.headers["Content-Security-Policy"], address
    assert client.get("/saya/tetap").status_code == 204
    assert Client().get("/saya/tetap").headers["Location"].startswith("/masuk")
