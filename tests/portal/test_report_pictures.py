"""A picture that burns time or memory holds up nobody, and is kept sealed, without a copy to look at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from time import monotonic, sleep

import pytest
from django.test import Client
from PIL import Image

from netral.portal.intake import files
from netral.portal.intake.files import Taken
from netral.portal.intake.models import DraftFile
from tests.evidence.watching import most, readers
from tests.portal.cast import Cast
from tests.portal.reporting import WHAT, WHOM, examiner, photo


@cache
def slow() -> bytes:
    """A JPEG of 1.2 MB that takes a minute and more: its last scan time and again, over 36 million points."""
    made = BytesIO()
    Image.new("L", (6000, 6000), 7).save(made, "JPEG", progressive=True, quality=50)
    data = made.getvalue()
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2] * 3000 + data[-2:]


@cache
def wide() -> bytes:
    """A PNG of 200 kB and 50 million points that one can see through: more memory than a reader may take."""
    made = BytesIO()
    Image.new("RGBA", (8000, 6200), (1, 2, 3, 99)).save(made, "PNG")
    return made.getvalue()


def taken(data: bytes, seconds: float = files.PATIENCE) -> Taken:
    found = files.taken("x", data, until=monotonic() + seconds)
    assert isinstance(found, Taken)
    assert found.original == data
    return found


def test_one_that_burns_time_leaves_a_place_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRAL_DATABASE", "postgresql://orang:kanari@mesin/nama")
    with ThreadPoolExecutor() as pool:
        bad = pool.submit(taken, slow())
        while not (found := readers()):
            sleep(0.01)
        # Of what this process was told nothing is told to whatever the bytes make of their reader.
        assert b"kanari" not in (found[0] / "environ").read_bytes()
        assert taken(photo().getvalue()).view
        assert not bad.done()
    assert bad.result().view is None


def test_never_more_than_two_are_looked_at() -> None:
    with most() as seen, ThreadPoolExecutor(5) as pool:
        assert all(one.view for one in pool.map(taken, [photo().getvalue()] * 5))
    assert max(seen) == 2


def test_a_form_takes_no_longer_than_it_has_time() -> None:
    with files.PLACES, files.PLACES:
        assert taken(photo().getvalue(), 0.1).view is None
    assert taken(photo().getvalue(), -1).view is None
    assert taken(photo().getvalue()).view


@pytest.mark.django_db(transaction=True)
def test_a_report_goes_on_with_a_picture_that_has_no_copy(cast: Cast) -> None:
    examiner(cast)
    browser = Client()
    browser.post("/lapor", WHAT)
    bad = BytesIO(wide())
    bad.name = "lebar.png"
    answer = browser.post("/lapor/pihak", {**WHOM, "tambah": "1", "berkas": [bad, photo()]}, follow=True)
    page = answer.content.decode()
    assert (answer.status_code, page.count("tanpa salinan untuk dilihat")) == (200, 1)
    assert page.index("lebar.png") < page.index("tanpa salinan untuk dilihat")
    assert sorted(one.view is None for one in DraftFile.objects.all()) == [False, True]
