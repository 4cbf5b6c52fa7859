"""Evidence from the command line, as a clerk would do it: from the first file to the judge, and the exit statuses."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from netral.acts.context import load_contexts
from netral.acts.read import open_export
from netral.cli.demo import EXAMPLES, demo
from netral.cli.errors import UserError
from netral.cli.main import run
from netral.patrol.findings import COLUMNS
from tests.evidence.authority import Authority
from tests.evidence.authority import found as authority_in

FORMATS = Path(__file__).parents[1] / "acts" / "formats"
BY = ["--who", "pemeriksa:P-02", "--why", "diserahkan"]


@pytest.fixture
def vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "bukti"
    said(capsys, "evidence", "init", folder, "--origin", "bkpsdm.contoh.example/bukti", "--key", tmp_path / "segel.pem")
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> str:
    assert run([f"{word}" for word in words]) == status
    return capsys.readouterr().out


def refused(*words: object) -> tuple[int, str]:
    with pytest.raises(UserError) as error:
        run([f"{word}" for word in words])
    return error.value.exit_code, str(error.value)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Authority]]:
    """A timestamp authority that answers over HTTP, on this machine."""
    made = authority_in(tmp_path_factory.mktemp("authority"))

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            answer = made.answer(query) if self.headers["Content-Type"] == "application/timestamp-query" else b"?"
            if self.path == "/rusak":
                answer = b"?"
            year = datetime.now(UTC).year + {"/tahun-depan": 1, "/tahun-lalu": -1}.get(self.path, 0)
            # GeneralizedTime: four digits of the year, ten of month to second, and a Z.
            self.wfile.write(re.sub(rb"(\x18.)\d{4}(\d{10}Z)", rb"\g<1>%d\g<2>" % year, answer, count=1))

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", made
    server.shutdown()
    server.server_close()


def test_from_a_finding_to_the_judge(
    vault: Path, tmp_path: Path, authority: tuple[str, Authority], capsys: pytest.CaptureFixture[str]
) -> None:
    address, made = authority
    demo(out=tmp_path / "hasil")
    finding = pq.read_table(tmp_path / "hasil" / "findings.parquet").to_pylist()[0]
    manifest = json.loads((tmp_path / "hasil" / "manifest.json").read_text())
    name = next(Path(one["path"]).name for one in manifest["inputs"] if one["sha256"] == finding["source_sha256"])
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "foto.jpg")
    here = ["--vault", vault, "--case", "P-1"]
    row = ["--patrol", tmp_path / "hasil", "--finding", finding["finding_id"][:10], "--export", EXAMPLES / name]
    said(capsys, "evidence", "add", *row, *here, *BY)
    said(capsys, "evidence", "add", tmp_path / "foto.jpg", *here, *BY)
    said(capsys, "evidence", "redact", "P-1", "B-002", "--mask", "1,1,9,9", "--vault", vault, *BY)
    key = tmp_path / "segel.pem"
    sealed = said(
        capsys, "evidence", "seal", "--vault", vault, "--key", key, "--who", "pengelola:A-07", "--tsa", address
    )
    assert "Otoritas Cap Waktu Uji" in sealed
    out = ["--out", tmp_path / "P-1", "--patrol", tmp_path / "hasil", "--zip"]
    told = said(capsys, "bundle", "P-1", "--vault", vault, *out, "--key", key)
    assert "4 bukti, 2 asli tidak diserahkan" in told
    line = (vault / "keys.txt").read_text().strip()
    judged = said(capsys, "verify", tmp_path / "P-1.zip", "--key", line, "--tsa-root", made.root_file)
    assert "UTUH" in judged
    assert "Sama dengan kunci yang Anda sebut" in judged
    assert "Seluruh bundel ditandatangani instansi" in judged
    assert judged.count("menurut CN=Otoritas Cap Waktu Uji") == 4
    acts = json.loads((tmp_path / "P-1" / "data" / "acts.json").read_text())
    assert acts["items"][0]["netral:finding"] == finding["finding_id"]
    assessments = json.loads((tmp_path / "P-1" / "data" / "assessments.json").read_text())
    assert assessments[0]["class"]["official_practice"] == (finding["class_practice"] or None)
    capture = json.loads((tmp_path / "P-1" / "data" / "captures" / "B-001.json").read_text())
    record = (tmp_path / "P-1" / "data" / "objects" / capture["object"].removeprefix("sha256:")).read_bytes()
    source = capture["source"]
    whole = (EXAMPLES / name).read_bytes()
    assert record == whole[source["offset"] : source["offset"] + source["length"]]


def test_acts_are_handed_out_as_they_were_on_record(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo(out=tmp_path / "hasil")
    findings = pq.read_table(tmp_path / "hasil" / "findings.parquet")
    manifest = json.loads((tmp_path / "hasil" / "manifest.json").read_text())
    first = findings.to_pylist()[0]
    name = next(Path(one["path"]).name for one in manifest["inputs"] if one["sha256"] == first["source_sha256"])
    row = ["--patrol", tmp_path / "hasil", "--finding", first["finding_id"], "--export", EXAMPLES / name]
    said(capsys, "evidence", "add", *row, "--vault", vault, "--case", "P-1", *BY)
    said(capsys, "evidence", "seal", "--vault", vault, "--key", tmp_path / "segel.pem", "--who", "pengelola:A-07")
    other = [{**one, "class_practice": "ringan"} for one in findings.to_pylist()]
    (tmp_path / "lain").mkdir()
    pq.write_table(pa.Table.from_pylist(other, findings.schema), tmp_path / "lain" / "findings.parquet")
    bundle = ["bundle", "P-1", "--vault", vault, "--out", tmp_path / "P-1"]
    assert "lain dari yang tercatat" in refused(*bundle, "--patrol", tmp_path / "lain")[1]
    # Whose finding came by two patrols has it once.
    said(capsys, *bundle, "--patrol", tmp_path / "hasil", "--patrol", tmp_path / "hasil")
    assert json.loads((tmp_path / "P-1" / "data" / "acts.json").read_text())["totalItems"] == 1
    assert "bundle.unsigned" in said(capsys, "verify", tmp_path / "P-1")


def test_a_row_comes_from_any_source_of_its_finding_with_the_context_it_was_read_in(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = FORMATS / "instaloader-comments"
    export = folder / "2024-10-05_12-00-00_UTC_comments.json"
    with open_export(export, context=load_contexts(folder / "context.json")[export.name]) as reading:
        row = next(reading.batches()).column("source_row")[0].as_py()
    sha256 = hashlib.sha256(export.read_bytes()).hexdigest()
    one = dict.fromkeys(COLUMNS) | {
        "finding_id": "f1",
        "source_sha256": "0" * 64,
        "source_row": 1,
        "sources": f"{'0' * 64}:1;{sha256}:{row}",
    }
    pq.write_table(pa.Table.from_pylist([one]), tmp_path / "findings.parquet")
    add = [
        "evidence",
        "add",
        "--vault",
        vault,
        "--case",
        "P-1",
        "--patrol",
        tmp_path,
        "--finding",
        "f1",
        *BY,
        "--export",
    ]
    (tmp_path / "lain.csv").write_bytes(export.read_bytes() + b"\n")
    assert "bukan berkas tempat temuan ini dibaca" in refused(*add, tmp_path / "lain.csv")[1]
    assert refused(*add, tmp_path / "tidak-ada.csv")[0] == 2
    said(capsys, *add, export, "--context", folder / "context.json")
    (line,) = said(capsys, "evidence", "log", "--vault", vault, "--json").splitlines()
    source = json.loads(line)["facts"]["source"]
    assert (source["file_sha256"], source["row"]) == (f"sha256:{sha256}", row)


@pytest.mark.parametrize(
    ("path", "which"), [("tahun-depan", "terlambat"), ("tahun-lalu", "terlalu cepat"), ("rusak", "tidak dapat dipakai")]
)
def test_a_wrong_clock_is_told_before_it_makes_events_look_back_dated(
    vault: Path, tmp_path: Path, authority: tuple[str, Authority], path: str, which: str
) -> None:
    words = ["evidence", "seal", "--vault", vault, "--key", tmp_path / "segel.pem", "--who", "pengelola:A-07", "--tsa"]
    status, sentence = refused(*words, authority[0] + path)
    assert (status, which in sentence) == (2, True)
    assert list((vault / "seals").iterdir()) == []


def test_an_original_is_handed_out_only_for_a_reason_that_is_recorded_first(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "foto.jpg")
    said(capsys, "evidence", "add", tmp_path / "foto.jpg", "--vault", vault, "--case", "P-1", *BY)
    said(capsys, "evidence", "seal", "--vault", vault, "--key", tmp_path / "segel.pem", "--who", "pengelola:A-07")
    here = ["bundle", "P-1", "--vault", vault, "--out"]
    assert "2 bukti, 1 asli tidak diserahkan" in said(capsys, *here, tmp_path / "usual")
    before = (vault / "ledger.ndjson").read_bytes()
    for wrong in (["--with-originals", "diminta hakim"], ["--with-originals", " ", "--who", "pemeriksa:P-02"]):
        status, sentence = refused(*here, tmp_path / "no", *wrong)
        assert (status, "--with-originals" in sentence) == (2, True)
    assert (vault / "ledger.ndjson").read_bytes() == before
    told = said(capsys, *here, tmp_path / "whole", "--with-originals", "diminta hakim", "--who", "pemeriksa:P-02")
    assert "tidak diserahkan" not in told
    added, made = map(json.loads, (vault / "ledger.ndjson").read_bytes().removeprefix(before).splitlines())
    assert (added["kind"], added["item"], added["why"]) == ("transferred", "B-001", "diminta hakim")
    assert (made["kind"], made["case"], made["why"]) == ("bundled", "P-1", "diminta hakim")
    original = added["after"].removeprefix("sha256:")
    assert (tmp_path / "whole/data/objects" / original).read_bytes() == (tmp_path / "foto.jpg").read_bytes()
    assert not (tmp_path / "usual/data/objects" / original).exists()


def test_what_was_changed_is_named_and_the_status_is_5(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("isi")
    said(capsys, "evidence", "add", tmp_path / "a.txt", "--vault", vault, "--case", "P-1", *BY)
    said(capsys, "evidence", "seal", "--vault", vault, "--key", tmp_path / "segel.pem", "--who", "pengelola:A-07")
    ledger = vault / "ledger.ndjson"
    ledger.write_bytes(ledger.read_bytes().replace(b"diserahkan", b"dicurikan."))
    told = said(capsys, "verify", vault, "--lang", "en", status=5)
    assert "NOT WHOLE" in told
    assert "ledger.chain 1" in told
    found = json.loads(said(capsys, "verify", vault, "--json", status=5))
    assert (found["holds"], found["faults"][0]["code"]) == (
        False,
        "seal.root" if not found["faults"] else found["faults"][0]["code"],
    )


def test_an_encrypted_vault_is_read_by_whoever_has_the_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.evidence.work import identity, recipient

    own, folder = identity(), tmp_path / "bukti"
    (tmp_path / "kunci.txt").write_text(f"# kunci uji\n{own}\n")
    said(
        capsys,
        "evidence",
        "init",
        folder,
        "--origin",
        "x.example/b",
        "--key",
        tmp_path / "k.pem",
        "--recipient",
        recipient(own),
    )
    (tmp_path / "a.txt").write_text("canary")
    said(capsys, "evidence", "add", tmp_path / "a.txt", "--vault", folder, "--case", "P-1", *BY)
    assert not any(b"canary" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    view = ["evidence", "view", "P-1", "B-001", "--vault", folder, *BY, "--out", tmp_path / "keluar.txt"]
    assert refused(*view)[0] == 2
    (tmp_path / "keluar.txt").unlink(missing_ok=True)
    said(capsys, *view, "--identity", tmp_path / "kunci.txt")
    assert (tmp_path / "keluar.txt").read_text() == "canary"
    assert said(capsys, "evidence", "log", "--vault", folder, "--json").count('"kind":"viewed"') == 1


def test_expired_evidence_goes_by_two_people_and_stays_on_record(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("isi")
    said(capsys, "evidence", "add", tmp_path / "a.txt", "--vault", vault, "--case", "P-1", *BY)
    destroy = ["evidence", "destroy", "P-1", "B-001", "--vault", vault, *BY]
    assert "belum ditutup" in refused(*destroy)[1]
    at = ["--vault", vault, "--case", "P-1", "--who", "ppk:K-01", "--why", "putusan"]
    said(capsys, "evidence", "record", "noted", *at, "--close-as", "tidak_terbukti")
    assert "disimpan sampai" in refused(*destroy)[1]
    assert "tidak ada" in said(capsys, "evidence", "expired", "--vault", vault)
    assert "B-001" in said(capsys, "evidence", "expired", "--vault", vault, "--on", "2099-01-01")
    assert said(capsys, "evidence", "check", "--vault", vault).startswith("1 isi bukti dibaca, 0 hilang, 0 berubah")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["evidence", "log", "--vault", "tidak-ada"], "bukan vault"),
        (["evidence", "add", "--vault", "x", "--case", "P-1", *BY], "--finding"),
        (["evidence", "add", "x", "--vault", "x", "--case", "P-1", "--who", "saya", "--why", "y"], "pemeriksa:P-02"),
        (["evidence", "record", "approved", "--vault", "x", "--case", "P-1", *BY], "--item"),
        (["evidence", "record", "held", "--close-as", "terbukti", "--vault", "x", "--case", "P-1", *BY], "--close-as"),
        (["evidence", "redact", "P-1", "B-001", "--vault", "x", *BY], "--mask"),
        (["evidence", "redact", "P-1", "B-001", "--mask", "1,2", "--vault", "x", *BY], "kiri,atas"),
        (["verify", "tidak-ada"], "tidak ada; periksa nama"),
        (["verify", ".", "--key", "bukan+kunci"], "--key"),
        (["verify", ".", "--tsa-root", "tidak-ada.pem"], "--tsa-root"),
        (["bundle", "P-1", "--vault", "tidak-ada", "--out", "x"], "bukan vault"),
    ],
)
def test_wrong_usage_says_what_to_write(words: list[str], hint: str) -> None:
    status, sentence = refused(*words)
    assert status in (2, 4)
    assert hint in sentence


def test_a_seal_that_nobody_dates_leaves_the_ledger_unsealed(vault: Path, tmp_path: Path) -> None:
    words = ["evidence", "seal", "--vault", vault, "--key", tmp_path / "segel.pem", "--who", "pengelola:A-07", "--tsa"]
    assert "tidak menjawab" in refused(*words, "http://127.0.0.1:9/")[1]
    assert "http" in refused(*words, "file:///etc/passwd")[1]
    assert list((vault / "seals").iterdir()) == []


def test_what_is_refused_stops_nothing_else_and_the_status_says_so(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in (("a.txt", b"isi"), ("b.txt", b"x" * 2000), ("c.txt", b"lain")):
        (tmp_path / name).write_bytes(data)
    admin = ["--vault", vault, "--who", "pengelola:A-07", "--why", "isi disk"]
    assert "one case: 1 KB" in said(capsys, "evidence", "quota", *admin, "--case", "1KB", "--lang", "en")
    files = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    status, told = refused("evidence", "add", *files, "--vault", vault, "--case", "P-1", *BY, "--lang", "en")
    assert (status, told) == (3, "b.txt: larger than the 997 bytes that may still be kept in this case.")
    assert "B-002" in capsys.readouterr().out
    status, told = refused("evidence", "add", files[1], "--vault", vault, "--case", "P-1", *BY)
    assert (status, told) == (2, "b.txt: lebih besar daripada 993 bita yang masih boleh disimpan dalam perkara ini.")
    status, told = refused("evidence", "add", files[0], tmp_path / "d.txt", "--vault", vault, "--case", "P-1", *BY)
    assert "d.txt" in told
    logged = said(capsys, "evidence", "log", "--vault", vault, "--lang", "en")
    assert ("Reason" in logged, logged.count("received"), logged.count("diterima")) == (True, 2, 0)


def test_every_step_is_told_in_english_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, key, english = tmp_path / "evidence", tmp_path / "seal.pem", ("--lang", "en")
    init = ["evidence", "init", folder, "--origin", "agency.example/evidence", "--key", key, *english]
    assert "Publish this key" in said(capsys, *init)
    assert "is not empty" in refused(*init)[1]
    (tmp_path / "a.txt").write_bytes(b"a witness")
    about = ["--vault", folder, *BY, *english]
    said(capsys, "evidence", "add", tmp_path / "a.txt", "--case", "P-1", *about)
    assert "no item B-009" in refused("evidence", "view", "P-1", "B-009", "--out", tmp_path / "x", *about)[1]
    redact = ["evidence", "redact", "P-1", "B-001", "--text", "witness", *about]
    assert "Redacted copy" in said(capsys, *redact)
    give = ["bundle", "P-1", "--vault", folder, "--out", tmp_path / "P-1", *english]
    assert "is not sealed yet" in refused(*give)[1]
    said(capsys, "evidence", "seal", "--vault", folder, "--key", key, "--who", "pengelola:A-07", *english)
    assert "2 items, 1 originals not handed out, 3 events up to seal 3" in said(capsys, *give)


def test_a_timestamp_is_carried_there_and_back(
    vault: Path, tmp_path: Path, authority: tuple[str, Authority], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(b"isi")
    said(capsys, "evidence", "add", tmp_path / "a.txt", "--vault", vault, "--case", "P-1", *BY)
    by, query, answer = ["--vault", vault, "--who", "pengelola:A-07"], tmp_path / "segel.tsq", tmp_path / "segel.tsr"
    asked = ["evidence", "seal", *by, "--key", tmp_path / "segel.pem", "--request"]
    assert "bawa" in said(capsys, *asked, query)
    assert "sudah ada" in refused(*asked, query)[1]
    assert "sebutkan --key" in refused("evidence", "seal", *by)[1]
    answer.write_bytes(authority[1].answer(query.read_bytes()))
    assert "seal 1 has the time" in said(capsys, "evidence", "seal", *by, "--answer", answer, "--lang", "en")
    assert "tidak ada segel yang menunggu" in refused("evidence", "seal", *by, "--answer", answer)[1]
    assert "cap waktunya menyusul" in said(capsys, "verify", vault, "--tsa-root", authority[1].root_file)


def test_a_bundle_is_on_record_by_its_manifest_and_made_again_is_the_same(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(b"isi")
    said(capsys, "evidence", "add", tmp_path / "a.txt", "--vault", vault, "--case", "P-1", *BY)
    said(capsys, "evidence", "seal", "--vault", vault, "--key", tmp_path / "segel.pem", "--who", "pengelola:A-07")
    for name in ("satu", "dua"):
        said(capsys, "bundle", "P-1", "--vault", vault, "--out", tmp_path / name, "--who", "pemeriksa:P-02")
    manifests = [(tmp_path / name / "tagmanifest-sha256.txt").read_bytes() for name in ("satu", "dua")]
    assert manifests[0] == manifests[1]
    events = [json.loads(line) for line in said(capsys, "evidence", "log", "--vault", vault, "--json").splitlines()]
    digest = f"sha256:{hashlib.sha256(manifests[0]).hexdigest()}"
    told = [(one["after"], one["who"]["id"]) for one in events if one["kind"] == "bundled"]
    assert told == [(digest, "P-02")] * 2
    assert f"Sidik bundel ini: {digest}" in said(capsys, "verify", tmp_path / "dua")
    assert json.loads(said(capsys, "verify", tmp_path / "dua", "--json"))["bundle"] == digest
