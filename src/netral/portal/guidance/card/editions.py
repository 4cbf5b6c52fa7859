"""Which edition of a card holds, and which was replaced? A lock file keeps the answer that each one was made from.

After a change of the rulebook or of the catalogue: `python -m netral.portal.guidance.card.editions`. An answer that
stayed the same keeps its address; one that changed gets a new one (`suka-akun-calon.2`), and the old says so.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from netral.portal.guidance.card.catalogue import Card, answered, cards

LOCK = Path(__file__).with_name("editions.json")
_SAID = ("verdict", "class", "norms", "contestable", "missing_facts", "target_status", "phase", "advice")
"""What a card shows of an answer: when it changes, the card is another."""


@dataclass(frozen=True, slots=True)
class Edition:
    """`digest`: of the answer; `rulebook`: of the one that gave it first; `made`: the day when it was locked."""

    made: str
    rulebook: str
    digest: str


Lock = Mapping[str, Sequence[Edition]]


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at an address: a card with its edition; `current` is the address that holds now."""

    card: Card
    edition: Edition
    current: str
    replaced: bool


@lru_cache(maxsize=1)
def lock() -> Lock:
    return read(LOCK.read_text("utf-8"))


def read(text: str) -> Lock:
    return {name: [Edition(**one) for one in editions] for name, editions in json.loads(text).items()}


def found(address: str, locked: Lock) -> Found | None:
    """The card of an address: `suka-akun-calon`, or `suka-akun-calon.2` for its second edition."""
    name, dot, number = address.partition(".")
    editions = locked.get(name, ())
    at = (
        int(number) - 1 if dot and number.isdecimal() and len(number) < 4 and number[0] != "0" else 0 if not dot else -1
    )
    if name not in cards() or not 0 <= at < len(editions) or (dot and at == 0):
        return None
    return Found(cards()[name], editions[at], current(name, locked), replaced=at != len(editions) - 1)


def current(name: str, locked: Lock) -> str:
    """The address of the edition that holds."""
    count = len(locked[name])
    return name if count == 1 else f"{name}.{count}"


def digest(card: Card) -> str:
    """Of the question and the answer in Indonesian; the rulebook's version is no part of it."""
    given = answered(card.name, "id")
    said = {"question": card.question, **{key: given[key] for key in _SAID}}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def renewed(locked: Lock, day: date) -> Lock:
    """The lock with an edition more for each card whose answer changed; cards that were dropped go out."""
    return {name: _editions(card, locked.get(name, ()), day) for name, card in cards().items()}


def written(locked: Lock) -> str:
    told: dict[str, Any] = {name: [asdict(one) for one in editions] for name, editions in locked.items()}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _editions(card: Card, before: Sequence[Edition], day: date) -> Sequence[Edition]:
    now = digest(card)
    if before and before[-1].digest == now:
        return before
    return [*before, Edition(day.isoformat(), answered(card.name, "id")["rulebook"]["sha256"], now)]


def main() -> None:
    """Renew the lock that ships with the package; today, in Jakarta."""
    from netral.portal import clock

    before = read(LOCK.read_text("utf-8")) if LOCK.exists() else {}
    LOCK.write_text(written(renewed(before, clock.running().astimezone(clock.WIB).date())), "utf-8")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.portal.settings")
    django.setup()
    main()
