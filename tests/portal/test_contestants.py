"""A register of contestants is checked as a patrol does, shown by its days before it counts, and never loses a row."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.patrol.registers import CONTESTANTS, contestants
from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.contests.models import Edition, Entry, Upload
from netral.portal.directory.models import Mandate
from netral.portal.guidance.rulebook import table
from netral.portal.triage.models import Finding
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.patrols import row, taken
from tests.portal.test_foreign import answer
from tests.portal.workbook import workbook

PLACE = "/kelola/peserta"
HOPEFUL = ("pilkada-2024/7371", "K1", "Pasangan Karangan", "contestant", "x", "998877", "satu_karangan", "")
HOPEFUL = (*HOPEFUL, "2024-01-01", "")
TEAM = ("pilkada-2024/7371", "K1", "Tim Karangan", "campaign_account", "instagram", "", "tim_karangan", "")
TEAM = (*TEAM, "2024-05-01", "")
OTHER = ("pilkada-2024/7371", "K2", "Pasangan Lain", "contestant", "x", "998866", "dua_karangan", "", "", "")


def listed(*rows: tuple[str, ...], more: tuple[str, ...] = (), delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([(*CONTESTANTS, *more), *rows])
    return out.getvalue()


def changed(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(CONTESTANTS, row, strict=True))


def uploaded(client: Client, content: str | bytes) -> str:
    """The address of the page that shows what it would change."""
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = "peserta.csv"
    answer = client.post(f"{PLACE}/impor", {"berkas": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def planned(client: Client, *rows: tuple[str, ...], more: tuple[str, ...] = ()) -> Any:
    return client.get(uploaded(client, listed(*rows, more=more))).context["plan"]


def saved(client: Client, *rows: tuple[str, ...], more: tuple[str, ...] = (), **form: str) -> int:
    address = uploaded(client, listed(*rows, more=more))
    mark = client.get(address).context["mark"]
    return client.post(address, {"sidik": mark, **form}).status_code


def current() -> list[tuple[str, ...]]:
    told = Entry.objects.current().values_list(*CONTESTANTS)
    return [tuple("" if cell is None else f"{cell}" for cell in row) for row in told]


def given(client: Client, query: str = "") -> bytes:
    return client.get(f"{PLACE}/daftar.csv{query}").content


@pytest.fixture
def keeper(cast: Cast) -> Client:
    return signed_in(cast.holder("admin"))


@pytest.mark.parametrize(
    "content",
    [
        listed(HOPEFUL, TEAM).encode(),
        listed(HOPEFUL, TEAM, delimiter=";").encode("utf-16"),
        listed(
            changed(HOPEFUL, contest="pilkada-2024/73.71", platform="Twitter", handle="@Satu_Karangan"), TEAM
        ).encode(),
        workbook([CONTESTANTS, HOPEFUL, TEAM]),
        workbook([CONTESTANTS, changed(HOPEFUL, valid_from="45292"), changed(TEAM, valid_from="45413")], dates=(8,)),
    ],
    ids=["commas", "UTF-16", "other words for the same", "XLSX", "days of a spreadsheet"],
)
def test_the_same_register_however_it_was_written(keeper: Client, content: bytes) -> None:
    address = uploaded(keeper, content)
    page = keeper.get(address)
    assert (page.context["plan"].bad, len(page.context["plan"].new)) == ([], 2)
    assert not Entry.objects.exists()
    assert keeper.post(address, {"sidik": page.context["mark"]}).status_code == 302
    assert current() == [TEAM, HOPEFUL]


WRONG = [
    ("contest", "pilkada-1999/7371", "tidak ada"),
    ("contest", "", "Kosong"),
    ("contestant_id", "", "Kosong"),
    ("role", "lawan", "tidak dikenal"),
    ("status", "mantan", "atau kosongkan"),
    ("platform", "friendster", "tidak dikenal"),
    ("platform_user_id", "1,74E+18", "dibulatkan"),
    ("platform_user_id", "1735608555141730000", "dibulatkan"),
    ("handle", "https://x.com/a", "Bukan nama akun"),
    ("valid_from", "27/08/2024", "bukan tanggal"),
    ("valid_to", "2024-02-30", "bukan tanggal"),
    ("valid_to", "2024-01-01", "tidak sesudah"),
    ("name", "Pasangan\u202eKarangan", "tidak terlihat"),
    ("name", "x" * 201, "Paling banyak 200"),
]


def test_every_wrong_row_is_named_with_its_remedy_and_can_be_mended(keeper: Client) -> None:
    rows = [changed(HOPEFUL, contestant_id=f"A{n}", platform_user_id=f"{n}", handle="=1+1") for n in range(len(WRONG))]
    rows = [changed(row, **{column: value}) for row, (column, value, _) in zip(rows, WRONG, strict=True)]
    address = uploaded(keeper, listed(HOPEFUL, *rows, ("kurang",)))
    page = keeper.get(address)
    plan = page.context["plan"]
    told = {(number, one.column): one.remedy for number, wrong in plan.bad for one in wrong}
    missed = [row for number, row in enumerate(WRONG, start=3) if row[2] not in told.get((number, row[0]), "")]
    assert missed == []
    assert (plan.ready, len(plan.bad), page.context["read"]) == (1, len(WRONG) + 1, len(WRONG) + 2)
    back = list(
        csv.reader(io.StringIO(keeper.get(f"{address}/perbaikan.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert tuple(back[0]) == (*CONTESTANTS, "alasan")
    assert [row[6] for row in back[1:-1]] == ["'=1+1" if w[0] != "handle" else w[1] for w in WRONG]
    assert [bool(row[-1]) for row in back[1:]] == [True] * (len(WRONG) + 1)


def test_two_wrong_cells_of_a_row_are_told_at_once(keeper: Client) -> None:
    plan = planned(keeper, changed(HOPEFUL, role="lawan", valid_from="x"))
    assert [one.column for one in plan.bad[0][1]] == ["role", "valid_from"]


def test_english_says_the_same(cast: Cast, keeper: Client) -> None:
    address = uploaded(keeper, listed(changed(HOPEFUL, valid_from="27/08/2024"), OTHER))
    text = keeper.get(address, headers={"accept-language": "en"}).content.decode()
    assert "“27/08/2024” is no day; write it as 2024-08-27." in text
    assert "From 22 September 2024 this target&#x27;s status is: candidate." in text
    assert "rises to heavy discipline" in text


def test_periods_must_not_overlap_in_the_file_nor_with_what_is_recorded(keeper: Client) -> None:
    plan = planned(keeper, HOPEFUL, changed(HOPEFUL, valid_from="2024-06-01"), OTHER)
    # Of a contestant all rows wait: half of the periods would be another story.
    assert [number for number, _wrong in plan.bad] == [2, 3]
    assert "baris 2" in plan.bad[1][1][0].remedy
    assert len(plan.new) == 1
    saved(keeper, HOPEFUL, OTHER)
    taken = changed(TEAM, role="contestant", platform="x", platform_user_id="5", handle="satu_karangan")
    assert "sudah tercatat" in planned(keeper, taken).bad[0][1][0].remedy


def test_the_same_list_again_changes_nothing(keeper: Client) -> None:
    address = uploaded(keeper, listed(HOPEFUL, TEAM))
    mark = keeper.get(address).context["mark"]
    assert [keeper.post(address, {"sidik": mark}).status_code for _ in range(2)] == [302, 302]
    again = keeper.get(uploaded(keeper, listed(HOPEFUL, TEAM)))
    assert (len(again.context["plan"].same), again.context["plan"].writes) == (2, False)
    assert "Tidak ada yang perlu disimpan" in again.content.decode()
    assert saved(keeper, HOPEFUL, TEAM) == 302
    assert (Edition.objects.count(), Entry.objects.count()) == (1, 2)
    assert Event.objects.filter(kind="contests.register_changed").count() == 1
    assert not any(bytes(one.rows) for one in Upload.objects.exclude(done=None))


def test_a_change_is_an_event_with_what_was_and_what_is(cast: Cast, keeper: Client) -> None:
    saved(keeper, HOPEFUL)
    first = given(keeper)
    saved(keeper, changed(HOPEFUL, name="Nama Baru"))
    told = [
        json.loads(bytes(one.line)) for one in Event.objects.filter(kind="contests.register_changed").order_by("seq")
    ]
    assert [one["facts"]["before"] for one in told] == [None, sha256(first).hexdigest()]
    assert told[1]["facts"]["after"] == sha256(given(keeper)).hexdigest()
    assert {one["who"]["role"] for one in told} == {"admin"}


def test_nothing_is_deleted_and_every_edition_can_be_had_again(keeper: Client) -> None:
    saved(keeper, HOPEFUL, TEAM)
    first = given(keeper)
    split = [changed(HOPEFUL, valid_to="2024-09-25"), changed(HOPEFUL, valid_from="2024-09-25", status="former")]
    plan = planned(keeper, *split)
    assert (len(plan.new), len(plan.changed), len(plan.replaced), len(plan.gone)) == (1, 1, 0, 1)
    saved(keeper, *split)
    assert current() == [TEAM, *split]
    # A day that was wrong is corrected by all periods of the account: the old one is replaced, and stays on record.
    right = changed(HOPEFUL, valid_from="2024-02-01")
    assert [len(getattr(planned(keeper, right), name)) for name in ("new", "replaced")] == [1, 2]
    saved(keeper, right)
    assert current() == [TEAM, right]
    assert given(keeper, "?edisi=1") == first
    assert Entry.objects.count() == 5
    digests = dict(Edition.objects.values_list("number", "sha256"))
    assert digests == {n: sha256(given(keeper, f"?edisi={n}")).hexdigest() for n in (1, 2, 3)}
    assert [keeper.get(f"{PLACE}/daftar.csv?edisi={n}").status_code for n in ("4", "x", "9" * 30)] == [404] * 3


def test_what_is_not_in_the_file_ends_only_when_it_is_said(keeper: Client) -> None:
    later = changed(OTHER, contestant_id="K3", platform_user_id="3", handle="tiga", valid_from="2025-01-01")
    past = changed(OTHER, contestant_id="K4", platform_user_id="4", handle="empat", valid_to="2024-02-01")
    saved(keeper, HOPEFUL, OTHER, later, past)
    assert {one.contestant_id for one in planned(keeper, HOPEFUL).gone} == {"K2", "K3"}
    saved(keeper, HOPEFUL)
    assert len(current()) == 4
    saved(keeper, HOPEFUL, berakhir="1")
    # Who never began is not in the register any more, though it still can be read what it was.
    assert current() == [HOPEFUL, changed(OTHER, valid_to=f"{DAY}"), past]
    saved(keeper, HOPEFUL, OTHER)
    assert changed(OTHER) in current()


def test_a_mended_part_adds_and_ends_nobody(keeper: Client) -> None:
    saved(keeper, HOPEFUL, OTHER)
    after = changed(OTHER, valid_from="2024-09-25", status="former")
    plan = planned(keeper, changed(after, contestant_id="K5"), more=())
    assert plan.gone_known
    mended = planned(keeper, (*changed(HOPEFUL, contestant_id="K5"), ""), more=("alasan",))
    assert (mended.gone, mended.gone_known, len(mended.new)) == ([], False, 1)
    # Alone it does not take away the period that is recorded.
    clash = planned(keeper, (*after, ""), more=("alasan",))
    assert "sudah tercatat" in clash.bad[0][1][0].remedy


def test_while_a_row_cannot_be_read_no_account_loses_a_period(keeper: Client) -> None:
    two = [changed(HOPEFUL, valid_to="2024-06-01"), changed(HOPEFUL, valid_from="2024-06-01")]
    saved(keeper, *two)
    plan = planned(keeper, two[0], ("kurang",), OTHER)
    assert "kehilangan satu masa" in plan.bad[0][1][0].remedy
    assert (plan.replaced, len(plan.new), plan.gone_known) == ([], 1, False)


def test_an_id_that_becomes_known_is_the_same_account(keeper: Client) -> None:
    saved(keeper, TEAM)
    known = changed(TEAM, platform_user_id="4455")
    plan = planned(keeper, known)
    assert (len(plan.changed), plan.new, plan.gone) == (1, [], [])
    saved(keeper, known)
    assert current() == [known]


def test_what_changed_meanwhile_is_shown_before_it_is_saved(cast: Cast, keeper: Client) -> None:
    address = uploaded(keeper, listed(HOPEFUL))
    mark = keeper.get(address).context["mark"]
    faster = cast.holder("admin")
    saved(signed_in(faster), OTHER)
    answer = keeper.post(address, {"sidik": mark})
    assert answer.status_code == 409
    assert f"Daftar ini diubah {faster}, Sabtu 5 Oktober 2024" in answer.content.decode()
    assert current() == [OTHER]
    assert keeper.post(address, {"sidik": answer.context["mark"]}).status_code == 302
    assert current() == [HOPEFUL, OTHER]


def test_a_mandate_that_ended_or_covers_a_part_saves_nothing(cast: Cast) -> None:
    user = cast.holder("admin")
    client = signed_in(user)
    address = uploaded(client, listed(HOPEFUL))
    mark = client.get(address).context["mark"]
    Mandate.objects.filter(user=user).update(unit=cast.top)
    answer = client.post(address, {"sidik": mark})
    assert (answer.status_code, "sudah berakhir" in answer.content.decode()) == (409, True)
    file = io.BytesIO(listed(HOPEFUL).encode())
    assert client.post(f"{PLACE}/impor", {"berkas": file}).status_code == 422
    assert not Entry.objects.exists()


def test_an_upload_is_its_keeper_s_alone_for_a_day(cast: Cast, keeper: Client) -> None:
    address = uploaded(keeper, listed(HOPEFUL))
    assert "menunggu Anda" in keeper.get(f"{PLACE}/impor").content.decode()
    other = signed_in(cast.holder("admin"))
    assert [other.get(one).status_code for one in (address, f"{address}/perbaikan.csv")] == [404, 404]
    assert other.post(address, {"sidik": ""}).status_code == 404
    Upload.objects.update(made=timezone.now() - timedelta(days=2000))
    assert keeper.get(address).status_code == 404
    assert keeper.post(uploaded(keeper, listed(OTHER)), {"buang": "1"}).status_code == 302
    assert not Upload.objects.exists()


def test_each_agency_has_its_own(cast: Cast, keeper: Client) -> None:
    stranger = signed_in(cast.holder("admin", agency=cast.other))
    saved(stranger, OTHER)
    assert keeper.get(f"{PLACE}?instansi={cast.other.pk}").context["page"].paginator.count == 0
    assert keeper.get(f"{PLACE}/daftar.csv?instansi={cast.other.pk}&edisi=1").status_code == 404
    saved(keeper, HOPEFUL)
    assert b"K2" not in given(keeper, f"?instansi={cast.other.pk}")
    assert planned(stranger, OTHER).gone == []
    auditor = signed_in(cast.holder("auditor"))
    assert b"K2" in given(auditor, f"?instansi={cast.other.pk}")
    assert b"K1" in given(auditor, f"?instansi={cast.agency.pk}")


def test_who_is_of_two_agencies_says_for_which(cast: Cast) -> None:
    user = cast.holder("admin")
    granted = {"granted_by": cast.granter, "second_grant_by": cast.second, "valid_from": date(2024, 1, 1)}
    Mandate.objects.create(user=user, role="admin", agency=cast.other, **granted)
    client, file = signed_in(user), io.BytesIO(listed(HOPEFUL).encode())
    assert "Pilih untuk instansi mana" in client.post(f"{PLACE}/impor", {"berkas": file}).content.decode()
    file.seek(0)
    assert client.post(f"{PLACE}/impor", {"berkas": file, "untuk": cast.other.pk}).status_code == 302
    assert Upload.objects.get().agency == cast.other


def test_the_order_is_of_contest_and_number_and_the_page_asks_as_often(
    keeper: Client, django_assert_num_queries: Any
) -> None:
    rows = [changed(OTHER, contestant_id=f"K{n}", platform_user_id=f"{n}", handle=f"akun_{n}") for n in (9, 3, 7)]
    saved(keeper, *rows, changed(OTHER, contest="pemilu-2024/DPD", contestant_id="Z"))
    with django_assert_num_queries(_asked(keeper)):
        page = keeper.get(PLACE)
    told = [(one.contest, one.contestant_id) for one in page.context["page"]]
    assert told == sorted(told)
    asked = _asked(keeper)
    more = [changed(OTHER, contestant_id=f"M{n:03}", platform_user_id=f"9{n}", handle=f"lain_{n}") for n in range(200)]
    saved(keeper, *more)
    with django_assert_num_queries(asked):
        assert "204 baris" in keeper.get(PLACE).content.decode()


def _asked(client: Client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        client.get(PLACE)
    return len(found)


def test_a_formula_is_a_text_and_the_patrol_takes_it_back(keeper: Client, tmp_path: Any) -> None:
    odd = changed(TEAM, name="=HYPERLINK(1)", platform="telegram", platform_user_id="-1001234567890", handle="")
    long = changed(OTHER, platform_user_id="1602345678901234567")
    saved(keeper, odd, long)
    content = given(keeper)
    assert b"'=HYPERLINK" in content
    assert b"'-100" in content
    assert b"'1602345678901234567" in content
    path = tmp_path / "peserta.csv"
    path.write_bytes(content)
    found = contestants(path, table().rulebook).table.to_pylist()
    assert {(one["uid"], one["name"]) for one in found} == {(odd[5], odd[2]), (long[5], long[2])}
    # And it comes back as it went out.
    plan = keeper.get(uploaded(keeper, content)).context["plan"]
    assert (len(plan.same), plan.writes, plan.bad) == (2, False, [])


def test_triage_is_the_same_whatever_the_register_says(cast: Cast, keeper: Client) -> None:
    """To the byte, but for the token of each form: nobody who weighs sees whom it is about."""
    examiner = cast.holder("pemeriksa")
    taken([row(cast.official.nip, 1)], cast.agency, examiner, clock.now())
    finding, client = Finding.objects.get(), signed_in(examiner)
    places = ("/kerja", "/kerja/temuan", f"/kerja/temuan/{finding.number}", f"/kerja/patroli/{finding.patrol_id}")
    before = [answer(client, "get", place) for place in places]
    saved(keeper, changed(HOPEFUL, contest="pilkada-2024/7399", contestant_id="paslon-1"))
    assert [answer(client, "get", place) for place in places] == before
    assert [one[0] for one in before] == [200] * 4
