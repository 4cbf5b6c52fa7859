"""What has been kept for long enough, and may it go? Periods are data; people approve, and another person destroys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from ruamel.yaml import YAML

from netral.evidence.errors import Words
from netral.evidence.item import Item


@dataclass(frozen=True, slots=True)
class Class:
    """A class of retention: `months` after the case was closed; `confidence` in the period, as in the rulebook.

    `least`: the fewest months that an agency may set instead, while somebody could still object.
    """

    name: str
    text: Words
    months: int
    least: int
    confidence: str
    sources: tuple[str, ...]


class Standing(Protocol):
    """What is asked of an item, or of a record that somebody else keeps; the fields are those of `Item`."""

    @property
    def state(self) -> str: ...
    @property
    def retention(self) -> str | None: ...
    @property
    def since(self) -> str | None: ...
    @property
    def held(self) -> bool: ...
    @property
    def approved_by(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Denial:
    """Why an item may not be destroyed now."""

    reason: str
    words: Words


@lru_cache(maxsize=1)
def classes() -> Mapping[str, Class]:
    """As shipped, by name."""
    raw = YAML(typ="safe").load(files("netral.evidence").joinpath("retention.yaml").read_text("utf-8"))
    return {
        name: Class(name, dict(one["text"]), one["months"], one["least"], one["confidence"], tuple(one["sources"]))
        for name, one in raw.items()
    }


def of_agency(months: Mapping[str, int]) -> dict[str, Class]:
    """The classes with the periods that an agency set, by name; ValueError for a class or a period that cannot be."""
    known = dict(classes())
    for name, count in months.items():
        if name not in known:
            raise ValueError(f"{name}: {', '.join(known)}")
        if count < known[name].least:
            raise ValueError(f"{name}: {count} < {known[name].least}")
        known[name] = replace(known[name], months=count)
    return known


def kept_until(item: Standing, known: Mapping[str, Class]) -> date | None:
    """The day from which an item may go; None while its case is open, or its class is not known."""
    if item.retention is None or item.retention not in known or item.since is None:
        return None
    return until(date.fromisoformat(item.since[:10]), known[item.retention].months)


def until(closed: date, months: int) -> date:
    """So many months later, or the last day of that month where it is shorter."""
    months += closed.month - 1
    year, month = closed.year + months // 12, months % 12 + 1
    return date(year, month, min(closed.day, _last_day(year, month)))


def closed_by(on: date, months: int) -> date:
    """The last day of those whose `until` has come on this one: what was closed later is kept still."""
    closed = until(on, -months)
    while until(closed + timedelta(days=1), months) <= on:
        closed += timedelta(days=1)
    return closed


def expired(found: Iterable[Item], known: Mapping[str, Class], *, on: date) -> list[Item]:
    """Items whose time has come and that nothing holds."""
    return [one for one in found if one.state == "here" and not one.held and _over(one, known, on)]


def against(item: Standing, known: Mapping[str, Class], *, by: str, on: date) -> Denial | None:
    """What stands against destroying this item today by this person; None where it may be done."""
    if (denial := protected(item)) is not None:
        return denial
    if not _over(item, known, on):
        last = kept_until(item, known)
        told = f"disimpan sampai {last}" if last else "perkaranya belum ditutup"
        english = f"kept until {last}" if last else "its case is not closed"
        return Denial("not_expired", {"id": told, "en": english})
    if item.approved_by is None:
        return Denial("not_approved", {"id": "belum ada yang menyetujui pemusnahannya", "en": "nobody has approved it"})
    if item.approved_by == by:
        words = {"id": "yang menyetujui tidak boleh memusnahkan", "en": "who approved it must not destroy it"}
        return Denial("same_person", words)
    return None


def protected(item: Standing) -> Denial | None:
    """What stands against destroying it on any day, whoever asks."""
    if item.state != "here":
        return Denial("gone", {"id": "bukti ini sudah dimusnahkan", "en": "this item was destroyed already"})
    if item.held:
        return Denial("held", {"id": "bukti ini ditahan untuk proses hukum", "en": "a legal hold is on this item"})
    return None


def _over(item: Standing, known: Mapping[str, Class], on: date) -> bool:
    last = kept_until(item, known)
    return last is not None and last <= on


def _last_day(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
