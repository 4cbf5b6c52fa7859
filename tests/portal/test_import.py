"""A list of officials is checked to the last cell, changes nothing before a clerk confirms, and nothing twice."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from time import process_time

import pytest
from django.test import Client
from django.utils import timezone

from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, Official, Position, Staged, Status, Unit, User
from netral.portal.people.roll.file import COLUMNS, LAYOUT
from netral.portal.sheet import Sheet, read
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.workbook import workbook

GOOD = ("000000000000000101", "Renée Karangan", "01.02", "", "pns", "", "2020-03-01", "", "Analis", "tidak")
HEAD = (
    ("000000000000000102", "Kepala Karangan", "01.", "", "pns", "tidak", "2015-03-01", "", "Kepala Dinas", "ya"),
    ("000000000000000103", "Cuti Karangan", "01.03", "Bidang Baru", "PNS", "ya", "2024-02-28", "2026-02-28", "", ""),
)


def listed(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS, delimiter: str = ";") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([columns, *rows])
    return out.getvalue()


def changed(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(COLUMNS, row, strict=True))


def uploaded(client: Client, content: str | bytes, name: str = "pegawai.csv") -> str:
    """The address of the page that shows what it would change."""
    raw = content.encode() if isinstance(content, str) else content
    answer = client.post("/kerja/pegawai/impor", {"berkas": _file(raw, name)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def _file(raw: bytes, name: str = "pegawai.csv") -> io.BytesIO:
    file = io.BytesIO(raw)
    file.name = name
    return file


def saved(client: Client, address: str, **more: str) -> int:
    mark = client.get(address).context["mark"]
    return client.post(address, {"sidik": mark, **more}).status_code


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return signed_in(cast.holder("pengelola"))


@pytest.mark.parametrize(
    "content",
    [
        listed(GOOD, *HEAD).encode(),
        listed(GOOD, *HEAD, delimiter=",").encode("utf-8-sig"),
        ("sep=\t\n" + listed(GOOD, *HEAD, delimiter="\t")).encode("cp1252"),
        listed(GOOD, *HEAD).encode("utf-16"),
        workbook([COLUMNS, GOOD, *HEAD]),
    ],
    ids=["semicolons", "commas and a mark", "tabs, cp1252", "UTF-16", "XLSX"],
)
def test_the_same_list_however_it_was_saved(clerk: Client, cast: Cast, content: bytes) -> None:
    before = Official.objects.count()
    address = uploaded(clerk, content)
    plan = clerk.get(address).context["plan"]
    assert (plan.ready, len(plan.new), plan.bad, plan.units) == (3, 3, [], {"01.03.": "Bidang Baru"})
    assert Official.objects.count() == before
    assert saved(clerk, address) == 302
    assert Official.objects.get(nip=GOOD[0]).name == GOOD[1]
    head = Official.objects.get(nip=HEAD[0][0])
    assert (head.name, head.unit, head.agency) == ("Kepala Karangan", cast.top, cast.agency)
    assert list(head.positions.values_list("title", "pejabat", "valid_from", "valid_to")) == [
        ("Kepala Dinas", True, date(2015, 3, 1), None)
    ]
    away = Status.objects.get(official__nip=HEAD[1][0])
    assert (away.status, away.on_cltn, away.valid_to) == ("pns", True, date(2026, 2, 28))
    assert away.official.unit.name == "Bidang Baru"


def test_a_day_of_a_spreadsheet_is_that_day() -> None:
    sheet = read(workbook([COLUMNS, changed(GOOD, sejak="45350")], dates=(6,)), LAYOUT)
    assert isinstance(sheet, Sheet)
    assert sheet.rows[0][1][6] == "2024-02-28"  # type: ignore[index]


WRONG = [
    ("nip", "0000000000000001", "16"),
    ("nip", "1,98503E+17", "Lembar kerja menghapus"),
    ("nip", "١٢٣٤", "hanya berisi angka"),
    ("nama", "", "wajib diisi"),
    ("nama", "Orang\u202eKarangan", "tidak terlihat"),
    ("unit", "Disdik", "belum dikenal"),
    ("unit", "01..02", "kode unit"),
    ("status", "asn", "Pakai salah satu"),
    ("cltn", "mungkin", "ya atau tidak"),
    ("sejak", "", "Isi tanggal mulai"),
    ("sejak", "31/02/2024", "Tanggal ini tidak ada"),
    ("sejak", "28/02/2024", "2024-02-28"),
    ("sejak", "2024-02-30", "Tanggal ini tidak ada"),
    ("sampai", "2020-03-01", "sesudah tanggal mulai"),
    ("jabatan", "x" * 201, "Paling banyak 200"),
]


def test_every_wrong_cell_is_named_with_its_remedy_and_can_be_mended(clerk: Client, cast: Cast) -> None:
    rows = [changed(GOOD, nip=f"{n:018}", nama="Orang =1+1") for n in range(200, 200 + len(WRONG))]
    rows = [changed(row, **{column: value}) for row, (column, value, _) in zip(rows, WRONG, strict=True)]
    address = uploaded(clerk, listed(GOOD, *rows, ("kurang",)))
    page = clerk.get(address)
    plan = page.context["plan"]
    told = {(number, one.column): one.remedy for number, wrong in plan.bad for one in wrong}
    assert all(remedy in told[number, column] for number, (column, _, remedy) in enumerate(WRONG, start=3))
    assert (plan.ready, len(plan.bad), page.context["read"]) == (1, len(WRONG) + 1, len(WRONG) + 2)
    given = clerk.get(f"{address}/perbaikan.csv").content.decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(given), delimiter=";"))
    assert tuple(back[0]) == (*COLUMNS, "alasan")
    assert len(back) == len(WRONG) + 2
    # What was mended is uploaded by itself: the NIP keeps its figures, and nobody is taken for gone.
    assert back[4][0] == f"'{203:018}"
    mended = [[*changed(GOOD, nip=row[0]), ""] for row in back[4:5]]
    plan = clerk.get(uploaded(clerk, listed(*mended, columns=(*COLUMNS, "alasan")))).context["plan"]
    assert ([row.nip for row in plan.new], plan.gone_known) == ([f"{203:018}"], False)


def test_formulas_in_the_download_are_texts(clerk: Client) -> None:
    signs = ("=1+1", "+62", "-1", "@x", "\tx", "\rx")
    rows = [changed(GOOD, nip=f"{n:018}", nama=sign, sejak="x") for n, sign in enumerate(signs, start=300)]
    out = clerk.get(f"{uploaded(clerk, listed(*rows))}/perbaikan.csv").content.decode("utf-8-sig")
    names = [row[1] for row in csv.reader(io.StringIO(out), delimiter=";")][1:]
    assert names == [f"'{sign}" for sign in signs]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Pilih berkas"),
        (b" \n", "kosong"),
        (listed().encode(), "Hanya ada judul kolom"),
        (b"nama;unit\nA;01\n", "tidak punya kolom “nip”. Kolom yang ada: nama, unit"),
        (listed(columns=(*COLUMNS, "nip")).encode(), "ada dua kali"),
        ((listed(GOOD) + '"x').encode(), "Tanda kutip"),
        (b"PK\x03\x04rusak", "tidak dapat dibaca"),
        (b"\x00\x01\x02", "bukan CSV atau XLSX"),
        (workbook([COLUMNS, GOOD])[:-200], "tidak dapat dibaca"),
        (workbook([COLUMNS, GOOD], padding=101 << 20), "terlalu besar setelah dibuka"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_as_a_whole(clerk: Client, content: bytes, said: str) -> None:
    answer = clerk.post("/kerja/pegawai/impor", {"berkas": _file(content)})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Staged.objects.exists()


def test_more_than_twenty_megabytes_are_refused(clerk: Client) -> None:
    answer = clerk.post("/kerja/pegawai/impor", {"berkas": _file(b"x" * ((20 << 20) + 1))})
    assert (answer.status_code, "paling banyak 20 MB" in answer.content.decode()) == (413, True)


def test_the_same_list_again_changes_nothing(clerk: Client, cast: Cast) -> None:
    address = uploaded(clerk, listed(GOOD, *HEAD))
    mark = clerk.get(address).context["mark"]
    assert [clerk.post(address, {"sidik": mark}).status_code for _ in range(2)] == [302, 302]
    again = uploaded(clerk, listed(GOOD, *HEAD))
    plan = clerk.get(again).context["plan"]
    assert (plan.same, plan.writes) == (3, False)
    assert saved(clerk, again) == 302
    counts = [model.objects.filter(**{of: GOOD[0]}).count() for model, of in _TABLES]
    assert counts == [1, 1, 1]
    assert Event.objects.filter(kind="directory.imported").count() == 2
    assert not any(bytes(one.rows) for one in Staged.objects.all())


_TABLES = ((Official, "nip"), (Status, "official__nip"), (Position, "official__nip"))


def test_what_changes_is_dated_and_what_was_stays(clerk: Client, cast: Cast) -> None:
    saved(clerk, uploaded(clerk, listed(GOOD)))
    later = changed(
        GOOD, nama="Nama Baru", unit="01.", status="pppk", sejak="2024-06-01", jabatan="Kepala", pejabat="ya"
    )
    address = uploaded(clerk, listed(later))
    assert len(clerk.get(address).context["plan"].changed) == 1
    saved(clerk, address)
    official = Official.objects.get(nip=GOOD[0])
    assert (official.name, official.unit) == ("Nama Baru", cast.top)
    told = list(official.statuses.values_list("status", "valid_from", "valid_to"))
    assert told == [("pppk", date(2024, 6, 1), None), ("pns", date(2020, 3, 1), date(2024, 6, 1))]
    posts = list(official.positions.order_by("valid_from").values_list("title", "pejabat", "valid_to"))
    assert posts == [("Analis", False, date(2024, 6, 1)), ("Kepala", True, None)]
    assert clerk.get(uploaded(clerk, listed(later))).context["plan"].same == 1
    early = clerk.get(uploaded(clerk, listed(GOOD))).context["plan"]
    assert "tidak boleh lebih awal" in early.bad[0][1][0].remedy


def test_who_is_not_in_the_list_ends_only_when_the_clerk_says_so(clerk: Client, cast: Cast) -> None:
    saved(clerk, uploaded(clerk, listed(GOOD, *HEAD)))
    address = uploaded(clerk, listed(GOOD))
    assert {one.official.nip for one in clerk.get(address).context["plan"].gone} >= {row[0] for row in HEAD}
    saved(clerk, address)
    assert Official.objects.get(nip=HEAD[0][0]).status_on(DAY)
    saved(clerk, uploaded(clerk, listed(GOOD)), berakhir="1")
    gone = Official.objects.get(nip=HEAD[0][0])
    assert (gone.status_on(DAY), gone.status_on(DAY - timedelta(days=1)) is not None) == (None, True)
    assert "berakhir" in clerk.get(f"/kerja/pegawai/{gone.pk}").content.decode()
    back = uploaded(clerk, listed(GOOD, *HEAD))
    assert len(clerk.get(back).context["plan"].changed) == 2
    saved(clerk, back)
    assert gone.status_on(DAY)


def test_nobody_is_gone_while_a_nip_cannot_be_read(clerk: Client, cast: Cast) -> None:
    saved(clerk, uploaded(clerk, listed(GOOD, *HEAD)))
    plan = clerk.get(uploaded(clerk, listed(GOOD, changed(HEAD[0], nip="1,98503E+17")))).context["plan"]
    assert (plan.gone, plan.gone_known) == ([], False)


def test_a_clerk_of_a_unit_imports_into_it_alone(cast: Cast) -> None:
    clerk = signed_in(cast.holder("pengelola", unit=cast.top))
    Status.objects.create(official=cast.neighbour, status="pns", valid_from=date(2020, 1, 1))
    rows = (GOOD, changed(GOOD, nip="000000000000000104", unit="010."), changed(GOOD, nip=cast.neighbour.nip))
    address = uploaded(clerk, listed(*rows))
    plan = clerk.get(address).context["plan"]
    assert [one.remedy for _, wrong in plan.bad for one in wrong] == [
        "Unit ini di luar kewenangan Anda. Minta pengelola unit itu.",
        "NIP ini tercatat di unit lain. Minta pengelola instansi memindahkannya.",
    ]
    saved(clerk, address, berakhir="1")
    cast.neighbour.refresh_from_db()
    assert (cast.neighbour.unit, bool(cast.neighbour.status_on(DAY))) == (cast.beside, True)


def test_an_upload_is_its_clerk_s_alone_for_a_day(clerk: Client, cast: Cast) -> None:
    address = uploaded(clerk, listed(GOOD))
    assert "menunggu Anda" in clerk.get("/kerja/pegawai/impor").content.decode()
    other = signed_in(cast.holder("pengelola"))
    assert [other.get(one).status_code for one in (address, f"{address}/perbaikan.csv")] == [404, 404]
    assert other.post(address, {"sidik": ""}).status_code == 404
    Staged.objects.update(made=timezone.now() - timedelta(days=2000))
    assert clerk.get(address).status_code == 404
    uploaded(clerk, listed(GOOD))
    assert Staged.objects.count() == 1


def test_what_changed_meanwhile_is_shown_before_it_is_saved(clerk: Client, cast: Cast) -> None:
    address = uploaded(clerk, listed(GOOD))
    mark = clerk.get(address).context["mark"]
    Official.objects.create(agency=cast.agency, unit=cast.below, nip=GOOD[0], name=GOOD[1])
    answer = clerk.post(address, {"sidik": mark})
    assert (answer.status_code, "berubah sejak Anda memeriksa" in answer.content.decode()) == (409, True)
    assert saved(clerk, address) == 302


def test_a_mandate_that_ended_saves_nothing(cast: Cast) -> None:
    user = cast.holder("pengelola", unit=cast.below)
    client = signed_in(user)
    address = uploaded(client, listed(GOOD))
    mark = client.get(address).context["mark"]
    Mandate.objects.filter(user=user).update(unit=cast.beside)
    assert client.post(address, {"sidik": mark}).status_code == 409
    assert not Official.objects.filter(nip=GOOD[0]).exists()


def test_nobody_of_another_agency_is_touched(cast: Cast) -> None:
    stranger = signed_in(cast.holder("pengelola", agency=cast.other))
    row = changed(GOOD, nip=cast.official.nip, unit="01.", nama_unit="Dinas Pendidikan")
    saved(stranger, uploaded(stranger, listed(row)), berakhir="1")
    cast.official.refresh_from_db()
    assert (cast.official.name, cast.official.agency) == ("Pegawai Karangan 1", cast.agency)
    assert {one.name for one in Unit.objects.filter(agency=cast.agency)} >= {"Dinas Kesehatan"}
    assert User.objects.exists()


LONG = "x" * 30_000
BOMBS = {
    "one long text in every cell": {"body": ("<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>") * 500, "shared": LONG},
    "rows without end": {"body": "<row><c><v>1</v></c></row>" * 2_000_000},
    "texts without end, and all of them empty": {"shared": f"</t></si>{'<si><t/></si>' * 5_000_000}<si><t>"},
    "a cell far to the right in every row": {"body": '<row><c r="XFD1"><v>1</v></c></row>' * 20_000},
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_workbook_that_unpacks_without_end_is_refused(bomb: str) -> None:
    content = workbook([], **BOMBS[bomb])
    assert len(content) < 1 << 20
    began = process_time()
    refused = read(content, LAYOUT)
    assert isinstance(refused, Denial)
    assert "terlalu besar setelah dibuka" in refused.reason
    assert process_time() - began < 5
