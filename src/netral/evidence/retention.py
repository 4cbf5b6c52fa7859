"""What has been kept for long enough, and may it go? Periods are data; people approve, and another person destroys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from ruamel.yaml import YAML

from netral.evidence.errors import Words
from netral.evidence.item import Item


@dataclass(frozen=True, slots=True)
class Class:
    """A class of retention: `months` after the case was closed; `confidence` in the period, as in the rulebook."""

    name: str
    text: Words
    months: int
    confidence: str
    sources: tuple[str, ...]


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
        name: Class(name, dict(one["text"]), one["months"], one["confidence"], tuple(one["sources"]))
        for name, one in raw.items()
    }


def kept_until(item: Item, known: Mapping[str, Class]) -> date | None:
    """The day from which an item may go; None while its case is open, or its class is not known."""
    if item.retention is None or item.retention not in known or item.since is None:
        return None
    closed = date.fromisoformat(item.since[:10])
    months = closed.month - 1 + known[item.retention].months
    year, month = closed.year + months // 12, months % 12 + 1
    return date(year, month, min(closed.day, _last_day(year, month)))


def expired(found: Iterable[Item], known: Mapping[str, Class], *, on: date) -> list[Item]:
    """Items whose time has come and that nothing holds."""
    return [one for one in found if one.state == "here" and not one.held and _over(one, known, on)]


def against(item: Item, known: Mapping[str, Class], *, by: str, on: date) -> Denial | None:
    """What stands against destroying this item today by this person; None where it may be done."""
    if (denial := protected(item)) is not None:
        return denial
    if not _over(item, known, on):
        until = kept_until(item, known)
        told = f"disimpan sampai {until}" if until else "perkaranya belum ditutup"
        english = f"kept until {until}" if until else "its case is not closed"
        return Denial("not_expired", {"id": told, "en": english})
    if item.approved_by is None:
        return Denial("not_approved", {"id": "belum ada yang menyetujui pemusnahannya", "en": "nobody has approved it"})
    if item.approved_by == by:
        words = {"id": "yang menyetujui tidak boleh memusnahkan", "en": "who approved it must not destroy it"}
        return Denial("same_person", words)
    return None


def protected(item: Item) -> Denial | None:
    """What stands against destroying it on any day, whoever asks."""
    if item.state != "here":
        return Denial("gone", {"id": "bukti ini sudah dimusnahkan", "en": "this item was destroyed already"})
    if item.held:
        return Denial("held", {"id": "bukti ini ditahan untuk proses hukum", "en": "a legal hold is on this item"})
    return None


def _over(item: Item, known: Mapping[str, Class], on: date) -> bool:
    until = kept_until(item, known)
    return until is not None and until <= on


def _last_day(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
