"""The auditor sees everything that was done, and that they looked; anybody checks what was handed out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral import portal
from netral.evidence.event import Happening
from netral.evidence.ledger import Head as Chain
from netral.evidence.verify import receipt
from netral.evidence.verify.path import verify
from netral.evidence.zip_form import stream
from netral.portal import clock
from netral.portal.audit import actions, seals
from netral.portal.audit.models import Check, Event, Head
from netral.portal.auditor import kinds, verification
from netral.portal.directory.models import Agency, Mandate, User
from tests.evidence.bundles import told
from tests.portal.cast import BEGAN, Cast, signed_in

WHO = {"role": "pemeriksa", "id": "17"}


@pytest.fixture
def auditor(cast: Cast) -> Client:
    return signed_in(cast.holder("auditor"))


def tell(kind: str = "intake.read", case: str | None = None, why: str = "", **who: str) -> int:
    with transaction.atomic():
        return actions.record(Happening(kind, {**WHO, **who}, why, case=case), now=clock.now()).seq


def numbers(client: Client, query: str = "") -> list[int]:
    page = client.get(f"/audit{query}").content.decode()
    return [int(one) for one in re.findall(r'<th scope="row" class="num">(\d+)</th>', page)]


def test_newest_first_and_the_reading_itself_on_top(auditor: Client) -> None:
    told = [tell(why="alasan karangan") for _ in range(3)]
    page = auditor.get("/audit").content.decode()
    assert numbers(auditor)[2:5] == told[::-1]
    assert "alasan karangan" in page
    assert Event.objects.filter(kind="audit.read").count() == 2


def test_fifty_a_page_and_every_event_on_one_of_them(auditor: Client) -> None:
    for _ in range(120):
        tell()
    seen, query = [], ""
    while True:
        page = auditor.get(f"/audit{query}").content.decode()
        seen += [int(one) for one in re.findall(r'<th scope="row" class="num">(\d+)</th>', page)]
        older = re.search(r'href="/audit(\?[^"]*sebelum=\d+)"', page)
        if older is None:
            break
        query = older[1].replace("&amp;", "&")
    assert seen == list(range(120, -1, -1))


def test_filters_by_kind_role_case_and_day(auditor: Client) -> None:
    read = tell("intake.read", case="L-1")
    filed = tell("intake.received", case="L-2", role="pelapor")
    other = tell("triage.opened")
    assert numbers(auditor, "?jenis=intake.read") == [read]
    assert numbers(auditor, "?jenis=intake.") == [filed, read]
    assert numbers(auditor, "?peran=pelapor") == [filed]
    assert numbers(auditor, "?perkara=L-1") == [read]
    assert {read, filed, other} < set(numbers(auditor, "?hari=5&bulan=10&tahun=2024"))
    assert numbers(auditor, "?hari=4&bulan=10&tahun=2024") == []
    assert auditor.get("/audit?hari=31&bulan=2&tahun=2024").status_code == 422
    line = bytes(Event.objects.filter(kind="audit.read").first().line)  # type: ignore[union-attr]
    # A question that could not be understood is recorded as the reading of everything that it showed.
    assert b'"facts":{}' in line


@pytest.mark.parametrize("query", ["", "?jenis=intake.", "?peran=pemeriksa&perkara=L-1", "?hari=5&bulan=10&tahun=2024"])
def test_the_page_asks_as_often_with_many_events(auditor: Client, query: str, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(60):
        tell("intake.read", case="L-1")
    # The first page of a session moves its end as well.
    auditor.get("/audit")
    with CaptureQueriesContext(connection) as few:
        auditor.get(f"/audit{query}")
    grown(20_000)
    with django_assert_num_queries(len(few)):
        assert len(numbers(auditor, query)) == 50


def grown(many: int) -> None:
    """So many events more, chained as `record` chains them, in one go."""
    head = Head.objects.get()
    chain = Chain(seq=head.seq, prev=head.prev, at=head.at, cases=actions._last_of_case("L-1"))
    made = [chain.chained(Happening("intake.read", WHO, "", case="L-1"), now=clock.now()) for _ in range(many)]
    who = {"role": WHO["role"], "who": WHO["id"]}
    rows = [Event(line=one.line(), **who, **{name: getattr(one, name) for name in COPIED}) for one in made]
    Event.objects.bulk_create(rows, batch_size=1000)
    Head.objects.update(seq=chain.seq, prev=chain.prev, at=chain.at)


COPIED = ("seq", "at", "kind", "case", "case_seq", "item")


def test_a_check_is_a_button_whose_answer_stays(auditor: Client) -> None:
    for number in range(4):
        tell(why=f"alasan {number}")
    assert "Belum pernah diperiksa" in auditor.get("/audit").content.decode()
    assert auditor.post("/audit/periksa").headers["Location"] == "/audit"
    assert "Rantai utuh sampai 5 Oktober 2024" in auditor.get("/audit").content.decode()
    row = Event.objects.get(seq=2)
    Event.objects.filter(seq=2).update(line=bytes(row.line).replace(b"alasan 2", b"alasan 9"))
    auditor.post("/audit/periksa")
    assert "Putus di catatan 3" in auditor.get("/audit").content.decode()
    assert Check.objects.count() == 2
    english = auditor.get("/audit?bahasa=en").content.decode()
    assert "Broken at event 3" in english
    assert "does not follow from the event before" in english


def test_what_is_no_event_any_more_is_shown_as_such(auditor: Client) -> None:
    Event.objects.filter(seq=tell()).update(line=b"<script>alert(1)")
    page = auditor.get("/audit").content.decode()
    assert "Bukan catatan yang utuh" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page


def test_an_export_is_whole_and_tells_of_itself(auditor: Client, tmp_path: Path) -> None:
    tell()
    answer = auditor.post("/audit/ekspor")
    assert answer.streaming
    (tmp_path / "buku.zip").write_bytes(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    report = verify(tmp_path / "buku.zip")
    assert (report.faults, report.unsealed) == ([], 0)
    with zipfile.ZipFile(tmp_path / "buku.zip") as archive:
        assert b"audit.exported" in archive.read("netral-audit/ledger.ndjson").splitlines()[-1]


@pytest.mark.parametrize("scope", ["one agency of two", "a unit"])
def test_an_auditor_of_a_part_does_not_read_of_the_others(cast: Cast, scope: str) -> None:
    number = tell("intake.read", case="L-KENARI")
    more = {"agency": cast.agency, **({"unit": cast.top} if scope == "a unit" else {})}
    client = signed_in(cast.holder("auditor", **more))
    page = client.get("/audit")
    assert (page.status_code, "auditor semua instansi" in page.content.decode()) == (403, True)
    assert "L-KENARI" not in page.content.decode()
    assert [client.post(f"/audit/{one}").status_code for one in ("periksa", "ekspor")] == [403, 403]
    assert Event.objects.latest("seq").seq == number


def test_where_there_is_one_agency_its_auditor_reads_all(db: None) -> None:
    agency = Agency.objects.create(code="KAB", name="Kabupaten Tunggal")
    user = User.objects.create_user("auditor")
    Mandate.objects.create(user=user, role="auditor", agency=agency, valid_from=BEGAN)
    assert signed_in(user).get("/audit").status_code == 200


def test_nobody_else_presses_the_buttons(cast: Cast) -> None:
    for role in ("pegawai", "pengelola", "pemeriksa", "ppk", "admin"):
        client = signed_in(cast.holder(role))
        assert [client.post(f"/audit/{one}").status_code for one in ("periksa", "ekspor")] == [403, 403]
    assert not Check.objects.exists()
    assert Client().post("/audit/ekspor").status_code == 302


def checked(data: bytes, name: str = "berkas.bin") -> str:
    answer = Client().post("/verifikasi", {"berkas": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200
    assert answer.cookies == {}
    return answer.content.decode()


def verdict(page: str) -> str:
    found = re.search(r'id="hasil">([^<]+)<', page)
    return found[1] if found else ""


def test_anybody_checks_an_export_and_a_receipt(auditor: Client) -> None:
    salt = b"g" * 32
    with transaction.atomic():
        named = receipt.fingerprint(salt, b"laporan")
        filed = actions.record(Happening("intake.received", WHO, "", after=named), now=clock.now())
        seals.seal(clock.now())
    whole = b"".join(auditor.post("/audit/ekspor").streaming_content)  # type: ignore[arg-type]
    for data in (whole, seals.receipt_of(filed.seq, salt)):
        page = checked(data)
        assert verdict(page) == "Utuh"
        assert "Kunci segel portal ini." in page
        assert verdict(checked(data.replace(b"intake.received", b"intake.returned"))) == "Berubah"
    assert verdict(checked(whole[:-30])) == "Berubah"


@pytest.mark.parametrize("data", [b"halo", b"PK\x03\x04", b"{}", b'{"format":"lain"}'])
def test_what_is_not_ours_is_not_known(db: None, data: bytes) -> None:
    assert verdict(checked(data)) == "Tidak dikenal"


def test_a_stranger_s_own_ledger_is_whole_and_not_of_our_key(db: None, tmp_path: Path) -> None:
    root = told(tmp_path / "vault").door.root
    names = [path for path in root.rglob("*") if path.is_file() and path.parent.name in (root.name, "seals")]
    # With this file it would be the vault itself, of which the bytes are wanted too.
    names.remove(root / "vault.json")
    files = {f"b/{path.relative_to(root).as_posix()}": (lambda path=path: [path.read_bytes()]) for path in names}
    page = checked(b"".join(stream(files)))
    assert verdict(page) == "Utuh"
    assert "Bukan kunci portal ini" in page


def test_too_large_is_said_before_it_is_read(db: None) -> None:
    answer = Client().generic(
        "POST", "/verifikasi", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=f"{60 << 20}"
    )
    assert answer.status_code == 413
    assert "paling banyak 50 MB" in answer.content.decode()
    assert Client().post("/verifikasi").status_code == 422


def test_nothing_that_was_sent_stays(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", f"{tmp_path}")
    checked(b'{"format":"netral-receipt/1"}' + b"x" * (3 << 20))
    assert list(tmp_path.rglob("*")) == []
    assert not Event.objects.exists()


def test_more_than_two_at_once_are_asked_to_wait(db: None) -> None:
    taken = [verification._AT_ONCE.acquire(blocking=False) for _ in range(2)]
    try:
        answer = Client().post("/verifikasi", {"berkas": SimpleUploadedFile("x", b"x")})
        assert (taken, answer.status_code) == ([True, True], 503)
    finally:
        for _ in taken:
            verification._AT_ONCE.release()


def test_a_checker_that_runs_wild_is_ended(tmp_path: Path) -> None:
    """Its limits hold: more memory than it may take is a failure of its own, not of the portal."""
    code = "from netral.evidence.verify import apart; apart._limit(); bytearray(2 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


def recorded() -> set[str]:
    """Every kind of event that stands in a call somewhere in the portal; `tell` writes `signin.` before its own."""
    found: set[str] = set()
    for path in Path(portal.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {
                "Happening",
                "happened",
                "_happened",
                "_tell",
                "tell",
            }:
                said = [one.value for one in call.args[:1] if isinstance(one, ast.Constant)]
                said += [
                    one.value.value
                    for one in call.keywords
                    if one.arg == "kind" and isinstance(one.value, ast.Constant)
                ]
                found.update(f"signin.{one}" if call.func.id == "tell" else one for one in said)
    return found


def test_every_kind_of_event_has_words_and_stands_under_its_beginning() -> None:
    assert len(recorded()) > 25
    assert recorded() == set(kinds.WORDS)
    assert all(kind.startswith(prefix) for prefix, _name, of in kinds.ABOUT for kind in of)
