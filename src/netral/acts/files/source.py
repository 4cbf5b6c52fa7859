"""Where do the bytes come from? One reader of files: plain, gzip, zstd or a sheet, hashed while read, UTF-8 out."""

from __future__ import annotations

import codecs
import hashlib
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from netral.acts.files.masks import Positions
from netral.acts.limits import USUAL, Limits
from netral.acts.rejects import FileRefused, Said

BLOCK = 8 << 20
ZSTD = b"\x28\xb5\x2f\xfd"
_STEP = 1 << 20
"""A bomb shows itself after so many bytes."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Source:
    """Blocks of UTF-8 from `path`, the sha256 of the file as given, and offsets into its unpacked bytes.

    `content`: what the file holds, where that is not its bytes (a spreadsheet's sheet as CSV); offsets are into it.
    """

    def __init__(self, path: Path, content: Iterator[bytes] | None = None, limits: Limits = USUAL) -> None:
        # Before the file is opened: what cannot be unpacked leaves nothing open.
        begun = b"" if content is None else next(content, b"")
        self.path, self.limits, self._content = path, limits, content
        self._file: BinaryIO = path.open("rb")
        self._hash = hashlib.sha256()
        self._hasher = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None
        self.taken = 0
        self._given = 0
        try:
            self._packed = self._take()
            self._gzip = zlib.decompressobj(31) if self._packed[:2] == b"\x1f\x8b" else None
            self._zstd = _zstd(self._packed, self._take) if self._packed[:4] == ZSTD else None
            head = begun or self._first()
        except BaseException:
            self.close()
            raise
        self.encoding, bom = _encoding(head)
        self.start = bom
        self._decoder = None if self.encoding == "utf-8" else codecs.getincrementaldecoder(self.encoding)("replace")
        self._head = self._decode(head[bom:])

    @property
    def packed(self) -> bool:
        return self._gzip is not None or self._zstd is not None

    def peek(self) -> bytes:
        """The first block, not consumed."""
        return self._head

    def skip(self, count: int) -> None:
        """Drop `count` bytes of the peeked block (a `sep=;` line)."""
        self.start += self.width(self._head[:count])
        self._head = self._head[count:]

    def read(self) -> bytes:
        """The next block, empty at the end."""
        if self._head:
            block, self._head = self._head, b""
            return block
        while raw := self._unpack():
            if block := self._decode(raw):
                return block
        if self._gzip is not None and not self._gzip.eof:
            raise FileRefused(
                self.path, "damaged", Said("aliran gzip berhenti terlalu awal", "the gzip stream ends too early")
            )
        return b"" if self._decoder is None else self._decoder.decode(b"", True).encode()

    def sha256(self) -> str:
        """Of the whole file as given; reads what is left of it."""
        while self._take():
            pass
        self._settle()
        return self._hash.hexdigest()

    def close(self) -> None:
        self._settle()
        self._hasher.shutdown()
        self._file.close()

    def width(self, text: bytes | memoryview) -> int:
        """How many bytes of the original file this UTF-8 stands for."""
        if self.encoding == "utf-8":
            return len(text)
        return int(_units(text, self.encoding)[-1])

    def places(self, block: bytes, starts: Positions, base: int) -> Positions:
        """Offsets in the original file of positions in `block`, which begins at original offset `base`."""
        if self.encoding == "utf-8":
            return starts + base
        return _units(block, self.encoding)[starts] + base

    def may_be_cp1252(self) -> bool:
        """Whether the whole file proves to be cp1252; what is packed or comes through a pipe is not read twice."""
        return self.encoding == "utf-8" and not self.packed and self.path.is_file() and _is_cp1252(self.path)

    def become_cp1252(self, *rests: bytes) -> list[bytes]:
        """Read on as cp1252; what was already taken is converted. Only for a file proven to be cp1252."""
        self.encoding = "cp1252"
        self._decoder = codecs.getincrementaldecoder("cp1252")("strict")
        return [rest.decode("cp1252").encode() for rest in rests]

    def _take(self) -> bytes:
        # A buffered read is as quick, and fills the block also from a pipe that gives a few bytes at a time.
        raw = self._file.read(BLOCK)
        self._settle()
        if raw:
            # The digest runs beside the parsing, one block behind: hashlib releases the interpreter.
            self._pending = self._hasher.submit(self._hash.update, raw)
            self.taken += len(raw)
        return raw

    def _settle(self) -> None:
        if self._pending is not None:
            self._pending.result()
            self._pending = None

    def _first(self) -> bytes:
        """A whole block, if there is one: a gzip's first member may hold a header and no more."""
        head = self._unpack()
        while self.packed and len(head) < BLOCK and (more := self._unpack(BLOCK - len(head))):
            head += more
        return head

    def _unpack(self, room: int = BLOCK) -> bytes:
        """The next bytes as they were before packing, at most `room` of them; empty at the end."""
        if self._content is not None:
            return next(self._content, b"")
        if self._zstd is not None:
            return self._counted(_read(self._zstd, room, self.path))
        if self._gzip is None:
            raw, self._packed = self._packed or self._take(), b""
            return raw
        while self._packed or (fresh := self._take()):
            if not self._packed:
                self._packed = fresh
            if self._gzip.eof:
                self._gzip = zlib.decompressobj(31)
            try:
                part = self._gzip.decompress(self._packed, room)
            except zlib.error as error:
                raise FileRefused(self.path, "damaged", f"gzip: {error}") from error
            self._packed = self._gzip.unconsumed_tail or self._gzip.unused_data
            if self._counted(part):
                return part
        # What was taken in whole may still stand inside the decompressor, which gives a block at a time.
        return b"" if self._gzip.eof else self._gzip.flush()

    def _counted(self, part: bytes) -> bytes:
        """What was unpacked, unless that is more than a file of this size may hold."""
        self._given += len(part)
        if self._given > max(self.limits.floor, self.limits.ratio * self.taken):
            raise FileRefused(
                self.path,
                "too_large_unpacked",
                Said(f"lebih dari {self.limits.ratio} kali ukurannya", f"more than {self.limits.ratio} times its size"),
            )
        return part

    def _decode(self, raw: bytes) -> bytes:
        return raw if self._decoder is None else self._decoder.decode(raw).encode()


class _Taken:
    """What was taken of a file, as one that Arrow can read from."""

    closed = False

    def __init__(self, begun: bytes, take: Callable[[], bytes]) -> None:
        self._rest, self._take = begun, take

    def read(self, count: int = -1) -> bytes:
        self._rest = self._rest or self._take()
        given, self._rest = self._rest[:count], self._rest[count:]
        return given


def _zstd(begun: bytes, take: Callable[[], bytes]) -> pa.NativeFile:
    return pa.CompressedInputStream(pa.PythonFile(_Taken(begun, take), mode="r"), "zstd")


def _read(stream: pa.NativeFile, room: int, path: Path) -> bytes:
    try:
        return bytes(stream.read(min(room, _STEP)))
    except OSError as error:
        raise FileRefused(
            path,
            "damaged",
            Said("aliran zstd rusak, atau berhenti terlalu awal", "the zstd stream is damaged, or ends too early"),
        ) from error


def _encoding(head: bytes) -> tuple[str, int]:
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom)
    even, odd = head[:200:2], head[1:200:2]
    if len(odd) > 8 and odd.count(0) > 0.9 * len(odd) and 0 not in even:
        return "utf-16-le", 0
    if len(even) > 8 and even.count(0) > 0.9 * len(even) and 0 not in odd:
        return "utf-16-be", 0
    return "utf-8", 0


def _units(text: bytes | memoryview, encoding: str) -> Positions:
    """Bytes of the original before each byte of its UTF-8 form, and the total as the last entry."""
    data = np.frombuffer(text, np.uint8)
    leads = (data & 0xC0) != 0x80
    widths = leads.astype(np.int64)
    if encoding.startswith("utf-16"):
        widths = 2 * (widths + (data >= 0xF0))
    return np.concatenate(([0], np.cumsum(widths)))


def _is_cp1252(path: Path) -> bool:
    """Whether every line decodes as cp1252 and none is non-ASCII UTF-8: then the file never was UTF-8."""
    with path.open("rb") as lines:
        for line in lines:
            if line.isascii():
                continue
            try:
                line.decode("cp1252")
            except UnicodeDecodeError:
                return False
            try:
                line.decode()
            except UnicodeDecodeError:
                continue
            return False
    return True
