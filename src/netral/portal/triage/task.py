"""What is there to do? One row of the desk, and the three lists that a room fills."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST = 10


@dataclass(frozen=True, slots=True)
class Task:
    """One row: what to do, about what (masked), until when, and the page on which it is done."""

    what: str
    about: str
    label: str
    address: str
    urgent: bool = False


@dataclass(slots=True)
class Tasks:
    """The three lists of one room, the nearest deadline first."""

    today: list[Task] = field(default_factory=list)
    week: list[Task] = field(default_factory=list)
    others: list[Task] = field(default_factory=list)
