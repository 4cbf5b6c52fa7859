"""What goes into a bundle? Everything of one case before the last seal, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO

from netral.evidence import note
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import Event, read
from netral.evidence.item import Item, items
from netral.evidence.note import Key
from netral.evidence.seal import Seal


@dataclass(frozen=True, slots=True)
class Rulebook:
    """By which rules the acts were assessed: the canonical content whose SHA-256 is `sha256` (64 digits)."""

    version: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """One case of a ledger. `lines`: the whole ledger's, for the proofs; only the case's own are handed out.

    `open` brings an object's bytes, checked; `captures` are canonical records by item.
    """

    case: str
    origin: str
    lines: Sequence[bytes]
    seals: Sequence[Seal]
    keys: Sequence[Key]
    open: Callable[[str], BinaryIO]
    withheld: frozenset[str] = frozenset()
    acts: bytes | None = None
    assessments: bytes | None = None
    rulebook: Rulebook | None = None
    captures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last seal covers: its size, the case's events before it, their items, the seals that are needed."""

    size: int
    events: tuple[Event, ...]
    items: tuple[Item, ...]
    seals: tuple[tuple[int, Seal], ...]
    at: datetime


def standing(contents: Contents) -> Standing:
    """EvidenceRefused where no seal covers an event of the case: without one a bundle proves nothing."""
    sized = [(_size(one), one) for one in contents.seals]
    size = sealed_size(contents.seals)
    events = tuple(event for event in map(read, contents.lines[:size]) if event.case == contents.case)
    if not events:
        told = f"perkara {contents.case} belum disegel; segel dulu bukunya"
        english = f"case {contents.case} is not sealed yet; seal the ledger first"
        raise EvidenceRefused("not_sealed", {"id": told, "en": english})
    found = tuple(
        replace(one, state="withheld") if one.state == "here" and one.item in contents.withheld else one
        for one in items(events)
    )
    return Standing(size, events, found, _needed(sized, events), datetime.fromisoformat(events[-1].at))


def sealed_size(seals: Sequence[Seal]) -> int:
    """How many events of the ledger the last seal covers."""
    return max(map(_size, seals), default=0)


def _size(seal: Seal) -> int:
    return note.read(seal.note)[0].size


def _needed(sized: list[tuple[int, Seal]], events: Sequence[Event]) -> tuple[tuple[int, Seal], ...]:
    """The first seal over each event, those by which a key followed another, and the last."""
    sizes = sorted(size for size, _ in sized)
    first = {next(size for size in sizes if size > event.seq) for event in events}
    handed_over = {size for size, one in sized if len(note.read(one.note)[1]) > 1}
    wanted = first | handed_over | {sizes[-1]}
    return tuple(sorted(((size, one) for size, one in sized if size in wanted), key=lambda pair: pair[0]))


def uncovered(items: Sequence[Item]) -> frozenset[str]:
    """Items of one case that show more than a copy made to be shown: they stay with the agency unless it says why.

    An original stays where it has any copy, and a photo of which none could be made: nobody has seen what it tells of
    place and device. A copy stays where something of the same original was covered, unless it
    is itself the covered copy and nothing of it was covered further.
    """
    of = {one.item: one.of for one in items}

    def original(name: str) -> str:
        # A copy is of an item that came before it: no circles.
        while (parent := of.get(name)) is not None:
            name = parent
        return name

    copied = {one.of for one in items if one.of is not None}
    covered = {original(one.item) for one in items if one.kind == "redaction"}
    further = {one.of for one in items if one.kind == "redaction"}
    return frozenset(
        one.item
        for one in items
        if (one.of is None and (one.item in copied or one.kind == "photo"))
        or (one.kind != "redaction" and original(one.item) in covered)
        or one.item in further
    )
