"""How does evidence come in? Bytes aside and flushed together, then named, then told in one entry of the ledger.

Whatever is interrupted leaves, of each thing, all or nothing; and never a record without its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import Happening
from netral.evidence.item import ENTERED, Item, Items
from netral.evidence.store import Taken, Taking

if TYPE_CHECKING:
    from netral.evidence.vault import Vault

TOGETHER = 400
"""How many files are flushed at once: they stay open until then, and a process may usually have 1,024."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,59}")


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """What somebody hands in, or what was made of it.

    `of`: the item that this is a copy of, or the arrival before this one that becomes it. `item`: its name, if somebody
    chose one. `event`: received, copied or redacted.
    """

    case: str
    title: str
    kind: str
    media_type: str
    who: dict[str, str]
    why: str
    event: str = "received"
    of: Item | Arrival | None = None
    item: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


Outcome: TypeAlias = Item | EvidenceRefused
"""What became of an arrival: an item, or what stood against it."""


def receive(vault: Vault, arriving: Iterable[tuple[Arrival, BinaryIO]], *, now: datetime) -> dict[Arrival, Outcome]:
    """Keep each arrival's bytes, then record that it came; a refused one stops no other.

    Each source is read before the next is asked for, so that they can be opened one after another.
    """
    outcomes: dict[Arrival, Outcome] = {}
    rest = iter(arriving)
    together, more = TOGETHER // vault.store.files_each, True
    while more:
        with vault.store.taking() as taking:
            aside = _aside(vault, taking, islice(rest, together), outcomes)
            more = len(aside) == together
            taken = {arrival: one for arrival, one in aside.items() if isinstance(one, Taken)}
            outcomes |= {arrival: one for arrival, one in aside.items() if isinstance(one, EvidenceRefused)}
            if taken:
                taking.flush()
                _enter(vault, taking, taken, outcomes, now)
    return outcomes


def _aside(
    vault: Vault, taking: Taking, arriving: Iterable[tuple[Arrival, BinaryIO]], outcomes: Mapping[Arrival, Outcome]
) -> dict[Arrival, Taken | EvidenceRefused]:
    """Nobody else waits for this; what others keep meanwhile is counted again when it is entered."""
    budget, found = vault.budget(), dict[Arrival, Taken | EvidenceRefused]()
    for arrival, source in arriving:
        try:
            refuse_names(arrival.case, arrival.item)
            before = found.get(arrival.of) or outcomes.get(arrival.of) if isinstance(arrival.of, Arrival) else None
            if isinstance(before, EvidenceRefused):
                raise before
            taken = taking.add(source, budget.room(arrival.case))
            budget.spend(arrival.case, taken.name, taken.size)
            found[arrival] = taken
        except EvidenceRefused as refused:
            found[arrival] = refused
    return found


def _enter(
    vault: Vault, taking: Taking, taken: Mapping[Arrival, Taken], outcomes: dict[Arrival, Outcome], now: datetime
) -> None:
    with vault.ledger.locked():
        budget, told, names = vault.budget(), dict[Arrival, Happening](), _Names(vault)
        for arrival, one in taken.items():
            try:
                what = _told(names, arrival, one, outcomes, told)
                budget.spend(arrival.case, one.name, one.size)
                taking.keep(one)
                told[arrival] = what
                names.take(arrival.case, f"{what.item}")
            except EvidenceRefused as refused:
                outcomes[arrival] = refused
        taking.settle()
        vault.ledger.append(list(told.values()), now=now)
    known = {case: vault.known(case) for case in {one.case for one in told}}
    for arrival, what in told.items():
        item = known[arrival.case].one(arrival.case, f"{what.item}")
        assert item is not None
        outcomes[arrival] = item


class _Names:
    """The names that are taken in each case: what the ledger tells, read once while nobody else can write to it."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._cases: dict[str, tuple[Items, set[str]]] = {}

    def of(self, case: str) -> tuple[Items, set[str]]:
        """The items on record, and what was named since, in large letters."""
        if case not in self._cases:
            self._cases[case] = self._vault.known(case), set()
        return self._cases[case]

    def take(self, case: str, name: str) -> None:
        """This one from now on."""
        self.of(case)[1].add(name.upper())


def _told(
    taken_names: _Names,
    arrival: Arrival,
    taken: Taken,
    outcomes: Mapping[Arrival, Outcome],
    told: Mapping[Arrival, Happening],
) -> Happening:
    """The event of an arrival, under a name that no item has, nor another arrival of this entry."""
    assert arrival.event in ENTERED
    there, names = taken_names.of(arrival.case)
    chosen = arrival.item or there.next_name(arrival.case, besides=names)
    if chosen.upper() in names or there.taken(arrival.case, chosen):
        words = {"id": f"bukti {chosen} sudah ada", "en": f"item {chosen} is there already"}
        raise EvidenceRefused("taken", words)
    of, before = _original(arrival, outcomes, told)
    about = {
        "title": arrival.title,
        "kind": arrival.kind,
        "media_type": arrival.media_type,
        "size": taken.size,
        "of": of,
    }
    facts = {**arrival.facts, **about}
    return Happening(
        arrival.event,
        arrival.who,
        arrival.why,
        case=arrival.case,
        item=chosen,
        before=before,
        after=taken.name,
        facts=facts,
    )


def _original(
    arrival: Arrival, outcomes: Mapping[Arrival, Outcome], told: Mapping[Arrival, Happening]
) -> tuple[str | None, str | None]:
    """Name and digest of what this is a copy of."""
    if isinstance(arrival.of, Arrival):
        if arrival.of in told:
            return told[arrival.of].item, told[arrival.of].after
        found = outcomes[arrival.of]
        if isinstance(found, EvidenceRefused):
            raise found
        return found.item, found.object
    return (arrival.of.item, arrival.of.object) if arrival.of else (None, None)


def refuse_names(*names: str | None) -> None:
    """EvidenceRefused for what cannot name a file: cases and items name files in a bundle."""
    for name in names:
        if name is not None and not _NAME.fullmatch(name):
            told = f"“{name}”: nama perkara dan bukti memakai huruf, angka, titik, garis, paling banyak 60"
            english = f"“{name}”: names of cases and items are letters, digits, dots and dashes, 60 at most"
            raise EvidenceRefused("name", {"id": told, "en": english})
