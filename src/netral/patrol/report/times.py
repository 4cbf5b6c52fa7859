"""Times as people say them: Kamis 10 Oktober 2024, 16.00 WITA."""

from __future__ import annotations

from datetime import date, datetime

from netral.law.contests import ZONES

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": tuple("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()),
    "en": tuple("January February March April May June July August September October November December".split()),
}


def local(moment: datetime, zone: str) -> datetime:
    """The instant on the place's clock."""
    return moment.astimezone(ZONES[zone])


def say_day(day: date, lang: str, *, weekday: bool = False) -> str:
    """22 September 2024, with the weekday when asked for."""
    words = f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"
    return f"{DAYS[lang][day.weekday()]} {words}" if weekday else words


def say_moment(moment: datetime, zone: str, lang: str) -> str:
    """Day, clock to the second and zone."""
    there = local(moment, zone)
    clock = there.strftime("%H.%M.%S" if lang == "id" else "%H:%M:%S")
    return f"{say_day(there.date(), lang, weekday=True)}, {clock} {zone}"
