"""The ledger as a file: appended by one at a time, flushed to disk, never rewritten.

What is known of its end (`head.json`) is only a shortcut: it is believed where it is whole, the file is as long as it
says and ends in the line that it names, and made anew from the whole file otherwise. It is as large as there are cases.
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
        events = [head.chained(what, now=now) for what in [*torn, *happenings]]
        self._door.append(b"".join(event.line() + b"\n" for event in events), NAME)
        self._remember(head)
        return events[len(torn) :]

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
        """Where the chain ends: from the shortcut where it holds, else from every line, checked."""
        if not self._path.exists():
            return Head()
        size, last = self._path.stat().st_size, self._last()
        head = self._remembered(size, last)
        if head is not None:
            return head
        head = Head()
        for event, faults in check(self.lines()):
            if faults or event is None:
                raise Broken(faults[0])
            head.follow(event)
        return head

    def _last(self) -> bytes:
        with self._path.open("rb") as file:
            size, tail = file.seek(0, 2), b""
            while size and tail.count(b"\n") < 2:
                start = max(0, size - _TAIL)
                file.seek(start)
                tail, size = file.read(size - start) + tail, start
        return tail[:-1].rpartition(b"\n")[2]

    def _remembered(self, size: int, last: bytes) -> Head | None:
        path = self._door.path(HEAD)
        try:
            name, _, body = path.read_bytes().partition(b"\n")
            # A case's place cannot be checked against the last line, and a wrong one would break its chain for good.
            if digest(body).encode() != name:
                return None
            known = json.loads(body)
            fits = known["size"] == size and known["prev"] == digest(last) and read(last).seq + 1 == known["seq"]
            cases = {case: (seq, prev) for case, (seq, prev) in known["cases"].items()}
            return Head(known["seq"], known["prev"], known["at"], cases) if fits else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, head: Head) -> None:
        known = {"size": self._path.stat().st_size, "seq": head.seq, "prev": head.prev, "at": head.at}
        body = json.dumps({**known, "cases": head.cases}).encode()
        self._door.jot(digest(body).encode() + b"\n" + body, HEAD)
