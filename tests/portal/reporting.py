"""A reporter at work: the four pages filled in as a browser would send them."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import Any

import pyrage
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.intake import actions
from netral.portal.intake.models import Report
from netral.portal.sealed.models import Key
from tests.portal.cast import BEGAN, Cast

PASSPHRASE = "rusa payung ember lampu"
WHAT = {
    "story": "Seorang camat membagikan kaus bergambar pasangan calon di halaman kantor.",
    "happened_on_hari": "4",
    "happened_on_bulan": "10",
    "happened_on_tahun": "2024",
    "known": "hari_ini",
    "contest": "pilkada-2024",
}
WHOM = {"whom": "Camat", "unknown": "on"}
NAMED = {"named": "dengan", "name": "Kanari Nama", "address": "Jalan Kanari 7", "contact": "0800-KANARI"}
NAMELESS = {"named": "tanpa"}


def examiner(cast: Cast, **scope: Any) -> User:
    """An examiner with a key."""
    user = cast.holder("pemeriksa", **scope)
    public, locked = pair(Key.objects.count())
    Key.objects.create(user=user, public=public, locked=locked, valid_from=BEGAN)
    return user


@cache
def pair(_number: int) -> tuple[str, bytes]:
    """A key as people make it, made once for all tests: locking takes a second by design."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), pyrage.passphrase.encrypt(str(identity).encode(), PASSPHRASE)


def photo(size: tuple[int, int] = (60, 40), name: str = "foto.jpg") -> BytesIO:
    """A picture that says where it was taken and by which device."""
    exif = Image.Exif()
    exif[0x010F] = "KANARI-KAMERA"
    exif.get_ifd(0x8825)[1] = "S"
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, "JPEG", exif=exif)
    made.seek(0)
    made.name = name
    return made


def written(client: Client, *, what: dict[str, str] = WHAT, whom: dict[str, Any] = WHOM, you: Any = NAMELESS) -> None:
    """Three pages, without sending."""
    for address, told in (("/lapor", what), ("/lapor/pihak", whom), ("/lapor/anda", you)):
        answer = client.post(address, told)
        assert answer.status_code == 302, (address, problems(answer))


def sent(client: Client, **told: Any) -> Report:
    """All four pages; the report that came of it."""
    written(client, **told)
    answer = client.post("/lapor/periksa", {"faith": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/lapor/tanda-terima")
    return Report.objects.latest("pk")


def code_of(client: Client) -> str:
    """The code that the receipt page shows."""
    return "".join(re.findall(r"<span>(\w{4})</span>", client.get("/lapor/tanda-terima").content.decode()))


def problems(answer: HttpResponse) -> list[str]:
    """What the page says is wrong."""
    page = answer.content.decode()
    return re.findall(r'class="galat"[^>]*>(?:<span class="sr">[^<]*</span>)?([^<]+)', page)


def forwarded(report: Report, user: User) -> None:
    """Weighed as far as it goes: only then are names no longer masked."""
    for seen, state in (("diterima", "kajian_awal"), ("kajian_awal", "diteruskan")):
        done = actions.weigh(report, user, state=state, reason="lengkap", words="", seen=seen, now=clock.now())
        assert isinstance(done, Report)
