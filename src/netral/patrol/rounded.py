"""Did a spreadsheet destroy the ids? Such an id may be a stranger's, so it is never a match key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.law.model import Text
from netral.patrol.errors import RegisterRefused

_REMEDY = Text(
    "ambil ID dari sumber aslinya dan simpan kolom ini sebagai teks",
    "take the ID from its source and keep this column as text",
)
_LONG = 16  # digits that a double no longer holds exactly


def refuse_rounded(path: Path, ids: pa.Array) -> None:
    """Raise when an id is in scientific notation or ids are rounded more often than chance explains."""
    digits = pc.fill_null(pc.ascii_is_decimal(ids), True)
    odd = pc.indices_nonzero(pc.invert(digits))
    scientific = pc.match_substring_regex(ids.take(odd), r"^[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$|^[0-9]+[.,]0*$")
    first = pc.index(scientific, True).as_py()
    if first >= 0:
        at = odd[first].as_py()
        said = ids[at].as_py()[:30]
        rounded = Text(f"“{said}” adalah ID yang dibulatkan lembar kerja", f"“{said}” is an ID that a sheet rounded")
        raise _refused(path, at, rounded)
    length = pc.fill_null(pc.binary_length(ids), 0)
    long = pc.indices_nonzero(pc.and_(digits, pc.and_(pc.greater_equal(length, _LONG), pc.less_equal(length, 19))))
    if not len(long):
        return
    cut, doubles = _suspects(ids, long)
    # One true id in 10,000 ends in 0000. Two in a hundred look like a double, since the low bits of an X id are
    # often zero; a spreadsheet rounds them all, so a few among many are chance and one alone proves nothing.
    if len(cut) > (0 if len(long) <= 50 else 1 + len(long) // 1000):
        raise _refused(path, cut[0], _seem(len(cut)))
    if len(doubles) >= 2 and len(doubles) >= len(long) / 5:
        raise _refused(path, doubles[0], _seem(len(doubles)))


def _seem(count: int) -> Text:
    return Text(f"{count} ID tampak dibulatkan lembar kerja", f"{count} IDs seem to be rounded by a spreadsheet")


def _refused(path: Path, at: int, problem: Text) -> RegisterRefused:
    return RegisterRefused(path, problem, _REMEDY, row=at + 1, column="platform_user_id")


def _suspects(ids: pa.Array, long: pa.Array) -> tuple[list[int], list[int]]:
    """Positions of ids that end in 0000, and of those that are what a double makes of an id cut to 15 digits."""
    numbers = ids.take(long).cast(pa.uint64()).to_numpy()
    places = long.to_numpy()
    zeros = numbers % 10_000 == 0
    # The exact test costs a Python call, so a cheap sieve goes first: a double near 1e18 is a multiple of 128.
    sieve = np.flatnonzero(~zeros & (numbers % 128 == 0))
    doubles = [int(places[at]) for at in sieve.tolist() if _is_double(int(numbers[at]))]
    return places[np.flatnonzero(zeros)].tolist(), doubles


def _is_double(number: int) -> bool:
    return int(float(round(number, -4))) == number
