"""Which answers of a platform were captured in this WARC or WACZ? Its JSON, an address at a time, as exports to read.

All answers of one address (without its query) are one export, one after the other, so that a capture of ten thousand
answers is a few files; `answers` tells again where in the capture each of them stands. Requests are never looked at:
they hold the cookies of whoever made the capture. An answer whose own digest does not hold is refused by its address.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import IO, Any, NamedTuple
from uuid import uuid4

from netral.acts.files.archives import CHUNK, DAMAGED, Limits, Member, Room, unpacked
from netral.acts.rejects import FileRefused, Said

KINDS = ("warc", "wacz")
LARGEST = 64 << 20
"""The largest single answer, in bytes."""
_WORDS = set(
    "api v1 v1.1 v2 i graphql web www comment comments list item items detail media feed timeline user users search "
    "tweets status statuses TweetDetail SearchTimeline UserTweets HomeTimeline query aweme post posts reel".split()
)
# Hostile records reach into the library, which takes headers for granted.
_BROKEN = (*DAMAGED, ValueError, LookupError, AttributeError, TypeError)


class Answer(NamedTuple):
    """One captured answer that is JSON: its address, the record's number in the capture, whether its digest holds."""

    address: str
    number: int
    body: bytes
    holds: bool

    @property
    def place(self) -> str:
        """The address without its query: what one export holds the answers of."""
        return self.address.partition("?")[0].partition("#")[0]


def shown(place: str) -> str:
    """The address as manifests may show it: words of interfaces stay, whatever may be somebody's name does not."""
    host, *parts = place.partition("://")[2].split("/")
    return "/".join([host, *(part if part in _WORDS else "…" for part in parts if part)])


def members(name: Path, path: Path, kind: str, into: Path, limits: Limits) -> Iterator[Member]:
    """The answers of each address as one file; FileRefused where the capture is damaged or holds none."""
    room = Room(name, path, limits)
    try:
        found = list(_kept(name, path, into, room)) if kind == "warc" else list(_archive(name, path, into, room))
    except FileRefused:
        raise
    except _BROKEN as error:
        raise FileRefused(
            name, "damaged", Said("rekaman webnya tidak terbaca", "the web capture cannot be read")
        ) from error
    if not found:
        raise FileRefused(name, "no_answers")
    yield from found


def _kept(name: Path, path: Path, into: Path, room: Room) -> Iterator[Member]:
    files: dict[str, Path] = {}
    waiting: dict[str, list[bytes]] = {}
    held = 0
    with unpacked(path) as stream:
        for answer in answers(stream, room):
            if not answer.holds:
                yield Member(shown(answer.place), path, FileRefused(name, "digest_mismatch"))
                continue
            waiting.setdefault(answer.place, []).append(answer.body)
            held += len(answer.body)
            if held > LARGEST // 4:
                _written(waiting, files, into)
                held = 0
    _written(waiting, files, into)
    yield from (Member(shown(place), target) for place, target in sorted(files.items()))


def _written(waiting: dict[str, list[bytes]], files: dict[str, Path], into: Path) -> None:
    """A line each: a file is not opened for one answer, nor are thousands of addresses open at once."""
    for place, bodies in waiting.items():
        target = files.get(place) or files.setdefault(place, into / uuid4().hex)
        with target.open("ab") as out:
            out.writelines(body + b"\n" for body in bodies)
    waiting.clear()


def _archive(name: Path, path: Path, into: Path, room: Room) -> Iterator[Member]:
    """A WACZ: each of its WARCs, if its bytes are those that the package lists."""
    with zipfile.ZipFile(path) as archive:
        package = json.loads(archive.read("datapackage.json"))
        hashes = {one["path"]: one["hash"] for one in package["resources"]}
        for info in archive.infolist():
            if not info.filename.startswith("archive/") or info.is_dir():
                continue
            with archive.open(info) as source:
                kept = room.keep(source, into)
            if hashes.get(info.filename) != _named(kept, hashes.get(info.filename, "sha256:")):
                yield Member(info.filename, path, FileRefused(name, "digest_mismatch", info.filename))
                continue
            yield from _kept(name, kept, into, room)
            kept.unlink()


def _named(path: Path, expected: str) -> str:
    algorithm = expected.partition(":")[0]
    if algorithm not in hashlib.algorithms_guaranteed:
        raise ValueError(f"{algorithm}: not a digest")
    with path.open("rb") as file:
        return f"{algorithm}:{hashlib.file_digest(file, algorithm).hexdigest()}"


class _Whole:
    """Reads on behalf of a library that takes a broken stream for one that ends, and remembers how it ended."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._tail = stream, b""
        self._broken: Exception | None = None

    def read(self, count: int = -1) -> bytes:
        try:
            given = self._stream.read(count)
        except DAMAGED as error:
            self._broken = error
            return b""
        self._tail = (self._tail + given)[-4:]
        return given

    def refuse_cut(self) -> None:
        """ValueError unless the last record was closed by its two empty lines (WARC 1.1 §4)."""
        if self._broken is not None or not self._tail.endswith((b"\r\n\r\n", b"\n\n")):
            raise ValueError("the capture ends too early") from self._broken


def answers(stream: IO[bytes], room: Room) -> Iterator[Answer]:
    """Every answer of an unpacked WARC that is JSON, in its order; what else is in it is passed over.

    Raises ValueError or EOFError where the capture does not end as it should.
    """
    from warcio.exceptions import ArchiveLoadFailed

    whole = _Whole(stream)
    try:
        for number, record in enumerate(_records(whole), 1):
            if record.rec_type in ("response", "resource") and _may_be_json(record):
                body = _body(record, room)
                if body[:1] in (b"{", b"["):
                    yield Answer(record.rec_headers.get_header("WARC-Target-URI"), number, body, _holds(record))
    except ArchiveLoadFailed as error:
        raise ValueError(str(error)) from error
    whole.refuse_cut()


def _records(whole: _Whole) -> Iterator[Any]:
    """The library tells on standard error what it finds between two records: that is somebody's words, and a fault."""
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(whole, check_digests=True)
    while True:
        told = io.StringIO()
        with redirect_stderr(told):
            record = next(records, None)
        if told.getvalue():
            raise ValueError("bytes that belong to no record")
        if record is None:
            return
        yield record


def _may_be_json(record: Any) -> bool:
    heads = record.http_headers or record.rec_headers
    told = (heads.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return told in ("", "text/plain", "text/javascript") or "json" in told


def _body(record: Any, room: Room) -> bytes:
    stream, parts, size = record.content_stream(), [], 0
    while chunk := stream.read(CHUNK):
        room.take(len(chunk))
        size += len(chunk)
        if size <= LARGEST:
            parts.append(chunk)
    raw = record.raw_stream
    # The library takes a stream that ends too early for one that ends.
    if getattr(raw, "limit", 0) > 0 and not raw.read(1):
        raise EOFError("the capture ends inside a record")
    return b"".join(parts).lstrip() if size <= LARGEST else b""


def _holds(record: Any) -> bool:
    return record.digest_checker is None or record.digest_checker.passed is not False
