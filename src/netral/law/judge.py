"""What the rows say of one set of facts, in one reading: the only place where a verdict is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netral.law.facts import ACTOR_STATUSES, CLASSES
from netral.law.table import BITS, STATUS_RUN, Row, fact_names

APPLIES, OPEN, NOT = 1, 0, -1
_STATUS_OF_BIT = {BITS["actor.status", status]: status for status in ACTOR_STATUSES}


@dataclass(frozen=True, slots=True)
class Said:
    """The facts of a question as bits: one bit per value said, and the runs that are known."""

    bits: int
    known: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """One reading. The open rows would change verdict or class if their missing facts were said."""

    verdict: str
    cls: str | None
    applied: tuple[Row, ...]
    open_rows: tuple[Row, ...]
    missing: Mapping[str, int]  # fact -> how many open rows hang on it


def meets(row: Row, said: Said) -> int:
    """Does the row apply, not apply, or does it hang on a fact that was not said?

    An exception takes the act out when all its facts are said; it leaves the row open when some are said and
    none contradicts; when nothing of it is said, nobody claims it.
    """
    bits, known = said.bits, said.known
    if bits & row.bad:
        return NOT
    open_ = row.need & ~known
    for bad, need in row.exceptions:
        if bits & bad:
            continue
        unsaid = need & ~known
        if not unsaid:
            return NOT
        if need & known:
            open_ |= unsaid
    return OPEN if open_ else APPLIES


def unsaid_facts(row: Row, said: Said) -> frozenset[str]:
    """The facts that an open row hangs on."""
    mask = row.need & ~said.known
    for bad, need in row.exceptions:
        if not said.bits & bad and need & said.known:
            mask |= need & ~said.known
    return fact_names(mask)


def weight(row: Row, said: Said) -> int:
    """Rank of the row's class in CLASSES for this actor; the lightest possible when the actor is unknown."""
    status = _STATUS_OF_BIT.get(said.bits & STATUS_RUN)
    return max(row.weights.values()) if status is None else row.weights[status]


def _heaviest(row: Row, said: Said) -> int:
    """Rank of the heaviest class that the row can bring this actor."""
    status = _STATUS_OF_BIT.get(said.bits & STATUS_RUN)
    return min(row.weights.values()) if status is None else row.weights[status]


def judge(rows: Iterable[Row], said: Said) -> Judgement:
    """Prohibited when a prohibition applies on what was said; permitted with conditions while one may apply
    (the missing facts are the conditions); else what a permission says; else not regulated."""
    applied: list[Row] = []
    open_bans: list[Row] = []
    banned = permitted = False
    heaviest = nothing = len(CLASSES)
    bits = said.bits
    for row in rows:
        if bits & row.bad:  # most rows fall here: asked before `meets`, which asks the same
            continue
        state = meets(row, said)
        if state == NOT:
            continue
        kind = row.norm.kind
        if state == OPEN:
            if kind == "prohibition":
                open_bans.append(row)
        elif kind == "prohibition":
            banned = True
            heaviest = min(heaviest, weight(row, said))
            applied.append(row)
        elif kind == "permission":
            permitted = True
            applied.append(row)
        else:
            applied.append(row)
    cls = CLASSES[heaviest] if banned and heaviest < nothing else None
    if banned:
        weighty = tuple(row for row in open_bans if _heaviest(row, said) < heaviest)
        bans = tuple(row for row in applied if row.norm.kind != "permission")
        return Judgement("prohibited", cls, bans, weighty, _missing(weighty, said))
    if open_bans:
        return Judgement("permitted_with_conditions", None, tuple(applied), tuple(open_bans), _missing(open_bans, said))
    if permitted:
        free = any(row.norm.kind == "permission" and row.version.conditions is None for row in applied)
        verdict = "permitted" if free else "permitted_with_conditions"
        return Judgement(verdict, None, tuple(applied), (), {})
    return Judgement("not_regulated", None, tuple(applied), (), {})


def _missing(rows: Iterable[Row], said: Said) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        for fact in unsaid_facts(row, said):
            counted[fact] = counted.get(fact, 0) + 1
    return counted
