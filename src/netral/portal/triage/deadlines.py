"""Until when should this finding be weighed? The law's own term for a report, since the agency knows."""

from __future__ import annotations

from datetime import date

from netral.law.deadlines import report_due


def due_on(contest: str, known_on: date) -> date | None:
    """The last day of it; None where no term is known, or the holidays of its year are not."""
    found = report_due(contest, known_on)
    return found.last if found else None
