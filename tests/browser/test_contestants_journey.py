"""The register of contestants in a real browser: choose, read its days, mend, save; a rulebook beside another."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from netral.patrol.registers import CONTESTANTS
from netral.portal import clock
from netral.portal.contests import books
from netral.portal.contests.models import Entry
from tests.browser.pictures import shot
from tests.browser.test_import_journey import entered
from tests.browser.test_portal_pages import CHROMIUM, browser, refuse_barriers  # noqa: F401
from tests.portal.cast import Cast
from tests.portal.test_contestants import HOPEFUL, TEAM, changed, listed
from tests.portal.test_rulebook_page import altered

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium"),
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_choose_read_mend_and_save(browser: Browser, live_server, tmp_path, width, scheme) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    page = entered(browser, live_server.url, Cast().holder("admin"), width=width, scheme=scheme)
    page.goto(f"{live_server.url}/kelola")
    page.click("main >> text=Peserta >> nth=0")
    page.click("text=Impor daftar peserta")
    refuse_barriers(page)
    shot(page, "peserta-impor")
    file = tmp_path / "peserta.csv"
    bad = changed(HOPEFUL, contestant_id="K2", platform_user_id="555", valid_from="27/08/2024")
    file.write_text(listed(HOPEFUL, TEAM, bad))
    page.set_input_files("#berkas", str(file))
    page.click("main button:has-text('Periksa')")
    refuse_barriers(page)
    shot(page, "peserta-periksa")
    assert "Mulai 22 September 2024 sasaran ini berstatus: calon." in page.inner_text("main")
    with page.expect_download() as download:
        page.click("text=Unduh 1 baris untuk diperbaiki")
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig")), delimiter=";"))
    page.click("text=Simpan 2 baris")
    refuse_barriers(page)
    page.click("text=Impor berkas lain")
    file.write_text(listed(*[tuple({**row, "valid_from": "2024-08-27"}.values()) for row in rows], more=("alasan",)))
    page.set_input_files("#berkas", str(file))
    page.click("main button:has-text('Periksa')")
    page.click("text=Simpan 1 baris")
    page.click("main >> text=Peserta pemilihan")
    refuse_barriers(page)
    shot(page, "peserta")
    assert Entry.objects.current().count() == 3
    # A whole list that has one account less and one status more: both are seen before they are saved.
    later = [changed(HOPEFUL, valid_to="2024-09-22"), changed(HOPEFUL, valid_from="2024-09-22", status="former")]
    file.write_text(listed(*later, changed(bad, valid_from="2024-08-27")))
    page.click("text=Impor daftar peserta")
    page.set_input_files("#berkas", str(file))
    page.click("main button:has-text('Periksa')")
    page.click("text=Seperti sekarang")
    page.check("#berakhir")
    refuse_barriers(page)
    shot(page, "peserta-berubah")
    page.click("text=Simpan 3 baris")
    assert Entry.objects.current().get(handle="tim_karangan").valid_to == clock.now().date()
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_by_keyboard_alone_and_without_a_script(browser: Browser, live_server, tmp_path, scripts) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    page = entered(browser, live_server.url, Cast().holder("admin"), width=1280, scripts=scripts)
    page.goto(f"{live_server.url}/kelola/peserta/impor")
    file = tmp_path / "peserta.csv"
    file.write_text(listed(HOPEFUL))
    page.set_input_files("#berkas", str(file))
    page.focus("#berkas")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.focus("text=Simpan 1 baris")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Entry.objects.current().get().contestant_id == HOPEFUL[CONTESTANTS.index("contestant_id")]
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_rulebook_beside_another(browser: Browser, live_server, tmp_path, width, scheme) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    head = Cast().holder("ppk")
    books.note(now=clock.now())
    page = entered(browser, live_server.url, head, width=width, scheme=scheme)
    page.goto(f"{live_server.url}/kelola")
    page.click("main >> text=Buku aturan >> nth=0")
    refuse_barriers(page)
    shot(page, "buku-aturan")
    file = tmp_path / "aturan.json"
    file.write_bytes(altered())
    page.set_input_files("#berkas", str(file))
    page.click("text=Bandingkan >> nth=-1")
    page.click("summary")
    refuse_barriers(page)
    shot(page, "buku-aturan-berbeda")
    file.write_text("{}")
    page.set_input_files("#berkas", str(file))
    page.click("text=Bandingkan >> nth=-1")
    assert page.title().startswith("Galat:")
    refuse_barriers(page)
    page.context.close()
