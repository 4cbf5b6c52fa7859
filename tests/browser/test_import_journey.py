"""A list of officials in a real browser: choose, check, mend, save, by keyboard and at the width of a telephone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from netral.portal.directory.models import Official, User
from netral.portal.people.roll.file import COLUMNS
from tests.browser.pictures import shot
from tests.browser.test_portal_pages import CHROMIUM, browser, refuse_barriers  # noqa: F401
from tests.portal.cast import Cast, signed_in
from tests.portal.test_import import GOOD, changed, listed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium"),
    pytest.mark.django_db(transaction=True),
]


def entered(
    browser: Browser,  # noqa: F811
    address: str,
    user: User,
    *,
    width: int,
    scheme: str = "light",
    scripts: bool = True,
) -> Page:
    view = {"width": width, "height": 700}
    context = browser.new_context(
        viewport=view,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="id-ID",
        java_script_enabled=scripts,
    )
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return context.new_page()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_choose_check_mend_and_save_in_four_clicks(browser, live_server, tmp_path, width, scheme) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    page = entered(browser, live_server.url, Cast().holder("pengelola"), width=width, scheme=scheme)
    page.goto(f"{live_server.url}/kerja/pegawai/impor")
    refuse_barriers(page)
    shot(page, "impor-1")
    bad = changed(GOOD, nip="000000000000000555", sejak="31/02/2024")
    file = tmp_path / "pegawai.csv"
    file.write_text(listed(GOOD, bad))
    page.set_input_files("#berkas", str(file))
    page.click("main button:has-text('Periksa')")
    refuse_barriers(page)
    shot(page, "impor-2")
    waiting = page.url
    # The browser may close: the upload waits for its clerk.
    page.goto(f"{live_server.url}/kerja/pegawai/impor")
    page.click("text=pegawai.csv")
    assert page.url == waiting
    with page.expect_download() as download:
        page.click("text=Unduh 1 baris untuk diperbaiki")
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig")), delimiter=";"))
    mended = [{**row, "sejak": "2024-02-29"} for row in rows]
    page.click("text=Simpan 1 baris")
    refuse_barriers(page)
    shot(page, "impor-3")
    page.goto(f"{live_server.url}/kerja/pegawai/impor")
    file.write_text(listed(*[tuple(row.values()) for row in mended], columns=(*COLUMNS, "alasan")))
    page.set_input_files("#berkas", str(file))
    page.click("main button:has-text('Periksa')")
    page.click("text=Simpan 1 baris")
    assert Official.objects.filter(nip__in=(GOOD[0], bad[0])).count() == 2
    page.goto(f"{live_server.url}/kerja/pegawai")
    refuse_barriers(page)
    shot(page, "pegawai")
    page.click(f"text={GOOD[1]} >> nth=0")
    refuse_barriers(page)
    shot(page, "pegawai-1")
    page.context.close()


def test_by_keyboard_alone(browser, live_server, tmp_path) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    page = entered(browser, live_server.url, Cast().holder("pengelola"), width=1280)
    page.goto(f"{live_server.url}/kerja/pegawai/impor")
    file = tmp_path / "pegawai.csv"
    file.write_text(listed(GOOD))
    page.set_input_files("#berkas", str(file))
    page.focus("#berkas")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.focus("h1 ~ form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Official.objects.filter(nip=GOOD[0]).exists()
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_roles_conflicts_and_keys_stand_in_nobody_s_way(browser, live_server, width, scheme) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    from tests.portal.keys import key_of

    cast = Cast()
    examiner, head = cast.holder("pemeriksa"), cast.holder("ppk")
    key_of(examiner)
    page = entered(browser, live_server.url, examiner, width=width, scheme=scheme)
    for address in ("/saya/kunci", "/kelola/kunci", "/saya/benturan"):
        page.goto(live_server.url + address)
        refuse_barriers(page)
        shot(page, address.strip("/").replace("/", "-"))
    page.fill("#siapa", cast.official.nip)
    page.fill("#alasan", "saudara kandung")
    page.click("main button:has-text('Nyatakan')")
    assert "saudara kandung" in page.inner_text("main")
    refuse_barriers(page)
    page.context.close()
    page = entered(browser, live_server.url, head, width=width, scheme=scheme)
    page.goto(f"{live_server.url}/kelola/peran")
    refuse_barriers(page)
    shot(page, "kelola-peran")
    page.fill("#nama", "tidak-ada")
    page.click("text=Beri atau usulkan")
    assert page.title().startswith("Galat:")
    refuse_barriers(page)
    page.context.close()
