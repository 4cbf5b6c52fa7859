"""What nobody had thought of: a foreign number in a list, somebody else's box in the same browser, clocks, dodges."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from netral.portal import clock
from netral.portal.directory.models import Conflict, Unit
from netral.portal.intake import actions, flood
from netral.portal.intake.forms import today_at
from netral.portal.intake.models import Message, Report
from netral.portal.intake.receivers import receivers
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.reporting import NAMED, NAMELESS, WHAT, WHOM, code_of, examiner, problems, sent

ELSE = {**WHAT, "story": "Hal lain sama sekali, yang terjadi di pasar pada pagi hari."}


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    flood.forget()


def about(unit: Unit) -> Report:
    return sent(Client(), whom={**WHOM, "unit": f"{unit.pk}", "unknown": ""})


def test_a_list_gives_no_number_of_a_report_that_is_kept_from_its_reader(cast: Cast) -> None:
    near, far = examiner(cast, official=cast.official), examiner(cast)
    first, second = about(cast.below), sent(Client())
    assert second.alike == first
    pages = {user: signed_in(user).get("/kerja/laporan").content.decode() for user in (near, far)}
    assert [first.number in pages[user] for user in (near, far)] == [False, True]
    assert all(second.number in page for page in pages.values())


@pytest.mark.parametrize("once", ["", "sama"])
def test_messages_of_two_reports_may_come_with_the_same_token(cast: Cast, once: str) -> None:
    desk, reports = signed_in(examiner(cast)), [sent(Client()), sent(Client(), what=ELSE)]
    for report in reports:
        for words in ("satu", "dua"):
            told = {"apa": "pesan", "pesan": words, "sekali": once}
            assert desk.post(f"/kerja/laporan/{report.number}", told).status_code == 302
    # One form is one message; where none came with it, nothing says that two are one.
    assert [report.messages.count() for report in reports] == ([1, 1] if once else [2, 2])


@pytest.mark.parametrize("address", ["/lapor/kotak", "/lapor/kotak/tarik"])
def test_what_was_meant_for_one_box_does_not_come_to_another(cast: Cast, address: str) -> None:
    """Whoever has a box open follows a link with a stranger's code; the stranger would read what is written next."""
    mine, strangers = Client(), Client()
    own, other = sent(mine), sent(strangers, what=ELSE)
    codes = [code_of(one) for one in (mine, strangers)]
    browser = Client()
    browser.post("/lapor/buka", {"kode": codes[0]})
    form = dict(re.findall(r'name="(laporan|sekali)" value="([^"]+)"', browser.get(address).content.decode()))
    browser.get(f"/lapor/{codes[1]}")
    refused = browser.post(address, {**form, "words": "Saya tinggal di Jalan Kanari 7."})
    assert (refused.status_code, "kotak laporan lain" in refused.content.decode()) == (409, True)
    assert not Message.objects.exists()
    assert set(Report.objects.values_list("state", flat=True)) == {"diterima"}
    browser.post("/lapor/buka", {"kode": codes[0]})
    assert browser.post(address, {**form, "words": "Saya tinggal di Jalan Kanari 7."}).status_code == 302
    other.refresh_from_db()
    assert (other.state, other.messages.exists()) == ("diterima", False)
    assert own.messages.exists() or Report.objects.get(pk=own.pk).state == "ditarik"


def test_a_page_of_one_draft_is_not_taken_into_another_that_was_begun_in_the_same_browser(cast: Cast) -> None:
    """A clerk with two callers: the name of the first was sealed under the report of the second."""
    examiner(cast)
    clerk = signed_in(cast.holder("pengelola"))
    pages = []
    for what in (WHAT, ELSE):
        clerk.post("/kerja/laporan/baru", {"cara": "telepon"})
        assert [clerk.post("/lapor", what).status_code, clerk.post("/lapor/pihak", WHOM).status_code] == [302, 302]
        found = re.search(r'name="isian" value="(\w+)"', clerk.get("/lapor/anda").content.decode())
        assert found
        pages.append({"isian": found[1]})
    for address, told in (("/lapor", WHAT), ("/lapor/pihak", WHOM), ("/lapor/anda", NAMED)):
        refused = clerk.post(address, {**told, **pages[0]})
        assert (refused.status_code, "jendela lain" in refused.content.decode()) == (409, True), address
    assert clerk.post("/lapor/anda", {**NAMELESS, **pages[1]}).status_code == 302
    assert clerk.post("/lapor/periksa", {"faith": "on", **pages[0]}).status_code == 409
    assert clerk.post("/lapor/periksa", {"faith": "on", **pages[1]}).status_code == 302
    report = Report.objects.get()
    assert (report.story, report.named) == (ELSE["story"], False)


def test_a_clock_that_goes_back_a_day_changes_no_order(cast: Cast) -> None:
    user, report, now = examiner(cast), sent(Client()), clock.now()
    for days, (seen, state) in enumerate((("diterima", "kajian_awal"), ("kajian_awal", "dihentikan"))):
        told = {"state": state, "reason": "kurang", "words": "", "seen": seen, "now": now - timedelta(days=days)}
        assert isinstance(actions.weigh(report, user, **told), Report)
        actions.write(report, user, f"pesan {days}", token=f"{days}", now=told["now"])
    assert [one.state for one in report.steps.all()] == ["diterima", "kajian_awal", "dihentikan"]
    assert [one.words for one in report.messages.all()] == ["pesan 0", "pesan 1"]
    late = actions.weigh(report, user, state="dihentikan", reason="kurang", words="", seen="kajian_awal", now=now)
    assert isinstance(late, actions.Overtaken)
    assert late.by.state == "dihentikan"


# A conflict with an official of 01.02.: which reports it keeps somebody from.
KEPT_FROM = {"below": True, "top": True, "beside": False, "": False}


@pytest.mark.parametrize("unit", KEPT_FROM)
def test_a_conflict_with_an_official_binds_for_reports_on_where_they_work(cast: Cast, unit: str) -> None:
    """A report names nobody whom the directory knows: whoever is of that unit may be meant."""
    user, _other = examiner(cast), examiner(cast)
    stated = Conflict.objects.create(user=user, official=cast.official, why="saudara", declared_at=clock.now())
    place: Unit | None = getattr(cast, unit) if unit else None
    report = about(place) if place else sent(Client())
    keys = receivers(cast.agency, place, on=DAY).keys
    assert user.pk not in {key.user_id for key in keys} if KEPT_FROM[unit] else keys
    mine = Report.objects.visible_to(user, on=DAY).filter(pk=report.pk)
    assert mine.exists() is not KEPT_FROM[unit]
    # Declared only after it came, it is kept from them as well.
    report.avoided.clear()
    assert mine.exists() is not KEPT_FROM[unit]
    stated.valid_to = DAY
    stated.save()
    assert Report.objects.visible_to(user, on=DAY).filter(pk=report.pk).exists()


def test_today_is_the_day_where_the_agency_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an hour into Sunday in Papua it is Saturday evening in Jakarta."""
    moment = datetime.combine(DAY, datetime.min.time(), clock.WIB) + timedelta(hours=22, minutes=30)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    told = {**WHAT, "happened_on_hari": f"{DAY.day + 1}"}
    assert problems(Client().post("/lapor", told)) == ["Tanggal kejadian tidak boleh setelah hari ini."]
    cast.agency.region = "9471"
    cast.agency.save()
    assert today_at(cast.agency, clock.now()) == DAY + timedelta(days=1)
    assert Client().post("/lapor", told).status_code == 302
