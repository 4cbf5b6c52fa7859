"""The law as a table: one row per norm, version, reading and alternative, with its conditions as bit masks.

Every fact owns a run of bits, one per value. What a question says sets one bit of the run; what a row allows
is a mask over it. So a condition is broken when `said & bad`, and undecided when `need & ~known`: two integer
operations decide a row, and both `assess` and the patrol's decisions are made from this one table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from netral.law.contests import Calendar, Day, calendar
from netral.law.facts import BOOL, CIRCUMSTANCES, CLASSES, COMPANIONS, FACTS, PROFILES, READINGS
from netral.law.model import Contest, Norm, Rulebook, Version

Conditions = Mapping[str, frozenset[str]]


def _lay_out() -> tuple[dict[str, int], dict[tuple[str, str], int], dict[int, str]]:
    """fact -> mask of its run; (fact, value) -> its bit; run -> fact. A photo may show several at once, so
    each companion is a yes/no fact of its own."""
    facts = {fact: values for fact, values in FACTS.items() if fact != "object.with"}
    facts |= {f"object.with={companion}": BOOL for companion in COMPANIONS}
    runs, bits, position = {}, {}, 0
    for fact, values in facts.items():
        for value in values:
            bits[fact, value] = 1 << position
            position += 1
        runs[fact] = sum(bits[fact, value] for value in values)
    return runs, bits, {run: fact.partition("=")[0] for fact, run in runs.items()}


RUNS, BITS, FACT_OF_RUN = _lay_out()
STATUS_RUN = RUNS["actor.status"]
PLACE_OF = {(fact, value): (bit, RUNS[fact]) for (fact, value), bit in BITS.items()}
# Nobody claims these unless they say so: their runs, and in each the bit that denies.
_SILENT = tuple(f"circumstances.{name}" for name, silence in CIRCUMSTANCES.items() if silence == "unclaimed")
UNCLAIMED = sum(RUNS[fact] for fact in _SILENT)
DENIED = sum(BITS[fact, "false"] for fact in _SILENT)


@lru_cache(maxsize=65536)
def fact_names(mask: int) -> frozenset[str]:
    """The facts whose runs are in the mask."""
    return frozenset(fact for run, fact in FACT_OF_RUN.items() if run & mask)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A line of the table. `exceptions` are (bad, need) pairs like the row's own conditions."""

    norm: Norm
    version: Version
    reading: str
    conditions: Conditions
    valid_from: date
    valid_to: date | None
    bad: int
    need: int
    exceptions: tuple[tuple[int, int], ...]
    weights: Mapping[str, int]  # actor status -> rank in CLASSES, len(CLASSES) for none

    @property
    def sort_key(self) -> tuple[str, str, date]:
        """By norm, reading, date."""
        return (self.norm.id, self.reading, self.valid_from)


def masks(conditions: Conditions) -> tuple[int, int]:
    """(bits that break the conditions, runs that must be known)."""
    bad = need = 0
    for fact, allowed in conditions.items():
        if fact == "object.with":
            for companion in sorted(allowed - {"nobody"}):
                bad |= BITS[f"{fact}={companion}", "false"]
                need |= RUNS[f"{fact}={companion}"]
            continue
        need |= RUNS[fact]
        bad |= RUNS[fact] & ~sum(BITS[fact, value] for value in allowed)
    return bad, need


@dataclass(frozen=True)
class Table:
    """A rulebook's rows, and indexes that keep the work per question flat as the rulebook grows."""

    rulebook: Rulebook
    rows: tuple[Row, ...]

    @cached_property
    def epochs(self) -> tuple[int, ...]:
        """Ordinals of the days on which some row begins or ends, ascending, starting at 1."""
        days = {row.valid_from for row in self.rows} | {row.valid_to for row in self.rows if row.valid_to}
        return (1, *sorted(day.toordinal() for day in days))

    def epoch(self, day: date) -> int:
        """Index of the span of days in which the same rows are in force."""
        return bisect_right(self.epochs, day.toordinal()) - 1

    @cached_property
    def _index(self) -> dict[tuple[int, str, str, str], tuple[Row, ...]]:
        return {}

    def candidates(self, day: date, *, verb: str, status: str | None, reading: str) -> tuple[Row, ...]:
        """Rows in force that name this verb and bind this status (any, when it is not known)."""
        key = (self.epoch(day), verb, status or "", reading)
        found = self._index.get(key)
        if found is None:
            bit = BITS["verb", verb]
            who = BITS["actor.status", status] if status else 0
            found = tuple(
                row
                for row in self.rows
                if row.reading == reading
                and not row.version.follows
                and row.valid_from <= day
                and (row.valid_to is None or day < row.valid_to)
                and not row.bad & (bit | who)
            )
            self._index[key] = found
        return found

    def consequences(self, day: date, *, reading: str) -> tuple[Row, ...]:
        """Rows in force that follow from the class of an act."""
        return tuple(
            row
            for row in self._following
            if row.reading == reading and row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
        )

    @cached_property
    def _following(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.version.follows)

    def running(self, day: date) -> tuple[Contest, ...]:
        """Contests that have contestants on that day, under the wider profile; by id. When there are none, those
        without dates of their own that may be under way: somebody may be a hopeful, and nobody can say who."""
        found = self._running.get(day)
        if found is None:
            known = [contest for _, contest in sorted(self.rulebook.contests.items())]
            found = self._running[day] = tuple(
                contest
                for contest in known
                if self.calendars[contest.id, "publicly_declared"].on(day).status in ("bakal_calon", "calon")
            ) or tuple(contest for contest in known if contest.placeholder and _may_run(contest, day))
        return found

    def on(self, contest: str, day: date, *, profile: str, verb: str, independent: str | None) -> Day:
        """The calendar's day. Independents become hopefuls earlier: when nobody said whether the candidacy is
        one, the status is open for a verb whose norms speak of independents, else the parties' calendar holds."""
        today = self.calendars[contest, profile].on(day)
        alone = self._independents.get((contest, profile))
        if alone is None or independent == "false":
            return today
        other = alone.on(day)
        if independent == "true":
            return other
        hangs = other.status != today.status and verb in self._asks_independence
        return Day(None, today.phase) if hangs else today

    @cached_property
    def _independents(self) -> dict[tuple[str, str], Calendar]:
        return {
            (name, profile): calendar(contest, profile, independent=True)
            for name, contest in self.rulebook.contests.items()
            if contest.independent_from
            for profile in PROFILES
        }

    @cached_property
    def _asks_independence(self) -> frozenset[str]:
        """Verbs with a norm that depends on an independent candidacy and on the contestant's status."""
        asks = {"circumstances.independent_candidacy", "target.status", "verb"}
        return frozenset(verb for row in self.rows if asks <= row.conditions.keys() for verb in row.conditions["verb"])

    @cached_property
    def _running(self) -> dict[date, tuple[Contest, ...]]:
        return {}

    @cached_property
    def calendars(self) -> dict[tuple[str, str], Calendar]:
        """(contest, profile) -> its calendar."""
        return {
            (name, profile): calendar(contest, profile)
            for name, contest in self.rulebook.contests.items()
            for profile in PROFILES
        }


def _may_run(contest: Contest, day: date) -> bool:
    return any(event.starts <= day <= event.ends for event in contest.events)


def build(rulebook: Rulebook) -> Table:
    """Flatten a rulebook. Norms that bind nobody in the closed list (a campaign team) yield no row."""
    rows = [row for norm in rulebook.norms.values() for row in _rows(rulebook, norm)]
    return Table(rulebook, tuple(sorted(rows, key=lambda row: row.sort_key)))


def _rows(rulebook: Rulebook, norm: Norm) -> Iterator[Row]:
    for version in norm.versions:
        if not version.binds:
            continue
        for reading in READINGS:
            for conditions, source in _alternatives(rulebook, version, reading):
                starts = max(version.valid_from, source.valid_from)
                ends = min((day for day in (version.valid_to, source.valid_to) if day), default=None)
                if ends is not None and ends <= starts:
                    continue
                # An alternative may name fewer statuses than the version binds, never more.
                whole = {**conditions, "actor.status": conditions.get("actor.status", version.binds) & version.binds}
                bad, need = masks(whole)
                yield Row(
                    norm=norm,
                    version=version,
                    reading=reading,
                    conditions=whole,
                    valid_from=starts,
                    valid_to=ends,
                    bad=bad,
                    need=need,
                    exceptions=tuple(dict.fromkeys(masks(group) for group in (*version.unless, *source.unless))),
                    weights={status: _weight(version, status) for status in version.binds},
                )


def _alternatives(rulebook: Rulebook, version: Version, reading: str) -> Iterator[tuple[Conditions, Version]]:
    """A version's own alternatives, or those of the norms that it takes over for other people."""
    if version.follows:
        yield {}, version
        return
    for conditions in version.when.get(reading, ()):
        yield conditions, version
    for covered in version.covers:
        for other in rulebook.norms[covered].versions:
            for conditions in other.when.get(reading, ()):
                yield conditions, other


def _weight(version: Version, status: str) -> int:
    cls = version.class_by_status.get(status, version.cls)
    return len(CLASSES) if cls is None else CLASSES.index(cls)


def flat(table: Table) -> Iterable[dict[str, str]]:
    """The table for people and spreadsheets: one dict of text per row."""
    for row in table.rows:
        yield {
            "norm": row.norm.id,
            "kind": row.norm.kind,
            "reading": row.reading,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else "",
            "conditions": words(row.conditions),
            "unless": " / ".join(words(group) for group in row.version.unless),
            "class": row.version.cls or "",
            "citations": "; ".join(citation.text for citation in row.version.citations),
            "confidence": row.version.confidence_by_reading.get(row.reading, row.version.confidence),
        }


def words(conditions: Conditions) -> str:
    """Conditions in one line, the same for the same conditions."""
    return "; ".join(f"{fact} = {' | '.join(sorted(allowed))}" for fact, allowed in sorted(conditions.items()))
