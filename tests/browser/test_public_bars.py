"""The bars of the public pages: small, few requests, readable when zoomed, spaced, printed or in forced colours."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

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
    "/kartu/suka-akun-calon",
    "/aturan",
    "/bantuan",
    "/privasi",
    "/aksesibilitas",
)
# WCAG 2.2, 1.4.12: the spacing that a person may set.
SPACED = """* {line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
p {margin-bottom:2em!important}"""
# A sheet of the person's own, which no policy of the page can refuse.
WORN = "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own] }"
CUT = """[...document.querySelectorAll('main *:not(svg):not(svg *):not(.sr)')]
  .filter(one => getComputedStyle(one).overflowX == 'hidden').map(one => one.outerHTML)"""
TAPS = ("Menyukai (like)", "Akun atau grup tim pemenangan", "Pemilihan Gubernur", "PNS")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


def opened(browser: Browser, *, width: int = 360, height: int = 640, **more: object) -> Page:
    return browser.new_context(viewport={"width": width, "height": height}, locale="id-ID", **more).new_page()  # type: ignore[arg-type]


def answered(page: Page, address: str) -> None:
    """From the start to a result, by the tiles."""
    page.goto(address)
    for words in TAPS:
        button = page.locator("main button", has_text=words).first
        if button.count():
            button.click()
    assert page.locator(".baca").count()


def transferred(response: Response) -> int:
    """As a proxy sends it: text is compressed."""
    return len(gzip.compress(response.body()))


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("address", PAGES)
def test_a_first_load_is_small_and_asks_nobody_else(browser: Browser, live_server, address: str) -> None:  # type: ignore[no-untyped-def]
    page, got = opened(browser), list[Response]()
    page.on("response", lambda one: got.append(one))
    page.goto(live_server.url + address, wait_until="networkidle")
    assert len(got) <= 3
    assert all(one.url.startswith(live_server.url) for one in got)
    assert sum(map(transferred, got)) <= 15_000
    page.context.close()


def test_an_answer_by_keyboard_keeps_all_limits(browser: Browser, live_server) -> None:  # type: ignore[no-untyped-def]
    page, asked, presses = opened(browser), list[str](), 0
    page.on("request", lambda one: asked.append(one.resource_type))
    size = len(gzip.compress(page.request.get(live_server.url + "/static/netral.css").body()))
    first = page.goto(live_server.url + "/")
    assert first
    size += transferred(first)
    for words in TAPS:
        wanted = page.locator("main button", has_text=words).first
        if not wanted.count():
            continue
        for _ in range(60):
            page.keyboard.press("Tab")
            if wanted.evaluate("button => button === document.activeElement"):
                break
        with page.expect_navigation() as next_page:
            page.keyboard.press("Enter")
        size, presses = size + transferred(next_page.value), presses + 1
    assert page.locator(".baca").count()
    assert presses <= 5
    assert asked.count("document") <= 5
    assert size <= 60_000
    assert page.context.cookies() == []
    page.context.close()


def test_nothing_is_lost_at_four_hundred_per_cent_or_with_wide_spacing(browser: Browser, live_server) -> None:  # type: ignore[no-untyped-def]
    # 1280 pixels at 400 % are 320 by 256.
    page = opened(browser, width=320, height=256)
    for address in (*PAGES, None):
        if address is None:
            answered(page, live_server.url + "/")
        else:
            page.goto(live_server.url + address)
        assert no_sideways_scroll(page), page.url
        page.evaluate(WORN, SPACED)
        assert no_sideways_scroll(page), f"{page.url} with wide spacing"
        assert page.evaluate(CUT) == [], page.url
        page.evaluate("document.adoptedStyleSheets = []")
        page.set_viewport_size({"width": 640, "height": 512})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert no_sideways_scroll(page), f"{page.url} with text of 200 %"
        page.set_viewport_size({"width": 320, "height": 256})
    page.context.close()


@pytest.mark.parametrize("chosen", ["terang", "gelap"])
def test_the_look_is_chosen_at_the_foot_and_stays(browser: Browser, live_server, chosen: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, color_scheme="dark" if chosen == "terang" else "light")
    page.goto(live_server.url + "/kalender?pemilihan=pilkada-2024&daerah=7371")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with page.expect_navigation():
        page.locator("footer button", has_text=chosen).click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert page.input_value("input[name=daerah]") == "7371"
    answered(page, live_server.url + "/")
    assert page.get_attribute("html", "data-tema") == chosen
    page.context.close()


def test_an_answer_prints_on_paper_in_black_without_buttons(browser: Browser, live_server) -> None:  # type: ignore[no-untyped-def]
    # 180 mm between the margins of A4, at 96 dots an inch; whoever prints from a dark screen prints black as well.
    page = opened(browser, width=680, height=1000, color_scheme="dark")
    answered(page, live_server.url + "/")
    page.emulate_media(media="print", color_scheme="dark")
    assert no_sideways_scroll(page)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 24, 38)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown = "[...document.querySelectorAll('button, .tombol, .menu')].filter(e => e.getClientRects().length).length"
    assert page.evaluate(shown) == 0
    # An answer that asks for one thing more: its tiles are for the screen.
    page.emulate_media(media="screen")
    page.goto(live_server.url + "/")
    for words in ("Hadir di acara", "Partai politik", "Pemilihan Gubernur", "PNS"):
        button = page.locator("main button", has_text=words).first
        if button.count():
            button.click()
    assert page.locator(".ubin button").count()
    page.emulate_media(media="print")
    assert page.evaluate(shown) == 0
    assert no_sideways_scroll(page)
    page.context.close()


def test_forced_colours_keep_borders_and_words(browser: Browser, live_server) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, forced_colors="active")
    answered(page, live_server.url + "/")
    for part in (".baca", ".label", ".tombol"):
        width = "e => parseFloat(getComputedStyle(e).borderTopWidth)"
        assert page.locator(part).first.evaluate(width) >= 1, part
    assert page.locator(".baca .kata").first.inner_text()
    page.context.close()
