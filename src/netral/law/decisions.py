"""The law as the patrol joins it: one row per act that an export can show, per kind of target, over time.

An export tells the verb, whether it is a reply, the actor's status, the target's role and the time. Over
those few facts the table is small; `assess` fills it, so the patrol asks the law and copies nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from netral.law.assess import said_bits
from netral.law.contests import ZONES
from netral.law.facts import READINGS
from netral.law.judge import Judgement, Said, judge
from netral.law.question import Question
from netral.law.table import BITS, RUNS, Table

ActKind = tuple[str, bool | None]  # verb, is it a reply
Target = tuple[str, str, str | None]  # contest without region, role, status as the register gives it


@dataclass(frozen=True, slots=True)
class Decision:
    """Both readings of one kind of act in [starts, ends); None is open. Lists are joined by ";", sorted."""

    verb: str
    in_reply_to: bool | None
    actor_status: str
    contest_base: str
    role: str
    given_status: str | None
    zone: str
    starts: datetime | None
    ends: datetime | None
    target_status: str | None
    phase: str
    verdict_literal: str
    verdict_practice: str
    class_literal: str | None
    class_practice: str | None
    norms: str
    missing_facts: str


def decisions(
    table: Table,
    *,
    acts: Iterable[ActKind],
    statuses: Iterable[str],
    targets: Iterable[Target],
    zones: Iterable[str],
    bakal_calon: str = "registered",
) -> list[Decision]:
    """Every combination, cut at each day on which the answer may change; sorted, covering all time."""

    out: list[Decision] = []
    zones = sorted(set(zones))
    for act in sorted(set(acts), key=str):
        for status in sorted(set(statuses)):
            facts = {"verb": act[0], "actor.status": status, "object.visibility": "public"}
            if act[1] is not None:
                facts["object.in_reply_to"] = "true" if act[1] else "false"
            for base, role, given in sorted(set(targets), key=str):
                asked = Question(_NEVER, {**facts, "target.role": role}, None, base)
                bits, known = said_bits(asked)
                spans = _spans(table, bits=bits, known=known, key=(act, status, base, role, given), profile=bakal_calon)
                out.extend(_decision(act, status, (base, role, given), zone, span) for zone in zones for span in spans)
    return out


_NEVER = datetime(1, 1, 1, tzinfo=UTC)
Span = tuple[date | None, date | None, str | None, str, Judgement, Judgement]


def _spans(
    table: Table, *, bits: int, known: int, key: tuple[ActKind, str, str, str, str | None], profile: str
) -> list[Span]:
    """Days with the same answer, joined; the first and the last are open."""
    (verb, _), status, base, _, given = key
    contest = table.rulebook.contests[base]
    days = table.calendars[base, profile]
    apart = {contest.independent_from.toordinal()} if contest.independent_from else set()
    cuts = sorted({*days.starts, *table.epochs, *apart})
    spans: list[Span] = []
    for cut in cuts:
        today = date.fromordinal(cut)
        on = table.on(base, today, profile=profile, verb=verb, independent=None)
        target_status = given or on.status
        said_b, said_k = bits, known
        for fact, value in (
            ("target.status", target_status),
            ("contest.type", contest.type),
            ("contest.phase", on.phase),
        ):
            if value is not None:
                said_b |= BITS[fact, value]
                said_k |= RUNS[fact]
        said = Said(said_b, said_k)
        literal, practice = (
            judge(table.candidates(today, verb=verb, status=status, reading=reading), said) for reading in READINGS
        )
        span = (today if spans else None, None, target_status, on.phase, literal, practice)
        if spans and _same(spans[-1], span):
            continue
        if spans:
            spans[-1] = (spans[-1][0], today, *spans[-1][2:])
        spans.append(span)
    return spans


def _same(one: Span, other: Span) -> bool:
    return one[2:4] == other[2:4] and _told(one[4], one[5]) == _told(other[4], other[5])


def _told(literal: Judgement, practice: Judgement) -> tuple[str | None, ...]:
    names = {row.norm.id for judged in (literal, practice) for row in judged.applied}
    missing = {
        "target.contest" if fact.startswith("contest.") else fact
        for judged in (literal, practice)
        for fact in judged.missing
    }
    return (
        *(literal.verdict, practice.verdict, literal.cls, practice.cls),
        *(";".join(sorted(names)), ";".join(sorted(missing))),
    )


def _decision(act: ActKind, status: str, target: Target, zone: str, span: Span) -> Decision:
    starts, ends, target_status, phase, literal, practice = span
    told = _told(literal, practice)
    return Decision(
        verb=act[0],
        in_reply_to=act[1],
        actor_status=status,
        contest_base=target[0],
        role=target[1],
        given_status=target[2],
        zone=zone,
        starts=_midnight(starts, zone),
        ends=_midnight(ends, zone),
        target_status=target_status,
        phase=phase,
        verdict_literal=str(told[0]),
        verdict_practice=str(told[1]),
        class_literal=told[2],
        class_practice=told[3],
        norms=str(told[4]),
        missing_facts=str(told[5]),
    )


def _midnight(day: date | None, zone: str) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=ZONES[zone]).astimezone(UTC)
