"""The desk in a real browser: nothing in anybody's way, and twenty findings handled by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.triage.models import Finding, Patrol
from tests.browser.test_portal_pages import browser, opened, pytestmark, refuse_barriers  # noqa: F401
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import SILENT, row, taken

KINDS: tuple[dict[str, Any], ...] = (
    {},
    SILENT,
    {"verb": "Create", "missing_facts": "object.content;object.type", "owner_basis": "inferred"},
    {"mitigating": "undone", **SILENT},
)


@pytest.fixture
def examiner(transactional_db: None) -> User:
    cast = Cast()
    user = cast.holder("pemeriksa")
    rows = [row(cast.official.nip, at, **KINDS[at % len(KINDS)]) for at in range(1, 31)]
    taken(rows, cast.agency, user, clock.now())
    return user


def at_the_desk(browser: Browser, address: str, user: User, **how: Any) -> Page:  # noqa: F811
    """A page whose browser has signed in."""
    page = opened(browser, **how)
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return page


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_nothing_stands_in_the_way_at_the_desk(
    browser: Browser,  # noqa: F811
    live_server: Any,
    examiner: User,
    width: int,
    scheme: str,
) -> None:
    page = at_the_desk(browser, live_server.url, examiner, width=width, scheme=scheme)
    inferred = Finding.objects.filter(owner_basis="inferred").order_by("number")[0].number
    patrol = Patrol.objects.get().pk
    pages = ("/kerja", "/kerja/temuan", f"/kerja/temuan/{inferred}", "/kerja/patroli", f"/kerja/patroli/{patrol}")
    for address in pages:
        page.goto(live_server.url + address)
        refuse_barriers(page)
    page.context.close()


def test_twenty_findings_take_less_than_four_keys_each(browser: Browser, live_server: Any, examiner: User) -> None:  # noqa: F811
    """Tab, Space and Enter, and the first letters of a reason; at a key a second 100 findings are seven minutes."""
    page, keys = at_the_desk(browser, live_server.url, examiner, width=1280), 0
    page.goto(f"{live_server.url}/kerja/temuan")

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    def focused() -> str:
        return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))

    ticked = 0
    while ticked < 20:
        press("Tab")
        if focused() == "temuan":
            press("Space")
            ticked += 1
    while focused() != "alasan":
        press("Tab")
    for letter in "Perb":
        press(letter)
    # The note stands between reason and button; Enter in it sends the form.
    press("Tab")
    with page.expect_navigation():
        press("Enter")
    assert page.locator("[role=status]").inner_text() == "20 temuan disimpan dengan alasan Anda."
    assert Finding.objects.filter(state="ditutup").count() == 20
    assert keys <= 100, keys
    page.context.close()


def test_one_finding_is_weighed_by_keyboard_and_leads_to_the_next(
    browser: Browser,  # noqa: F811
    live_server: Any,
    examiner: User,
) -> None:
    page = at_the_desk(browser, live_server.url, examiner, width=1280)
    page.goto(f"{live_server.url}/kerja/temuan")
    first, second = (page.locator("tbody a").nth(at).inner_text() for at in (0, 1))
    page.goto(f"{live_server.url}/kerja/temuan/{first}")
    page.focus("#k-kurang_data")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Isi")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/kerja/temuan/{second}")
    assert Finding.objects.get(number=first).state == "kurang_data"
    page.context.close()
