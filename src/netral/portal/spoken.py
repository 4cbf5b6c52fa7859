"""How a moment is said to people: with its day of the week and its zone; and a day."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def day_and_time(at: datetime) -> str:
    """“Sabtu 5 Oktober 2024, 20.14 WIB”; a moment of another zone says its offset."""
    offset = at.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0
    zone = ZONES.get(int(hours), f"UTC{hours:+g}")
    return f"{date_format(at, 'l j F Y')}, {at:%H.%M} {zone}"


def day(at: date, how: str = "j F Y") -> str:
    """“5 Oktober 2024”; a list says the same few days again and again."""
    return _day(at, how, get_language())


@lru_cache(maxsize=256)
def _day(at: date, how: str, _language: str | None) -> str:
    return date_format(at, how)
