"""The one fact that, if it were different, would change the answer; and the norm that then comes in or falls out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netral.law.assess import Assessment, assess
from netral.law.facts import BOOL, COMPANIONS, FACTS, READINGS
from netral.law.question import Question
from netral.law.table import Table

# What the asker can say; the contest's type and phase follow from the calendar, the verb is the question itself.
SETTABLE = tuple(fact for fact in FACTS if fact not in ("verb", "contest.type", "contest.phase"))


def would_change(found: Assessment, table: Table, *, bakal_calon: str | None = None) -> list[dict[str, Any]]:
    """One entry per fact and new pair of verdicts: the first value (in the closed list's order) that flips it."""
    out: list[dict[str, Any]] = []
    for fact in _in_play(found, table):
        seen = {_pair(found)}
        for value, flipped in _flips(found.question, fact):
            other = assess(flipped, table, bakal_calon=bakal_calon)
            if _pair(other) in seen:
                continue
            seen.add(_pair(other))
            out.append(
                {
                    "fact": fact,
                    "from": _json(found.question, fact),
                    "to": value,
                    "verdict": dict(other.verdict),
                    "norms": sorted(_between(found, other)),
                }
            )
    return out


def _in_play(found: Assessment, table: Table) -> Iterator[str]:
    """Facts that some row for this verb asks about, in the closed list's order."""
    asked: set[str] = set()
    for reading in READINGS:
        for row in table.candidates(found.day, verb=found.question.facts["verb"], status=None, reading=reading):
            asked.update(row.conditions)
            for group in row.version.unless:
                asked.update(group)
    return (fact for fact in SETTABLE if fact in asked)


def _flips(question: Question, fact: str) -> Iterator[tuple[Any, Question]]:
    if fact == "object.with":
        for companion in COMPANIONS:
            with_it = frozenset({companion})
            if question.companions != with_it:
                yield (
                    [companion],
                    Question(question.at, question.facts, with_it, question.contest, question.id),
                )
        if question.companions:
            none = frozenset({"nobody"})
            yield [], Question(question.at, question.facts, none, question.contest, question.id)
        return
    for value in FACTS[fact]:
        if question.facts.get(fact) != value:
            facts = {**question.facts, fact: value}
            said: Any = value == "true" if FACTS[fact] == BOOL else value
            yield said, Question(question.at, facts, question.companions, question.contest, question.id)


def _json(question: Question, fact: str) -> Any:
    """The fact as the question said it; null when it was not said."""
    if fact == "object.with":
        return None if question.companions is None else sorted(question.companions - {"nobody"})
    value = question.facts.get(fact)
    return value == "true" if value is not None and FACTS[fact] == BOOL else value


def _pair(found: Assessment) -> tuple[str, ...]:
    return tuple(found.verdict[reading] for reading in READINGS)


def _between(found: Assessment, other: Assessment) -> set[str]:
    """The norms that begin or cease to apply; where none does, those that stop or start hanging on a fact."""
    return _applied(found) ^ _applied(other) or _open(found) ^ _open(other) or _open(found) or _applied(found)


def _applied(found: Assessment) -> set[str]:
    return {row.norm.id for judged in found.judgements.values() for one in judged for row in one.applied}


def _open(found: Assessment) -> set[str]:
    return {row.norm.id for judged in found.judgements.values() for one in judged for row in one.open_rows}


def apply(raw: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """The question as it reads after one entry of `would_change`."""
    group, _, name = change["fact"].partition(".")
    flipped = {key: (dict(part) if isinstance(part, Mapping) else part) for key, part in raw.items()}
    if group != "circumstances":
        flipped[group] = {**(flipped.get(group) or {}), name: change["to"]}
        return flipped
    said, denied = (list(flipped.get(key) or ()) for key in ("circumstances", "circumstances_not"))
    said, denied = ([item for item in names if item != name] for names in (said, denied))
    (said if change["to"] else denied).append(name)
    return {**flipped, "circumstances": said, "circumstances_not": denied}
