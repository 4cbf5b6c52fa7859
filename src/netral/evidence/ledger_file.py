"""The ledger as a file: appended by one at a time, flushed to disk, never rewritten.

What is known of its end (`head.json`) is only a shortcut: it is believed where it is whole, the file has the line that
it names at the place that it says, and the lines behind that follow; otherwise the whole file is read. It is as large
as there are cases.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from netral.evidence.digests import digest
from netral.evidence.door import Door
from netral.evidence.errors import Broken
from netral.evidence.event import Event, Happening, read
from netral.evidence.ledger import Head, check

NAME, HEAD, LOCK = "ledger.ndjson", "head.json", "lock"
_TAIL = 1 << 16
REPAIRED = {"role": "netral", "id": "vault"}


class LedgerFile:
    """The events of one vault, in `ledger.ndjson`, one canonical line each."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._path = door.path(NAME)
        self._known: tuple[Head, int] | None = None
        # Where the shortcut on disk ends, and how much further the ledger grows before it is worth writing anew.
        self._noted, self._worth = 0, 0

    def lines(self, begin: int = 0) -> Iterator[bytes]:
        """Every whole line from this byte on, without its newline."""
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(begin)
                for line in file:
                    if line.endswith(b"\n"):
                        yield line[:-1]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else appends, in whatever process, until this ends."""
        with self._door.path(LOCK).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def append(self, happenings: Sequence[Happening], *, now: datetime) -> list[Event]:
        """These as the next events, on disk when this returns; only inside `locked`.

        What a kill left behind the last whole line is cut off first, and that is an event itself. Broken where the
        ledger's end is not what it was: then nothing more is written to it.
        """
        torn = self._cut_torn()
        head = self._head()
        written = [head.written(what, now=now) for what in [*torn, *happenings]]
        self._door.append(b"".join(line + b"\n" for _, line in written), NAME)
        self._known = head, self._path.stat().st_size
        self._remember(*self._known)
        return [event for event, _ in written[len(torn) :]]

    def _cut_torn(self) -> list[Happening]:
        if not self._path.exists():
            return []
        size = self._path.stat().st_size
        with self._path.open("rb") as file:
            whole = size
            while whole:
                start = max(0, whole - _TAIL)
                file.seek(start)
                found = file.read(whole - start).rfind(b"\n")
                if found >= 0:
                    whole = start + found + 1
                    break
                whole = start
        if whole == size:
            return []
        self._door.cut(whole, NAME)
        why = "catatan yang terputus saat ditulis dibuang"
        return [Happening("noted", REPAIRED, why, facts={"bytes": size - whole})]

    def _head(self) -> Head:
        """Where the chain ends: from where it is known to hold, else from its first line, checked."""
        if not self._path.exists():
            return Head()
        # Taken out: a head that was moved on and then could not be used is not what it says any more.
        known, self._known = self._known, None
        if known is not None and (head := self._followed(*known)) is not None:
            return head
        if (known := self._remembered()) is not None and (head := self._followed(*known)) is not None:
            return head
        head, self._worth = Head(), 0
        for event, faults in check(self.lines()):
            if faults or event is None:
                raise Broken(faults[0])
            head.follow(event)
        return head

    def _followed(self, head: Head, size: int) -> Head | None:
        """`head` moved to the ledger's end; None where the ledger is not what `head` tells of, or does not follow."""
        if size > self._path.stat().st_size or digest(self._last(size)) != head.prev:
            return None
        try:
            for line in self.lines(size):
                event = read(line)
                if not head.precedes(event):
                    return None
                head.follow(event, line=line)
        except ValueError:
            return None
        return head

    def _last(self, size: int) -> bytes:
        """The line that ends with these first bytes."""
        tail = b""
        with self._path.open("rb") as file:
            while size and tail.count(b"\n") < 2:
                start = max(0, size - _TAIL)
                file.seek(start)
                tail, size = file.read(size - start) + tail, start
        return tail[:-1].rpartition(b"\n")[2]

    def _remembered(self) -> tuple[Head, int] | None:
        try:
            name, _, body = self._door.path(HEAD).read_bytes().partition(b"\n")
            # A case's place cannot be checked against the last line, and a wrong one would break its chain for good.
            if digest(body).encode() != name:
                return None
            known = json.loads(body)
            cases = {case: (seq, prev) for case, (seq, prev) in known["cases"].items()}
            self._noted, self._worth = known["size"], max(_TAIL, len(body))
            return Head(known["seq"], known["prev"], known["at"], cases), self._noted
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _remember(self, head: Head, size: int) -> None:
        """Anew once what lies behind it is longer than itself: as large as there are cases, it would else cost most."""
        if size - self._noted < self._worth:
            return
        known = {"size": size, "seq": head.seq, "prev": head.prev, "at": head.at}
        body = json.dumps({**known, "cases": head.cases}).encode()
        self._door.jot(digest(body).encode() + b"\n" + body, HEAD)
        self._noted, self._worth = size, max(_TAIL, len(body))
