"""Append to the ledger, and hand it out; the only place that writes events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from netral.evidence.digests import digest
from netral.evidence.event import Event as Line
from netral.evidence.event import Happening
from netral.evidence.ledger import Head as Chain
from netral.evidence.merkle import SIZE, Frontier, leaf_hash
from netral.portal.audit.models import Event, Head

BATCH = 2000


class Outside(RuntimeError):
    """An event was to be written apart from the change that it tells of."""


def record(what: Happening, *, now: datetime) -> Line:
    """Append `what` as the next event, in the transaction of the change that it tells of: both are kept, or neither.

    Whoever appends holds the head until that transaction ends, so that every event follows from the one before.
    """
    head = locked_head()
    chain = Chain(seq=head.seq, prev=head.prev, at=head.at, cases=_last_of_case(what.case))
    event = chain.chained(what, now=now)
    Event.objects.create(
        seq=event.seq,
        line=event.line(),
        at=event.at,
        kind=event.kind,
        role=event.who["role"],
        who=event.who["id"],
        case=event.case,
        case_seq=event.case_seq,
        item=event.item,
    )
    frontier = frontier_of(head)
    grown = frontier.append(leaf_hash(event.line()))
    moved = Head.objects.filter(id=1, seq=head.seq).update(
        seq=chain.seq,
        prev=chain.prev,
        at=chain.at,
        frontier=b"".join(grown.nodes),
        path=b"".join(frontier.next_path()),
    )
    if moved != 1:
        raise Outside(f"event {event.seq} was appended by somebody else at the same time")
    return event


def locked_head() -> Head:
    """Where the ledger ends, ours alone until the transaction does."""
    if not transaction.get_connection().in_atomic_block:
        raise Outside("the ledger is written in the transaction of the change that it tells of")
    head, _ = Head.objects.select_for_update().get_or_create(id=1)
    return head


def frontier_of(head: Head) -> Frontier:
    """The tree of all events, as far as it must be known to go on."""
    return Frontier(head.seq, hashes(head.frontier))


def hashes(joined: bytes | memoryview) -> tuple[bytes, ...]:
    """Hashes that were kept one behind the other."""
    whole = bytes(joined)
    return tuple(whole[at : at + SIZE] for at in range(0, len(whole), SIZE))


def lines(end: int | None = None) -> Iterator[bytes]:
    """Every line in order, or the first `end`; a few at a time, so that no reader however slow holds a cursor open."""
    last = -1
    while batch := list(Event.objects.filter(seq__gt=last).order_by("seq").values_list("seq", "line")[:BATCH]):
        for last, line in batch:
            if end is not None and last >= end:
                return
            yield bytes(line)


def _last_of_case(case: str | None) -> dict[str, tuple[int, str]]:
    if case is None:
        return {}
    last = Event.objects.filter(case=case).order_by("-case_seq").values_list("case_seq", "line").first()
    if last is None:
        return {}
    seq, line = last
    assert seq is not None
    return {case: (seq + 1, digest(bytes(line)))}
