"""Which phase is it, and what changes on which day? A contest's calendar as a picture and as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netral.law.assess import assess
from netral.law.contests import calendar, find
from netral.law.model import Contest
from netral.law.words import CLASSES
from netral.portal import clock
from netral.portal.guidance.rulebook import table

PHASES: dict[str, tuple[Promise, str]] = {
    "bakal_calon": (_("Masa bakal calon"), "i1"),
    "penetapan": (_("Calon ditetapkan"), "i2"),
    "kampanye": (_("Masa kampanye"), "i3"),
    "masa_tenang": (_("Masa tenang"), "i4"),
    "pemungutan_suara": (_("Pemungutan suara"), "i5"),
    "rekapitulasi": (_("Rekapitulasi suara"), "i2"),
}
READING = "official_practice"


@dataclass(frozen=True, slots=True)
class Span:
    """One phase: from `starts` to `ends`, both included; `x` and `width` in days from the strip's left.

    `cls`: the class of what was asked, were it done on the first day, as agencies apply the rules.
    """

    name: Promise
    style: str
    cls: str | None
    starts: date
    ends: date
    x: int
    width: int
    state: str  # lewat, kini, nanti

    @property
    def meaning(self) -> str:
        """What it costs from its first day on, in the language of the page."""
        return CLASSES[self.cls][translation.get_language() or "id"]


@dataclass(frozen=True, slots=True)
class Strip:
    """A contest's phases around a day; `today` in days from the left, None where the day lies outside."""

    contest: Contest
    spans: tuple[Span, ...]
    length: int
    today: int | None
    now: Span | None


def running(day: date, asked: Mapping[str, Any] | None = None) -> Strip | None:
    """Of the contest whose vote is next; None when no contest is under way."""
    found = [strip for one in table().running(day) if (strip := of(one.id, day, asked)) and strip.now]
    return min(found, key=lambda one: one.contest.vote or date.max, default=None)


def of(contest: str | None, day: date, asked: Mapping[str, Any] | None = None) -> Strip | None:
    """Of this contest, with what `asked` (a like, unless something else was) costs in each phase.

    None without a contest, or where its dates are not set yet.
    """
    if contest is None:
        return None
    entry = find(table().rulebook, contest)
    if entry.placeholder or entry.vote is None:
        return None
    # Official practice tells the registered hopefuls; the day of designation is the same in every profile.
    days = calendar(entry, "registered")
    last = (entry.recap_to or entry.vote) + timedelta(days=1)
    steps = [(date.fromordinal(at), one.phase) for at, one in zip(days.starts, days.days, strict=True) if at > 1]
    known = [(at, phase) for at, phase in steps if phase in PHASES and at < last]
    if not known:
        return None
    first = known[0][0]
    spans = tuple(
        Span(
            *PHASES[phase],
            cls=_class(asked, at) if asked else _class_of_a_like(contest, at),
            starts=at,
            ends=end - timedelta(days=1),
            x=(at - first).days,
            width=(end - at).days,
            state="lewat" if end <= day else "kini" if at <= day else "nanti",
        )
        for (at, phase), (end, _after) in pairwise([*known, (last, "sesudah")])
    )
    now = next((span for span in spans if span.state == "kini"), None)
    return Strip(entry, spans, (last - first).days, (day - first).days if now else None, now)


@lru_cache(maxsize=256)
def _class_of_a_like(contest: str, day: date) -> str | None:
    target = {"role": "campaign_account", "contest": contest}
    asked = {"verb": "Like", "actor": {"status": "pns"}, "target": target}
    return _class(asked, day)


def _class(asked: Mapping[str, Any], day: date) -> str | None:
    found = assess({**asked, "at": clock.noon(day).isoformat()}, table())
    return found.cls[READING]
