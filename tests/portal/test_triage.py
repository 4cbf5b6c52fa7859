"""Findings are weighed by people, masked, one deadline after the other; nobody sees what is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Conflict, Official, User
from netral.portal.triage import actions, demo
from netral.portal.triage.actions import Choice, Overtaken
from netral.portal.triage.models import Finding, Patrol, Weighing
from netral.portal.triage.states import STATES
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import SILENT, row, taken

CLOSE = Choice("ditutup", "tidak_diatur")
FORWARD = Choice("diteruskan", "satu_bacaan")
LACK = Choice("kurang_data", "kurang_isi", "Isinya sudah dihapus.")
CANARIES = ("Kenari", "Partai Merpati", "paslon-merpati", "Pegawai Karangan", "000000000000000001", "at://", "cuitan")


@pytest.fixture
def examiner(cast: Cast) -> User:
    return cast.holder("pemeriksa")


def found(cast: Cast, examiner: User, *more: dict[str, Any]) -> list[Finding]:
    """Findings of the cast's first official, in the order of the export."""
    rows = more or (row(cast.official.nip, 1), row(cast.official.nip, 2, **SILENT))
    taken(rows, cast.agency, examiner, clock.now())
    return list(Finding.objects.order_by("source_row"))


def weighed(finding: Finding, user: User, choice: Choice) -> object:
    return actions.weigh(finding, user, choice, version=finding.version, now=clock.now())


@pytest.mark.parametrize(
    "choice", [CLOSE, FORWARD, LACK, Choice("ditutup", "bukan_pegawai"), Choice("ditutup", "ganda")]
)
def test_a_person_decides_with_a_reason_and_that_is_an_event(cast: Cast, examiner: User, choice: Choice) -> None:
    finding, other = found(cast, examiner)
    sent = {"keputusan": choice.state, "alasan": choice.reason, "catatan": choice.words, "terlihat": "1"}
    answer = signed_in(examiner).post(f"/kerja/temuan/{finding.number}", sent)
    assert answer.headers["Location"] == f"/kerja/temuan/{other.number}"
    finding.refresh_from_db()
    said = finding.weighings.get()
    assert (finding.state, said.reason, said.words, said.by) == (choice.state, choice.reason, choice.words, examiner)
    event = Event.objects.get(kind="triage.weighed")
    assert (event.case, event.who) == (finding.number, str(examiner.pk))
    assert not any(canary.encode() in bytes(event.line) for canary in (*CANARIES, "dihapus"))


@pytest.mark.parametrize(
    "choice",
    [Choice("", "tidak_diatur"), Choice("ditutup", ""), Choice("diteruskan", "tidak_diatur"), Choice("x", "y")],
)
def test_a_decision_needs_a_choice_and_a_reason_that_fits(cast: Cast, examiner: User, choice: Choice) -> None:
    finding, _other = found(cast, examiner)
    sent = {"keputusan": choice.state, "alasan": choice.reason, "terlihat": "1", "catatan": "Sudah diketik"}
    answer = signed_in(examiner).post(f"/kerja/temuan/{finding.number}", sent)
    assert answer.status_code == 422
    assert "Sudah diketik" in answer.content.decode()
    assert not Weighing.objects.exists()


def test_nothing_is_chosen_beforehand(cast: Cast, examiner: User) -> None:
    finding, _other = found(cast, examiner)
    page = signed_in(examiner).get(f"/kerja/temuan/{finding.number}").content.decode()
    assert page.count('type="radio"') == 3
    assert " checked" not in page
    assert " selected" not in page


def test_an_inferred_target_cannot_be_forwarded_by_page_action_or_database(cast: Cast, examiner: User) -> None:
    (finding,) = found(cast, examiner, row(cast.official.nip, 1, owner_basis="inferred"))
    client, words = signed_in(examiner), "Sasaran hanya dugaan. Belum cukup untuk membuka perkara."
    page = client.get(f"/kerja/temuan/{finding.number}").content.decode()
    assert re.search(r'id="k-diteruskan"[^>]*aria-disabled="true" aria-describedby="k-diteruskan-sebab"', page)
    assert f'id="k-diteruskan-sebab">{words}' in page
    sent = {"keputusan": FORWARD.state, "alasan": FORWARD.reason, "terlihat": "1"}
    assert client.post(f"/kerja/temuan/{finding.number}", sent).status_code == 422
    assert isinstance(weighed(finding, examiner, FORWARD), Denial)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(state="diteruskan")


def test_whoever_is_second_is_told_who_was_first_and_when(cast: Cast, examiner: User) -> None:
    finding, _other = found(cast, examiner)
    first = cast.holder("pemeriksa")
    User.objects.filter(pk=first.pk).update(name="R. Hartati")
    weighed(finding, first, CLOSE)
    sent = {"keputusan": LACK.state, "alasan": LACK.reason, "terlihat": "1"}
    answer = signed_in(examiner).post(f"/kerja/temuan/{finding.number}", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r"diubah R\. Hartati, 5 Oktober 2024, \d\d\.\d\d WIB", page)
    assert beside(page)["Keputusan"] == ("Menunggu data", "Ditutup")
    assert beside(page)["Alasan"] == ("Isi unggahan belum diketahui", "Perbuatan ini tidak diatur")
    assert "Tetap simpan" not in page
    finding.refresh_from_db()
    assert finding.state == "ditutup"


def beside(page: str) -> dict[str, tuple[str, str]]:
    """What a conflict page compares: mine and theirs, by label."""
    rows = re.findall(r'<th scope="row">([^<]+)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>', page)
    return {label: (mine, theirs) for label, mine, theirs in rows}


def test_a_page_that_is_older_than_the_latest_patrol_decides_nothing(cast: Cast, examiner: User) -> None:
    finding, _other = found(cast, examiner)
    taken([row(cast.official.nip, 1, mitigating="undone")], cast.agency, examiner, clock.now())
    assert isinstance(weighed(finding, examiner, CLOSE), Overtaken)
    assert not Weighing.objects.exists()


def test_many_are_closed_with_one_reason_and_none_is_forwarded(cast: Cast, examiner: User) -> None:
    findings = found(cast, examiner, *(row(cast.official.nip, at) for at in range(1, 6)))
    client, ticked = signed_in(examiner), [f"{one.number}.{one.version}" for one in findings[:4]]
    assert client.post("/kerja/temuan", {"temuan": ticked, "alasan": "satu_bacaan"}).status_code == 422
    assert client.post("/kerja/temuan", {"alasan": "ganda"}).status_code == 422
    weighed(findings[0], cast.holder("pemeriksa"), LACK)
    answer = client.post("/kerja/temuan", {"temuan": ticked, "alasan": "ganda", "catatan": "Sama"})
    assert answer.status_code == 409
    assert findings[0].number in answer.content.decode()
    assert [one.state for one in Finding.objects.order_by("source_row")] == [
        *("kurang_data", "ditutup", "ditutup", "ditutup", "menunggu")
    ]
    assert Event.objects.filter(kind="triage.weighed").count() == 4


def test_the_same_act_is_one_row_and_may_be_closed_at_once(cast: Cast, examiner: User) -> None:
    same = {"object_id": "at://sama", "activity_id": "at://suka/sama"}
    rows = (row(cast.official.nip, at, role=role, **same) for at, role in ((1, "contestant"), (2, "party")))
    found(cast, examiner, *rows, row(cast.neighbour.nip, 3, object_id="at://sama"))
    client = signed_in(examiner)
    page = client.get("/kerja/temuan").content.decode()
    assert page.count('name="temuan"') == 2
    assert "dan 1 lagi tentang perbuatan yang sama" in page
    lead = Finding.objects.filter(official=cast.official).order_by("number")[0]
    client.post(f"/kerja/temuan/{lead.number}", filled(client, lead))
    assert {one.state for one in Finding.objects.filter(official=cast.official)} == {"ditutup"}
    assert {one.state for one in Finding.objects.filter(official=cast.neighbour)} == {"menunggu"}


def filled(client: Any, finding: Finding) -> dict[str, Any]:
    """The form of a finding's page as its browser would send it, closed with all of the same act."""
    page = client.get(f"/kerja/temuan/{finding.number}").content.decode()
    hidden = re.findall(r'<input type="hidden" name="(terlihat|lain)" value="([^"]+)">', page)
    listed = {name: [value for one, value in hidden if one == name] for name in ("terlihat", "lain")}
    return {"keputusan": CLOSE.state, "alasan": CLOSE.reason, "sama": "1", **listed}


# Is a finding listed, opened, weighed? By whose it is, as seen from the person at the desk.
SEEN = {
    ("pemeriksa", "agency", "own unit"): True,
    ("pemeriksa", "unit", "own unit"): True,
    ("pemeriksa", "unit", "other unit"): False,
    ("pemeriksa", "agency", "other unit"): True,
    ("pemeriksa", "other agency", "own unit"): False,
    ("pemeriksa", "ended", "own unit"): False,
    ("pemeriksa", "agency", "own case"): False,
    ("pemeriksa", "agency", "works there"): False,
    ("pemeriksa", "agency", "conflicted official"): False,
    ("pemeriksa", "agency", "conflicted unit"): False,
    ("pengelola", "agency", "own unit"): False,
    ("ppk", "agency", "own unit"): False,
    ("bawaslu", "agency", "own unit"): False,
    ("bkn", "agency", "own unit"): False,
    ("auditor", "agency", "own unit"): False,
    ("admin", "agency", "own unit"): False,
    ("pegawai", "agency", "own case"): False,
}


@pytest.mark.parametrize(("role", "scope", "relation"), SEEN)
def test_who_may_see_and_weigh_what(cast: Cast, examiner: User, role: str, scope: str, relation: str) -> None:
    whose = cast.neighbour if relation == "other unit" else cast.official
    (finding,) = found(cast, examiner, row(whose.nip, 1))
    person = _person(cast, role, scope, relation)
    seen = SEEN[role, scope, relation]
    assert Finding.objects.visible_to(person, on=clock.now().date()).exists() == seen
    client = signed_in(person)
    opened, missing = (client.get(f"/kerja/temuan/{number}") for number in (finding.number, "T-TIDAK-ADA00"))
    assert (opened.status_code == 200) == seen
    if not seen:
        assert (opened.status_code, plain(opened)) == (missing.status_code, plain(missing))
        assert finding.number not in client.get("/kerja/temuan").content.decode()
        assert finding.number not in client.get("/kerja").content.decode()
    ticked = {"temuan": f"{finding.number}.1", "alasan": "ganda"}
    client.post("/kerja/temuan", ticked)
    client.post(f"/kerja/temuan/{finding.number}", {"keputusan": "ditutup", "alasan": "ganda", "terlihat": "1"})
    done = weighed(finding, person, CLOSE)
    assert isinstance(done, Overtaken if seen else Denial)
    finding.refresh_from_db()
    assert (finding.state == "ditutup") == seen


def _person(cast: Cast, role: str, scope: str, relation: str) -> User:
    day = clock.now().date()
    more: dict[str, object] = {
        "unit": {"unit": cast.top},
        "other agency": {"agency": cast.other},
        "ended": {"valid_to": day},
    }.get(scope, {})
    if relation == "own case":
        more = {"official": cast.official}
    if relation == "works there":
        colleague = {"agency": cast.agency, "unit": cast.below, "nip": "0" * 15 + "777", "name": "Rekan"}
        more = {"official": Official.objects.create(**colleague)}
    person = cast.holder(role, **more)
    touched = {"conflicted official": {"official": cast.official}, "conflicted unit": {"unit": cast.below}}
    if relation in touched:
        Conflict.objects.create(user=person, why="Keluarga", declared_at=clock.now(), **touched[relation])
    return person


def plain(answer: Any) -> str:
    """The page without what differs each time: the form's token, and the address in the language links."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_every_opening_is_an_event(cast: Cast, examiner: User) -> None:
    finding, _other = found(cast, examiner)
    signed_in(examiner).get(f"/kerja/temuan/{finding.number}")
    event = Event.objects.get(kind="triage.opened")
    assert (event.role, event.who, event.case) == ("pemeriksa", str(examiner.pk), finding.number)


def test_a_patrol_of_another_agency_is_not_there(cast: Cast, examiner: User) -> None:
    found(cast, examiner)
    stranger = signed_in(cast.holder("pemeriksa", agency=cast.other))
    patrol = Patrol.objects.get()
    assert stranger.get(f"/kerja/patroli/{patrol.pk}").status_code == 404
    assert f"/kerja/patroli/{patrol.pk}" not in stranger.get("/kerja/patroli").content.decode()


def test_what_a_patrol_brought_is_counted_only_for_who_brought_it(cast: Cast, examiner: User) -> None:
    found(cast, examiner)
    address = f"/kerja/patroli/{Patrol.objects.get().pk}"
    assert "temuan baru" in signed_in(examiner).get(address).content.decode()
    assert "temuan baru" not in signed_in(cast.holder("pemeriksa")).get(address).content.decode()


def pages(cast: Cast, examiner: User, favoured: str, other: str) -> dict[str, str]:
    """Every page of triage, over findings toward two contestants; gone again afterwards."""
    rows = [
        row(cast.official.nip, at, contestant=(favoured if at % 3 else other), verb="Create" if at % 2 else "Like")
        for at in range(1, 9)
    ]
    both = [
        row(cast.official.nip, 20, contestant=one, activity_id="at://b", object_id="at://b")
        for one in (favoured, other)
    ]
    found(cast, examiner, *rows, *both)
    client = signed_in(examiner)
    told = {"list": client.get("/kerja/temuan"), "desk": client.get("/kerja"), "patrols": client.get("/kerja/patroli")}
    numbers = list(Finding.objects.order_by("number").values_list("number", flat=True))
    told |= {number: client.get(f"/kerja/temuan/{number}") for number in numbers}
    first = Finding.objects.order_by("number")[0]
    weighed(first, examiner, LACK)
    sent = {"keputusan": CLOSE.state, "alasan": CLOSE.reason, "terlihat": "1"}
    told["overtaken"] = client.post(f"/kerja/temuan/{first.number}", sent)
    told["weighed"] = client.get(f"/kerja/temuan/{first.number}")
    for model in (Weighing, Finding, Patrol):
        model.objects.all().delete()
    return {name: _undated(plain(answer)) for name, answer in told.items()}


def _undated(page: str) -> str:
    """Without the minute, and the number that a patrol has in this database."""
    return re.sub(r"\d\d\.\d\d WIB|Patroli \d+|patroli/\d+", "", page)


def test_who_is_favoured_changes_no_byte_and_no_order(cast: Cast, examiner: User) -> None:
    one = pages(cast, examiner, "paslon-kenari", "paslon-merpati")
    two = pages(cast, examiner, "paslon-merpati", "paslon-kenari")
    assert one == two
    assert len(one) == 15


def test_no_page_holds_a_name(cast: Cast, examiner: User) -> None:
    Official.objects.filter(pk=cast.official.pk).update(name="Sri Kenari")
    url = "https://x.com/cuitan/1"
    told = pages(cast, examiner, "Partai Merpati", "paslon-merpati")
    assert not [(name, canary) for name, page in told.items() for canary in CANARIES if canary in page]
    (finding,) = found(cast, examiner, row(cast.official.nip, 1, url=url, contestant="Partai Merpati"))
    answer = signed_in(examiner).get(f"/kerja/temuan/{finding.number}")
    sizes = [len(answer.content)]
    Finding.objects.update(url="", contestant_id="x", object_id="")
    sizes.append(len(signed_in(examiner).get(f"/kerja/temuan/{finding.number}").content))
    assert not any(canary in answer.content.decode() for canary in CANARIES)
    assert sizes[0] == sizes[1]


def test_the_nearest_deadline_comes_first_in_the_law_s_own_days(cast: Cast, examiner: User) -> None:
    pemilu, pilkada = row(cast.official.nip, 1, contest="pemilu-2024/DPR"), row(cast.official.nip, 2)
    first, second = found(cast, examiner, pemilu, pilkada)
    assert (f"{second.due_on}", f"{first.due_on}") == ("2024-10-12", "2024-10-15")
    page = signed_in(examiner).get("/kerja/temuan").content.decode()
    assert page.index(second.number) < page.index(first.number)
    assert page.index("7 hari</td>") < page.index("7 hari kerja</td>")


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("perbuatan=Create", {2}),
        ("masa=masa_tenang", {3}),
        ("kurang=object.content", {4}),
        ("masa=ngawur", {1, 2, 3, 4}),
    ],
)
def test_a_list_can_be_narrowed(cast: Cast, examiner: User, asked: str, rows: Iterable[int]) -> None:
    nip = cast.official.nip
    kinds = ({}, {"verb": "Create"}, {"phase": "masa_tenang"}, {"missing_facts": "object.content;object.type"})
    found(cast, examiner, *(row(nip, at, **kind) for at, kind in enumerate(kinds, 1)))
    page = signed_in(examiner).get(f"/kerja/temuan?{asked}").content.decode()
    assert {one.source_row for one in Finding.objects.all() if one.number in page} == set(rows)


def test_next_keeps_to_the_list_it_was_opened_from(cast: Cast, examiner: User) -> None:
    findings = found(
        cast, examiner, *(row(cast.official.nip, at, verb="Create" if at > 2 else "Like") for at in range(1, 5))
    )
    sent = {"keputusan": CLOSE.state, "alasan": CLOSE.reason, "terlihat": "1"}
    answer = signed_in(examiner).post(f"/kerja/temuan/{findings[2].number}?perbuatan=Create", sent)
    assert answer.headers["Location"] == f"/kerja/temuan/{findings[3].number}?perbuatan=Create"


def test_a_list_costs_the_same_with_200_and_with_20_000_rows(cast: Cast, examiner: User) -> None:
    client, counts = signed_in(examiner), list[int]()
    # The first page of a session also notes that it is there.
    client.get("/kerja")
    for first, last in ((1, 200), (201, 20_000)):
        one = found(cast, examiner, row(cast.official.nip, first))[-1]
        copies = []
        for at in range(first + 1, last + 1):
            values = {
                field.attname: getattr(one, field.attname) for field in Finding._meta.fields if not field.primary_key
            }
            values |= {"number": f"T-{at:010}", "finding_id": f"{at:064}", "act": f"{at:064}", "source_row": at}
            copies.append(Finding(**values))
        Finding.objects.bulk_create(copies, batch_size=1000)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/kerja/temuan").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_the_desk_tells_what_is_due_when(cast: Cast, examiner: User) -> None:
    soon, late = found(cast, examiner)
    Finding.objects.filter(pk=late.pk).update(due_on=clock.now().date())
    page = signed_in(examiner).get("/kerja").content.decode()
    today, week, others = page.split("<h2>")[1:4]
    assert late.number in today
    assert soon.number in week
    assert "Tidak ada." in others
    weighed(soon, examiner, LACK)
    assert "1 temuan menunggu data" in signed_in(examiner).get("/kerja").content.decode()


def test_a_clerk_has_a_desk_without_findings(cast: Cast, examiner: User) -> None:
    found(cast, examiner)
    page = signed_in(cast.holder("pengelola")).get("/kerja").content.decode()
    assert "Semua tugas hari ini selesai." in page
    assert "T-" not in page.split("<main")[1]


def test_a_demonstration_has_findings_in_every_state(cast: Cast, examiner: User) -> None:
    for at in range(50, 82):
        Official.objects.create(agency=cast.agency, unit=cast.top, nip=f"{at:018}", name=f"Pegawai Karangan {at}")
    demo.fill(cast.agency, examiner)
    assert {one.state for one in Finding.objects.all()} == set(STATES)
    client = signed_in(examiner)
    assert {client.get(f"/kerja/temuan/{one.number}").status_code for one in Finding.objects.all()} == {200}
