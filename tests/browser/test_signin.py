"""Signing in in a real browser: by keyboard with six figures, with a passkey, and nothing in anybody's way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from netral.portal import clock
from netral.portal.directory.models import Conflict, User
from netral.portal.signin import factors, totp
from netral.portal.signin.models import Session
from tests.browser.test_portal_pages import CHROMIUM, browser, opened, pytestmark, refuse_barriers  # noqa: F401
from tests.portal.cast import Cast, signed_in
from tests.portal.test_signin import PASSWORD

SECRET = totp.new_secret()


@pytest.fixture
def examiner(transactional_db: None) -> User:
    user = Cast().holder("pemeriksa")
    user.set_password(PASSWORD)
    user.save()
    return user


def site(live_server: Any) -> str:
    """Passkeys belong to a name, not to an address."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


def sign_in(page: Page, address: str, user: User) -> None:
    page.goto(f"{address}/masuk")
    page.fill("#akun", user.login)
    page.fill("#sandi", PASSWORD)
    page.click("main button[type=submit]")


def test_the_keyboard_alone_signs_in_with_six_figures(browser: Browser, live_server: Any, examiner: User) -> None:  # noqa: F811
    factors.add_totp(examiner, SECRET, step=0, now=clock.running())
    page = opened(browser, width=1280)
    page.goto(f"{site(live_server)}/saya")
    page.focus("#akun")
    page.keyboard.type(examiner.login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/masuk/kode?next=%2Fsaya")
    assert page.evaluate("document.activeElement.id") == "kode"
    page.keyboard.type(totp.figures(SECRET, totp.step_at(clock.running())))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/saya")
    assert page.locator("h1").inner_text().startswith("Selamat datang")
    page.click("text=Keluar")
    assert page.locator("header a[href='/masuk']").count() == 1
    page.context.close()


def test_a_passkey_is_made_and_opens(browser: Browser, live_server: Any, examiner: User) -> None:  # noqa: F811
    page, said = opened(browser, width=360), []
    page.on("console", lambda message: said.append(message.text))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, **more}})
    sign_in(page, site(live_server), examiner)
    page.click("text=Pakai kunci sandi")
    page.fill("#nama", "Ponsel saya")
    page.click("text=Buat kunci sandi")
    page.wait_for_selector("h1:has-text('Kode pemulihan')")
    refuse_barriers(page)
    page.click("text=Saya sudah menyimpannya")
    page.click("text=Keluar")
    sign_in(page, site(live_server), examiner)
    assert "kode pemulihan" in page.inner_text("label[for=kode]")
    page.click("button:has-text('Pakai kunci sandi')")
    page.wait_for_selector("h1:has-text('Selamat datang')")
    page.goto(f"{site(live_server)}/saya/keamanan")
    assert "Ponsel saya" in page.inner_text("main")
    assert said == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_stands_in_anybody_s_way(
    browser: Browser,  # noqa: F811
    live_server: Any,
    examiner: User,
    width: int,
    scheme: str,
) -> None:
    page = opened(browser, width=width, scheme=scheme)
    page.goto(f"{site(live_server)}/masuk")
    refuse_barriers(page)
    page.fill("#akun", "000000000000000009")
    page.fill("#sandi", "salah")
    page.click("main button[type=submit]")
    assert page.title().startswith("Galat:")
    refuse_barriers(page)
    sign_in(page, site(live_server), examiner)
    refuse_barriers(page)
    figures = re.search(r"sekarang (\d{6})", page.inner_text("main"))
    assert figures
    page.fill("#kode", figures[1])
    page.click("main button[type=submit]")
    refuse_barriers(page)
    for address in ("/saya", "/saya/keamanan", "/saya/keamanan/sandi", "/saya/keamanan/kunci", "/masuk/kode"):
        page.goto(site(live_server) + address)
        refuse_barriers(page)
    page.context.close()


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("width", [320, 1280])
def test_a_slip_is_printed_and_opens_an_account(browser: Browser, live_server: Any, width: int) -> None:  # noqa: F811
    cast = Cast()
    clerk = signed_in(cast.holder("pengelola"))
    page = opened(browser, width=width)
    key = {"name": settings.SESSION_COOKIE_NAME, "value": clerk.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**key, "url": site(live_server)}])
    page.goto(f"{site(live_server)}/kerja/slip")
    refuse_barriers(page)
    page.fill("#nip", f"{cast.official.nip}\n{cast.neighbour.nip}")
    page.click("main button[type=submit]")
    refuse_barriers(page)
    code = page.locator(".tanda").first.inner_text()
    page.click("text=Keluar")
    page.goto(f"{site(live_server)}/masuk/aktivasi")
    refuse_barriers(page)
    for field, typed in (("akun", cast.official.nip), ("slip", code), ("baru", PASSWORD), ("lagi", PASSWORD)):
        page.fill(f"#{field}", typed)
    page.click("main button[type=submit]")
    page.wait_for_selector("h1:has-text('Selamat datang')")
    refuse_barriers(page)
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_what_was_written_comes_back_after_the_session_ended(
    browser: Browser,  # noqa: F811
    live_server: Any,
    examiner: User,
    width: int,
    scheme: str,
) -> None:
    factors.add_totp(examiner, SECRET, step=0, now=clock.running())
    page = opened(browser, width=width, scheme=scheme)
    cookie = signed_in(examiner).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site(live_server)}])
    page.goto(f"{site(live_server)}/saya/benturan")
    page.fill("main input[name=alasan]", "Sepupu dari pihak ibu.")
    page.select_option("main select[name=unit]", index=1)
    Session.objects.all().delete()
    page.click("text=Nyatakan >> nth=-1")
    assert "/masuk" in page.url
    page.fill("#akun", examiner.login)
    page.fill("#sandi", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("#kode", totp.figures(SECRET, totp.step_at(clock.running())))
    page.click("main button[type=submit]")
    assert page.url.endswith("/saya/isian")
    assert "Sepupu dari pihak ibu." in page.content()
    refuse_barriers(page)
    page.click("main form[action='/saya/benturan'] button")
    assert Conflict.objects.get().why == "Sepupu dari pihak ibu."
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_five_minutes_before_the_end_a_press_keeps_session_and_text(
    browser: Browser,  # noqa: F811
    live_server: Any,
    examiner: User,
    width: int,
) -> None:
    page = opened(browser, width=width)
    cookie = signed_in(examiner).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site(live_server)}])
    page.clock.install()
    page.goto(f"{site(live_server)}/saya/benturan")
    page.fill("main input[name=alasan]", "Sepupu dari pihak ibu.")
    assert not page.get_by_text("Tetap masuk").is_visible()
    page.clock.fast_forward("24:30")
    refuse_barriers(page)
    with page.expect_response("**/saya/tetap*") as answered:
        page.get_by_text("Tetap masuk").press("Enter")
    assert answered.value.status == 204
    assert not page.get_by_text("Tetap masuk").is_visible()
    assert page.input_value("main input[name=alasan]") == "Sepupu dari pihak ibu."
    page.clock.fast_forward("24:30")
    assert page.get_by_text("Tetap masuk").is_visible()
    page.clock.fast_forward("05:00")
    assert page.get_by_text("Sesi Anda berakhir. Yang sudah ditulis").is_visible()
    assert not page.get_by_text("Tetap masuk").is_visible()
    page.context.close()
