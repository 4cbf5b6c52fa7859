"""The reports' desk: who sees which report, weighing without names, and no step that nobody took."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.models import Conflict
from netral.portal.intake import actions
from netral.portal.intake.models import Report
from netral.portal.intake.states import REASONS, STATES
from tests.portal.cast import Cast, signed_in
from tests.portal.reporting import NAMED, PASSPHRASE, WHAT, WHOM, code_of, examiner, sent

DAY = clock.now().date
TOKEN = re.compile(rb'value="[\w-]{64}"')
"""Of a form: another one on every page."""


def about(cast: Cast, unit: object, **told: object) -> Report:
    """A report about this unit."""
    return sent(Client(), whom={**WHOM, "unit": str(unit.pk), "unknown": ""}, **told)  # type: ignore[attr-defined]


# Who sees a report about 01.02., by role and by what stands between them.
SEEN = {
    ("pemeriksa", "agency"): True,
    ("pemeriksa", "its unit"): True,
    ("pemeriksa", "another unit"): False,
    ("pemeriksa", "another agency"): False,
    ("pemeriksa", "works there"): False,
    ("pemeriksa", "works above it"): False,
    ("pemeriksa", "declared a conflict"): False,
    ("pemeriksa", "mandate ended"): False,
    ("pengelola", "agency"): False,
    ("ppk", "agency"): False,
    ("bawaslu", "agency"): False,
    ("bkn", "agency"): False,
    ("auditor", "agency"): False,
    ("admin", "agency"): False,
    ("pegawai", "agency"): False,
}


@pytest.mark.parametrize(("role", "relation"), SEEN)
def test_who_sees_a_report(cast: Cast, role: str, relation: str) -> None:
    report = about(cast, cast.below)
    scope: dict[str, object] = {
        "its unit": {"unit": cast.top},
        "another unit": {"unit": cast.beside},
        "another agency": {"agency": cast.other},
        "works there": {"official": cast.official},
        "mandate ended": {"valid_to": DAY()},
    }.get(relation, {})
    if relation == "works above it":
        cast.official.unit = cast.top
        cast.official.save()
        scope = {"official": cast.official}
    user = cast.holder(role, **scope)
    if relation == "declared a conflict":
        Conflict.objects.create(user=user, unit=cast.top, why="saudara", declared_at=clock.now())
    assert Report.objects.visible_to(user, on=DAY()).exists() is SEEN[role, relation]
    # A page of a report that is not one's own and of one that does not exist: the same answer.
    desk = signed_in(user)
    told = [desk.get(f"/kerja/laporan/{number}") for number in (report.number, "L-2024-TIDAKADA")]
    if SEEN[role, relation]:
        assert told[0].status_code == 200
    else:
        assert told[0].status_code == told[1].status_code
        assert len({TOKEN.sub(b"", one.content) for one in told}) == 1


def test_a_conflict_binds_until_it_is_ended(cast: Cast) -> None:
    report = about(cast, cast.below)
    user = cast.holder("pemeriksa")
    stated = Conflict.objects.create(user=user, unit=cast.top, why="saudara", declared_at=clock.now())
    assert not Report.objects.visible_to(user, on=DAY()).filter(pk=report.pk).exists()
    stated.valid_to = DAY()
    stated.save()
    assert Report.objects.visible_to(user, on=DAY()).filter(pk=report.pk).exists()


def test_a_report_about_nobody_knows_which_unit_is_seen_by_the_whole_agency_s(cast: Cast) -> None:
    sent(Client())
    whole, part = cast.holder("pemeriksa", official=cast.official), cast.holder("pemeriksa", unit=cast.top)
    assert [Report.objects.visible_to(one, on=DAY()).count() for one in (whole, part)] == [1, 0]


def test_names_are_masked_until_it_is_weighed(cast: Cast) -> None:
    user = examiner(cast)
    what = {
        **WHAT,
        "story": "Camat Budi Santoso membagikan kaus paslon 2 dan tagar #Menang2 dari @timbudi.",
        "place": "Aula",
    }
    report = sent(Client(), what=what, whom={**WHOM, "whom": "Budi Santoso", "link": "https://contoh.id/p/8812"})
    desk = signed_in(user)
    address = f"/kerja/laporan/{report.number}"
    page = desk.get(address).content.decode()
    assert not re.findall(r"Budi|Santoso|paslon 2|Menang2|timbudi|contoh\.id", page)
    assert "membagikan kaus" in page
    # Nor by weighing it provisionally, looking, and weighing again.
    desk.post(address, {"terlihat": "diterima", "keputusan": "informasi_awal", "alasan": "kurang"})
    assert "Budi" not in desk.get(address).content.decode()
    for seen, state in (("informasi_awal", "kajian_awal"), ("kajian_awal", "diteruskan")):
        desk.post(address, {"terlihat": seen, "keputusan": state, "alasan": "lengkap"})
    assert "Budi Santoso" in desk.get(address).content.decode()


def test_swapped_sides_give_the_same_page(cast: Cast) -> None:
    """The same story of two pairs: byte for byte the same page, once numbers and tokens are set aside."""
    user = examiner(cast)
    desk, pages = signed_in(user), []
    for name, pair in (("Budi Santoso", "1"), ("Siti", "2")):
        story = f"Kepala dinas mengajak memilih {name} pasangan nomor urut {pair} saat apel."
        report = sent(Client(), what={**WHAT, "story": story}, whom={**WHOM, "whom": f"Pendukung {name}"})
        page = desk.get(f"/kerja/laporan/{report.number}").content.decode()
        page = re.sub(r"L-2024-\w+", "L", page)
        page = re.sub(r'<section class="kartu"><h2>Yang serupa</h2>.*?</section>', "", page, flags=re.DOTALL)
        pages.append(re.sub(r'value="[\w-]{32,64}"', "", page))
        Report.objects.all().delete()
    assert pages[0] == pages[1]


def test_every_state_is_left_only_where_the_table_says(cast: Cast) -> None:
    user = examiner(cast)
    report = sent(Client())
    for seen in STATES:
        for state in STATES:
            Report.objects.filter(pk=report.pk).update(state=seen)
            told = {"state": state, "reason": "kurang", "words": "", "seen": seen, "now": clock.now()}
            done = actions.weigh(report, user, **told)
            assert isinstance(done, Report) is (state in STATES[seen].leads_to), (seen, state)


def test_a_decision_has_a_reason_and_reaches_the_reporter(cast: Cast) -> None:
    user, browser = examiner(cast), Client()
    report = sent(browser)
    browser.post("/lapor/tanda-terima", {"kelompok": code_of(browser)})
    desk, address = signed_in(user), f"/kerja/laporan/{report.number}"
    told = {"terlihat": "diterima", "keputusan": "dihentikan", "catatan": "Perbuatan ini di luar aturan."}
    assert desk.post(address, told).status_code == 422
    assert desk.post(address, {**told, "alasan": "tidak_diatur"}).status_code == 302
    page = browser.get("/lapor/kotak").content.decode()
    assert "Dihentikan" in page
    assert "Perbuatan ini di luar aturan." in page
    assert str(user) not in page
    assert Event.objects.filter(kind="intake.weighed", who=f"{user.pk}").count() == 1


def test_who_was_slower_is_told_by_whom(cast: Cast) -> None:
    first, second = examiner(cast), examiner(cast)
    report = sent(Client())
    told = {"reason": "kurang", "words": "", "seen": "diterima", "now": clock.now()}
    assert isinstance(actions.weigh(report, first, state="kajian_awal", **told), Report)
    late = actions.weigh(report, second, state="dihentikan", **told)
    assert isinstance(late, actions.Overtaken)
    assert late.by.by == first
    report.refresh_from_db()
    assert report.state == "kajian_awal"


def test_opening_a_name_needs_the_own_passphrase_and_is_on_record(cast: Cast) -> None:
    user = examiner(cast)
    report = sent(Client(), you=NAMED)
    desk, address = signed_in(user), f"/kerja/laporan/{report.number}/buka"
    wrong = desk.post(address, {"alasan": "klarifikasi", "frasa": "bukan frasa yang benar"})
    assert (wrong.status_code, NAMED["name"] in wrong.content.decode()) == (422, False)
    right = desk.post(address, {"alasan": "klarifikasi", "frasa": PASSPHRASE})
    assert NAMED["name"] in right.content.decode()
    assert "no-store" in right.headers["Cache-Control"]
    assert Event.objects.filter(kind="sealed.opened", case=report.number).exists()


def test_every_reading_is_an_event(cast: Cast) -> None:
    user = examiner(cast)
    report = sent(Client())
    signed_in(user).get(f"/kerja/laporan/{report.number}")
    assert Event.objects.filter(kind="intake.read", case=report.number, who=f"{user.pk}").count() == 1


def test_a_clerk_takes_a_report_and_hands_out_the_same_receipt(cast: Cast) -> None:
    clerk = signed_in(cast.holder("pengelola"))
    assert clerk.post("/kerja/laporan/baru", {}).status_code == 422
    begun = clerk.post("/kerja/laporan/baru", {"cara": "telepon", "sbt": "SBT-1"})
    assert begun.headers["Location"] == "/lapor"
    report = sent(clerk)
    assert (report.channel, report.sbt, report.taken_by is not None) == ("telepon", "SBT-1", True)
    assert len(code_of(clerk)) == 16


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_costs_the_same_however_long_it_is(cast: Cast, count: int) -> None:
    user = examiner(cast)
    first = sent(Client())
    fields = {one.attname: getattr(first, one.attname) for one in Report._meta.concrete_fields if one.attname != "id"}
    Report.objects.bulk_create(
        Report(**{**fields, "number": f"L-2024-K{n}", "code": f"{n}".encode()}) for n in range(count)
    )
    desk = signed_in(user)
    # The first page of a session also notes that it is there.
    desk.get("/kerja")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert desk.get("/kerja/laporan").status_code == 200
    assert len(queries) <= 8, "\n".join(one["sql"][:120] for one in queries)


def test_reasons_are_words_for_people() -> None:
    assert all(str(word)[0].isupper() for word in REASONS.values())
