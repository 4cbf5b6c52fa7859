"""The end of a record in a real browser: approved by keyboard, confirmed by another person, and gone for both."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from netral.portal.directory.models import User
from netral.portal.intake.models import Report
from tests.browser.pictures import shot
from tests.browser.test_portal_pages import browser, opened, pytestmark, refuse_barriers  # noqa: F401
from tests.portal.cast import Cast, freshly_proved, signed_in
from tests.portal.endings import Closed


@pytest.fixture
def closed(transactional_db: None) -> Closed:
    return Closed(Cast())


def desk(browser: Browser, server: str, user: User, *, width: int, scheme: str) -> Page:  # noqa: F811
    page = opened(browser, width=width, scheme=scheme)
    cookie = freshly_proved(signed_in(user)).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])
    page.goto(server + "/kelola/retensi")
    return page


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_two_people_end_a_record_without_a_mouse(
    browser: Browser,  # noqa: F811
    live_server: Any,
    closed: Closed,
    width: int,
    scheme: str,
) -> None:
    how = {"width": width, "scheme": scheme}
    first = desk(browser, live_server.url, closed.first, **how)  # type: ignore[arg-type]
    first.get_by_label(f"Pilih {closed.number}").press("Space")
    first.get_by_role("button", name="Setujui pemusnahan yang dicentang").press("Enter")
    assert "Tulis alasannya" in first.inner_text("[role=alert]")
    refuse_barriers(first)
    assert first.get_by_label(f"Pilih {closed.number}").is_checked()
    first.get_by_label("Alasan", exact=True).fill("JRA 3.2")
    first.keyboard.press("Enter")
    assert "1 berkas disetujui" in first.inner_text("[role=status]")
    second = desk(browser, live_server.url, closed.second, **how)  # type: ignore[arg-type]
    refuse_barriers(second)
    shot(second, "retensi")
    second.get_by_label(f"Pilih {closed.number}").press("Space")
    second.get_by_role("button", name="Sahkan dan musnahkan yang dicentang").press("Enter")
    assert "1 berkas dimusnahkan" in second.inner_text("[role=status]")
    assert not Report.objects.filter(number=closed.number).exists()
    for page in (first, second):
        answer = page.goto(f"{live_server.url}/kerja/laporan/{closed.number}")
        assert answer is not None
        assert (answer.status, page.inner_text("h1")) == (410, "Sudah dihapus sesuai masa simpan")
        refuse_barriers(page)
    shot(second, "dihapus")
