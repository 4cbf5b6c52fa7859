"""A conflict of interest in a real browser: its end is asked for, refused with a word, asked for again, agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.portal import clock
from netral.portal.directory.models import Conflict
from tests.browser.test_import_journey import entered
from tests.browser.test_portal_pages import CHROMIUM, browser, refuse_barriers  # noqa: F401
from tests.browser.test_units_journey import entered_by_key, looked_at, reached
from tests.portal.cast import DAY, Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium"),
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (320, "dark"), (1280, "light")])
def test_a_conflict_ends_by_two_with_the_keyboard(browser, live_server, width, scheme) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    cast = Cast()
    examiner, head = cast.holder("pemeriksa"), cast.holder("ppk")
    Conflict.objects.create(user=examiner, official=cast.official, why="Saudara kandung", declared_at=clock.now())
    mine = entered(browser, live_server.url, examiner, width=width, scheme=scheme)
    theirs = entered(browser, live_server.url, head, width=width, scheme=scheme)

    def ask(why: str) -> None:
        mine.goto(f"{live_server.url}/saya/benturan")
        reached(mine, "summary")
        mine.keyboard.press("Enter")
        reached(mine, "input[id^='minta-']")
        mine.keyboard.type(why)
        looked_at(mine, "benturan-minta")
        with mine.expect_navigation():
            mine.keyboard.press("Enter")
        assert "Menunggu putusan orang kedua" in mine.inner_text("main")

    def decide(button: str, word: str) -> None:
        theirs.goto(f"{live_server.url}/kelola")
        entered_by_key(theirs, "main a[href='/kelola/benturan']")
        reached(theirs, "input[id^='catatan-']")
        theirs.keyboard.type(word)
        looked_at(theirs, "benturan-putus")
        entered_by_key(theirs, f"main form[action^='/kelola/benturan/'] {button}")

    ask("Ia sudah pindah ke instansi lain.")
    looked_at(mine, "benturan-menunggu")
    # Enter in the note is the choice that changes nothing.
    decide("input", "")
    assert theirs.title().startswith("Galat:")
    refuse_barriers(theirs)
    decide("button[name=tolak]", "Kepindahannya belum berlaku.")
    looked_at(theirs, "benturan-kosong")
    mine.goto(f"{live_server.url}/saya")
    assert "Kepindahannya belum berlaku." in mine.inner_text("main")
    looked_at(mine, "benturan-ditolak")
    ask("Kepindahannya berlaku sejak 1 Oktober.")
    decide("button:not([name])", "")
    assert not Conflict.objects.binding(examiner, on=DAY).exists()
    mine.goto(f"{live_server.url}/saya/benturan")
    looked_at(mine, "benturan-berakhir")
    for page in (mine, theirs):
        page.context.close()
