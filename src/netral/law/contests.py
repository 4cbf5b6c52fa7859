"""Which contest, in which place, on which day: the calendar that decides the status of a target.

A calendar's dates are days in the place's own zone. The place of a regional contest is its region; a
national contest has no place of its own, so the day is counted where the act was done.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from functools import lru_cache

from netral.law.model import Contest, Rulebook, Text

ZONES = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
}
ZONE_BY_OFFSET = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}

WRITE_REGION = Text(
    "tulis kode provinsi (73) atau kabupaten/kota (7371)", "write a province (73) or regency (7371) code"
)


class UnknownContest(ValueError):
    """The rulebook has no such contest, or not in that region."""

    def __init__(self, problem: Text, remedy: Text) -> None:
        super().__init__(f"{problem.id}; {remedy.id}")
        self.problem, self.remedy = problem, remedy


@lru_cache(maxsize=4096)
def split_contest(contest: str) -> tuple[str, str | None]:
    """`pilkada-2024/7371` -> (`pilkada-2024`, `7371`); `pemilu-2024/DPR` -> (itself, None)."""
    head, slash, last = contest.rpartition("/")
    code = last.replace(".", "")
    return (head, code) if slash and code.isascii() and code.isdigit() else (contest, None)


def base_of(contest: str) -> str:
    """The calendar that a contest shares with the other regions."""
    return split_contest(contest)[0]


def find(rulebook: Rulebook, contest: str) -> Contest:
    """The contest's entry in the rulebook; raises `UnknownContest` with what may be written instead."""
    base, region = split_contest(contest)
    entry = rulebook.contests.get(base)
    if entry is None:
        known = ", ".join(sorted(rulebook.contests))
        raise UnknownContest(
            Text(f"pemilihan “{contest}” tidak ada", f"there is no contest “{contest}”"),
            Text(f"yang ada: {known}", f"known are {known}"),
        )
    if region is not None and not entry.regional:
        raise UnknownContest(
            Text(f"{base} tidak diadakan per daerah", f"{base} is not held region by region"),
            Text(f"tulis “{base}”", f"write “{base}”"),
        )
    if region is not None and not is_region(rulebook, region):
        raise UnknownContest(
            Text(f"“{region}” bukan kode daerah", f"“{region}” is no region's code"),
            WRITE_REGION,
        )
    if region is not None and entry.regions and region not in entry.regions:
        places = ", ".join(sorted(entry.regions))
        raise UnknownContest(
            Text(f"{base} tidak diadakan di {region}", f"{base} was not held in {region}"),
            Text(f"hanya di {places}", f"only in {places}"),
        )
    return entry


def is_region(rulebook: Rulebook, code: str) -> bool:
    """Is it a province's or regency's code, of a province whose zone is known?"""
    return code.isascii() and code.isdigit() and len(code) in (2, 4) and code[:2] in rulebook.zones


def zone_of(rulebook: Rulebook, *, contest: str | None = None, region: str | None = None) -> str:
    """WIB, WITA or WIT: the contest's place, else the given region's, else WIB."""
    place = split_contest(contest)[1] if contest else None
    for code in (place, region):
        if code and code.strip()[:2] in rulebook.zones:
            return rulebook.zones[code.strip()[:2]]
    return "WIB"


@dataclass(frozen=True, slots=True)
class Day:
    """What the calendar says of one day."""

    status: str | None  # None: the calendar does not say (no dates yet, or repeats pending)
    phase: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A contest's days under one profile: `days[i]` holds from `starts[i]` (ordinal) to `starts[i+1]`."""

    starts: tuple[int, ...]
    days: tuple[Day, ...]

    def on(self, day: date) -> Day:
        """Status of a contestant (national default) and phase; total over all dates."""
        return self.days[bisect_right(self.starts, day.toordinal()) - 1]


def calendar(contest: Contest, profile: str, *, independent: bool = False) -> Calendar:
    """Flatten a contest's dates. Days before the first are `none` / `belum`; a placeholder's have no status."""
    begins = contest.bakal_calon_from.get(profile)
    if independent and contest.independent_from:
        begins = min(begins or contest.independent_from, contest.independent_from)
    steps: list[tuple[date, str]] = []
    day = timedelta(days=1)

    def add(when: date | None, phase: str) -> None:
        if when is not None:
            steps.append((when, phase))

    if not contest.placeholder:
        add(begins, "bakal_calon")
        add(contest.calon_from, "penetapan")
        if contest.campaign:
            add(contest.campaign[0], "kampanye")
            add(contest.campaign[1] + day, "masa_tenang")
        if contest.vote:
            add(contest.vote, "pemungutan_suara")
            add(contest.vote + day, "rekapitulasi")
        add(contest.recap_to + day if contest.recap_to else None, "sesudah")
        add(contest.calon_to, "sesudah")
        if contest.unsettled:
            add(contest.unsettled[0], "sesudah")
            add(contest.unsettled[1] + day, "sesudah")
    steps.sort(key=lambda step: step[0])
    starts, days = [1], [Day(None if contest.placeholder else "none", "belum")]
    for when, phase in steps:
        status = _status(contest, when, begins)
        starts.append(when.toordinal())
        days.append(Day(status, phase))
    return Calendar(tuple(starts), tuple(days))


def _status(contest: Contest, day: date, begins: date | None) -> str | None:
    if contest.unsettled and contest.unsettled[0] <= day <= contest.unsettled[1]:
        return None
    if contest.calon_to and day >= contest.calon_to:
        return "former"
    if contest.calon_from and day >= contest.calon_from:
        return "calon"
    return "bakal_calon" if begins and day >= begins else "none"
