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
    """One thing that was checked.

    `recorded`: when it came by the agency's own clock; `seal`: the size of the first proven seal over that record,
    None where there is none. `since`: it was there by then, `by` whose word; both None where nobody dated such a seal.
    """

    name: str
    title: str
    state: str
    recorded: str
    seal: int | None
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
    untold: int = 0
    """How much more there is of what is in `told`."""
    events: int = 0
    unsealed: int = 0
    seals: int = 0
    key: Key | None = None
    packed: str | None = None
    """Of a bundle: the digest of its tag manifest, and so of every byte; the agency's ledger holds that of each."""
    sealer: Key | None = None
    """The key in force after the last seal."""
    signed: bool = False
    """Of a bundle: whether that key signed all of it."""
    chained: bool = False
    """Whether timestamps were checked up to a root that the reader trusts."""

    @property
    def holds(self) -> bool:
        return not self.faults

    def named(self, *codes: str) -> set[str]:
        """The places of all faults whose code begins with one of `codes`."""
        return {one.at for one in self.faults if one.code.startswith(codes)}

    def as_json(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "kind": self.kind,
            "holds": self.holds,
            "faults": [_fault(one) for one in self.faults],
            "told": [_fault(one) for one in self.told],
            "told_besides": self.untold,
            "items": [
                {
                    "item": one.name,
                    "title": one.title,
                    "state": one.state,
                    "recorded": one.recorded,
                    "seal": one.seal,
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
            "bundle": self.packed,
            "signed": self.signed,
            "timestamps_chained_to_a_trusted_root": self.chained,
        }


def since(seq: int, sure: Sequence[Opened]) -> tuple[datetime | None, str | None, int | None]:
    """Time and authority of the earliest dated seal over this event, and the size of the first seal over it.

    `sure`: only seals that were proven to be of the ledger at hand; another's time would be a claim about other events.
    """
    over = sorted((one for one in sure if one.checkpoint.size > seq), key=lambda one: one.checkpoint.size)
    dated = min((one for one in over if one.at is not None), key=lambda one: f"{one.at}", default=None)
    size = over[0].checkpoint.size if over else None
    return (dated.at, dated.authority, size) if dated else (None, None, size)


def _fault(one: Fault) -> dict[str, Any]:
    return {"code": one.code, "at": one.at, "id": one.words["id"], "en": one.words["en"]}
