"""What happened to a piece of evidence: one record, its place in the chain, and its canonical line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from netral.evidence import canonical
from netral.evidence.digests import is_digest

FORMAT = "netral-event/1"
CLOCKS = ("system", "behind", "stated")
"""`behind`: the clock showed an earlier time than at the event before; `stated`: a person said when it was."""
LINE = 4 << 20
"""Bytes of the longest line that is written, or believed."""
# `received`, `viewed`, `sealed` …; other parts of an agency's system add kinds of their own, written `part.what`.
_KIND = re.compile(r"[a-z_]+(\.[a-z_]+)*")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class Happening:
    """What a shell says happened, before it has a place in the chain.

    `who`: {"role", "id"}. `before`, `after`: digests of the item. `facts`: whatever else is to be held, without names
    of people who are not in the case.
    """

    kind: str
    who: dict[str, str]
    why: str
    case: str | None = None
    item: str | None = None
    before: str | None = None
    after: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ledger. `seq` counts from 0; `prev` and `case_prev` are digests of the lines before."""

    seq: int
    prev: str | None
    case_seq: int | None
    case_prev: str | None
    at: str
    clock: str
    kind: str
    who: dict[str, str]
    why: str
    case: str | None
    item: str | None
    before: str | None
    after: str | None
    facts: dict[str, Any]
    format: str = FORMAT

    def line(self) -> bytes:
        """The canonical bytes, without a newline: what is hashed, chained and put into the tree."""
        # `asdict` would copy every value first, and take most of the time of an append.
        return canonical.encode(dict(zip(_NAMES, _VALUES(self), strict=True)))


def read(line: bytes) -> Event:
    """The event of a canonical line; ValueError where it is anything else, with what was wrong."""
    value = canonical.decode(line)
    if not isinstance(value, dict) or value.keys() != _FIELDS:
        raise ValueError("not the fields of an event")
    event = Event(**value)
    refuse_misshapen(event)
    return event


def refuse_misshapen(event: Event) -> None:
    """ValueError for what `read` would not take back, with what was wrong."""
    if wrong := [name for name, fits in _shapes(event) if not fits]:
        raise ValueError(f"not an event's {', '.join(wrong)}")


_NAMES = Event.__slots__
_FIELDS = set(_NAMES)
_VALUES = attrgetter(*_NAMES)


def _shapes(event: Event) -> list[tuple[str, bool]]:
    optional = (event.case, event.item)
    hashes = (event.prev, event.case_prev, event.before, event.after)
    counted = event.case_seq is None if event.case is None else _is_count(event.case_seq)
    return [
        ("format", event.format == FORMAT),
        ("seq", _is_count(event.seq)),
        ("case_seq", counted),
        ("at", isinstance(event.at, str) and is_time(event.at)),
        ("clock", event.clock in CLOCKS),
        ("kind", isinstance(event.kind, str) and bool(_KIND.fullmatch(event.kind))),
        ("who", _is_who(event.who)),
        ("why", isinstance(event.why, str)),
        ("case or item", all(one is None or isinstance(one, str) for one in optional)),
        ("digests", all(one is None or is_digest(one) for one in hashes)),
        ("facts", isinstance(event.facts, dict)),
    ]


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_who(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"role", "id"}
        and all(isinstance(one, str) for one in value.values())
    )


@lru_cache(maxsize=64)
def is_time(text: str) -> bool:
    """Is this a moment as the ledger writes it?"""
    try:
        return bool(_TIME.fullmatch(text)) and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def instant(moment: datetime) -> str:
    """A moment as the ledger writes it: UTC, whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
