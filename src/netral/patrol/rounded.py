"""Did a spreadsheet destroy the ids? Such an id may be a stranger's, so it is never a match key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.patrol.errors import RegisterRefused

_REMEDY = "ambil ID dari sumber aslinya dan simpan kolom ini sebagai teks"
_LONG = 16  # digits that a double no longer holds exactly


def refuse_rounded(path: Path, ids: pa.Array) -> None:
    """Raise when an id is in scientific notation or ids are rounded more often than chance explains."""
    digits = pc.fill_null(pc.ascii_is_decimal(ids), True)
    odd = pc.indices_nonzero(pc.invert(digits))
    scientific = pc.match_substring_regex(ids.take(odd), r"^[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$|^[0-9]+[.,]0*$")
    first = pc.index(scientific, True).as_py()
    if first >= 0:
        at = odd[first].as_py()
        raise _refused(path, at, f"“{ids[at].as_py()[:30]}” adalah ID yang dibulatkan lembar kerja")
    length = pc.fill_null(pc.binary_length(ids), 0)
    long = pc.indices_nonzero(pc.and_(digits, pc.and_(pc.greater_equal(length, _LONG), pc.less_equal(length, 19))))
    if not len(long):
        return
    suspects = _suspects(ids, long)
    # One true id in 5,000 looks rounded by chance; a spreadsheet rounds all of them.
    allowed = 0 if len(long) <= 50 else 1 + len(long) // 1000
    if len(suspects) > allowed:
        raise _refused(path, suspects[0], f"{len(suspects)} ID tampak dibulatkan lembar kerja")


def _refused(path: Path, at: int, problem: str) -> RegisterRefused:
    return RegisterRefused(path, problem, _REMEDY, row=at + 1, column="platform_user_id")


def _suspects(ids: pa.Array, long: pa.Array) -> list[int]:
    """Positions of ids that end in 0000, or are what a double makes of an id cut to 15 digits."""
    numbers = ids.take(long).cast(pa.uint64()).to_numpy()
    # The exact test costs a Python call, so a cheap sieve goes first: a double near 1e18 is a multiple of 128.
    zeros = numbers % 10_000 == 0
    sieve = np.flatnonzero(zeros | (numbers % 128 == 0))
    exact = [at for at in sieve.tolist() if zeros[at] or _is_double(int(numbers[at]))]
    return [int(place) for place in long.take(pa.array(exact, pa.int64())).to_pylist()]


def _is_double(number: int) -> bool:
    return int(float(round(number, -4))) == number
