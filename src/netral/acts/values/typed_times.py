"""When was it, as a person types it: `2024-10-05 20:10 WIB`, `5 Oktober 2024 pukul 20.10 WIB`, or a day alone?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from netral.acts.context import Context
from netral.acts.values import times
from netral.acts.values.strings import Mask
from netral.acts.values.when import When

_ZONES = {"WIB": ZoneInfo("Asia/Jakarta"), "WITA": ZoneInfo("Asia/Makassar"), "WIT": ZoneInfo("Asia/Jayapura")}
_REST = (
    r"(?:(?:,? *(?:pukul|jam) +|[ T]+)(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]{1,6})?)?)?"
    r" *(?P<zone>WIB|WITA|WIT|UTC|Z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_YEAR_FIRST = re.compile(r"^(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})" + _REST, re.IGNORECASE)
_AS_SHOWN = re.compile(r"^(?P<a>[0-9]{1,2})[/.-](?P<b>[0-9]{1,2})[/.-](?P<year>[0-9]{4})" + _REST, re.IGNORECASE)
_NAMED = re.compile(r"^(?P<day>[0-9]{1,2})[ -](?P<month>[A-Za-z]{3,9})\.?[ -](?P<year>[0-9]{4})" + _REST, re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari january jan", "februari february feb pebruari", "maret march mar", "april apr", "mei may"),
            *("juni june jun", "juli july jul", "agustus august agu agt ags aug", "september sep sept"),
            *("oktober october okt oct", "november nov nopember", "desember december des dec"),
        ),
        1,
    )
    for name in names.split()
}
_LONGEST_AFTER = {"day": timedelta(days=1), "min": timedelta(minutes=1)}
_NOON, _MICRO = timedelta(hours=12), timedelta(microseconds=1)


class Moment(NamedTuple):
    """`local` without a zone is a time whose zone nobody stated."""

    local: datetime
    precision: str
    assumed: bool


class Typed(NamedTuple):
    """The times of a column, and where the zone is missing."""

    when: When
    zoneless: Mask


def shows_a_display_date(text: str) -> bool:
    """`05/10/2024`: whether day or month comes first is not known."""
    return _AS_SHOWN.match(text.strip()) is not None


def typed(column: pa.Array, context: Context) -> Typed:
    """One by one: such tables are short. A day alone is its noon, so that it is the same day all over Indonesia."""
    found = [None if text is None else moment(text, context) for text in column.to_pylist()]
    size = len(found)
    at, earliest, latest = (np.full(size, times.NO_TIME) for _ in range(3))
    zoneless = np.zeros(size, bool)
    for i, one in enumerate(found):
        if one is None:
            continue
        if one.local.tzinfo is None:
            zoneless[i] = True
            continue
        first = one.local.astimezone(UTC)
        at[i] = times.micros(first + _NOON if one.precision == "day" else first)
        if one.precision in _LONGEST_AFTER:
            earliest[i] = times.micros(first)
            latest[i] = times.micros(first + _LONGEST_AFTER[one.precision] - _MICRO)
    when = When(
        at,
        column,
        basis=pa.array(["iso_naive_assumed" if one and one.assumed else "iso_offset" for one in found], pa.string()),
        precision=pa.array([one.precision if one else "none" for one in found], pa.string()),
        earliest=earliest,
        latest=latest,
        assumed=pa.array([_minutes(one) for one in found], pa.int16()),
    )
    return Typed(when, zoneless)


def moment(text: str, context: Context) -> Moment | None:
    """What one cell says; None where it is no time, or its day and month could be each other."""
    said = text.strip()
    match = _YEAR_FIRST.match(said) or _NAMED.match(said) or (_AS_SHOWN.match(said) if context.date_order else None)
    if match is None:
        return None
    parts = match.groupdict()
    if "a" in parts:
        day, month = (parts["a"], parts["b"]) if context.date_order == "dmy" else (parts["b"], parts["a"])
    else:
        day, month = parts["day"], _MONTHS.get(parts["month"].lower(), parts["month"])
    zone = context.timezone if parts["zone"] is None else _zone(parts["zone"].upper())
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    try:
        local = datetime(int(parts["year"]), int(month), int(day), hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    if not 1970 <= local.year < 2262:
        return None
    precision = "day" if parts["hour"] is None else "min" if parts["second"] is None else "s"
    return Moment(local, precision, assumed=parts["zone"] is None)


def _zone(word: str) -> tzinfo:
    if word in _ZONES:
        return _ZONES[word]
    if word in ("UTC", "Z"):
        return UTC
    minutes = int(word[1:3]) * 60 + int(word[-2:])
    return timezone(timedelta(minutes=-minutes if word[0] == "-" else minutes))


def _minutes(one: Moment | None) -> int | None:
    offset = one.local.utcoffset() if one is not None and one.assumed else None
    return None if offset is None else int(offset.total_seconds()) // 60
