"""What is to be asked next, so that few questions decide the answer? The same order on a terminal and on a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from netral.law.assess import assess
from netral.law.decided import OPENING, decided
from netral.law.facts import BOOL, FACTS
from netral.law.question import parse
from netral.law.table import Table

_TAKEN_BACK = ("Update", "Delete", "Undo", "Leave", "Listen")


def following(
    raw: Mapping[str, Any], table: Table, skipped: Collection[str] = (), *, bakal_calon: str | None = None
) -> str | None:
    """The next fact to ask: first the opening ones, then whatever the law still misses, most decisive first.

    `raw` is a question of the contract as far as it was answered, `skipped` the facts that nobody knew. None: nothing
    that is asked could still decide.
    """
    if "verb" in skipped:
        return None
    for fact in OPENING:
        asked = fact in skipped or said(raw, fact) is not None
        # What decides nothing is not asked: toward whom somebody votes, or the day of an act that no norm names.
        if not asked and decided(fact, raw, table):
            return fact
    if "at" not in raw:
        return None
    found = assess({"target": {}, **raw}, table, bakal_calon=bakal_calon)
    return next((fact for fact in found.missing_facts if fact not in skipped), None)


def choices(fact: str, raw: Mapping[str, Any], table: Table) -> Sequence[str]:
    """The values that answer it; none for `at`, which is a moment."""
    if fact == "at":
        return ()
    if fact == "target.contest":
        day = parse({"at": raw["at"], "verb": raw["verb"], "target": {}}).at.date()
        return [contest.id for contest in table.running(day)]
    if fact == "verb":
        return [verb for verb in FACTS["verb"] if verb not in _TAKEN_BACK]
    return FACTS[fact]


def said(raw: Mapping[str, Any], fact: str) -> Any:
    """What was answered; None while it was not."""
    group, _, name = fact.partition(".")
    return raw.get(fact) if not name else (raw.get(group) or {}).get(name)


def answered(raw: Mapping[str, Any], fact: str, value: str) -> dict[str, Any]:
    """The question with this answer put into it."""
    group, _, name = fact.partition(".")
    if group == "circumstances":
        key = "circumstances" if value == "true" else "circumstances_not"
        return {**raw, key: [*raw.get(key, []), name]}
    if not name:
        return {**raw, fact: value}
    told: Any = value
    if name == "with":
        told = [] if value == "nobody" else [value]
    elif FACTS.get(fact) == BOOL:
        told = value == "true"
    return {**raw, group: {**(raw.get(group) or {}), name: told}}
