"""The tree of units in a real browser: added, moved by two, looked up again; by keyboard, as wide as a telephone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from netral.portal.directory.models import Unit
from tests.browser.pictures import shot
from tests.browser.test_import_journey import entered
from tests.browser.test_portal_pages import CHROMIUM, browser, refuse_barriers  # noqa: F401
from tests.portal.cast import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium"),
    pytest.mark.django_db(transaction=True),
]


def reached(page: Page, selector: str) -> None:
    """By the tab key alone, from where one stands."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {selector}")


def entered_by_key(page: Page, selector: str) -> None:
    reached(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def looked_at(page: Page, name: str) -> None:
    refuse_barriers(page)
    shot(page, name)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (320, "dark"), (1280, "light")])
def test_a_unit_is_added_and_moved_by_two_with_the_keyboard(browser, live_server, width, scheme) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    cast = Cast()
    clerk, head = cast.holder("pengelola"), cast.holder("ppk")
    page = entered(browser, live_server.url, clerk, width=width, scheme=scheme)
    page.goto(f"{live_server.url}/kelola/unit")
    looked_at(page, "unit-pohon")
    reached(page, "#di")
    page.keyboard.type("01.02")
    reached(page, "#kode")
    page.keyboard.type("09")
    reached(page, "#nama")
    page.keyboard.type("SD Negeri Karangan")
    entered_by_key(page, "#nama ~ button, form[action='/kelola/unit'] button")
    unit = Unit.objects.get(path="01.02.09.")
    assert page.url.endswith(f"/kelola/unit/{unit.pk}")
    looked_at(page, "unit-baru")
    reached(page, "#ke")
    page.keyboard.type("010.")
    reached(page, "#dasar")
    page.keyboard.type("Perbup 12/2024")
    entered_by_key(page, "form[action$='/pindah'] button")
    looked_at(page, "unit-usulan")
    # Whoever proposed is told why it is for somebody else, and pressing it all the same changes nothing.
    entered_by_key(page, "button[aria-disabled=true]")
    assert page.title().startswith("Galat:")
    refuse_barriers(page)
    page.context.close()
    page = entered(browser, live_server.url, head, width=width, scheme=scheme)
    page.goto(f"{live_server.url}/kelola")
    looked_at(page, "kelola")
    entered_by_key(page, "main a[href='/kelola/unit']")
    entered_by_key(page, f"main a[href='/kelola/unit/{unit.pk}']")
    looked_at(page, "unit-sahkan")
    entered_by_key(page, "form[action$='/putus'] button")
    assert "010.09." in page.inner_text("main")
    looked_at(page, "unit-pindah")
    assert Unit.objects.get(pk=unit.pk).path == "010.09."
    page.context.close()


def test_somebody_was_faster(browser, live_server) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    cast = Cast()
    pages = [entered(browser, live_server.url, cast.holder("pengelola"), width=360) for _ in range(2)]
    for page in pages:
        page.goto(f"{live_server.url}/kelola/unit/{cast.below.pk}")
    for page, name in zip(pages, ("Bidang SD", "Bidang Pendidikan Dasar"), strict=True):
        page.fill("#nama", name)
        entered_by_key(page, "form[action$='/nama'] button")
    late = pages[1]
    looked_at(late, "unit-didahului")
    entered_by_key(late, "main form button")
    assert late.inner_text("h1") == "Bidang Pendidikan Dasar"
    looked_at(late, "unit-riwayat")
    for page in pages:
        page.context.close()


def test_the_tree_is_whole_on_paper(browser, live_server) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    cast = Cast()
    page = entered(browser, live_server.url, cast.holder("pengelola"), width=1280)
    page.goto(f"{live_server.url}/kelola/unit")
    page.emulate_media(media="print")
    assert [page.is_visible(f"text={name}") for name in ("Dinas Pendidikan", "Bidang Sekolah Dasar")] == [True, True]
    assert not page.is_visible("main button")
    page.context.close()
