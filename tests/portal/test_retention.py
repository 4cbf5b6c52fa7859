"""What became no case ends after its time, by two people and on record; nothing else does, and others learn nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.evidence.event import read
from netral.evidence.verify import receipt
from netral.evidence.verify.custody import Trust
from netral.portal import clock
from netral.portal.audit import keys
from netral.portal.audit.checks import checked, sealed_size
from netral.portal.audit.models import Event
from netral.portal.directory.models import Mandate
from netral.portal.env_backups import Keeping
from netral.portal.intake import actions as intake
from netral.portal.intake.models import Message, Report
from netral.portal.retention import actions
from netral.portal.retention.models import Approval, Hold
from netral.portal.triage import actions as triage
from netral.portal.triage.actions import Choice
from netral.portal.triage.models import Earlier, Finding, Weighing
from netral.portal.triage.states import CLOSED, FORWARDED
from tests.portal.cast import DAY, Cast, freshly_proved, signed_in
from tests.portal.endings import ABOUT, STORY, THEN, TOLD, Closed, on
from tests.portal.patrols import row, taken
from tests.portal.reporting import examiner, sent
from tests.portal.test_report_secrecy import every_value


@pytest.fixture
def closed(cast: Cast) -> Closed:
    return Closed(cast)


def refused(done: actions.Done) -> str:
    """The one reason."""
    (why,) = done.refused.values()
    return str(why.reason)


def alike(answer: HttpResponse, *words: str) -> tuple[int, str]:
    """An answer without what was typed, and without the token of its form."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())
    for one in words:
        page = page.replace(one, "…")
    return answer.status_code, page


def test_one_approves_another_destroys_and_the_ledger_tells(closed: Closed) -> None:
    first, second = (freshly_proved(signed_in(one)) for one in (closed.first, closed.second))
    page = first.get("/kelola/retensi").content.decode()
    assert all(one in page for one in (closed.number, "4 Maret 2024", "4 September 2024", "UU 27/2022 Pasal 43"))
    assert first.post("/kelola/retensi", {"apa": "setujui", "nomor": closed.number}).status_code == 422
    told = {"apa": "setujui", "nomor": closed.number, "alasan": "JRA 3.2"}
    assert first.post("/kelola/retensi", told).headers["Location"] == "/kelola/retensi?setujui=1"
    sure = {"apa": "sahkan", "nomor": closed.number}
    answer = first.post("/kelola/retensi", sure)
    assert (answer.status_code, "yang menyetujui tidak boleh memusnahkan" in answer.content.decode()) == (422, True)
    assert closed.there
    # Behind an old proof nobody destroys.
    assert signed_in(closed.second).post("/kelola/retensi", sure).headers["Location"].startswith("/masuk")
    assert second.post("/kelola/retensi", sure).headers["Location"] == "/kelola/retensi?sahkan=1"
    assert not closed.there
    event = read(bytes(Event.objects.get(kind="retention.destroyed").line))
    assert (event.case, event.who, event.why) == (
        closed.number,
        {"role": "pemeriksa", "id": f"{closed.second.pk}"},
        "JRA 3.2",
    )
    # The digest in the ledger is the one in the reporter's hands.
    assert event.before == json.loads(closed.receipt)["content"]
    facts = {"record": "report", "class": "informasi_awal", "since": "2024-03-04", "approved_by": f"{closed.first.pk}"}
    assert event.facts == {**facts, "files": 0, "messages": 0}
    assert checked(sealed_size(clock.now())).faults == []
    assert receipt.verify(closed.receipt, Trust(key=keys.published()[0])).faults == []
    # Asked again, nothing happens again.
    assert second.post("/kelola/retensi", sure).status_code == 422
    assert Event.objects.filter(kind="retention.destroyed").count() == 1
    assert "1 berkas dimusnahkan" in second.get("/kelola/retensi?sahkan=1").content.decode()


def test_who_could_have_read_it_is_told_that_it_is_gone_and_nobody_else(closed: Closed) -> None:
    cast = closed.cast
    stranger, conflicted = examiner(cast, agency=cast.other), examiner(cast)
    Report.objects.filter(pk=closed.report.pk).update(unit=cast.below)
    conflicted.conflicts.create(unit=cast.below, why="keluarga", declared_at=clock.now())
    attachment = "00000000-0000-4000-8000-000000000000"
    address = f"/kerja/laporan/{closed.number}"
    none = f"/kerja/laporan/L-2024-{'0' * 6}"
    before = {one: alike(signed_in(one).get(none), none) for one in (stranger, conflicted)}
    closed.approved()
    closed.confirmed()
    later = examiner(cast)
    for one in (closed.first, closed.second):
        client = signed_in(one)
        answer = client.get(address)
        page = answer.content.decode()
        assert (answer.status_code, "Sudah dihapus sesuai masa simpan" in page, "5 Oktober 2024" in page) == (
            (410, True, True)
        )
        assert 'class="tombol" href="/kerja/laporan"' in page
        assert "no-store" in answer.headers["Cache-Control"]
        assert client.get(f"{address}/berkas/{attachment}").status_code == 410
        assert client.post(f"{address}/buka").status_code == 410
        assert client.get("/kerja/temuan/T-AAAAA-AAAAA").status_code == 404
    for one, told in before.items():
        assert alike(signed_in(one).get(address), address) == told
        assert told[0] == 404
    assert signed_in(later).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert signed_in(cast.holder("admin")).get(address).status_code == 403
    # Who examines no more is told nothing any more.
    closed.first.mandates.update(valid_to=DAY)
    assert signed_in(closed.first).get(address).status_code == 403


def test_the_code_then_opens_what_an_unknown_code_opens(closed: Closed) -> None:
    closed.approved()
    closed.confirmed()
    unknown = Client().post("/lapor/buka", {"kode": "0" * 16})
    got = Client().post("/lapor/buka", {"kode": closed.code})
    assert alike(got) == alike(unknown)
    assert got.status_code == 404
    assert alike(Client().get(f"/lapor/{closed.code}"), closed.code) == alike(Client().get(f"/lapor/{'0' * 16}"))
    # Nor does a browser in which the box was open.
    assert closed.browser.get("/lapor/kotak").headers["Location"] == "/lapor"


def test_nothing_that_is_pursued_or_young_or_held_ends(closed: Closed) -> None:
    now = clock.now()
    with on(date(2024, 9, 3)):
        assert refused(closed.approved()) == "disimpan sampai 2024-09-04"
    actions.hold(closed.number, closed.second, "gugatan di PTUN", now=now)
    assert refused(closed.approved()) == "bukti ini ditahan untuk proses hukum"
    page = signed_in(closed.first).get("/kelola/retensi").content.decode()
    assert ("gugatan di PTUN" in page, "Tidak ada yang jatuh tempo" in page) == (True, True)
    actions.release([closed.number], closed.first, "gugatan dicabut", now=now)
    for state in ("kajian_awal", "diteruskan"):
        closed.weighed(state, "lengkap")
        assert refused(closed.approved()) == "perkaranya belum ditutup"
        assert closed.number not in signed_in(closed.first).get("/kelola/retensi").content.decode()
    assert closed.there


def test_what_is_like_a_report_that_is_pursued_stays_with_it(closed: Closed) -> None:
    same = sent(Client(), what={**TOLD, "story": STORY + " Saya punya fotonya."}, whom=ABOUT)
    assert same.alike == closed.report
    assert refused(closed.approved()) == "perkaranya belum ditutup"
    Report.objects.filter(pk=same.pk).update(state="dihentikan")
    assert closed.approved().numbers == [closed.number]
    third = sent(Client(), what={**TOLD, "story": STORY + " Ada videonya."}, whom=ABOUT)
    assert third.alike == closed.report
    assert refused(closed.confirmed()) == "perkaranya belum ditutup"
    Report.objects.filter(pk=third.pk).update(state="ditarik")
    assert closed.confirmed().numbers == [closed.number]
    # The two that are left are one group still.
    same.refresh_from_db()
    third.refresh_from_db()
    assert (same.alike, third.alike) == (None, same)


def test_a_word_of_the_reporter_after_the_approval_makes_it_another_record_to_approve(closed: Closed) -> None:
    closed.approved()
    answered = intake.answer(closed.report, "Saya keberatan.", [], pressure=False, token="x", now=clock.now())
    assert isinstance(answered, Message)
    assert refused(closed.confirmed()) == "disimpan sampai 2025-04-05"
    with on(date(2025, 4, 5)):
        assert refused(closed.confirmed()) == "belum ada yang menyetujui pemusnahannya"


def test_a_hold_in_between_voids_the_approval(closed: Closed) -> None:
    closed.approved()
    actions.hold(closed.number, closed.second, "gugatan", now=clock.now())
    assert refused(closed.confirmed()) == "bukti ini ditahan untuk proses hukum"
    actions.release([closed.number], closed.second, "gugatan dicabut", now=clock.now())
    assert refused(closed.confirmed()) == "belum ada yang menyetujui pemusnahannya"
    kinds = Event.objects.filter(kind__startswith="retention.").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["retention.approved", "retention.held", "retention.released"]


def test_an_approval_is_taken_back_and_one_of_somebody_who_may_no_longer_is_none(closed: Closed) -> None:
    closed.approved()
    assert refused(closed.approved(closed.second)) == "sudah disetujui"
    assert actions.withdraw([closed.number], closed.second, now=clock.now()).numbers == [closed.number]
    assert refused(closed.confirmed()) == "belum ada yang menyetujui pemusnahannya"
    closed.approved()
    closed.report.avoided.add(closed.first)
    assert "tidak lagi berwenang" in refused(closed.confirmed())
    assert closed.there


def test_whoever_writes_to_what_was_just_destroyed_is_told_that_it_is_not_there(closed: Closed) -> None:
    was = Report.objects.get(number=closed.number)
    closed.approved()
    closed.confirmed()
    told = {"token": "x", "now": clock.now()}
    with pytest.raises(Http404):
        intake.answer(was, "Sudah ada kabar?", [], pressure=False, **told)
    with pytest.raises(Http404):
        intake.write(was, closed.first, "Halo", **told)


def test_who_runs_the_machine_sees_numbers_and_does_nothing(closed: Closed) -> None:
    admin = freshly_proved(signed_in(closed.cast.holder("admin")))
    page = admin.get("/kelola/retensi").content.decode()
    assert '<td class="num" data-l="Jatuh tempo">1</td>' in page
    assert closed.number not in page
    for what in ("setujui", "sahkan", "tahan", "lepas", "tarik"):
        told = {"apa": what, "nomor": closed.number, "alasan": "perintah atasan"}
        assert admin.post("/kelola/retensi", told).status_code == 403
    foreign = signed_in(closed.cast.holder("admin", agency=closed.cast.other)).get("/kelola/retensi").content.decode()
    assert '<td class="num" data-l="Jatuh tempo">1</td>' not in foreign


def test_another_s_record_is_as_if_it_were_not_there(closed: Closed) -> None:
    away = freshly_proved(signed_in(examiner(closed.cast, agency=closed.cast.other)))
    closed.approved()
    assert closed.number not in away.get("/kelola/retensi").content.decode()
    for what in ("setujui", "sahkan", "tahan", "lepas", "tarik", "lain"):
        told = [
            alike(away.post("/kelola/retensi", {"apa": what, "nomor": number, "alasan": "JRA 3.2"}), number)
            for number in (closed.number, "L-2024-000000")
        ]
        assert told[0] == told[1], what
        assert told[0][0] == 422
    assert (closed.there, Approval.objects.count(), Hold.objects.count()) == (True, 1, 0)


def test_a_finding_ends_like_a_report_and_its_number_is_not_given_again(cast: Cast) -> None:
    first, second = examiner(cast), examiner(cast)
    rows = [row(cast.official.nip, at, activity_id=f"at://suka/kanari-{at}") for at in (1, 2)]
    with on(THEN):
        taken(rows, cast.agency, first, clock.now())
        numbers = list(Finding.objects.order_by("source_row").values_list("number", flat=True))
        triage.close_many([(numbers[0], 1)], first, reason="tidak_diatur", words="", now=clock.now())
        choice = Choice(FORWARDED, "satu_bacaan")
        other = Finding.objects.get(number=numbers[1])
        triage.weigh(other, first, choice, version=1, now=clock.now())
    done = actions.approve(numbers, first, "JRA 3.2", now=clock.now())
    assert isinstance(done, actions.Done)
    assert (done.numbers, list(done.refused)) == ([numbers[0]], [numbers[1]])
    content = Finding.objects.get(number=numbers[0])
    assert actions.confirm(numbers, second, now=clock.now()).numbers == [numbers[0]]
    assert [signed_in(second).get(f"/kerja/temuan/{one}").status_code for one in numbers] == [410, 200]
    assert (Finding.objects.count(), Weighing.objects.count(), Earlier.objects.count()) == (1, 1, 0)
    held = every_value()
    assert [one for one in (content.finding_id, content.act, "kanari-1") if one.encode() in held] == []
    # The same export again, in another patrol: a person weighs it anew, under a number of its own.
    taken([*rows, row(cast.official.nip, 3)], cast.agency, first, clock.now())
    again = Finding.objects.get(source_row=1)
    assert (again.number not in numbers, again.state) == (True, "menunggu")


def test_findings_of_an_act_that_is_pursued_stay(cast: Cast) -> None:
    first, second = examiner(cast), examiner(cast)
    same = {"object_id": "at://paslon-1/unggahan/1"}
    with on(THEN):
        taken([row(cast.official.nip, at, **same) for at in (1, 2)], cast.agency, first, clock.now())
        one, two = Finding.objects.order_by("source_row")
        assert one.act == two.act
        triage.weigh(one, first, Choice(CLOSED, "ganda"), version=1, now=clock.now())
    for state in ("menunggu", FORWARDED):
        Finding.objects.filter(pk=two.pk).update(state=state)
        done = actions.approve([one.number], first, "JRA 3.2", now=clock.now())
        assert isinstance(done, actions.Done)
        assert refused(done) == "perkaranya belum ditutup"
    Finding.objects.filter(pk=two.pk).update(state=CLOSED)
    actions.approve([one.number], first, "JRA 3.2", now=clock.now())
    assert actions.confirm([one.number], second, now=clock.now()).numbers == [one.number]


def test_an_agency_sets_its_own_period(closed: Closed, settings: Any) -> None:
    settings.NETRAL = replace(settings.NETRAL, retention={"informasi_awal": 8})
    assert refused(closed.approved()) == "disimpan sampai 2024-11-04"
    page = signed_in(closed.first).get("/kelola/retensi").content.decode()
    assert ("8 bulan" in page, "ditetapkan instansi" in page) == (True, True)


def test_the_page_asks_as_often_however_many_are_due(closed: Closed) -> None:
    client, asked = signed_in(closed.first), []
    client.get("/kelola/retensi")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert closed.number in client.get("/kelola/retensi").content.decode()
        asked.append(len(queries))
        with on(THEN):
            others = [
                sent(Client(), what={**TOLD, "story": f"Cerita {at} tentang {'spanduk ' * 5}"}) for at in range(4)
            ]
        Report.objects.filter(pk__in=[one.pk for one in others]).update(state="ditarik")
    assert asked[0] == asked[1]


@pytest.mark.parametrize("role", ["admin", "pemeriksa"])
def test_where_there_is_one_examiner_the_page_says_why_nothing_ends_and_what_to_do(closed: Closed, role: str) -> None:
    reader = signed_in(closed.first if role == "pemeriksa" else closed.cast.holder("admin"))
    words = "Di sini tidak ada dua pemeriksa"
    assert words not in reader.get("/kelola/retensi").content.decode()
    Mandate.objects.filter(user=closed.second).update(valid_to=DAY)
    examiner(closed.cast, agency=closed.cast.other)
    page = reader.get("/kelola/retensi").content.decode()
    assert (words in page, "orang kedua" in page) == (True, True)


def test_the_page_says_until_when_backups_hold_what_was_destroyed(closed: Closed, settings: Any) -> None:
    page = signed_in(closed.first).get("/kelola/retensi").content.decode()
    assert "paling lama 56 hari: yang dimusnahkan hari ini hilang dari yang terakhir pada 30 November 2024" in page
    settings.NETRAL = replace(settings.NETRAL, backups=Keeping(daily=7, weekly=0))
    for reader, address in ((signed_in(closed.first), "/kelola/retensi"), (Client(), "/privasi")):
        assert "paling lama 7 hari" in reader.get(address).content.decode()
