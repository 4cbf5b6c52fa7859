"""A report in a real browser: four pages without a script, by keyboard, at the width of a telephone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from netral.portal.intake.models import Report
from tests.browser.pictures import shot
from tests.browser.test_portal_pages import CHROMIUM, browser, refuse_barriers  # noqa: F401
from tests.portal.cast import Cast
from tests.portal.reporting import PASSPHRASE, examiner, photo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Page:  # noqa: F811
    width, scheme = getattr(request, "param", (320, "light"))
    context = browser.new_context(
        viewport={"width": width, "height": 640}, color_scheme=scheme, locale="id-ID", java_script_enabled=True
    )
    yield context.new_page()
    context.close()


def what(page: Page) -> None:
    page.fill("#id_story", "Seorang camat membagikan kaus bergambar pasangan calon di halaman kantor.")
    for part, value in zip(page.locator(".tanggal").first.locator("input").all(), ("4", "10", "2024"), strict=True):
        part.fill(value)
    page.check("input[name=known][value=hari_ini]")
    if page.locator("input[name=contest]").count():
        page.check("input[name=contest][value=pilkada-2024]")


@pytest.mark.parametrize("page", [(320, "light"), (1280, "dark")], indirect=True)
def test_four_pages_a_code_and_a_box(page: Page, live_server, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    examiner(Cast())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/lapor")
    refuse_barriers(page)
    shot(page, "lapor-1")
    page.click("text=Lanjut")
    assert page.title().startswith("Galat:")
    refuse_barriers(page)
    shot(page, "lapor-1-galat")
    what(page)
    page.click("text=Lanjut")
    refuse_barriers(page)
    file = tmp_path / "foto.jpg"
    file.write_bytes(photo().getvalue())
    page.set_input_files("#berkas", str(file))
    page.click("text=Tambah berkas")
    assert "foto.jpg" in page.inner_text("main")
    page.fill("#id_whom", "Camat")
    page.check("#id_unknown")
    shot(page, "lapor-2")
    page.click("text=Lanjut")
    refuse_barriers(page)
    page.check("input[name=named][value=dengan]")
    for name, value in (("name", "Nama Karangan"), ("address", "Jalan Karangan 1"), ("contact", "0800")):
        page.fill(f"#id_{name}", value)
    shot(page, "lapor-3")
    page.click("text=Lanjut")
    refuse_barriers(page)
    shot(page, "lapor-4")
    page.check("#id_faith")
    page.click("text=Kirim laporan")
    refuse_barriers(page)
    shot(page, "tanda-terima")
    code = re.sub(r"\s", "", page.inner_text(".tanda"))
    # Back and reload lose neither the code nor the report, and make no second one.
    page.go_back()
    page.goto(f"{live_server.url}/lapor")
    assert re.sub(r"\s", "", page.inner_text(".tanda")) == code
    page.fill("#kelompok", code[:8].lower())
    page.click("text=Buka kotak pesan")
    refuse_barriers(page)
    shot(page, "kotak")
    page.fill("#id_words", "Saya ingat jamnya.")
    page.click("text=Kirim pesan")
    assert "Saya ingat jamnya." in page.inner_text("main")
    page.goto(f"{live_server.url}/lapor/kotak/tarik")
    refuse_barriers(page)
    assert Report.objects.count() == 1
    assert all(url.startswith(live_server.url) for url in asked)
    assert not [url for url in asked if url.endswith(".js")]


def test_by_keyboard_alone_and_without_a_script(browser: Browser, live_server) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    Cast()
    context = browser.new_context(java_script_enabled=False, locale="id-ID", viewport={"width": 1280, "height": 700})
    page = context.new_page()
    page.goto(f"{live_server.url}/lapor")
    page.focus("#id_story")
    keys = page.keyboard
    keys.type("Seorang camat membagikan kaus bergambar pasangan calon.")
    for part in ("4", "10", "2024"):
        keys.press("Tab")
        keys.type(part)
    keys.press("Tab")  # the time, left empty
    keys.press("Tab")
    keys.press("Space")  # today
    page.focus("button:has-text('Lanjut')")
    keys.press("Enter")
    page.wait_for_url("**/lapor/pihak")
    page.focus("#id_whom")
    keys.type("Camat")
    page.focus("#id_unknown")
    keys.press("Space")
    page.focus("button:has-text('Lanjut')")
    keys.press("Enter")
    page.wait_for_url("**/lapor/anda")
    page.focus("input[name=named]")
    keys.press("Space")
    page.focus("button:has-text('Lanjut')")
    keys.press("Enter")
    page.wait_for_url("**/lapor/periksa")
    page.focus("#id_faith")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    page.wait_for_url("**/lapor/tanda-terima")
    context.close()


@pytest.mark.parametrize("page", [(320, "dark"), (1280, "light")], indirect=True)
def test_the_desk(page: Page, live_server) -> None:  # type: ignore[no-untyped-def]
    from django.test import Client

    from tests.portal.cast import signed_in
    from tests.portal.reporting import NAMED, WHAT, WHOM, sent

    user = examiner(Cast())
    story = "Camat Budi Santoso membagikan kaus paslon 2 di halaman kantor."
    report = sent(Client(), what={**WHAT, "story": story}, whom={**WHOM, "berkas": photo()}, you=NAMED)
    desk = signed_in(user)
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in desk.cookies.items()]
    )
    for address, name in (("", "laporan"), (f"/{report.number}", "laporan-satu"), ("/baru", "laporan-baru")):
        page.goto(f"{live_server.url}/kerja/laporan{address}")
        refuse_barriers(page)
        shot(page, name)
    page.goto(f"{live_server.url}/kerja/laporan/{report.number}")
    assert "Budi" not in page.content()
    for state in ("kajian_awal", "diteruskan"):
        page.check(f"#k-{state}")
        page.select_option("#alasan", "lengkap")
        page.click("text=Simpan keputusan")
    assert "Budi Santoso" in page.content()
    refuse_barriers(page)
    page.fill("#alasan-buka", "klarifikasi")
    page.fill("#frasa", PASSPHRASE)
    page.click("main button:has-text('Buka')")
    assert NAMED["name"] in page.inner_text("main")
    refuse_barriers(page)
    shot(page, "laporan-nama")
