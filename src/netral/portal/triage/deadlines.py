"""Until when should this finding be weighed? The law's own term for a report, since the agency knows."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from netral.law.deadlines import Deadline, UnknownYear, due, of_report


def deadline(contest: str, known_on: date) -> Deadline | None:
    """None where no term is known for this contest, or the holidays of the year are not."""
    term = of_report(contest)
    try:
        return due(term, known_on) if term else None
    except UnknownYear:
        return None


@lru_cache(maxsize=256)
def due_on(contest: str, known_on: date) -> date | None:
    """The last day of it."""
    found = deadline(contest, known_on)
    return found.last if found else None
