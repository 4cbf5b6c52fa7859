"""The public pages in a real browser: nothing against WCAG 2.2 AA, no sideways scroll, by keyboard alone, no script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pictures import shot

# The browser's own loop runs beside the tests; the pages themselves are served by another thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="no Chromium")]  # noqa: PTH110
PAGES = (
    "/",
    "/tanya",
    "/undangan",
    "/kalender?pemilihan=pilkada-2024&daerah=7371",
    "/kartu",
    "/kartu?cari=grup&status=pns",
    "/kartu?cari=tidak+ada",
    "/kartu/suka-akun-calon",
    "/aturan",
    "/aturan/skb-dis-06-interaksi-akun-calon",
    "/tidak-ada",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


def opened(browser: Browser, *, width: int, scheme: str = "light") -> Page:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme, locale="id-ID")  # type: ignore[arg-type]
    return context.new_page()


def refuse_barriers(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_stands_in_anybody_s_way(browser: Browser, live_server, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, width=width, scheme=scheme)
    for address in PAGES:
        page.goto(live_server.url + address)
        refuse_barriers(page)
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (320, "dark")])
def test_an_invitation_is_checked_by_keyboard(browser: Browser, live_server, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, width=width, scheme=scheme)
    page.goto(live_server.url + "/undangan")
    shot(page, "undangan")
    page.focus("main .tombol")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    refuse_barriers(page)
    shot(page, "undangan-galat")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    # From the summary: row by row, the last answer of the first three and the middle one of the rest.
    for presses in (2, 2, 2, 1, 1, 1):
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.type") != "radio":
            page.keyboard.press("Tab")
        for _ in range(presses):
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    refuse_barriers(page)
    shot(page, f"undangan-hasil-{scheme}")
    assert page.inner_text("h1") == "Belum jelas, tanyakan dulu"
    assert page.locator(".baca").count() in (2, 3, 4)
    assert page.context.cookies() == []
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_an_answer_takes_five_taps_and_no_field(browser: Browser, live_server, width: int) -> None:  # type: ignore[no-untyped-def]
    page, asked = opened(browser, width=width), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + "/")
    taps = 0
    for words in ("Menyukai (like)", "Akun atau grup tim pemenangan", "Pemilihan Gubernur", "PNS"):
        button = page.locator("main button", has_text=words).first
        if button.count():
            button.click()
            taps += 1
            refuse_barriers(page)
            shot(page, f"tanya-{taps}")
    assert taps <= 5
    assert page.locator(".baca").count() in (1, 2)
    assert "Hukuman disiplin berat" in page.inner_text("main")
    assert all(url.startswith(live_server.url) for url in asked)
    assert page.context.cookies() == []
    page.context.close()


def test_the_keyboard_alone_leads_to_an_answer(browser: Browser, live_server) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, width=1280)
    page.goto(live_server.url + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    for _ in range(4):
        if page.locator(".baca").count():
            break
        page.focus("main .ubin button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.locator(".baca").count() in (1, 2)
    page.context.close()


def test_a_page_is_small(browser: Browser, live_server) -> None:  # type: ignore[no-untyped-def]
    page, sizes = opened(browser, width=360), []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(live_server.url + "/")
    page.wait_for_load_state("networkidle")
    assert len(sizes) <= 3
    assert sum(sizes) <= 60_000
    page.context.close()
