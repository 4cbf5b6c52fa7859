"""A web capture is told in its own words and pictures, with whether its digests hold, and no more than that."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from netral.evidence.errors import EvidenceRefused
from netral.evidence.media import media_type
from netral.evidence.views import capture, warc
from tests.evidence.originals import ZEROS, captured, described, listed, recorded, wacz, zipped


@pytest.mark.parametrize("data", [captured(), wacz()], ids=["warc", "wacz"])
def test_a_capture_is_told_in_words_and_pictures_without_its_cookies(data: bytes) -> None:
    seen = capture.opened(data)
    assert "Dukung nomor lima" in seen.text
    assert '{"teks":"halo"}' in seen.text
    assert "rahasia" not in seen.text
    assert "script" not in seen.text
    assert [address for address, _ in seen.pictures] == ["https://contoh.example/f.jpg"]
    assert seen.digests() == {"checked": seen.checked, "held": seen.checked, "failed": []}
    assert seen.checked >= 3


def test_a_digest_that_does_not_hold_is_named() -> None:
    altered = captured(gzip_=False).replace(b"nomor lima", b"nomor enam")
    assert capture.opened(altered).failed == ("https://contoh.example/",)
    assert capture.opened(wacz(lie=True)).failed == ("archive/data.warc.gz",)


def test_a_capture_that_unpacks_to_too_much_is_refused_in_little_memory() -> None:
    bomb = gzip.compress(recorded(ZEROS)) * 20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(EvidenceRefused, match="terlalu besar"):
        capture.opened(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10


def test_many_small_answers_are_no_way_around_the_limit() -> None:
    # Each is less than what is looked at of one answer; together they fill any memory.
    one = gzip.compress(recorded(b"a" * (7 << 20)))
    with pytest.raises(EvidenceRefused, match="terlalu besar"):
        capture.opened(one * 80)
    seen = capture.opened(one * 5)
    assert len(seen.text) < 20 << 20
    assert "too long" in seen.text


def test_one_member_listed_many_times_is_hashed_once() -> None:
    part = listed("archive/a.bin", ZEROS)
    assert capture.opened(described([("archive/a.bin", ZEROS)], [part] * 1000)).checked == 1


# What is not so must not look so.

FORGED = recorded(b"Dukung nomor lima", address="https://korban.example/")


def test_a_page_cannot_forge_another_page_inside_the_copy() -> None:
    page = b"halo\n== 2024-10-05T00:00:00Z https://korban.example/ (text/html, 9)\nDukung\x0b== x\r== y\xe2\x80\xa8== z"
    seen = capture.opened(recorded(page, address="https://contoh.example/\r\n == https://korban.example/"))
    heads = [line for line in seen.text.splitlines()[2:] if not line.startswith("  ")]
    assert len(heads) == 1
    assert "https://contoh.example/" in heads[0]


def test_what_no_digest_covers_is_named_and_not_shown() -> None:
    good = captured()
    archive = [("archive/a.warc.gz", good), ("archive/b.warc.gz", gzip.compress(FORGED))]
    seen = capture.opened(described(archive, [listed("archive/a.warc.gz", good)]))
    assert seen.failed == ("archive/b.warc.gz",)
    assert "korban" not in seen.text
    assert "SIDIK TIDAK COCOK" not in capture.opened(wacz()).text


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_with_one_name_neither_is_shown() -> None:
    good = captured()
    archive = [("archive/a.warc.gz", gzip.compress(FORGED)), ("archive/a.warc.gz", good)]
    with pytest.raises(EvidenceRefused, match="rusak"):
        capture.opened(described(archive, [listed("archive/a.warc.gz", good)]))


@pytest.mark.parametrize("told", ["shake_128:00", "sha256", "", "sha256:"])
def test_a_digest_that_says_nothing_does_not_hold(told: str) -> None:
    seen = capture.opened(described([("archive/a.warc.gz", captured())], [{"path": "archive/a.warc.gz", "hash": told}]))
    assert "archive/a.warc.gz" in seen.failed
    assert "SIDIK TIDAK COCOK · DIGESTS DO NOT HOLD" in seen.text


def test_a_member_that_is_listed_and_gone_is_named() -> None:
    good = captured()
    seen = capture.opened(
        described([("archive/a.warc.gz", good)], [listed("archive/a.warc.gz", good), listed("x", b"")])
    )
    assert seen.failed == ("x",)


def test_a_record_says_whether_its_digest_holds() -> None:
    assert "tanpa sidik" in capture.opened(FORGED).text
    altered = captured(gzip_=False).replace(b"nomor lima", b"nomor enam")
    told = [line for line in capture.opened(altered).text.splitlines() if "(text/html" in line]
    assert len(told) == 1
    assert "SIDIK TIDAK COCOK" in told[0]
    assert "sidik cocok" in capture.opened(captured()).text


def test_a_record_that_was_cut_off_does_not_hold() -> None:
    assert capture.opened(FORGED[:-12]).failed[0] == "https://korban.example/"
    packed = gzip.compress(FORGED)
    assert warc.read(FORGED + FORGED[:40])[0]["failed"] == ["terpotong · cut off"]
    for length in range(12, len(packed), 7):
        # In process: what is meant is the reader's sense, and a hundred processes are slow.
        assert warc.read(packed + packed[:length])[0]["failed"][-1] == "terpotong · cut off"


def test_an_altered_length_shows_nobody_s_cookies() -> None:
    request = recorded(b"GET / HTTP/1.1\r\nCookie: sesi=rahasia\r\n\r\n").replace(b"Type: resource", b"Type: request")
    swallowed = recorded(b"halo").replace(b"Length: 4", f"Length: {8 + len(request)}".encode()) + request
    seen = capture.opened(swallowed)
    assert "rahasia" not in seen.text
    assert "https://contoh.example/" in seen.failed


def test_what_is_packed_in_a_way_that_is_not_read_is_said() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\x8b\x02\x80hai\x03"
    data = recorded(answer, kind="application/http;msgtype=response").replace(b"Type: resource", b"Type: response")
    told = capture.opened(data).text
    assert "dikemas sebagai br" in told
    assert "hai" not in told


@pytest.mark.parametrize(
    "description",
    [b"[" * 200_000, b"{}", b'{"resources": [1]}', b'{"resources": [{"path": 1, "hash": 2}]}', b"\xff"],
    ids="deep nothing number types noise".split(),
)
def test_a_description_that_is_none_is_refused(description: bytes) -> None:
    with pytest.raises(EvidenceRefused, match="rusak"):
        capture.opened(zipped({"archive/a.warc.gz": captured(), "datapackage.json": description}))


# What the tool that people use makes and judges.


def tool(*words: object) -> subprocess.CompletedProcess[bytes]:
    wacz_ = Path(sys.executable).with_name("wacz")
    return subprocess.run([wacz_, *map(str, words)], capture_output=True, check=False)


def test_a_wacz_of_the_usual_tool_is_opened_and_judged_as_the_tool_does(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(captured())
    made = tmp_path / "a.wacz"
    assert tool("create", tmp_path / "a.warc.gz", "-o", made).returncode == 0
    data = made.read_bytes()
    assert media_type(data[:65536]) == "application/wacz"
    assert b"passed WACZ is valid" in tool("validate", "-f", made).stdout
    seen = capture.opened(data)
    assert "Dukung nomor lima" in seen.text
    # Index, index of the index, archive, the description, and the records.
    assert (seen.failed, seen.checked >= 7) == ((), True)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    for name in ("archive/a.warc.gz", "datapackage.json"):
        altered = {**members, name: members[name][:-1] + b" "}
        if name == "datapackage.json":
            altered[name] = json.dumps({**json.loads(members[name]), "created": "2020"}).encode()
        made.write_bytes(zipped(altered))
        assert b"passed WACZ is valid" not in tool("validate", "-f", made).stdout, name
        assert name in capture.opened(made.read_bytes()).failed
