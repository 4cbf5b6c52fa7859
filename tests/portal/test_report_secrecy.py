"""Who reported? Nothing on the machine says so: not the database, its log, the settings, a session or a log line."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.intake import draft, filing
from netral.portal.intake.models import Attachment, Report
from netral.portal.intake.receivers import receivers
from netral.portal.logs import Discreet
from netral.portal.sealed import boxes
from netral.portal.sealed.models import BoxRecipient, Key
from tests.portal.cast import Cast, signed_in
from tests.portal.reporting import NAMED, PASSPHRASE, WHOM, code_of, examiner, forwarded, photo, sent, written

CANARIES = (*(NAMED[name] for name in ("name", "address", "contact")), "KANARI-KAMERA")


def every_value() -> bytes:
    """Of every row of every table, as bytes."""
    found = io.BytesIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found.write(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())
    return found.getvalue()


def everything_in_the_database() -> bytes:
    """Every value, and the raw files where the database is a file.

    The files also keep what other tests rolled back: only a test that commits, and rinses, can say what is gone.
    """
    name = Path(str(connection.settings_dict["NAME"]))
    return every_value() + b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))


@pytest.mark.django_db(transaction=True)
def test_no_trace_of_the_reporter_is_in_the_database_before_or_after_sending(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cast = Cast()
    examiner(cast)
    browser = Client(
        REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="KANARI-PERAMBAN", HTTP_REFERER="https://kanari-asal.example/"
    )
    traces = [one.encode() for one in (*CANARIES, "203.0.113.77", "KANARI-PERAMBAN", "kanari-asal")]
    with caplog.at_level(logging.DEBUG):
        written(browser, whom={**WHOM, "berkas": photo()}, you=NAMED)
        held = everything_in_the_database()
        assert [one for one in traces if one in held] == []
        browser.post("/lapor/periksa", {"faith": "on"})
        code = code_of(browser)
        browser.post("/lapor/tanda-terima", {"kelompok": code})
        browser.post("/lapor/kotak", {"words": "Sudah ada kabar?", "sekali": "satu"})
        Client().get(f"/lapor/{code}")
        Client().get(f"/lapor/{code}/tidak-ada")
    held = everything_in_the_database()
    assert [one for one in (*traces, code.encode()) if one in held] == []
    copies = b"".join(path.read_bytes() for path in Path(settings.NETRAL.data).rglob("copies/objects/*/*"))
    assert [one for one in traces if one in copies] == []
    for record in caplog.records:
        Discreet().filter(record)
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("netral", "django.r")))
    assert [one for one in (*CANARIES, code, "203.0.113.77", "KANARI-PERAMBAN") if one in said] == []


def test_the_administrator_s_script_opens_nothing(cast: Cast) -> None:
    """With all settings and the whole database: no secret of the machine opens a box or a locked key."""
    examiner(cast)
    report = sent(Client(), you=NAMED)
    assert report.identity is not None
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    for recipient in BoxRecipient.objects.filter(box=report.identity):
        for secret in secrets:
            with pytest.raises(pyrage.DecryptError):
                pyrage.passphrase.decrypt(bytes(recipient.key.locked), secret)
    key = Key.objects.get()
    assert isinstance(boxes.open_box(report.identity, key, "tebakan yang salah"), Denial)
    found = boxes.open_box(report.identity, key, PASSPHRASE)
    assert isinstance(found, bytes)
    assert NAMED["name"].encode() in found


def test_the_unit_reported_whoever_is_above_it_and_whoever_is_avoided_cannot_open_it(cast: Cast) -> None:
    inside = examiner(cast, official=cast.official)
    avoided, outside = examiner(cast), examiner(cast)
    conflicted = examiner(cast)
    conflicted.conflicts.create(unit=cast.below, why="pernah bekerja di sana", declared_at=clock.now())
    to = receivers(cast.agency, cast.below, avoided=[avoided.pk], on=clock.now().date())
    assert [key.user for key in to.keys] == [outside]
    browser = Client()
    you = {**NAMED, "avoided": [str(avoided.pk)]}
    report = sent(browser, whom={**WHOM, "unit": str(cast.below.pk), "unknown": ""}, you=you)
    assert report.identity is not None
    opens = {one.key.user for one in report.identity.recipients.all()}
    assert opens == {outside}
    seen = {
        user: Report.objects.visible_to(user, on=clock.now().date()).exists()
        for user in (inside, avoided, conflicted, outside)
    }
    assert seen == {inside: False, avoided: False, conflicted: False, outside: True}


def test_a_copy_holds_nothing_but_pixels_and_the_original_is_sealed(cast: Cast) -> None:
    user = examiner(cast)
    browser = Client()
    report = sent(browser, whom={**WHOM, "berkas": photo()})
    attachment = Attachment.objects.get()
    desk = signed_in(user)
    address = f"/kerja/laporan/{report.number}"
    forwarded(report, user)
    copy = desk.get(f"{address}/berkas/{attachment.pk}")
    assert (copy.status_code, copy.headers["Content-Type"]) == (200, "image/jpeg")
    assert copy.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in copy.headers["Content-Security-Policy"]
    assert b"KANARI" not in copy.content
    told = {"berkas": str(attachment.pk), "alasan": "pemeriksaan", "frasa": PASSPHRASE}
    original = desk.post(f"{address}/buka", told)
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert b"KANARI-KAMERA" in original.content
    assert desk.post(f"{address}/buka", {**told, "alasan": ""}).status_code == 422
    assert desk.post(f"{address}/buka", {**told, "frasa": "salah sama sekali ya"}).status_code == 422


def test_a_draft_of_another_key_is_none(cast: Cast) -> None:
    browser = Client()
    written(browser)
    other = Client()
    other.cookies[draft.COOKIE] = "A" * 43 + "="
    assert other.get("/lapor/periksa").headers["Location"] == "/lapor"
    assert "Seorang camat" not in other.get("/lapor").content.decode()


def test_what_is_filed_says_nothing_of_the_reporter(cast: Cast) -> None:
    examiner(cast)
    report = sent(Client(), you=NAMED)
    assert not [one for one in CANARIES if one.encode() in filing.filed(report, [])]
