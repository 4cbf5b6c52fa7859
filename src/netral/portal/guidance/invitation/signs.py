"""What do six answers about an invitation say together: a campaign, not clear, or an ordinary event?

A sign of its own is whoever asks for colours or a salute. An inviting party or a contestant's name is one too, unless
all contestants are invited: a debate of the election body has names on it as well. What is not known stays not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NAMED, INVITER, ATTRIBUTES, DUTY_TIME, LETTER, ALL_INVITED = ROWS = (
    *("peserta", "pengundang", "atribut", "dinas", "surat", "semua"),
)
YES, NO, UNKNOWN = ANSWERS = ("ya", "tidak", "tidak-tahu")
CAMPAIGN, UNCLEAR, ORDINARY = ("kampanye", "belum-jelas", "biasa")
Answers = Mapping[str, str]
Sign = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """`result`, and the answers (row, answer) that led there, in the order of the page."""

    result: str
    signs: tuple[Sign, ...]


def judged(answers: Answers) -> Judged:
    """All six rows answered, each with one of ANSWERS."""
    for result, led in ((CAMPAIGN, _campaign(answers)), (UNCLEAR, _open(answers)), (ORDINARY, _ordinary(answers))):
        if led:
            return Judged(result, tuple(sorted(led, key=lambda sign: ROWS.index(sign[0]))))
    raise AssertionError(answers)


def _campaign(answers: Answers) -> set[Sign]:
    named = answers[NAMED] == YES and answers[ALL_INVITED] == NO
    invited = answers[INVITER] == YES and answers[ALL_INVITED] != YES
    if not (named or invited or answers[ATTRIBUTES] == YES):
        return set()
    return _said(answers, (NAMED, YES), (INVITER, YES), (ATTRIBUTES, YES), (DUTY_TIME, YES), (ALL_INVITED, NO))


def _open(answers: Answers) -> set[Sign]:
    """What is not known and would decide, or speaks against something else that was said."""
    led = _said(answers, (NAMED, UNKNOWN), (INVITER, UNKNOWN), (ATTRIBUTES, UNKNOWN))
    if answers[INVITER] == YES:
        led |= _said(answers, (INVITER, YES), (ALL_INVITED, YES))
    if answers[NAMED] == YES and answers[ALL_INVITED] == UNKNOWN:
        led |= _said(answers, (NAMED, YES), (ALL_INVITED, UNKNOWN))
    if answers[DUTY_TIME] != NO and answers[LETTER] != YES:
        led |= {(DUTY_TIME, answers[DUTY_TIME]), (LETTER, answers[LETTER])}
    return led


def _ordinary(answers: Answers) -> set[Sign]:
    # Rows 1 to 3 are “no” here, or a name stands on it and all are invited.
    return _said(answers, (NAMED, NO), (NAMED, YES), (INVITER, NO), (ATTRIBUTES, NO), (LETTER, YES), (ALL_INVITED, YES))


def _said(answers: Answers, *signs: Sign) -> set[Sign]:
    return {(row, answer) for row, answer in signs if answers[row] == answer}
