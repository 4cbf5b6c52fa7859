"""What is one piece of evidence, as its ledger tells it? The ledger alone says which there are and how they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import count

from netral.evidence.event import Event

KINDS = ("export_row", "file", "photo", "capture", "view", "redaction")
ENTERED = ("received", "copied", "redacted")
"""Events by which an item comes to be."""
LISTED = ("item", "title", "kind", "media_type", "object", "size", "of", "state")
"""What a bundle says of each item."""


@dataclass(frozen=True, slots=True)
class Item:
    """`object` is its digest, `size` its bytes, `of` the item it is a copy of; `state`: here, withheld or destroyed.

    `retention` is the class that its case was closed with, `since` the time from which that is counted; both None
    while the case is open. `held`: a legal hold stops its destruction. `approved_by`: who approved that.
    """

    item: str
    case: str
    title: str
    kind: str
    media_type: str
    object: str
    size: int
    of: str | None
    received_at: str
    state: str = "here"
    retention: str | None = None
    since: str | None = None
    held: bool = False
    approved_by: str | None = None


class Items:
    """Folds events into items, one by one, so that a growing ledger is read once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Item] = {}
        self._closed: dict[str, tuple[str, str]] = {}
        self._held: dict[tuple[str, str | None], bool] = {}
        self._approved: dict[tuple[str, str], str] = {}
        self._count: dict[str, int] = {}
        self._names = set[tuple[str, str]]()

    def follow(self, event: Event) -> None:
        """Take one more event; those that concern no item change nothing."""
        if event.case is None:
            return
        key = (event.case, event.item or "")
        named = event.item is not None and event.after is not None
        if event.kind in ENTERED and named and key not in self._found:
            self._found[key] = _entered(event)
            self._names.add((event.case, key[1].lower()))
            self._count[event.case] = self._count.get(event.case, 0) + 1
        elif event.kind == "destroyed" and key in self._found:
            self._found[key] = replace(self._found[key], state="destroyed")
        elif event.kind == "approved" and key in self._found:
            self._approved[key] = event.who["id"]
        elif event.kind in ("held", "released"):
            self._held[event.case, event.item] = event.kind == "held"
        elif event.kind == "noted" and isinstance(event.facts.get("retention"), str):
            self._closed[event.case] = (event.facts["retention"], event.at)

    def of(self, case: str | None = None) -> list[Item]:
        """All of them, or a case's, by case and name."""
        return [self._standing(key) for key in sorted(self._found) if case in (None, key[0])]

    def one(self, case: str, name: str) -> Item | None:
        """One of them by name."""
        return self._standing((case, name)) if (case, name) in self._found else None

    def taken(self, case: str, name: str) -> bool:
        """Is there an item of this name, or of one that is the same file on a disk without large and small letters?"""
        return (case, name.lower()) in self._names

    def next_name(self, case: str, *, besides: Collection[str] = ()) -> str:
        """`B-001` for the first that enters in this case, and so on, past `besides` and names that people chose."""
        numbers = count(self._count.get(case, 0) + len(besides) + 1)
        names = map("B-{:03d}".format, numbers)
        return next(name for name in names if not self.taken(case, name) and name not in besides)

    def _standing(self, key: tuple[str, str]) -> Item:
        retention, since = self._closed.get(key[0], (None, None))
        held = self._held.get((key[0], None), False) or self._held.get(key, False)
        found = self._found[key]
        return replace(found, retention=retention, since=since, held=held, approved_by=self._approved.get(key))


def items(events: Iterable[Event]) -> list[Item]:
    """Every item that these events tell of, by case and name."""
    found = Items()
    for event in events:
        found.follow(event)
    return found.of()


def _entered(event: Event) -> Item:
    facts = event.facts
    assert event.case is not None
    assert event.item is not None
    assert event.after is not None
    return Item(
        item=event.item,
        case=event.case,
        title=facts["title"],
        kind=facts["kind"],
        media_type=facts["media_type"],
        object=event.after,
        size=facts["size"],
        of=facts.get("of"),
        received_at=event.at,
    )
