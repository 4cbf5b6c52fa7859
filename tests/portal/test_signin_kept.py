"""What somebody wrote outlives their session: it comes back to the same person, and nobody reads it meanwhile."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client

from netral.portal import clock
from netral.portal.directory.models import Conflict, User
from netral.portal.signin import factors, kept
from netral.portal.signin.models import Kept, Session, Totp
from tests.portal.cast import Cast, freshly_proved, signed_in
from tests.portal.test_signin import PASSWORD, sign_in
from tests.portal.test_signin_second import SECRET, figures

WHY = "Sejam menulis: sepupu dari pihak ibu,\nserumah sampai 2019 <b>& tetap</b> dekat"
FORM = {"siapa": "000000000000000001", "alasan": WHY, "frasa": "rahasia sekali jangan"}


def person(cast: Cast, role: str = "pemeriksa") -> User:
    user = cast.holder(role)
    user.set_password(PASSWORD)
    user.save()
    factors.add_totp(user, SECRET, step=0, now=clock.running())
    return user


def expired(user: User) -> Client:
    """A browser whose form is open, and whose session has ended meanwhile."""
    client = signed_in(user)
    assert client.get("/saya/benturan").status_code == 200
    Session.objects.all().delete()
    return client


def back_in(client: Client, user: User, wanted: str) -> str:
    """Signed in again with both proofs, and led to where the first answer said."""
    Totp.objects.update(last_step=0)
    led = sign_in(client, user.login, next=wanted).headers["Location"]
    assert led.startswith("/masuk/kode")
    return str(client.post(led, {"kode": figures(), "next": wanted}).headers["Location"])


def fields(page: str) -> dict[str, str]:
    """What the first form that is given back would send."""
    form = page.split('action="/saya/benturan"')[1].split("</form>")[0]
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    written = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)
    return {name: unescape(value) for name, value in (*hidden, *written)}


def test_what_was_written_is_there_after_signing_in_again_and_is_sent_by_a_press(cast: Cast) -> None:
    user = person(cast)
    client = expired(user)
    refused = client.post("/saya/benturan", FORM)
    assert refused.headers["Location"] == "/masuk?next=%2Fsaya%2Fisian"
    assert "isian Anda masih ada" in client.get(refused.headers["Location"]).content.decode()
    led = back_in(client, user, "/saya/isian")
    assert led == "/saya/isian"
    again = fields(client.get(led).content.decode())
    assert (again["siapa"], again["alasan"]) == (FORM["siapa"], WHY)
    assert "frasa" not in again
    assert not Conflict.objects.exists()
    assert client.post("/saya/benturan", again).status_code == 302
    assert Conflict.objects.get().why == WHY
    assert not Kept.objects.exists()


def test_nobody_who_reads_the_database_reads_it(cast: Cast) -> None:
    expired(person(cast)).post("/saya/benturan", FORM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM signin_kept")
        raw = repr([tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in cursor])
    assert "Sejam" not in raw
    assert "benturan" not in raw
    assert "isian" not in raw


def test_somebody_else_in_the_same_browser_gets_nothing(cast: Cast) -> None:
    first, second = person(cast), person(cast)
    client = expired(first)
    client.post("/saya/benturan", FORM)
    assert back_in(client, second, "/saya/isian") == "/saya/isian"
    assert "Sejam menulis" not in client.get("/saya/isian").content.decode()
    number = Kept.objects.get().pk
    client.post("/saya/isian", {kept.SENT: number})
    assert Kept.objects.exists()
    # Nor does the same person in another browser: the key is in the first.
    assert "Sejam menulis" not in signed_in(first).get("/saya/isian").content.decode()


def test_it_is_thrown_away_by_a_press_and_by_itself_after_an_hour(cast: Cast) -> None:
    user = person(cast)
    client = expired(user)
    for _ in range(2):
        client.post("/saya/benturan", FORM)
    back_in(client, user, "/saya/isian")
    page = client.get("/saya/isian").content.decode()
    assert page.count("Kirim lagi") == 2
    client.post("/saya/isian", {kept.SENT: Kept.objects.latest("at").pk})
    assert client.get("/saya/isian").content.decode().count("Kirim lagi") == 1
    Kept.objects.update(at=clock.running() - timedelta(hours=1))
    assert "Kirim lagi" not in client.get("/saya/isian").content.decode()
    kept.sweep(clock.running())
    assert not Kept.objects.exists()


@pytest.mark.parametrize("sent", [{"frasa": "rahasia sekali jangan"}, {"alasan": "x" * 100_001}, {"alasan": "  "}])
def test_what_nobody_should_keep_is_not_kept(cast: Cast, sent: dict[str, str]) -> None:
    assert expired(person(cast)).post("/saya/benturan", sent).headers["Location"] == "/masuk?next=/saya/benturan"
    assert not Kept.objects.exists()


def test_nothing_is_kept_of_a_stranger_or_after_leaving(cast: Cast) -> None:
    assert Client().post("/saya/benturan", FORM).status_code == 302
    client = signed_in(person(cast))
    client.get("/saya")
    client.post("/keluar")
    assert client.post("/saya/benturan", FORM).headers["Location"] == "/masuk?next=/saya/benturan"
    forged = Client()
    forged.cookies[kept.cookie()] = client.cookies[kept.cookie()].value or "WzEsIiJd:1:x"
    forged.post("/saya/benturan", FORM)
    assert not Kept.objects.exists()


def test_a_forged_form_is_not_kept(cast: Cast) -> None:
    user = person(cast)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    client.get("/saya/benturan")
    Session.objects.all().delete()
    assert client.post("/saya/benturan", FORM).status_code == 403
    assert not Kept.objects.exists()


def test_one_person_fills_no_table(cast: Cast) -> None:
    client = expired(person(cast))
    for number in range(kept.MOST + 3):
        client.post("/saya/benturan", {**FORM, "alasan": f"alasan {number}"})
    assert Kept.objects.count() == kept.MOST


def test_who_is_asked_for_a_fresh_proof_loses_nothing_either(cast: Cast) -> None:
    client = signed_in(person(cast, "pengelola"))
    client.get("/saya/token")
    form = {"nama": "sistem kepegawaian", "boleh": "calendar:read", "hari": "30"}
    asked = client.post("/saya/token", form).headers["Location"]
    assert urlsplit(asked).query == "next=%2Fsaya%2Fisian"
    assert "sistem kepegawaian" in freshly_proved(client).get("/saya/isian").content.decode()
