"""Nobody decides about what they did not see; whoever was overtaken sees both versions, and can choose again."""

from __future__ import annotations

from datetime import date

import pytest

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.models import User
from netral.portal.triage.models import Earlier, Finding
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import row, taken
from tests.portal.test_triage import CLOSE, LACK, beside, filled, found, weighed

SAME = {"object_id": "at://sama", "activity_id": "at://suka/sama"}


@pytest.fixture
def examiner(cast: Cast) -> User:
    return cast.holder("pemeriksa")


@pytest.mark.parametrize("later", [date(2024, 12, 1), None])
def test_of_one_act_the_finding_that_is_due_first_is_listed(cast: Cast, examiner: User, later: date | None) -> None:
    found(cast, examiner, *(row(cast.official.nip, at, role=role, **SAME) for at, role in ((1, "party"), (2, "team"))))
    lowest, other = Finding.objects.order_by("number")
    Finding.objects.filter(pk=lowest.pk).update(due_on=later)
    page = signed_in(examiner).get("/kerja/temuan").content.decode()
    assert (other.number in page, lowest.number in page) == (True, False)
    assert "dan 1 lagi tentang perbuatan yang sama" in page


def test_what_came_after_the_page_was_shown_is_not_closed_with_it(cast: Cast, examiner: User) -> None:
    rows = [
        row(cast.official.nip, at, role=role, **SAME) for at, role in ((1, "contestant"), (2, "party"), (3, "team"))
    ]
    found(cast, examiner, *rows[:2])
    client, lead = signed_in(examiner), Finding.objects.order_by("number")[0]
    sent = filled(client, lead)
    taken(rows, cast.agency, examiner, clock.now(), records=200)
    assert client.post(f"/kerja/temuan/{lead.number}", sent).status_code == 302
    states = dict(Finding.objects.values_list("source_row", "state"))
    assert states == {1: "ditutup", 2: "ditutup", 3: "menunggu"}


def test_one_of_the_same_act_that_changed_meanwhile_is_told_and_stays(cast: Cast, examiner: User) -> None:
    rows = [row(cast.official.nip, at, role=role, **SAME) for at, role in ((1, "contestant"), (2, "party"))]
    found(cast, examiner, *rows)
    client = signed_in(examiner)
    lead, other = Finding.objects.order_by("number")
    sent = filled(client, lead)
    changed = [{**one, "phase": "masa_tenang"} if one["source_row"] == other.source_row else one for one in rows]
    taken(changed, cast.agency, examiner, clock.now())
    answer = client.post(f"/kerja/temuan/{lead.number}", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1 temuan disimpan" in page
    assert beside(page) == {"Masa": ("Masa kampanye", "Masa tenang")}
    assert {one.pk: one.state for one in Finding.objects.all()} == {lead.pk: "ditutup", other.pk: "menunggu"}
    # What stands there now was shown, and so read.
    assert Event.objects.filter(kind="triage.opened", case=other.number).count() == 1


def test_whoever_is_shown_what_changed_without_opening_it_has_read_it(cast: Cast, examiner: User) -> None:
    rows = [row(cast.official.nip, 1)]
    found(cast, examiner, *rows)
    finding = Finding.objects.get()
    taken([{**rows[0], "phase": "masa_tenang"}], cast.agency, examiner, clock.now())
    told = {"temuan": f"{finding.number}.1", "alasan": "tidak_diatur"}
    answer = signed_in(cast.holder("pemeriksa")).post("/kerja/temuan", told)
    assert (answer.status_code, "Masa tenang" in answer.content.decode()) == (409, True)
    assert Event.objects.filter(kind="triage.opened", case=finding.number).count() == 1


def test_a_later_patrol_is_shown_beside_what_was_seen_and_the_choice_can_be_kept(cast: Cast, examiner: User) -> None:
    (finding,) = found(cast, examiner, row(cast.official.nip, 1, occurred_at=None))
    more = {"occurred_at": None, "verdict_practice": "permitted", "class_practice": None}
    for phase in ("kampanye", "masa_tenang"):
        taken([row(cast.official.nip, 1, phase=phase, **more)], cast.agency, examiner, clock.now())
    client, address = signed_in(examiner), f"/kerja/temuan/{finding.number}"
    sent = {"keputusan": CLOSE.state, "alasan": CLOSE.reason, "terlihat": "1", "catatan": "Kata sendiri"}
    page = client.post(address, sent).content.decode()
    assert set(beside(page)) == {"Praktik", "Masa"}
    assert beside(page)["Masa"] == ("Masa kampanye", "Masa tenang")
    assert beside(page)["Praktik"][1] == "Boleh"
    assert client.post(address, {**sent, "terlihat": "3"}).status_code == 302
    assert (finding.weighings.get().words, finding.weighings.get().version) == ("Kata sendiri", 3)
    assert finding.as_of(1).phase == "kampanye"


def test_a_decision_that_this_person_already_saw_is_not_told_as_faster(cast: Cast, examiner: User) -> None:
    (finding,) = found(cast, examiner, row(cast.official.nip, 1))
    weighed(finding, examiner, LACK)
    for register in ("1" * 64, "2" * 64):
        taken([row(cast.official.nip, 1)], cast.agency, examiner, clock.now(), register=register)
    finding.refresh_from_db()
    sent = {"keputusan": CLOSE.state, "alasan": CLOSE.reason, "terlihat": f"{finding.version - 1}"}
    answer = signed_in(examiner).post(f"/kerja/temuan/{finding.number}", sent)
    page = answer.content.decode()
    assert (answer.status_code, "baru saja diubah" in page, "tetap sama" in page) == (409, False, True)
    assert Earlier.objects.count() == 1
