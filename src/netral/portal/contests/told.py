"""The strip in words and as a picture: which status begins on which day, and what a like and a comment cost then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from netral.law.facts import CLASSES
from netral.law.words import CLASSES as CLASS_WORDS
from netral.portal.contests.plan import Affected
from netral.portal.contests.strip import Outcome, Step, of, zone
from netral.portal.contests.words import ACTS, BOTH, STATUSES, VERDICTS
from netral.portal.spoken import day as spoken

_TINTS = {"none": "i1", "bakal_calon": "i2", "calon": "i4", "former": "i1", None: "i1"}
_MARGIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Part:
    """A step as it is read: `lines` say what it costs; `x` and `width` in days of the picture, `style` its tint."""

    begins: str
    lines: list[str]
    state: str  # lewat, kini, nanti
    x: int
    width: int
    style: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One account's days; `today` in days from the left, None where it lies outside; `zone` of its place or none."""

    parts: list[Part]
    length: int
    today: int | None
    zone: str | None

    @property
    def alternative(self) -> str:
        """All that the picture shows, in words."""
        return " ".join(one.begins for one in self.parts)


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts whose days change alike: `accounts` as (contest, contestant, name, account)."""

    accounts: list[tuple[str, str, str, str]]
    before: Picture | None
    after: Picture


def groups(affected: Sequence[Affected], today: date) -> list[Group]:
    """In the order of contest and contestant of the first of each."""
    found: dict[tuple[object, ...], list[Affected]] = {}
    for one in affected:
        contest = one.after[0].contest
        found.setdefault((of(one.before), of(one.after), zone(contest)), []).append(one)
    return [
        Group(_accounts(alike), _picture(before, place, today) if before else None, _picture(after, place, today))  # type: ignore[arg-type]
        for (before, after, place), alike in found.items()
    ]


def _accounts(alike: Sequence[Affected]) -> list[tuple[str, str, str, str]]:
    told = (one.after[0] for one in alike)
    return sorted((one.contest, one.contestant_id, one.name, one.account) for one in told)


def _picture(steps: Sequence[Step], place: str | None, today: date) -> Picture:
    inner = [one.starts for one in steps if one.starts] or [today]
    first, last = min(inner) - _MARGIN, max(inner) + _MARGIN
    parts = []
    before: Step | None = None
    for one in steps:
        starts, ends = one.starts or first, one.ends or last
        state = "kini" if one.holds(today) else "lewat" if one.ends and one.ends <= today else "nanti"
        style = _TINTS[one.status] if one.listed else "gw"
        parts.append(
            Part(_begins(one), list(_lines(one, before)), state, (starts - first).days, (ends - starts).days, style)
        )
        before = one
    inside = first <= today < last
    return Picture(parts, (last - first).days, (today - first).days if inside else None, place)


def _begins(step: Step) -> str:
    if not step.listed:
        if step.starts is None:
            return _("Sebelumnya akun ini tidak di dalam daftar.")
        words = _("Mulai {day} akun ini tidak di dalam daftar.")
        return words.format(day=spoken(step.starts))
    if step.starts is None:
        return _("Sejak awal sasaran ini berstatus: {status}.").format(status=STATUSES[step.status])
    words = _("Mulai {day} sasaran ini berstatus: {status}.")
    return words.format(day=spoken(step.starts), status=STATUSES[step.status])


def _lines(step: Step, before: Step | None) -> Iterator[str]:
    """What each act costs, said once where both acts or both readings agree."""
    if not step.listed:
        yield _("Patroli tidak mencatat perbuatan terhadapnya.")
        return
    old = before.said if before and before.listed else None
    told = [(step.said[at], old[at] if old else None) for at in range(len(ACTS))]
    for (now, was), same in groupby(range(len(ACTS)), key=lambda at: told[at]):
        acts = list(same)
        yield from _readings(BOTH if len(acts) > 1 else ACTS[acts[0]], now, was)


def _readings(act: Promise, now: tuple[Outcome, Outcome], was: tuple[Outcome, Outcome] | None) -> Iterator[str]:
    changes = [_change(now[at], was[at] if was else None) for at in (0, 1)]
    if changes[0] == changes[1]:
        yield _("{act}, menurut kedua bacaan: {change}.").format(act=act, change=changes[0])
        return
    yield _("{act}, menurut bunyi aturan: {change}.").format(act=act, change=changes[0])
    yield _("{act}, menurut praktik instansi: {change}.").format(act=act, change=changes[1])


def _change(now: Outcome, was: Outcome | None) -> str:
    said = _outcome(now)
    if was is None:
        return said
    if was == now:
        return _("tetap {outcome}").format(outcome=said)
    if "prohibited" not in (now[0], was[0]):
        return _("menjadi {outcome}").format(outcome=said)
    if _weight(now) > _weight(was):
        return _("naik ke {outcome}").format(outcome=said)
    return _("turun ke {outcome}").format(outcome=said)


def _outcome(one: Outcome) -> str:
    verdict, cls = one
    words = CLASS_WORDS[cls][translation.get_language() or "id"] if cls else f"{VERDICTS[verdict]}"
    return words[:1].lower() + words[1:]


def _weight(one: Outcome) -> int:
    """How heavy; two that differ are never alike."""
    verdict, cls = one
    if cls:
        return 10 + len(CLASSES) - CLASSES.index(cls)
    return ("not_regulated", "permitted", "permitted_with_conditions", "prohibited").index(verdict)
