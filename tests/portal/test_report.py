"""Reporting: four pages, no account; nothing typed is lost, a code is shown once, and a box opens with it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.intake import draft, flood
from netral.portal.intake.models import Attachment, Draft, DraftFile, Message, Report
from tests.portal.cast import Cast
from tests.portal.killing import killed_at
from tests.portal.reporting import (
    NAMED,
    NAMELESS,
    WHAT,
    WHOM,
    code_of,
    examiner,
    photo,
    problems,
    sent,
    written,
)


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    flood.forget()


@pytest.fixture
def browser(cast: Cast) -> Client:
    return Client()


@pytest.mark.parametrize(
    ("address", "told", "wrong"),
    [
        ("/lapor", {"story": "pendek"}, "paling tidak satu kalimat"),
        ("/lapor", {"happened_on_tahun": "2031"}, "tidak boleh setelah hari ini"),
        ("/lapor", {"happened_on_hari": "31", "happened_on_bulan": "2"}, "belum ada di kalender"),
        ("/lapor", {"happened_on_hari": "", "happened_on_bulan": "", "happened_on_tahun": ""}, "Tulis tanggal"),
        ("/lapor", {"known": ""}, "Pilih kapan"),
        ("/lapor", {"known": "lain"}, "Tulis tanggal Anda mengetahuinya"),
        ("/lapor", {"happened_on_hari": "5", "known": "kemarin"}, "sebelum terjadi"),
        ("/lapor/pihak", {"whom": ""}, "Tulis nama atau jabatannya"),
        ("/lapor/pihak", {"unknown": ""}, "pilih “Saya tidak tahu”"),
        ("/lapor/pihak", {"link": "bukan tautan"}, "Ini bukan tautan"),
        ("/lapor/anda", {"named": ""}, "Pilih salah satu"),
        ("/lapor/anda", {"named": "dengan"}, "Tulis alamat Anda"),
        ("/lapor/periksa", {}, "Centang kalimat ini"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, browser: Client, address: str, told: dict[str, str], wrong: str
) -> None:
    examiner(cast)
    written(browser)
    right = {"/lapor": WHAT, "/lapor/pihak": WHOM, "/lapor/anda": NAMELESS}.get(address, {})
    answer = browser.post(address, {**right, **told})
    assert answer.status_code == 422
    assert any(wrong in one for one in problems(answer)), problems(answer)
    page = answer.content.decode()
    assert "<title>Galat:" in page
    assert 'role="alert"' in page
    if address == "/lapor" and "story" not in told:
        assert WHAT["story"] in page


def test_pages_come_in_their_order(browser: Client) -> None:
    for address in ("/lapor/pihak", "/lapor/anda", "/lapor/periksa"):
        assert browser.get(address).headers["Location"] == "/lapor"
    browser.post("/lapor", WHAT)
    assert browser.get("/lapor/periksa").headers["Location"] == "/lapor/pihak"


def test_one_answer_is_changed_and_leads_back_to_the_check(browser: Client) -> None:
    written(browser)
    browser.get("/lapor/periksa")
    answer = browser.post("/lapor/pihak", {**WHOM, "whom": "Lurah"})
    assert answer.headers["Location"] == "/lapor/periksa"
    assert "Lurah" in browser.get("/lapor/periksa").content.decode()


def test_the_term_is_told_in_the_contest_s_own_unit(browser: Client) -> None:
    browser.post("/lapor", WHAT)
    page = browser.get("/lapor/pihak").content.decode()
    assert "Sabtu 12 Oktober 2024 (7 hari kalender" in page
    assert "Jumat 11 Oktober 2024" in page
    earlier = {"known": "lain", "known_on_hari": "20", "known_on_bulan": "9", "known_on_tahun": "2024"}
    browser.post("/lapor", {**WHAT, "happened_on_hari": "19", "happened_on_bulan": "9", **earlier})
    assert "sudah lewat" in browser.get("/lapor/pihak").content.decode()


def test_a_receipt_proves_offline_that_it_was_filed_and_nothing_else(browser: Client, tmp_path: Path) -> None:
    report = sent(browser)
    file = tmp_path / "tanda-terima.json"
    file.write_bytes(browser.get("/lapor/tanda-terima.json").content)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "netral", "verify", "--json", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = file.read_text()
    assert not [word for word in (report.story, report.whom, code_of(browser)) if word in told]
    file.write_text(told.replace(report.number, "L-2024-000000"))
    assert subprocess.run(command, capture_output=True, env=environment, check=False).returncode == 5


def test_the_page_does_not_let_go_before_the_code_is_kept(browser: Client) -> None:
    sent(browser)
    code = code_of(browser)
    # Back, reload, a second window: all lead to the code, for an hour.
    for address in ("/lapor", "/lapor/pihak", "/lapor/periksa"):
        assert browser.get(address).headers["Location"] == "/lapor/tanda-terima"
    assert code_of(browser) == code
    for typed in ("", code[:4], code[4:12], "AAAABBBB"):
        answer = browser.post("/lapor/tanda-terima", {"kelompok": typed})
        assert (answer.status_code, problems(answer)) == (422, ["Belum cocok. Lihat lagi kode di atas."])
    answer = browser.post("/lapor/tanda-terima", {"kelompok": f" {code[:4].lower()} {code[4:8]}"})
    assert answer.headers["Location"] == "/lapor/kotak"
    assert browser.get("/lapor").status_code == 200


def test_a_downloaded_code_counts_as_kept(browser: Client) -> None:
    sent(browser)
    code = code_of(browser)
    assert code[:4] in browser.get("/lapor/tanda-terima/kode.txt").content.decode()
    assert browser.post("/lapor/tanda-terima", {"kelompok": ""}).headers["Location"] == "/lapor/kotak"


def test_after_an_hour_neither_draft_nor_code_is_there(browser: Client) -> None:
    written(browser)
    Draft.objects.update(touched_at=clock.now() - draft.KEPT - timedelta(minutes=1))
    answer = browser.post("/lapor/periksa", {"faith": "on"})
    assert answer.headers["Location"] == "/lapor"
    browser.get("/lapor")
    assert not Draft.objects.exists()
    assert not Report.objects.exists()


@pytest.mark.parametrize("typed", ["{0}", "{1}", "{2}"])
def test_the_box_opens_with_the_code_however_it_is_typed(browser: Client, typed: str) -> None:
    sent(browser)
    code = code_of(browser)
    spaced = " ".join(code[at : at + 4] for at in range(0, 16, 4)).lower()
    mistaken = code.replace("0", "o").replace("1", "l")
    answer = Client().post("/lapor/buka", {"kode": typed.format(code, spaced, mistaken)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lapor/kotak")


def test_an_address_with_the_code_is_left_at_once(browser: Client) -> None:
    sent(browser)
    other = Client()
    answer = other.get(f"/lapor/{code_of(browser)}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lapor/kotak")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert other.get("/lapor/kotak").status_code == 200


def test_a_wrong_code_and_no_code_are_answered_alike(browser: Client) -> None:
    sent(browser)
    pages = {Client().post("/lapor/buka", {"kode": one}).content for one in ("A" * 16, "0" * 16, "salah", "")}
    stripped = {re.sub(rb'value="[^"]{64}"', b"", page) for page in pages}
    assert len(stripped) == 1
    assert b"Kode tidak cocok. Periksa lagi hurufnya." in stripped.pop()


def test_guessing_is_stopped_and_whoever_has_the_code_still_gets_in(browser: Client) -> None:
    sent(browser)
    code, stranger = code_of(browser), Client(REMOTE_ADDR="198.51.100.7")
    told = [stranger.post("/lapor/buka", {"kode": "A" * 16}).status_code for _ in range(7)]
    assert told == [404] * 5 + [429] * 2
    assert Client(REMOTE_ADDR="198.51.100.99").post("/lapor/buka", {"kode": code}).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.7").post("/lapor/buka", {"kode": code}).status_code == 303


def test_messages_go_both_ways_without_a_name(cast: Cast, browser: Client) -> None:
    from netral.portal.intake import actions

    user = examiner(cast)
    report = sent(browser)
    browser.post("/lapor/tanda-terima", {"kelompok": code_of(browser)})
    page = browser.get("/lapor/kotak").content.decode()
    once = page.split('name="sekali" value="')[1].split('"')[0]
    told = {"words": "Saya ingat jamnya: 20.15.", "sekali": once, "berkas": photo()}
    assert browser.post("/lapor/kotak", told).status_code == 302
    # Sent again, as after a lost answer: one message.
    assert browser.post("/lapor/kotak", {**told, "berkas": photo()}).status_code == 302
    assert (Message.objects.count(), Attachment.objects.count()) == (1, 1)
    actions.write(report, user, "Terima kasih. Di gedung mana?", token="x", now=clock.now())
    page = browser.get("/lapor/kotak").content.decode()
    assert "Petugas A" in page
    assert "Di gedung mana?" in page
    assert str(user) not in page


def test_a_report_is_withdrawn_once_and_what_it_said_stays(browser: Client) -> None:
    report = sent(browser)
    browser.post("/lapor/tanda-terima", {"kelompok": code_of(browser)})
    assert "tidak dapat dibatalkan" in browser.get("/lapor/kotak/tarik").content.decode()
    for _ in range(2):
        browser.post("/lapor/kotak/tarik")
    report.refresh_from_db()
    assert (report.state, [one.state for one in report.steps.all()]) == ("ditarik", ["diterima", "ditarik"])
    assert Event.objects.filter(kind="intake.withdrawn").count() == 1


def test_files_are_taken_one_by_one_refused_by_name_and_removed(cast: Cast, browser: Client) -> None:
    examiner(cast)
    browser.post("/lapor", WHAT)
    bad = photo(name="rusak.jpg")
    bad.truncate(300)
    answer = browser.post("/lapor/pihak", {**WHOM, "tambah": "1", "berkas": [photo(), bad]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“rusak.jpg” tidak bisa dibuka" in page
    assert "foto.jpg" in page
    file = DraftFile.objects.get()
    browser.post(f"/lapor/pihak/{file.pk}/hapus")
    assert "foto.jpg" not in browser.get("/lapor/pihak").content.decode()
    assert not DraftFile.objects.exists()


def test_a_file_that_is_too_large_is_told_by_name(cast: Cast, browser: Client) -> None:
    examiner(cast)
    browser.post("/lapor", WHAT)
    large = photo(name="besar.mp4")
    large.seek(10 << 20)
    large.write(b"\0")
    large.seek(0)
    answer = browser.post("/lapor/pihak", {**WHOM, "tambah": "1", "berkas": large})
    assert "“besar.mp4” terlalu besar" in answer.content.decode()


def test_a_name_needs_somebody_who_can_keep_it(cast: Cast, browser: Client) -> None:
    browser.post("/lapor", WHAT)
    browser.post("/lapor/pihak", WHOM)
    answer = browser.post("/lapor/anda", NAMED)
    assert answer.status_code == 422
    assert "Pilih tanpa nama" in answer.content.decode()


def test_one_report_however_often_it_is_sent(browser: Client) -> None:
    written(browser)
    for _ in range(3):
        assert browser.post("/lapor/periksa", {"faith": "on"}).headers["Location"] == "/lapor/tanda-terima"
    assert Report.objects.count() == 1


def test_a_page_that_was_open_elsewhere_takes_no_receipt_away(browser: Client) -> None:
    """A second window reads the draft, the first one sends it, then the second one saves: the code is still there."""
    written(browser)
    there = draft.of(browser.get("/lapor/anda").wsgi_request, clock.now())
    assert there is not None
    browser.post("/lapor/periksa", {"faith": "on"})
    code = code_of(browser)
    changed = draft.changed(there, clock.now(), lambda one: one.told.update(what={}))
    assert changed is not None
    assert changed.sent is not None
    assert not there.take({"name": "x"}, b"x", None, clock.now())
    assert code_of(browser) == code
    assert browser.post("/lapor/anda", NAMELESS).headers["Location"] == "/lapor/tanda-terima"
    assert Report.objects.count() == 1


def test_what_was_left_is_not_brought_back(browser: Client) -> None:
    written(browser)
    there = draft.of(browser.get("/lapor/anda").wsgi_request, clock.now())
    assert there is not None
    browser.get("/lapor/keluar", headers={"Sec-Fetch-Site": "cross-site"})
    assert Draft.objects.count() == 1
    browser.get("/lapor/keluar")
    assert draft.changed(there, clock.now(), lambda one: None) is None
    assert not Draft.objects.exists()


def test_nobody_is_avoided_by_everybody(cast: Cast, browser: Client) -> None:
    only = examiner(cast)
    browser.post("/lapor", WHAT)
    browser.post("/lapor/pihak", WHOM)
    answer = browser.post("/lapor/anda", {**NAMELESS, "avoided": [str(only.pk)]})
    assert (answer.status_code, "Pilih lebih sedikit petugas" in answer.content.decode()) == (422, True)


def test_a_unit_chosen_later_that_leaves_nobody_to_keep_the_name_stops_the_sending(cast: Cast, browser: Client) -> None:
    examiner(cast, official=cast.official)
    written(browser, you=NAMED)
    browser.post("/lapor/pihak", {**WHOM, "unit": str(cast.below.pk), "unknown": ""})
    answer = browser.post("/lapor/periksa", {"faith": "on"})
    assert answer.status_code == 409
    assert not Report.objects.exists()


@pytest.mark.parametrize("avoids", [True, False])
def test_nor_is_one_sent_that_nobody_would_ever_read(cast: Cast, browser: Client, avoids: bool) -> None:
    """It would have lain there with its receipt, seen by no examiner, and nobody would have been told."""
    examiner(cast, official=cast.official)
    other = examiner(cast) if avoids else None
    written(browser, you={**NAMELESS, "avoided": [str(other.pk)] if other else []})
    browser.post("/lapor/pihak", {**WHOM, "unit": str(cast.below.pk), "unknown": ""})
    answer = browser.post("/lapor/periksa", {"faith": "on"})
    assert (answer.status_code, "lapor langsung ke Bawaslu" in answer.content.decode()) == (409, True)
    browser.post("/lapor/pihak", WHOM)
    assert browser.post("/lapor/periksa", {"faith": "on"}).status_code == 302
    assert Report.objects.count() == 1


def test_nearly_the_same_reports_stand_together(cast: Cast) -> None:
    first = sent(Client())
    same = sent(Client(), what={**WHAT, "story": WHAT["story"] + " Saya punya fotonya."})
    other = sent(Client(), what={**WHAT, "story": "Kepala sekolah mengajak guru memilih lewat grup percakapan kelas."})
    assert (first.alike, same.alike, other.alike) == (None, first, None)


@pytest.mark.django_db(transaction=True)
def test_killed_between_any_two_writes_there_is_one_report_or_none() -> None:
    """Every write of the sending is made to fail in its turn; then the same form is sent again."""
    cast = Cast()
    examiner(cast)
    for at in range(1, 60):
        browser = Client()
        written(browser, whom={**WHOM, "berkas": photo()}, you=NAMED)
        before = Report.objects.count()
        with killed_at(at) as begun:
            assert browser.post("/lapor/periksa", {"faith": "on"}).status_code == 302
        if len(begun) < at:
            break
        assert Report.objects.count() == before
        assert not transaction.get_connection().in_atomic_block
        assert "Periksa sebelum dikirim" in browser.get("/lapor/periksa").content.decode()
        assert browser.post("/lapor/periksa", {"faith": "on"}).status_code == 302
        assert Report.objects.count() == before + 1
        report = Report.objects.latest("pk")
        assert json.loads(bytes(report.receipt))["format"] == "netral-receipt/1"
        assert report.attachments.count() == 1
    assert at > 10


def test_times_are_kept_to_the_minute(browser: Client) -> None:
    report = sent(browser)
    assert (report.received_at.second, report.received_at.microsecond) == (0, 0)
    assert timezone.is_aware(report.received_at)


def test_the_elections_are_named_in_the_reader_s_language(browser: Client) -> None:
    page = browser.get("/lapor", headers={"accept-language": "en"}).content.decode()
    assert "Regional head elections 2024" in page
    assert "Pemilihan Gubernur" not in page
    assert "Pemilihan Gubernur" in browser.get("/lapor").content.decode()
