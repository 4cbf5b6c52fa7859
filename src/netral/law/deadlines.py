"""Until when? Terms of the law, counted in its own unit: working days, or days of the calendar.

Whether the day itself on which something became known counts as the first is told in both ways (`Deadline`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from ruamel.yaml import YAML

from netral.law.model import Text

FILE = Path(__file__).parent / "terms.yaml"
KNOWN_YEARS = range(2018, 2028)
"""Years whose cuti bersama have been decided; the days of any other year would be a guess."""
WEEKEND = Text("akhir pekan", "weekend")


class UnknownYear(ValueError):
    """A working day of a year whose holidays nobody has told us."""


@dataclass(frozen=True, slots=True)
class Term:
    """`contests`: beginnings of the ids it is for; `since`: the event that it is counted from."""

    id: str
    contests: tuple[str, ...]
    title: Text
    days: int
    unit: str
    since: str
    citation: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the way to the deadline; `skipped` says why it does not count, None where it does."""

    date: date
    skipped: Text | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """`last`: the last day when counting begins on the day after; `safest`: when the day itself is the first.

    The articles say “sejak”, and both ways of counting are heard; who keeps to `safest` is in time in either.
    """

    term: Term
    since: date
    last: date
    safest: date
    days: tuple[Day, ...]

    def passed(self, today: date) -> bool:
        """Is it too late? On a day off behind the last one it is, though no counted day has gone by."""
        return today > self.last

    def left(self, today: date) -> int:
        """Days that still count, today excluded; negative once a counted one has gone by behind the last.

        Of years whose holidays nobody knows no day is counted.
        """
        if today <= self.last:
            return _counted(today, self.last, self.term.unit)
        return -_counted(self.last, today, self.term.unit)


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """All terms by their id."""
    rows = YAML(typ="safe").load(FILE)
    made = [Term(**{**row, "title": Text(**row["title"]), "contests": tuple(row["contests"])}) for row in rows]
    return {term.id: term for term in made}


@lru_cache(maxsize=1)
def days_off() -> dict[date, Text]:
    """National holidays and cuti bersama of the known years, with their names."""
    from holidays import GOVERNMENT, PUBLIC, country_holidays

    told = [
        country_holidays("ID", years=KNOWN_YEARS, categories=(PUBLIC, GOVERNMENT), language=language)
        for language in ("id", "en_US")
    ]
    return {day: Text(name, told[1][day]) for day, name in told[0].items()}


def of_report(contest: str | None) -> Term | None:
    """The term of a formal report in this contest; None where no term is known for it."""
    found = (one for one in terms().values() if contest and contest.startswith(one.contests))
    return next((one for one in found if one.id.startswith("laporan-")), None)


@lru_cache(maxsize=256)
def report_due(contest: str | None, known_on: date) -> Deadline | None:
    """Until when a formal report can be filed; None where there is no term, or its year's holidays are not known.

    Kept for the same contest and day: a list asks the same of row after row.
    """
    term = of_report(contest)
    try:
        return due(term, known_on) if term else None
    except UnknownYear:
        return None


def due(term: Term, since: date) -> Deadline:
    """The deadline of something that happened on `since`; raises UnknownYear where holidays are not known."""
    days: list[Day] = []
    left, day = term.days, since
    while left:
        day += timedelta(days=1)
        days.append(_day(day, term.unit))
        left -= days[-1].skipped is None
    counted = [one.date for one in days if one.skipped is None]
    first_counts = _day(since, term.unit).skipped is None
    safest = (since if term.days == 1 else counted[-2]) if first_counts else counted[-1]
    return Deadline(term, since, counted[-1], safest, tuple(days))


@lru_cache(maxsize=1024)
def _counted(after: date, until: date, unit: str) -> int:
    """Days behind `after`, up to `until`, that count; it looks at each of them, and a list asks it for every row."""
    days = (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
    known = takewhile(lambda day: unit != "hari_kerja" or day.year in KNOWN_YEARS, days)
    return sum(1 for day in known if _day(day, unit).skipped is None)


def _day(day: date, unit: str) -> Day:
    if unit == "hari_kalender":
        return Day(day, None)
    if day.year not in KNOWN_YEARS:
        raise UnknownYear(f"{day.year}")
    return Day(day, WEEKEND if day.weekday() >= 5 else days_off().get(day))
