"""How sure are the dates that an answer hangs on: the calendar's own confidence, where a day more or less decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from netral.law.assess import AFTER_VOTE, Assessment, Setting
from netral.law.facts import CONFIDENCES
from netral.law.model import Contest
from netral.law.table import Row, Table

# How far a date may be off: sources that differ do so by days, a date that nobody prints by weeks.
DAYS_OF_DOUBT = {"high": 0, "medium": 7, "low": 31}
_FIELD_OF_PHASE = {
    "kampanye": "campaign",
    "masa_tenang": "masa_tenang",
    "rekapitulasi": "recap_to",
    "sesudah": "recap_to",
}


def doubt(row: Row, found: Assessment, table: Table) -> str | None:
    """The lowest confidence of the dates that make this row apply; None when it hangs on no doubtful date. Where
    several contests may be meant, the one whose dates are surest."""
    by_contest = [max(levels, key=CONFIDENCES.index) for levels in _doubts(row, found, table)]
    surest = min(by_contest, key=CONFIDENCES.index, default="high")
    return None if surest == "high" else surest


def phase_in_doubt(setting: Setting, table: Table) -> bool:
    """Does the phase that the answer shows rest on dates that are not in the sources?"""
    if setting.contest is None:
        return False
    return _of_phase(setting, table.rulebook.contests[setting.contest]) != "high"


def _doubts(row: Row, found: Assessment, table: Table) -> Iterator[list[str]]:
    """Per contest in which the row applies, the confidence of each date it hangs on; at least “high”."""
    for setting in found.settings[row.reading]:
        if setting.contest is None or setting.status not in row.conditions.get("target.status", {setting.status}):
            continue
        contest = table.rulebook.contests[setting.contest]
        levels = ["high"]
        if "target.status" in row.conditions and "target.status" not in found.question.facts:
            levels += _of_status(setting, contest, found.day, table)
        if "contest.phase" in row.conditions:
            levels.append(_of_phase(setting, contest))
        yield levels


def _of_phase(setting: Setting, contest: Contest) -> str:
    return contest.confidence.get(_FIELD_OF_PHASE.get(setting.phase or "", ""), "high")


def _of_status(setting: Setting, contest: Contest, day: date, table: Table) -> Iterator[str]:
    """Before designation only the wider profile may count somebody; after the vote the end is nobody's rule."""
    designated = contest.confidence.get("calon_from", "high")
    if _near(contest.calon_from, day, designated):
        yield designated
    if setting.status == "bakal_calon":
        begins = contest.confidence.get(setting.profile, "high")
        early = table.calendars[contest.id, "registered"].on(day).status == "none"
        if early or _near(contest.bakal_calon_from.get(setting.profile), day, begins):
            yield begins
    elif setting.status == "calon" and setting.phase in AFTER_VOTE:
        yield contest.confidence.get("calon_to", "high")


def _near(boundary: date | None, day: date, confidence: str) -> bool:
    return boundary is not None and abs((day - boundary).days) <= DAYS_OF_DOUBT[confidence]
