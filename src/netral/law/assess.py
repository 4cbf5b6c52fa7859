"""What the law says of one act: both readings, the class, what is contestable and which facts are missing.

Never “guilty”: an assessment is what the norms say of the facts as they were told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from netral.law.contests import ZONE_BY_OFFSET, ZONES, UnknownContest, find, split_contest, zone_of
from netral.law.facts import CLASSES, MITIGATING, PROFILES, READINGS
from netral.law.judge import Judgement, Said, judge
from netral.law.model import Contest
from netral.law.question import BadQuestion, Question, parse
from netral.law.table import BITS, DENIED, PLACE_OF, RUNS, UNCLAIMED, Row, Table

# Each reading counts hopefuls its own way unless one profile is asked for.
PROFILE_OF_READING = dict(zip(READINGS, PROFILES, strict=True))


AFTER_VOTE = ("rekapitulasi", "sesudah")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when one reading is applied: the contest (None: none is running), status and phase."""

    contest: str | None
    type: str | None
    status: str | None
    phase: str | None
    profile: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer's law; `netral.law.answer` puts it into words."""

    question: Question
    verdict: Mapping[str, str]
    cls: Mapping[str, str | None]
    judgements: Mapping[str, tuple[Judgement, ...]]  # reading -> one per contest that may be meant
    settings: Mapping[str, tuple[Setting, ...]]
    missing_facts: tuple[str, ...]  # most decisive first
    mitigating: tuple[str, ...]
    day: date
    zone: str

    @property
    def target_status(self) -> str | None:
        """As given or computed, the narrower reading's; None where the contests that may be meant differ."""
        return _common(place.status for place in self.settings["literal"])

    @property
    def phase(self) -> str | None:
        """The phase of the contest's calendar on that day; None where the contests that may be meant differ."""
        return _common(place.phase for place in self.settings["literal"])


def _common(values: Iterable[str | None]) -> str | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def assess(question: Question | Mapping[str, Any], table: Table, *, bakal_calon: str | None = None) -> Assessment:
    """Assess one act; total over well-formed questions, raises `BadQuestion` otherwise.

    `bakal_calon` is the profile that says when a hopeful becomes one; by default the literal reading counts
    from registration and official practice from the public declaration.
    """
    asked = question if isinstance(question, Question) else parse(question)
    contests = _contests(asked, table)
    day, zone = local_day(asked, table)
    bits, known = said_bits(asked)
    judgements: dict[str, tuple[Judgement, ...]] = {}
    settings: dict[str, tuple[Setting, ...]] = {}
    for reading in READINGS:
        profile = bakal_calon or PROFILE_OF_READING[reading]
        rows = table.candidates(day, verb=asked.facts["verb"], status=asked.facts.get("actor.status"), reading=reading)
        places = _settings(asked, table, contests, day=day, profile=profile)
        settings[reading] = places
        judgements[reading] = tuple(judge(rows, _placed(bits, known, place)) for place in places)
    merged = {reading: merge(judgements[reading]) for reading in READINGS}
    return Assessment(
        question=asked,
        verdict={reading: merged[reading][0] for reading in READINGS},
        cls={reading: merged[reading][1] for reading in READINGS},
        judgements=judgements,
        settings=settings,
        missing_facts=_missing(judgements, ambiguous=any(merged[reading][2] for reading in READINGS)),
        mitigating=tuple(name for name in MITIGATING if asked.facts.get(f"circumstances.{name}") == "true"),
        day=day,
        zone=zone,
    )


def local_day(asked: Question, table: Table) -> tuple[date, str]:
    """The day on which the act fell, in the contest's place; else by the clock of the act itself."""
    if asked.contest and split_contest(asked.contest)[1]:
        zone = zone_of(table.rulebook, contest=asked.contest)
    elif asked.at.tzinfo is None:
        return asked.at.date(), "WIB"
    else:
        zone = ZONE_BY_OFFSET.get(asked.at.utcoffset() or timedelta(), "WIB")
    when = asked.at if asked.at.tzinfo else asked.at.replace(tzinfo=ZONES[zone])
    return when.astimezone(ZONES[zone]).date(), zone


def said_bits(asked: Question) -> tuple[int, int]:
    """(bits, known runs) of what was said; a defence that nobody claims counts as denied."""
    bits = known = 0
    for said in asked.facts.items():
        bit, run = PLACE_OF[said]
        bits |= bit
        known |= run
    if asked.companions is not None:
        for companion in ("contestant", "team", "prop"):
            fact = f"object.with={companion}"
            bits |= BITS[fact, "true" if companion in asked.companions else "false"]
            known |= RUNS[fact]
    silent = UNCLAIMED & ~known
    return bits | DENIED & silent, known | silent


def _contests(asked: Question, table: Table) -> tuple[Contest, ...]:
    if asked.contest is None:
        return ()
    try:
        return (find(table.rulebook, asked.contest),)
    except UnknownContest as error:
        raise BadQuestion("target.contest", error.problem, error.remedy) from None


def _settings(
    asked: Question, table: Table, contests: tuple[Contest, ...], *, day: date, profile: str
) -> tuple[Setting, ...]:
    """One setting per contest that may be meant; without a running contest, one that knows none."""
    given = asked.facts.get("target.status")
    independent = asked.facts.get("circumstances.independent_candidacy")
    meant = contests or table.running(day)
    if not meant:
        return (Setting(None, None, given or "none", None, profile),)
    found = []
    for contest in meant:
        today = table.on(contest.id, day, profile=profile, verb=asked.facts["verb"], independent=independent)
        found.append(Setting(contest.id, contest.type, given or today.status, today.phase, profile))
    return tuple(found)


def _placed(bits: int, known: int, place: Setting) -> Said:
    for fact, value in (
        ("target.status", place.status),
        ("contest.type", place.type),
        ("contest.phase", place.phase),
    ):
        if value is not None:
            bit, run = PLACE_OF[fact, value]
            bits |= bit
            known |= run
    return Said(bits, known)


def merge(judged: tuple[Judgement, ...]) -> tuple[str, str | None, bool]:
    """(verdict, class, does it hang on the contest?) when several contests may be meant."""
    if len(judged) == 1:
        return judged[0].verdict, judged[0].cls, False
    verdicts = {one.verdict for one in judged}
    classes = {one.cls for one in judged}
    if len(verdicts) == 1 and len(classes) == 1:
        return judged[0].verdict, judged[0].cls, False
    if verdicts == {"prohibited"}:
        lightest = None if None in classes else max((c for c in classes if c), key=CLASSES.index)
        return "prohibited", lightest, True
    return "permitted_with_conditions", None, True


def _missing(judgements: Mapping[str, tuple[Judgement, ...]], *, ambiguous: bool) -> tuple[str, ...]:
    """Facts by the number of rows that hang on them, then by name; the contest first when it decides."""
    counted: dict[str, int] = {}
    for judged in judgements.values():
        for one in judged:
            for fact, rows in one.missing.items():
                counted[fact] = counted.get(fact, 0) + rows
    if not counted and not ambiguous:
        return ()
    named = {"target.contest" if fact.startswith("contest.") else fact: n for fact, n in counted.items()}
    if ambiguous:
        named["target.contest"] = sum(counted.values()) + 1
    return tuple(sorted(named, key=lambda fact: (-named[fact], fact)))


def _of_the_lightest(found: Assessment, reading: str) -> Judgement:
    return found.judgements[reading][_shown(found, reading)]


def _shown(found: Assessment, reading: str) -> int:
    """Which of the contests that may be meant gives the class that is shown; one before the vote rather than after."""
    answer = (found.verdict[reading], found.cls[reading])
    same = [i for i, one in enumerate(found.judgements[reading]) if (one.verdict, one.cls) == answer]
    return min(same, key=lambda i: found.settings[reading][i].phase in AFTER_VOTE, default=0)


def shown_setting(found: Assessment, reading: str) -> Setting:
    """The setting of the contest whose answer is shown."""
    return found.settings[reading][_shown(found, reading)]


def applied_rows(found: Assessment) -> dict[str, tuple[Row, ...]]:
    """Per reading, the rows that apply whichever of the contests is meant, each once. Where every contest forbids
    it but each by another norm, those of the contest whose class is given: no prohibition without its article."""
    out: dict[str, tuple[Row, ...]] = {}
    for reading, judged in found.judgements.items():
        common = set.intersection(*({row.norm.id for row in one.applied} for one in judged))
        rows = {row.norm.id: row for one in judged for row in one.applied if row.norm.id in common}
        if found.verdict[reading] == "prohibited" and not any(row.norm.kind == "prohibition" for row in rows.values()):
            rows = {row.norm.id: row for row in _of_the_lightest(found, reading).applied}
        out[reading] = tuple(rows[name] for name in sorted(rows))
    return out
