"""When was it? Whole columns of the times that tools write, and the time inside a snowflake id."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from netral.acts.values.strings import Mask, view

Micros = npt.NDArray[np.int64]
NO_TIME = np.iinfo(np.int64).min
LATEST = 9_214_646_400_000_000
"""2262-01-01: no instant from then on is believed."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TWITTER_EPOCH_MS = 1_288_834_974_657
_FIRST_SNOWFLAKE = 29_700_859_247
_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")
_LOCALE = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ T](\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?$")


def instants(column: pa.Array) -> Micros:
    """Microseconds since 1970 for `Sat Oct 05 19:15:04 +0000 2024` and ISO 8601 with an offset, else NO_TIME."""
    _, edges = view(column)
    lengths = np.diff(edges)
    found = np.full(len(column), NO_TIME)
    for length, parse in ((30, _twitter), (24, _iso_z)):
        picked = lengths == length
        if picked.any():
            cells = column if picked.all() else column.filter(pa.array(picked))
            found[picked] = parse(_matrix(cells, length))
    rest = np.flatnonzero((found == NO_TIME) & (lengths >= 16) & (lengths <= 40))
    for index in rest.tolist():
        found[index] = iso_instant(column[index].as_py())
    return found


def iso_instant(text: str) -> int:
    """Microseconds of one RFC 3339 time that states its offset, else NO_TIME."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return NO_TIME
    if instant.tzinfo is None:
        return NO_TIME
    found = micros(instant)
    return found if 0 <= found < LATEST else NO_TIME


def micros(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


def is_local_display(text: str) -> bool:
    """`05/10/2024 19.15`: day or month first, no zone."""
    return _LOCALE.match(text) is not None


def local_instants(text: str, zone: tzinfo, orders: tuple[str, ...]) -> list[int]:
    """The instants a spreadsheet's display time may mean, one per possible day/month order."""
    match = _LOCALE.match(text)
    found = []
    if match is not None:
        first, second, year, hour, minute, second_ = (int(part or 0) for part in match.groups())
        for order in orders:
            day, month = (first, second) if order == "dmy" else (second, first)
            try:
                found.append(micros(datetime(year, month, day, hour, minute, second_, tzinfo=zone)))
            except ValueError:
                continue
    return found


def snowflake(ids: npt.NDArray[np.uint64]) -> Micros:
    """When X made these ids; NO_TIME for ids older than the scheme (before November 2010)."""
    made = ((ids >> np.uint64(22)).astype(np.int64) + _TWITTER_EPOCH_MS) * 1000
    return np.where(ids >= _FIRST_SNOWFLAKE, made, NO_TIME)


def _matrix(cells: pa.Array, length: int) -> npt.NDArray[np.uint8]:
    data, edges = view(cells)
    return data[edges[0] : edges[-1]].reshape(-1, length)


def _twitter(cells: npt.NDArray[np.uint8]) -> Micros:
    month = np.zeros(len(cells), np.int64)
    letters = (cells[:, 4].astype(np.int32) << 16) | (cells[:, 5].astype(np.int32) << 8) | cells[:, 6]
    for number, name in enumerate(_MONTHS, 1):
        month[letters == int.from_bytes(name)] = number
    fixed = ((3, 32), (7, 32), (10, 32), (13, 58), (16, 58), (19, 32), (25, 32))
    well: Mask = (month > 0) & _fixed(cells, fixed)
    well &= (cells[:, 20] == 43) | (cells[:, 20] == 45)
    year, well_year = _number(cells, 26, 4)
    day, well_day = _number(cells, 8, 2)
    clock, well_clock = _clock(cells, 11)
    hours, well_hours = _number(cells, 21, 2)
    minutes, well_minutes = _number(cells, 23, 2)
    shift = (hours * 60 + minutes) * 60 * np.where(cells[:, 20] == 45, -1, 1)
    well &= well_year & well_day & well_clock & well_hours & well_minutes & (hours < 24)
    return compose(year, month, day, (clock - shift) * 1_000_000, well)


def _iso_z(cells: npt.NDArray[np.uint8]) -> Micros:
    well = _fixed(cells, ((4, 45), (7, 45), (10, 84), (13, 58), (16, 58), (19, 46), (23, 90)))
    year, well_year = _number(cells, 0, 4)
    month, well_month = _number(cells, 5, 2)
    day, well_day = _number(cells, 8, 2)
    clock, well_clock = _clock(cells, 11)
    millis, well_millis = _number(cells, 20, 3)
    well &= well_year & well_month & well_day & well_clock & well_millis
    return compose(year, month, day, clock * 1_000_000 + millis * 1000, well)


def _fixed(cells: npt.NDArray[np.uint8], expected: tuple[tuple[int, int], ...]) -> Mask:
    well: Mask = np.ones(len(cells), bool)
    for at, byte in expected:
        well &= cells[:, at] == byte
    return well


def _number(cells: npt.NDArray[np.uint8], at: int, count: int) -> tuple[Micros, Mask]:
    value = np.zeros(len(cells), np.int64)
    well: Mask = np.ones(len(cells), bool)
    for column in range(at, at + count):
        digit = cells[:, column] - np.uint8(48)
        well &= digit < 10
        value = value * 10 + digit
    return value, well


def _clock(cells: npt.NDArray[np.uint8], at: int) -> tuple[Micros, Mask]:
    hour, well_hour = _number(cells, at, 2)
    minute, well_minute = _number(cells, at + 3, 2)
    second, well_second = _number(cells, at + 6, 2)
    well = well_hour & well_minute & well_second & (hour < 24) & (minute < 60) & (second < 61)
    return (hour * 60 + minute) * 60 + second, well


def compose(year: Micros, month: Micros, day: Micros, rest: Micros, well: Mask) -> Micros:
    """Microseconds of calendar days since 1970 and what of the day has passed; NO_TIME where no such day is."""
    well = well & (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1970) & (year < 2262)
    months = np.where(well, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    days = months.astype("M8[D]") + (np.where(well, day, 1) - 1).astype("m8[D]")
    well &= days.astype("M8[M]") == months
    return np.where(well, days.astype(np.int64) * 86_400_000_000 + rest, NO_TIME)


def as_timestamps(values: Micros) -> pa.Array:
    return pa.array(values, pa.int64(), mask=values == NO_TIME).cast(pa.timestamp("us", tz="UTC"))


def bounds(values: Micros) -> tuple[datetime | None, datetime | None]:
    """Earliest and latest of the known instants."""
    known = values[values != NO_TIME]
    return (moment(int(known.min())), moment(int(known.max()))) if len(known) else (None, None)
