"""Does the ledger still hold? Asked of the database itself, by the same check that outsiders run on an export of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from netral.evidence.digests import digest
from netral.evidence.errors import Fault, fault
from netral.evidence.event import Event as Line
from netral.evidence.event import Happening, instant, read
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.ledger import verify
from netral.portal.audit import export, keys, seals
from netral.portal.audit.actions import BATCH, record
from netral.portal.audit.models import Check, Event, Head

SHOWN = 50
"""So many faults are kept of one check; the first of them is where the chain broke."""


@dataclass(frozen=True, slots=True)
class Result:
    """So many events were read, by so many seals that hold; and what does not hold."""

    events: int
    seals: int
    faults: list[Fault]


def check(who: dict[str, str], *, now: datetime) -> Check:
    """Seal, read everything, keep the result, and record that this was done. Takes as long as the ledger is long."""
    result = checked(sealed_size(now))
    with transaction.atomic():
        facts = {"events": result.events, "faults": len(result.faults)}
        record(Happening("audit.checked", who, "", facts=facts), now=now)
        return Check.objects.create(
            at=instant(now),
            events=result.events,
            seals=result.seals,
            count=len(result.faults),
            faults=[{"code": one.code, "at": one.at, **one.words} for one in result.faults[:SHOWN]],
        )


def sealed_size(now: datetime) -> int:
    """How many events there are, all of them under a seal."""
    with transaction.atomic():
        return seals.seal(now).size


def checked(size: int) -> Result:
    """The first `size` events as an outsider sees them, and besides: are the columns that we search what they say?"""
    with tempfile.TemporaryDirectory(prefix="netral-audit-") as temporary:
        folder = Path(temporary, export.FOLDER)
        export.write(folder, size)
        report = verify(folder, Trust(keys.published()[0]))
    return Result(report.events, report.seals, sorted([*report.faults, *_columns(size), *_end()], key=_place))


def _place(one: Fault) -> tuple[int, int]:
    """By number, those of events before those of seals, which say only that some event of many changed."""
    begin = one.at.partition("–")[0]
    number = int(begin) if begin.isascii() and begin.isdigit() else 0
    return (0 if one.code.startswith("ledger.") else 1, number)


def _columns(size: int) -> Iterator[Fault]:
    last = -1
    while batch := list(Event.objects.filter(seq__gt=last, seq__lt=size).order_by("seq")[:BATCH]):
        for row in batch:
            last = row.seq
            if not _tells_the_same(row):
                words = ("kolom pencariannya berbeda dari catatannya", "its columns differ from the event itself")
                yield fault("ledger.columns", row.seq, *words)


def _tells_the_same(row: Event) -> bool:
    try:
        line: Line = read(bytes(row.line))
    except ValueError:
        # Named already, as a line that is none.
        return True
    told = (line.seq, line.at, line.kind, line.who["role"], line.who["id"], line.case, line.case_seq, line.item)
    return told == (row.seq, row.at, row.kind, row.role, row.who, row.case, row.case_seq, row.item)


def _end() -> Iterator[Fault]:
    """The head is where the next event will be chained to: moved, it would break the chain from then on."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get()
        last = Event.objects.order_by("-seq").values_list("seq", "line").first()
    end = (0, None) if last is None else (last[0] + 1, digest(bytes(last[1])))
    if (head.seq, head.prev) != end:
        words = ("bukan akhir buku yang terakhir ditulis", "is not the end of the ledger that was written last")
        yield fault("ledger.head", head.seq, *words)
