"""Does every event follow from the one before? The chain, for the whole ledger and for each case in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from netral.evidence.digests import digest, holds
from netral.evidence.errors import EvidenceRefused, Fault, fault
from netral.evidence.event import LINE, Event, Happening, instant, read, refuse_misshapen


@dataclass(slots=True)
class Head:
    """Where the chain ends: all that the next event has to know of those before it."""

    seq: int = 0
    prev: str | None = None
    at: str = ""
    cases: dict[str, tuple[int, str]] = field(default_factory=dict)

    def chained(self, what: Happening, *, now: datetime, algorithm: str = "sha256", stated: bool = False) -> Event:
        """`what` as the next event. A clock that went back is not corrected but said so (`clock`)."""
        return self.written(what, now=now, algorithm=algorithm, stated=stated)[0]

    def written(
        self, what: Happening, *, now: datetime, algorithm: str = "sha256", stated: bool = False
    ) -> tuple[Event, bytes]:
        """The same, with its line, which is half of the work and needed whoever keeps it."""
        at = instant(now)
        case_seq, case_prev = self.cases.get(what.case, (0, None)) if what.case is not None else (None, None)
        clock = "behind" if at < self.at else "stated" if stated else "system"
        event = Event(
            seq=self.seq,
            prev=self.prev,
            case_seq=case_seq,
            case_prev=case_prev,
            at=at,
            clock=clock,
            kind=what.kind,
            who=what.who,
            why=what.why,
            case=what.case,
            item=what.item,
            before=what.before,
            after=what.after,
            facts=what.facts,
        )
        line = event.line()
        if len(line) > LINE:
            told = f"catatan ini terlalu panjang ({len(line)} bita)"
            raise EvidenceRefused("too_large", {"id": told, "en": f"this event is too long ({len(line)} bytes)"})
        # What cannot be read back is refused before it is written.
        refuse_misshapen(event)
        self.follow(event, algorithm=algorithm, line=line)
        return event, line

    def precedes(self, event: Event) -> bool:
        """Does `event` follow from what is known here?"""
        case = (None, None) if event.case is None else self.cases.get(event.case, (0, None))
        return (self.seq, self.prev, *case) == (event.seq, event.prev, event.case_seq, event.case_prev)

    def follow(self, event: Event, *, algorithm: str = "sha256", line: bytes | None = None) -> None:
        """Take `event` as the last one."""
        name = digest(event.line() if line is None else line, algorithm)
        self.seq, self.prev, self.at = event.seq + 1, name, max(self.at, event.at)
        if event.case is not None:
            assert event.case_seq is not None
            self.cases[event.case] = (event.case_seq + 1, name)


def check(lines: Iterable[bytes]) -> Iterator[tuple[Event | None, list[Fault]]]:
    """Each line of a whole ledger with what speaks against it; goes on behind a fault, so that all are named.

    After a fault the chain is taken up again at the line as it stands: one change is one fault, or two where the
    next event no longer fits the changed one.
    """
    seq, before, latest = 0, None, ""
    cases: dict[str, tuple[int, _Line]] = {}
    for line in map(_Line, lines):
        try:
            event = read(line.data)
        except ValueError as error:
            yield (
                None,
                [fault("ledger.line", seq, f"bukan catatan yang utuh ({error})", f"not an intact event ({error})")],
            )
            seq, before = seq + 1, line
            continue
        faults = [*_place(event, seq, before), *_case_place(event, cases), *_dated(event, latest)]
        yield event, faults
        seq, before, latest = event.seq + 1, line, max(latest, event.at)
        if event.case is not None and event.case_seq is not None:
            cases[event.case] = (event.case_seq + 1, line)


def check_case(lines: Iterable[bytes]) -> Iterator[tuple[Event | None, list[Fault]]]:
    """The same for the lines of one case alone, as in a bundle: no event of the case is missing, changed or moved."""
    cases: dict[str, tuple[int, _Line]] = {}
    last = -1
    case: str | None = None
    for number, line in enumerate(map(_Line, lines)):
        try:
            event = read(line.data)
        except ValueError as error:
            yield (
                None,
                [fault("ledger.line", number, f"bukan catatan yang utuh ({error})", f"not an intact event ({error})")],
            )
            continue
        case = event.case if case is None else case
        faults = list(_case_place(event, cases))
        if event.case is None or event.case != case:
            faults.append(fault("ledger.case", event.seq, "bukan catatan perkara ini", "not an event of this case"))
        if event.seq <= last:
            faults.append(fault("ledger.order", event.seq, "tidak pada urutannya", "out of order"))
        yield event, faults
        last = max(last, event.seq)
        if event.case is not None and event.case_seq is not None:
            cases[event.case] = (event.case_seq + 1, line)


def _place(event: Event, seq: int, before: _Line | None) -> Iterator[Fault]:
    if event.seq > seq:
        gone = f"{seq}" if event.seq == seq + 1 else f"{seq}–{event.seq - 1}"
        yield fault("ledger.missing", gone, "catatan ini hilang", "this event is missing")
    elif event.seq < seq:
        yield fault("ledger.order", event.seq, "tidak pada urutannya", "out of order")
    if not _follows(event.prev, before):
        yield fault(
            "ledger.chain",
            event.seq,
            "tidak bersambung dengan catatan sebelumnya: salah satu dari keduanya berubah",
            "does not follow from the event before: one of the two was changed",
        )


def _case_place(event: Event, cases: dict[str, tuple[int, _Line]]) -> Iterator[Fault]:
    if event.case is None:
        return
    seq, before = cases.get(event.case, (0, None))
    if event.case_seq != seq:
        words = ("catatan lain perkara ini hilang atau berpindah", "another event of this case is missing or moved")
        yield fault("ledger.case_missing", event.seq, *words)
    if not _follows(event.case_prev, before):
        words = (
            "tidak bersambung dengan catatan perkara ini sebelumnya",
            "does not follow from the case's event before",
        )
        yield fault("ledger.case_chain", event.seq, *words)


def _dated(event: Event, latest: str) -> Iterator[Fault]:
    if event.at < latest and event.clock == "system":
        words = ("bertanggal lebih awal daripada catatan sebelumnya", "dated before the event that precedes it")
        yield fault("ledger.back_dated", event.seq, *words)


class _Line:
    """A line and its usual name, by which two others may follow from it: hashed once for both."""

    __slots__ = ("data", "name")

    def __init__(self, data: bytes) -> None:
        self.data, self.name = data, digest(data)


def _follows(name: str | None, before: _Line | None) -> bool:
    if name is None or before is None:
        return name is None and before is None
    return name == before.name or holds(before.data, name)
