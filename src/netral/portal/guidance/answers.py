"""What was answered so far? It travels in the form itself, a field an answer; the server keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from netral.law.facts import FACTS
from netral.law.interview import answered, following
from netral.law.question import BadQuestion, parse
from netral.portal import clock
from netral.portal.guidance.rulebook import table

UNKNOWN = ""
"""The value of “I do not know”."""
PAGES = ("verb", "target.role", "target.contest", "actor.status")
"""Facts that get a page of their own; what else is missing is asked beneath the answer."""


class Nonsense(ValueError):
    """A form that no page of ours sends."""


def of_form(fields: Iterable[str]) -> tuple[dict[str, Any], set[str]]:
    """The question so far, and the facts that nobody knew; each field holds `fact=value`, or several joined by `;`."""
    raw: dict[str, Any] = {}
    skipped: set[str] = set()
    for one in (part for field in fields for part in field.split(";")):
        fact, equals, value = one.partition("=")
        if not equals or (fact not in FACTS and fact != "target.contest"):
            raise Nonsense(one)
        if value == UNKNOWN:
            skipped.add(fact)
        elif fact == "target.contest" and value not in table().rulebook.contests:
            raise Nonsense(one)
        else:
            raw = answered(raw, fact, value)
    try:
        parse({"at": "2024-10-05", "verb": "View", "target": {}, **raw})
    except BadQuestion as error:
        raise Nonsense(str(error)) from error
    return raw, skipped


def dated(raw: dict[str, Any], day: date) -> dict[str, Any]:
    """The question on this day: now if it is today, else at noon."""
    now = clock.now()
    return {**raw, "at": (now if day == now.date() else clock.noon(day)).isoformat(timespec="seconds")}


def next_page(raw: dict[str, Any], skipped: set[str]) -> str | None:
    """The fact that the next page asks; None when the answer can be shown."""
    if "verb" not in raw:
        return "verb"
    fact = following(raw, table(), skipped)
    if fact is None or fact in PAGES:
        return fact
    # The contest is asked on a page too, if it is open at all: what else is missing hangs on it.
    rest = set(skipped)
    while fact is not None and fact != "target.contest":
        rest.add(fact)
        fact = following(raw, table(), rest)
    return fact
