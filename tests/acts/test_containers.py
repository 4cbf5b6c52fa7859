"""Tars, packed tars and web captures: every file by itself, nothing believed that an archive says of itself."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from netral.acts.aside import private_folder
from netral.acts.files.archives import Limits
from netral.acts.files.captures import shown
from netral.acts.files.unpack import Export, expanded
from netral.acts.read import open_export
from netral.cli.read import read
from tests.acts.exports import modern, tweet

ONE, TWO = modern(tweet(1)), modern(tweet(2))
SMALL = Limits(floor=1 << 20, members=8)


def tarred(*members: tuple[str, bytes] | tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for one in members:
            if isinstance(one, tarfile.TarInfo):
                archive.addfile(one)
                continue
            info = tarfile.TarInfo(one[0])
            info.size = len(one[1])
            archive.addfile(info, io.BytesIO(one[1]))
    return out.getvalue()


def zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, "zstd", asbytes=True))


def captured(*answers: tuple[str, str, bytes], alter: bool = False, plain: bool = False) -> bytes:
    """A WARC of a request with a cookie and of these (address, media type, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=not (alter or plain))
    told = [("request", "https://contoh.example/", "text/plain", b"")]
    told += [("response", *one) for one in answers]
    for kind, address, media, body in told:
        asked = kind == "request"
        heads = [("Content-Type", media), ("Cookie" if asked else "X", "sesi=rahasia-{cid}")]
        http = StatusAndHeaders(
            "GET / HTTP/1.1" if asked else "200 OK", heads, protocol="" if asked else "HTTP/1.1", is_http_request=asked
        )
        record = writer.create_warc_record(address, kind, payload=io.BytesIO(body), http_headers=http)
        writer.write_record(record)
        record.raw_stream.close()
    return out.getvalue().replace(b'"text":"halo"', b'"text":"hala"') if alter else out.getvalue()


def comments(number: int) -> bytes:
    user = {"uid": f"68000000000000000{number:02}", "unique_id": f"asn_contoh_{number:02}"}
    one = {"cid": f"74200000000000001{number:02}", "aweme_id": "7420000000000000001", "create_time": 1728155704}
    return json.dumps(
        {"comments": [{**one, "text": "halo", "reply_id": "0", "user": user}]}, separators=(",", ":")
    ).encode()


API = "https://www.tiktok.com/api/comment/list/?aweme_id=7420000000000000001&cursor={}"


def opened(path: Path, into: Path, limits: Limits = SMALL) -> list[Export]:
    into.mkdir(exist_ok=True)
    return list(expanded([path], into, limits))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd], ids=["tar", "tar.gz", "tar.zst"])
def test_a_tar_is_its_files_however_it_is_packed(tmp_path: Path, pack) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "ekspor.bin"
    path.write_bytes(pack(tarred(("a.csv", ONE), ("d/b.csv", TWO))))
    found = opened(path, tmp_path / "into")
    assert [one.name for one in found] == [f"{path}!a.csv", f"{path}!d/b.csv"]
    assert [open_export(one.path).report().accepted for one in found] == [1, 1]


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_a_link_or_device_in_a_tar_is_told_and_its_neighbours_are_read(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred(link("x.csv", "/etc/passwd", kind), ("a.csv", ONE)))
    first, second = opened(path, tmp_path / "into")
    assert first.refusal is not None
    assert first.refusal.reason == "archive_unsafe"
    assert (second.refusal, second.path.read_bytes()) == (None, ONE)


def test_two_members_of_one_name_are_two_files(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred(("a.csv", ONE), ("a.csv", TWO)))
    found = opened(path, tmp_path / "into")
    assert [one.name.rpartition("!")[2] for one in found] == ["a.csv", "a.csv (2)"]
    assert [one.path.read_bytes() for one in found] == [ONE, TWO]


def nested(depth: int) -> bytes:
    data = ONE
    for _ in range(depth):
        data = tarred(("a", data))
    return data


BOMBS = {
    "tar that climbs": (tarred(("../a.csv", ONE)), "archive_unsafe"),
    "tar with a root": (tarred(("/a.csv", ONE)), "archive_unsafe"),
    "tar in a gzip bomb": (gzip.compress(tarred(("a.csv", b"\0" * (4 << 20)))), "too_large_unpacked"),
    "tar in a zstd bomb": (zstd(tarred(("a.csv", b"\0" * (4 << 20)))), "too_large_unpacked"),
    "tar of many": (tarred(*((f"{n}", b"") for n in range(9))), "archive_unsafe"),
    "tar cut off": (tarred(("a.csv", ONE * 50))[:900], "damaged"),
    "gzip tar cut off": (gzip.compress(tarred(("a.csv", os.urandom(9000))))[:-4000], "damaged"),
    "four in each other": (nested(4), "archive_unsafe"),
    "warc cut off": (captured((API, "application/json", comments(1)))[:-60], "damaged"),
    "warc cut off at its last record": (
        captured(*[(API, "application/json", comments(n)) for n in (1, 2)])[:-200],
        "damaged",
    ),
    "warc without answers": (captured(("https://x.example/", "text/html", b"<p>")), "no_answers"),
    "warc bomb": (captured((API, "application/json", b"{" + b" " * (8 << 20) + b"}")), "too_large_unpacked"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_an_archive_that_is_no_export_is_refused_and_writes_nothing_outside(tmp_path: Path, name: str) -> None:
    content, reason = BOMBS[name]
    path = tmp_path / "in"
    path.write_bytes(content)
    found = opened(path, tmp_path / "into")
    assert [one.refusal.reason for one in found if one.refusal] == [reason]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in", "into"]


def test_a_damaged_header_is_not_the_end_of_a_tar(tmp_path: Path) -> None:
    content = bytearray(tarred(("a.csv", ONE), ("b.csv", TWO), ("c.csv", ONE)))
    second = 512 + -(-len(ONE) // 512) * 512
    content[second + 150] ^= 1
    (tmp_path / "a.tar").write_bytes(content)
    assert [one.refusal.reason for one in opened(tmp_path / "a.tar", tmp_path / "into") if one.refusal] == ["damaged"]


# Web captures.


def test_what_stands_between_two_records_is_a_fault_and_never_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = captured(*[(API, "application/json", comments(n)) for n in (1, 2, 3)], plain=True)
    length = raw.index(b"Content-Length: ", raw.index(b"WARC-Type: response"))
    short = raw[: length + 16] + b"9" + raw[raw.index(b"\r\n", length) :]
    (tmp_path / "a.warc").write_bytes(short)
    assert [one.refusal.reason for one in opened(tmp_path / "a.warc", tmp_path / "into") if one.refusal] == ["damaged"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("cut", range(1, 700, 29))
def test_a_plain_capture_that_was_cut_is_told(tmp_path: Path, cut: int) -> None:
    raw = captured(*[(API, "application/json", comments(n)) for n in (1, 2)], plain=True)
    (tmp_path / "a.warc").write_bytes(raw[:-cut])
    assert [one.refusal.reason for one in opened(tmp_path / "a.warc", tmp_path / "into") if one.refusal] == ["damaged"]


def test_the_answers_of_one_address_are_one_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rekaman.warc.gz"
    told = [(API.format(n), "application/json", comments(n)) for n in range(1, 6)]
    path.write_bytes(captured(*told, ("https://www.tiktok.com/@orang_lain/video/1", "text/html", b"<p>x")))
    assert read(path, json=True) == 0
    (entry,) = json.loads(capsys.readouterr().out)["inputs"]
    assert (entry["format"], entry["accepted"], entry["path"]) == (
        "tiktok-answers",
        5,
        f"{path}!www.tiktok.com/api/comment/list",
    )


def test_an_answer_that_was_altered_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rekaman.warc"
    other = "https://www.tiktok.com/api/comment/list/lain"
    raw = captured(
        (API, "application/json", comments(1)),
        (other, "application/json", comments(2).replace(b"halo", b"hai")),
        alter=True,
    )
    path.write_bytes(raw)
    found = opened(path, tmp_path / "into")
    assert [one.refusal.reason if one.refusal else None for one in found] == ["digest_mismatch", None]


def test_nothing_of_a_request_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "rekaman.warc.gz"
    path.write_bytes(captured((API, "application/json", comments(1))))
    found = opened(path, tmp_path / "into")
    assert not any(b"rahasia" in one.read_bytes() for one in (tmp_path / "into").iterdir())
    assert len(found) == 1


def test_an_address_in_a_manifest_names_nobody() -> None:
    assert (
        shown("https://www.instagram.com/orang.lain/api/v1/media/123/comments")
        == "www.instagram.com/…/api/v1/media/…/comments"
    )


@pytest.mark.parametrize("lie", [False, True])
def test_a_wacz_is_its_captures_if_its_own_digests_hold(tmp_path: Path, lie: bool) -> None:
    import hashlib

    inner, path = captured((API, "application/json", comments(1))), tmp_path / "rekaman.wacz"
    sha256 = hashlib.sha256(inner + b"!" * lie).hexdigest()
    resource = {"name": "d", "path": "archive/d.warc.gz", "hash": f"sha256:{sha256}", "bytes": len(inner)}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/d.warc.gz", inner)
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": [resource]}))
        archive.writestr("pages/pages.jsonl", "{}\n")
    (found,) = opened(path, tmp_path / "into")
    assert (found.refusal.reason if found.refusal else None) == ("digest_mismatch" if lie else None)


# Nothing stays behind.


def test_what_a_killed_run_unpacked_is_gone_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", f"{tmp_path}")
    code = (
        "import sys, time; from pathlib import Path; from netral.acts.aside import private_folder\n"
        "with private_folder() as folder:\n (folder / 'x').write_text('canary')\n print(folder, flush=True)\n"
        " time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    left = Path(process.stdout.readline().strip())
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (left / "x").exists()
    monkeypatch.setattr("tempfile.tempdir", None)
    with private_folder() as mine:
        assert mine.parent == tmp_path
        assert [one.name for one in tmp_path.iterdir()] == [mine.name]
    assert list(tmp_path.iterdir()) == []
