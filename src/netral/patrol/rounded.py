"""Did a spreadsheet destroy the ids? Such an id may be a stranger's, so it is never a match key."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from netral.patrol.errors import RegisterRefused

_REMEDY = "ambil ID dari sumber aslinya dan simpan kolom ini sebagai teks"
_LONG = 16  # digits that a double no longer holds exactly


def refuse_rounded(path: Path, ids: pa.Array) -> None:
    """Raise when an id is in scientific notation or ids are rounded more often than chance explains."""
    scientific = pc.match_substring_regex(ids, r"^[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$|^[0-9]+[.,]0*$")
    at = pc.index(pc.fill_null(scientific, False), True).as_py()
    if at >= 0:
        raise _refused(path, at, f"“{ids[at].as_py()[:30]}” adalah ID yang dibulatkan lembar kerja")
    whole = pc.match_substring_regex(ids, rf"^[0-9]{{{_LONG},19}}$")
    long = pc.indices_nonzero(pc.fill_null(whole, False))
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
    texts = ids.take(long)
    last = pc.cast(pc.utf8_slice_codeunits(texts, -4), pa.int32())
    # Doubles near 1e18 are multiples of 128: 10,000 has only four factors 2, so the last digits tell little;
    # an even ending is the cheap sieve, the exact test runs on what is left.
    zeros = pc.equal(last, 0)
    even = pc.equal(pc.bit_wise_and(last, 15), 0)
    sieve = pc.indices_nonzero(pc.or_(zeros, even))
    found = []
    for place, text in zip(long.take(sieve).to_pylist(), texts.take(sieve).to_pylist(), strict=True):
        number = int(text)
        if text.endswith("0000") or (number % 128 == 0 and int(float(round(number, -4))) == number):
            found.append(place)
    return found
