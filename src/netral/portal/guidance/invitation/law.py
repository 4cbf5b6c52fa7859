"""If it is a campaign: may one sit and listen, may one join in? Asked from the law, with what six answers say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from netral.law.answer import answer
from netral.law.model import Text
from netral.portal.guidance import result, strip
from netral.portal.guidance.invitation.signs import ALL_INVITED, ATTRIBUTES, DUTY_TIME, LETTER, NO, YES, Answers
from netral.portal.guidance.rulebook import table

LISTENING = "pp94-5n1-ikut-kampanye"
"""The norm on being present and hearing, about which officials contradict each other."""
STATED = "pernyataan_pejabat"
STATEMENTS = ("Mendagri 9 Juli 2024", "KPU September 2023 (kampus)")
"""Who said that one may, and who that one may not."""
_WORN = ("party_attributes", "pns_attributes", "partisan_sign")


def asked(answers: Answers, at: datetime, *, passive: bool) -> dict[str, Any]:
    """The law's question: a PNS who is nobody's kin, at an event of a party in the contest that runs."""
    said = {"passive": passive, "duty_letter": answers[LETTER] == YES, "all_contestants": answers[ALL_INVITED] == YES}
    if passive:
        said |= dict.fromkeys(_WORN, False)
    elif answers[ATTRIBUTES] in (YES, NO):
        said["party_attributes"] = answers[ATTRIBUTES] == YES
    # One row asks for two facts. Its “no” denies both; after its “yes” nothing that holds only out of hours holds, and
    # the law says what hangs on the building.
    if answers[DUTY_TIME] == NO:
        said |= {"outside_working_hours": True, "state_facility": False}
    elif answers[DUTY_TIME] == YES:
        said["outside_working_hours"] = False
    running = strip.running(at.date())
    return {
        "at": at.isoformat(timespec="seconds"),
        "verb": "Attend",
        "actor": {"status": "pns", "relation": "none"},
        "target": {"role": "party", **({"contest": running.contest.id} if running else {})},
        "circumstances": [name for name, true in said.items() if true],
        "circumstances_not": [name for name, true in said.items() if not true],
    }


def told(answers: Answers, at: datetime, language: str) -> dict[str, Any]:
    """Context of the result: both ways to be there in both readings, and what officials say against each other."""
    listening, joining = (
        result.told(answer(asked(answers, at, passive=passive), table(), lang=language), table().rulebook, language)
        for passive in (True, False)
    )
    instrument = table().rulebook.instruments[STATED]
    return {
        "listening": listening,
        "joining": joining,
        "disputed": [getattr(why, language) for why in _disputed(at)],
        "statements": [(instrument.articles[one], f"{instrument.short} {one}") for one in STATEMENTS],
    }


def _disputed(at: datetime) -> Iterator[Text]:
    for version in table().rulebook.norms[LISTENING].versions:
        if version.valid_from <= at.date() and (version.valid_to is None or at.date() < version.valid_to):
            yield from (one.why for one in version.contestable)
