"""Which bytes is a ZIP of ours? Every header of its one published form (§5), and the whole as a stream.

APPNOTE 4.3.7, 4.3.12, 4.3.16: stored, dated 1980-01-01, no extra fields, no comments, nothing before, between or after.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from netral.evidence.errors import EvidenceRefused

LOCAL_SIZE, END_SIZE, END64_SIZE, UTF8 = 30, 22, 20, 0x800
_LOCAL, _CENTRAL, _END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"
_VERSION, _DATE, _UNIX, _MODE = 20, 33, 3, 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """One file of it: its name, and the CRC-32 and number of its bytes."""

    name: str
    crc: int
    size: int

    def local(self) -> bytes:
        """What stands before its bytes."""
        return struct.pack(_LOCAL, b"PK\3\4", *self._about(), 0) + self.name.encode()

    def central(self, begin: int) -> bytes:
        """What the directory at the end says of it; `begin`: where its local header is."""
        made = _UNIX << 8 | _VERSION
        head = struct.pack(_CENTRAL, b"PK\1\2", made, *self._about(), 0, 0, 0, 0, _MODE, begin)
        return head + self.name.encode()

    def _about(self) -> tuple[int, ...]:
        flags = 0 if self.name.isascii() else UTF8
        length = len(self.name.encode())
        return _VERSION, flags, zipfile.ZIP_STORED, 0, _DATE, self.crc, self.size, self.size, length


def end(count: int, central: int, begin: int) -> bytes:
    """The last record: how many members, how long their directory, and where it begins."""
    return struct.pack(_END, b"PK\5\6", 0, 0, count, count, central, begin, 0)


def refuse_too_large(sizes: Sequence[int]) -> None:
    """EvidenceRefused for what needs the extra fields of ZIP64: beyond 2 GiB, or 65,535 files."""
    # Twice the longest name and both headers of each member, generously.
    if sum(sizes) + 1024 * len(sizes) > zipfile.ZIP64_LIMIT or len(sizes) > zipfile.ZIP_FILECOUNT_LIMIT:
        told = "terlalu besar untuk satu ZIP; serahkan foldernya"
        raise EvidenceRefused("too_large", {"id": told, "en": "too large for one ZIP; hand over the folder"})


Content = Callable[[], Iterable[bytes]]


def stream(files: dict[str, Content]) -> Iterator[bytes]:
    """The ZIP of these files, piece by piece. Each content is read twice: its size and CRC stand before it."""
    members = [_measured(name, files[name]) for name in sorted(files, key=str.encode)]
    refuse_too_large([one.size for one in members])
    return _pieces(members, files)


def _measured(name: str, content: Content) -> Member:
    crc = size = 0
    for piece in content():
        crc, size = crc32(piece, crc), size + len(piece)
    return Member(name, crc, size)


def _pieces(members: Sequence[Member], files: dict[str, Content]) -> Iterator[bytes]:
    begin, central = 0, b""
    for one in members:
        head = one.local()
        central += one.central(begin)
        begin += len(head) + one.size
        yield head
        yield from files[one.name]()
    yield central + end(len(members), len(central), begin)
