"""What does the law say of an act whose time is not exact? Decisions for every stretch of days it may span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from itertools import groupby

import pyarrow as pa

from netral.law.decisions import Decision
from netral.patrol.tables import decision_key

_FIRST = datetime(1, 1, 1)  # noqa: DTZ001  naive UTC, as in the plan
_LAST = datetime(9999, 12, 31, 0, 0, 0, 1)  # noqa: DTZ001  just after the plan's last instant
_TIME = pa.timestamp("us")


@dataclass(frozen=True, slots=True)
class Span:
    """The answer for acts that begin in the first and end in the last stretch of days; both half-open."""

    decision_key: str
    first_starts: datetime
    first_ends: datetime
    last_starts: datetime
    last_ends: datetime
    target_status: str | None
    phase: str | None
    verdict_literal: str
    verdict_practice: str
    class_literal: str | None
    class_practice: str | None
    norms: str
    missing_facts: str


SCHEMA = pa.schema([(f.name, _TIME if f.name.endswith(("starts", "ends")) else pa.string()) for f in fields(Span)])


def spans(decided: Iterable[Decision], *, inexact: bool) -> pa.Table:
    """Decisions as the plan joins them; `inexact` adds the stretches over several decisions.

    `decided` comes sorted by kind of act, then by time, and covers all time (`netral.law.decisions`).
    """
    rows = [astuple(span) for _, kind in groupby(decided, key=_key) for span in _of_kind(list(kind), inexact=inexact)]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(SCHEMA)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], SCHEMA)


def _key(one: Decision) -> str:
    reply = "" if one.in_reply_to is None else str(one.in_reply_to).lower()
    key: str = decision_key(
        verb=one.verb,
        reply=reply,
        status=one.actor_status,
        base=one.contest_base,
        role=one.role,
        given=one.given_status or "",
        zone=one.zone,
    )
    return key


def _of_kind(kind: list[Decision], *, inexact: bool) -> Iterator[Span]:
    for i, first in enumerate(kind):
        for j in range(i, len(kind) if inexact else i + 1):
            yield _over(first, kind[j], kind[i : j + 1])


def _over(first: Decision, last: Decision, all_: list[Decision]) -> Span:
    literal, class_literal, hangs = _common({(one.verdict_literal, one.class_literal) for one in all_})
    practice, class_practice, hangs_too = _common({(one.verdict_practice, one.class_practice) for one in all_})
    missing = {name for one in all_ for name in one.missing_facts.split(";") if name}
    if hangs or hangs_too:
        missing.add("at")
    return Span(
        decision_key=_key(first),
        first_starts=_naive(first.starts, _FIRST),
        first_ends=_naive(first.ends, _LAST),
        last_starts=_naive(last.starts, _FIRST),
        last_ends=_naive(last.ends, _LAST),
        target_status=_same({one.target_status for one in all_}),
        phase=_same({one.phase for one in all_}),
        verdict_literal=literal,
        verdict_practice=practice,
        class_literal=class_literal,
        class_practice=class_practice,
        norms=";".join(sorted(set.intersection(*(set(one.norms.split(";")) for one in all_)) - {""})),
        missing_facts=";".join(sorted(missing)),
    )


def _common(answers: set[tuple[str, str | None]]) -> tuple[str, str | None, bool]:
    """(verdict, class, does it hang on the time?): what holds on every day, never more."""
    verdicts = {verdict for verdict, _ in answers}
    classes = {cls for _, cls in answers}
    if len(verdicts) > 1:
        return "permitted_with_conditions", None, True
    return verdicts.pop(), _same(classes), len(classes) > 1


def _same(values: set[str] | set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _naive(instant: datetime | None, open_: datetime) -> datetime:
    return open_ if instant is None else instant.astimezone(UTC).replace(tzinfo=None)
