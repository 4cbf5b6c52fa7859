"""What was found: item by item what holds and since when, and everything that does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from netral.evidence.errors import Fault
from netral.evidence.note import Key
from netral.evidence.seal import Opened


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that was checked. `since`: it was there by then; `by`: on whose word, None where nobody dated it."""

    name: str
    title: str
    state: str
    since: datetime | None
    by: str | None
    holds: bool


@dataclass(slots=True)
class Report:
    """`kind`: bundle, ledger or receipt. `faults`: what does not hold. `told`: what a reader should know besides."""

    kind: str
    faults: list[Fault] = field(default_factory=list)
    told: list[Fault] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    events: int = 0
    unsealed: int = 0
    seals: int = 0
    key: Key | None = None
    chained: bool = False
    """Whether timestamps were checked up to a root that the reader trusts."""

    @property
    def holds(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "kind": self.kind,
            "holds": self.holds,
            "faults": [_fault(one) for one in self.faults],
            "told": [_fault(one) for one in self.told],
            "items": [
                {
                    "item": one.name,
                    "title": one.title,
                    "state": one.state,
                    "since": one.since.isoformat() if one.since else None,
                    "by": one.by,
                    "holds": one.holds,
                }
                for one in self.held
            ],
            "events": self.events,
            "unsealed_events": self.unsealed,
            "seals": self.seals,
            "key": {"line": self.key.written(), "fingerprint": self.key.fingerprint} if self.key else None,
            "timestamps_chained_to_a_trusted_root": self.chained,
        }


def since(seq: int, opened: Sequence[Opened]) -> tuple[datetime | None, str | None]:
    """The time of the first dated seal over this event, and by whose word."""
    dated = [(one.checkpoint.size, one) for one in opened if one.at is not None and one.checkpoint.size > seq]
    if not dated:
        return None, None
    first = min(dated, key=lambda pair: pair[0])[1]
    return first.at, first.authority


def fault(code: str, at: object, indonesian: str, english: str) -> Fault:
    """A fault in both languages."""
    return Fault(code, f"{at}", {"id": indonesian, "en": english})


def _fault(one: Fault) -> dict[str, Any]:
    return {"code": one.code, "at": one.at, "id": one.words["id"], "en": one.words["en"]}
