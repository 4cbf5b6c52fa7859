"""Read one web capture (WARC 1.1, WACZ 1.1): its answers as text and pictures, and whether its own digests hold.

`python -m netral.evidence.views.warc` takes the capture on standard input and gives one line of JSON, then the pictures
one after another. Nothing in it is run or fetched. Requests are passed over: they hold the cookies of whoever made the
capture.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

from netral.evidence.views import apart
from netral.evidence.views.text import plain, visible

LARGEST = 8 << 20
"""How much of one answer is looked at, in bytes."""
TOTAL = 512 << 20
"""How much a capture may unpack to."""
WORDS, PICTURES, MANY_PICTURES = 16 << 20, 32 << 20, 20
"""How much is shown: signs of text, bytes of pictures, pictures."""
_CUT = "terpotong · cut off"
_CHUNK, _PACKAGE = 1 << 16, 4 << 20
_RECORD = re.compile(rb"WARC/1\.[01]\r?\n")
_HASHES = ("sha256", "sha512", "sha1", "md5")
_UNLISTED = ("datapackage.json", "datapackage-digest.json")
_DIGESTS = {
    True: "sidik cocok · digest holds",
    False: "SIDIK TIDAK COCOK · DIGEST DOES NOT HOLD",
    None: "tanpa sidik · no digest",
}
_CHARSETS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "utf-16": "utf-16"}
_HEAD = (
    "Salinan teks dari rekaman web. Gaya halaman tidak dibaca, jadi kata yang disembunyikan halaman dapat ikut tampil; "
    "baris yang diawali == ditulis Netral, isi rekaman menjorok.\n"
    "Text of a web capture. Page styles are not read, so words that a page hides may show; lines beginning with == "
    "were written by Netral, what was captured is indented."
)


@dataclass(slots=True)
class Found:
    """`parts`: the readable copy. `pictures`: (address, bytes) as captured. `failed`: where a digest does not hold."""

    parts: list[str] = field(default_factory=lambda: [_HEAD])
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    checked: int = 0
    failed: list[str] = field(default_factory=list)
    answers: int = 0
    unpacked: int = 0
    words: int = 0
    cut: bool = False

    def count(self, held: bool, place: str) -> None:
        """One digest more was checked."""
        self.checked += 1
        if not held:
            self.failed.append(place)

    def unpack(self, size: int) -> None:
        """So many bytes more came out of it."""
        self.unpacked += size
        if self.unpacked > TOTAL:
            raise apart.Refused(apart.TOO_LARGE)

    def tell(self, lines: Iterator[str]) -> None:
        """Add to the readable copy, as far as there is room."""
        for line in lines:
            self.words += len(line) + 1
            if self.words > WORDS:
                self.cut = True
                return
            self.parts.append(line)

    def picture(self, address: str, data: bytes) -> None:
        """Keep a picture to be shown, as far as there is room."""
        if len(self.pictures) < MANY_PICTURES and sum(len(one) for _, one in self.pictures) + len(data) <= PICTURES:
            self.pictures.append((address, data))


def read(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What `main` answers; raises whatever the libraries raise where the capture is damaged."""
    found = Found()
    if data[:2] == b"PK":
        _wacz(data, found)
    else:
        _warc(BytesIO(data), found)
    if not found.answers and not found.checked:
        raise ValueError("no answer in it")
    if found.cut:
        found.parts.append(
            "== terlalu panjang; selebihnya hanya ada dalam aslinya · too long; the rest is in the original only"
        )
    if found.failed:
        places = "; ".join(found.failed[:20])
        found.parts.insert(1, f"== SIDIK TIDAK COCOK · DIGESTS DO NOT HOLD: {len(found.failed)}: {plain(places)}")
    about = {
        "text": "\n".join(found.parts),
        "checked": found.checked,
        "failed": found.failed,
        "pictures": [(address, len(one)) for address, one in found.pictures],
    }
    return about, b"".join(one for _, one in found.pictures)


def _wacz(data: bytes, found: Found) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        if len(members) != sum(not info.is_dir() for info in archive.infolist()):
            # Of two members with one name, one would be checked and the other shown.
            raise ValueError("two members of the same name")
        if members["datapackage.json"].file_size > _PACKAGE:
            raise ValueError("datapackage.json is too large")
        described = archive.read("datapackage.json")
        if "datapackage-digest.json" in members:
            told = json.loads(_beginning(archive, members["datapackage-digest.json"]))["hash"]
            found.count(_holds(told, BytesIO(described), found), "datapackage.json")
        listed = {one["path"]: one["hash"] for one in json.loads(described)["resources"]}
        for path, told in listed.items():
            if path not in members:
                found.count(False, path)
                continue
            with archive.open(members[path]) as member:
                held = _holds(told, member, found)
            found.count(held, path)
            if held and path.startswith("archive/") and ".warc" in path:
                with archive.open(members[path]) as stream:
                    _warc(stream, found)
        # What no digest covers is named and not shown, as above: anybody can put a file into a ZIP.
        for path in sorted(set(members) - set(listed) - set(_UNLISTED)):
            found.count(False, path)


def _beginning(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        return member.read(_PACKAGE)


def _holds(told: str, stream: IO[bytes], found: Found) -> bool:
    algorithm, _, expected = told.partition(":")
    if algorithm not in _HASHES:
        return False
    hash_ = hashlib.new(algorithm, usedforsecurity=False)
    while chunk := stream.read(_CHUNK):
        found.unpack(len(chunk))
        hash_.update(chunk)
    return hash_.hexdigest() == expected.lower()


def _warc(stream: IO[bytes], found: Found) -> None:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = _Records(stream)
    try:
        for record in ArchiveIterator(records, check_digests=True):
            if record.rec_type in ("response", "resource"):
                _answer(record, found)
            else:
                _pass_over(record, found)
    except ArchiveLoadFailed as error:
        raise ValueError(str(error)) from error
    except (zlib.error, gzip.BadGzipFile):
        # What came before it is whole, and says so record by record.
        found.count(False, _CUT)
    else:
        if not records.ended():
            found.count(False, _CUT)


class _Records:
    """What a capture holds, packed or not, as the library reads it: which takes any end for an orderly one."""

    def __init__(self, stream: IO[bytes]) -> None:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        self._source: Any = gzip.GzipFile(fileobj=stream) if packed else stream
        self._last = b""

    def read(self, size: int) -> bytes:
        # No more than what is ready, so that damage further on takes nothing with it.
        try:
            chunk: bytes = self._source.read1(size)
        except EOFError as error:
            # The library's own sign for an orderly end.
            raise gzip.BadGzipFile(str(error)) from error
        self._last = (self._last + chunk)[-4:]
        return chunk

    def tell(self) -> int:
        return int(self._source.tell())

    def ended(self) -> bool:
        """A record ends with two empty lines."""
        return not self._last or self._last == b"\r\n\r\n" or self._last.endswith(b"\n\n")


def _pass_over(record: Any, found: Found) -> None:
    while more := record.raw_stream.read(_CHUNK):
        found.unpack(len(more))
    if _left(record):
        found.count(False, _CUT)


def _left(record: Any) -> int:
    """How much of a record, read to its end, is not there."""
    return int(getattr(record.raw_stream, "limit", 0))


def _answer(record: Any, found: Found) -> None:
    address = " ".join((record.rec_headers.get_header("WARC-Target-URI") or "").split())
    content = record.content_stream()
    body = content.read(LARGEST)
    found.unpack(len(body))
    # To its end, unpacked or not: only then are its digests known, and whether all of it is there.
    for rest in (content, record.raw_stream):
        while more := rest.read(_CHUNK):
            found.unpack(len(more))
    held = record.digest_checker.passed if record.digest_checker is not None else None
    # Another record inside means that the length was altered: a request with its cookies would be shown.
    if _left(record) or _RECORD.search(body):
        held = False
    if held is not None:
        found.count(held, address)
    found.answers += 1
    found.tell(_told(record, address, body, held, found))


def _told(record: Any, address: str, body: bytes, held: bool | None, found: Found) -> Iterator[str]:
    heads = record.http_headers
    told = (heads and heads.get_header("Content-Type")) or record.rec_headers.get_header("Content-Type") or ""
    kind = told.partition(";")[0].strip().lower()
    at = record.rec_headers.get_header("WARC-Date") or "?"
    digest = _DIGESTS[held]
    yield f"== {plain(at)} {plain(address)} ({plain(kind) or '?'}, {len(body)}; {digest})"
    packed = ((heads and heads.get_header("Content-Encoding")) or "").strip().lower()
    if held is False:
        yield "== isinya tidak ditampilkan; lihat aslinya · not shown: it is not what was captured; see the original"
    elif packed not in ("", "identity", "gzip", "deflate"):
        yield f"== dikemas sebagai {plain(packed)}, tidak terbaca di sini · packed in a way that is not read here"
    elif kind in ("text/html", "application/xhtml+xml"):
        yield from _indented(visible(_decoded(body, told)))
    elif kind.startswith("text/plain") or kind.endswith("json"):
        yield from _indented(_decoded(body, told))
    elif kind in ("image/jpeg", "image/png", "image/webp", "image/gif"):
        found.picture(address, body)


def _indented(text: str) -> Iterator[str]:
    """No line of a page can be taken for one of ours."""
    return (f"  {line}" for line in plain(text).splitlines())


def _decoded(body: bytes, told: str) -> str:
    charset = told.lower().partition("charset=")[2].strip(" \"'").partition(";")[0]
    return body.decode(_CHARSETS.get(charset, "utf-8"), "replace")


def main() -> int:
    """0, and what was found on standard output; otherwise a status of `apart`."""
    import warcio.archiveiterator  # noqa: F401 (loaded before the limits forbid it)

    return apart.answer(read)


if __name__ == "__main__":
    sys.exit(main())
