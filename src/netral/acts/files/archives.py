"""What is in this zip or tar? Its files, unpacked under names that are ours, never more than an archive may hold."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple
from uuid import uuid4

import pyarrow as pa

from netral.acts.files import spreadsheet
from netral.acts.files.spreadsheet import MAX_RATIO, RATIO_FLOOR
from netral.acts.rejects import FileRefused, Said

CHUNK = 1 << 20
DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError),
    *(RuntimeError, OSError, pa.ArrowException),
)
_GZIP, _ZSTD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", (b"PK\x03\x04", b"PK\x05\x06")


class Limits(NamedTuple):
    """What an archive may unpack to: `ratio` times its size, but `floor` bytes at any rate, and never above `most`.

    `depth`: how many archives may lie in each other.
    """

    ratio: int = MAX_RATIO
    floor: int = RATIO_FLOOR
    most: int = 2 << 30
    members: int = 10_000
    depth: int = 3


class Member(NamedTuple):
    """A file of an archive: its name there, and where its bytes are; or why they are not to be had."""

    name: str
    path: Path
    refusal: FileRefused | None = None


def kind(path: Path) -> str | None:
    """`zip`, `tar`, `wacz` or `warc` by content; None for anything else, a document, or a pipe."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start in _ZIP:
            return _zip_kind(path)
        with unpacked(path) as stream:
            head = stream.read(512)
    except DAMAGED:
        return None
    if head.startswith(b"WARC/1."):
        return "warc"
    return "tar" if head[257:262] == b"ustar" else None


def _zip_kind(path: Path) -> str | None:
    if spreadsheet.kind(path) is not None or spreadsheet.is_document(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except DAMAGED:
        return "zip"
    captured = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    return "wacz" if captured else "zip"


@contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes; of a gzip or zstd those inside."""
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        if start[:2] == _GZIP:
            with gzip.open(file) as stream:
                yield stream  # type: ignore[misc]
        elif start == _ZSTD:
            with pa.CompressedInputStream(pa.PythonFile(file), "zstd") as stream:
                yield stream
        else:
            yield file


class Room:
    """How much is still allowed, over all members of one archive."""

    def __init__(self, name: Path, path: Path, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._most = min(limits.most, max(limits.floor, limits.ratio * path.stat().st_size))
        self._given = 0

    def take(self, count: int) -> None:
        """FileRefused where the archive unpacks to more than it may."""
        self._given += count
        if self._given > self._most:
            raise FileRefused(
                self._name, "too_large_unpacked", Said(f"lebih dari {self._most} bita", f"more than {self._most} bytes")
            )

    def keep(self, source: Any, into: Path) -> Path:
        """All of `source` as a file of ours. The archive's names stay names: nothing is written where they say."""
        target = into / uuid4().hex
        with target.open("xb") as out:
            while chunk := source.read(CHUNK):
                self.take(len(chunk))
                out.write(chunk)
        return target


def members(name: Path, path: Path, kind: str, into: Path, limits: Limits) -> Iterator[Member]:
    """Every file of a zip or tar; FileRefused as soon as the archive is not what it should be."""
    room = Room(name, path, limits)
    try:
        yield from (_zip if kind == "zip" else _tar)(name, path, into, limits, room)
    except DAMAGED as error:
        raise FileRefused(
            name,
            "damaged",
            Said(
                "arsip tidak dapat dibuka, atau meminta kata sandi",
                "the archive cannot be unpacked, or asks for a password",
            ),
        ) from error


def _zip(name: Path, path: Path, into: Path, limits: Limits, room: Room) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        entries = [info for info in archive.infolist() if not info.is_dir()]
        if len(entries) > limits.members:
            raise FileRefused(
                name,
                "archive_unsafe",
                Said(f"lebih dari {limits.members} berkas", f"more than {limits.members} members"),
            )
        for info in entries:
            _refuse_climbing(name, info.filename)
            with archive.open(info) as source:
                yield Member(info.filename, room.keep(source, into))


def _tar(name: Path, path: Path, into: Path, limits: Limits, room: Room) -> Iterator[Member]:
    with unpacked(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, info in enumerate(archive, 1):
            if number > limits.members:
                raise FileRefused(
                    name,
                    "archive_unsafe",
                    Said(f"lebih dari {limits.members} berkas", f"more than {limits.members} members"),
                )
            _refuse_climbing(name, info.name)
            if info.isdir():
                continue
            source = archive.extractfile(info) if info.isreg() else None
            if source is None:
                told = FileRefused(
                    name,
                    "archive_unsafe",
                    Said("tautan atau perangkat, bukan berkas", "a link or a device, and no file"),
                )
                yield Member(info.name, path, told)
                continue
            yield Member(info.name, room.keep(source, into))
        end = archive.offset
    _refuse_damaged_end(name, path, end)


def _refuse_damaged_end(name: Path, path: Path, end: int) -> None:
    """The library takes a damaged header for the end of the archive, which is a block of zeros."""
    with unpacked(path) as stream:
        while end > 0 and (skipped := stream.read(min(end, CHUNK))):
            end -= len(skipped)
        if stream.read(512).strip(b"\0"):
            raise FileRefused(name, "damaged", Said("kepala arsip rusak", "a header of the archive is damaged"))


def _refuse_climbing(name: Path, member: str) -> None:
    if climbs(member):
        raise FileRefused(
            name,
            "archive_unsafe",
            Said("nama sebuah berkas menunjuk ke luar arsip", "a member's name leads out of the archive"),
        )


def climbs(member: str) -> bool:
    """Does this name lead out of the archive, or to a place of its own?"""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    return not parts or ".." in parts or parts[0] == "/" or ":" in parts[0]
