"""The auditor's desk and the page of checking in a real browser: no barrier, by keyboard alone, no script in public."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from playwright.sync_api import Browser, Page, sync_playwright

from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.audit.models import Event
from tests.browser.test_portal_pages import CHROMIUM, pytestmark, refuse_barriers
from tests.browser.test_portal_pages import opened as page_of
from tests.portal.cast import Cast, signed_in

__all__ = ["pytestmark"]
KINDS = (("intake.received", "pelapor"), ("intake.read", "pemeriksa"), ("triage.weighed", "pemeriksa"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


@pytest.fixture
def auditor(transactional_db: None) -> str:
    """The session of an auditor over sixty events."""
    for number in range(60):
        kind, role = KINDS[number % 3]
        with transaction.atomic():
            what = Happening(kind, {"role": role, "id": f"{number % 7}"}, "alasan karangan", case=f"L-2024-{number:04}")
            record(what, now=clock.now())
    return signed_in(Cast().holder("auditor")).cookies[settings.SESSION_COOKIE_NAME].value


def opened(browser: Browser, server: str, session: str, *, width: int, scheme: str = "light") -> Page:
    page = page_of(browser, width=width, scheme=scheme)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_desk_stands_in_nobody_s_way(browser, live_server, auditor: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, live_server.url, auditor, width=width, scheme=scheme)
    page.goto(live_server.url + "/audit")
    refuse_barriers(page)
    page.get_by_role("button", name="Periksa seluruh rantai").click()
    assert "Rantai utuh sampai" in page.inner_text("main")
    refuse_barriers(page)
    Event.objects.filter(seq=20).delete()
    page.get_by_role("button", name="Periksa seluruh rantai").click()
    assert "Putus di catatan 20" in page.inner_text("main")
    page.get_by_text("Yang tidak cocok").click()
    refuse_barriers(page)
    page.goto(live_server.url + "/audit?hari=31&bulan=2&tahun=2024")
    refuse_barriers(page)
    page.context.close()


def test_an_auditor_filters_takes_the_export_and_checks_it_by_keyboard(
    browser, live_server, auditor: str, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    page, asked = opened(browser, live_server.url, auditor, width=1280), []
    page.goto(live_server.url + "/audit")
    page.locator("summary", has_text="Saring catatan").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Semua: Lap")
    assert page.input_value("#jenis") == "intake."
    with page.expect_navigation():
        page.get_by_role("button", name="Saring").press("Enter")
    assert page.locator("tbody tr").count() == 40
    page.get_by_role("button", name="Unduh ekspor").focus()
    with page.expect_download() as waited:
        page.keyboard.press("Enter")
    waited.value.save_as(tmp_path / "ekspor.zip")
    page.context.clear_cookies()
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(live_server.url + "/verifikasi")
    refuse_barriers(page)
    page.set_input_files("#berkas", tmp_path / "ekspor.zip")
    page.get_by_role("button", name="Periksa").press("Enter")
    assert page.inner_text("#hasil") == "Utuh"
    refuse_barriers(page)
    assert "script" not in asked
    assert page.context.cookies() == []
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_answer_of_the_check_stands_in_nobody_s_way(browser, live_server, tmp_path: Path, width: int) -> None:  # type: ignore[no-untyped-def]
    page = page_of(browser, width=width)
    (tmp_path / "lain.txt").write_text("halo")
    (tmp_path / "rusak.json").write_text('{"format":"netral-receipt/1"}')
    for name, verdict in (("lain.txt", "Tidak dikenal"), ("rusak.json", "Berubah")):
        page.goto(live_server.url + "/verifikasi")
        page.set_input_files("#berkas", tmp_path / name)
        page.get_by_role("button", name="Periksa").click()
        assert page.inner_text("#hasil") == verdict
        refuse_barriers(page)
    page.context.close()
