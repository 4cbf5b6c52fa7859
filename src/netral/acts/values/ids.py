"""Is this id still what the platform gave, or what a spreadsheet and a float column left of it?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.keys import activity_keys
from netral.acts.values import strings
from netral.acts.values.strings import Mask

_EXACT_IN_FLOAT = np.uint64(2**53)
_FEWEST, _SHARE = 3, 0.2
_AS_NUMBER = r"^[0-9]([.,][0-9]+)?[eE]\+[0-9]+$"


def spoiled(column: pa.Array) -> Mask:
    """Ids that certainly lost digits: `1,74E+18`. What reads a spreadsheet writes numbers of 16 digits this way too."""
    found: Mask = pc.fill_null(pc.match_substring_regex(column, _AS_NUMBER), False).to_numpy(zero_copy_only=False)
    return found


def unwitnessed(column: pa.Array) -> Mask:
    """Spoiled ids of a format that says each id once: a spreadsheet and a float column round every long id there is.

    One long id that came through whole is the witness for the others.
    """
    looks = suspect(column)
    length = pc.fill_null(pc.binary_length(column), 0).to_numpy(zero_copy_only=False)
    return spoiled(column) if ((length > 15) & ~looks).any() else looks


def suspect(column: pa.Array) -> Mask:
    """Also ids that look rounded, as about one true id in a hundred does."""
    cells = pc.fill_null(column, "")
    whole = strings.made_of(cells, strings.DIGIT, longest=19)
    length = pc.binary_length(cells).to_numpy(zero_copy_only=False)
    zeros = pc.match_substring_regex(cells, r"^[0-9]{15}0+$").to_numpy(zero_copy_only=False)
    found: Mask = spoiled(column) | (length > 15) & whole & (zeros | rounded(strings.numbers(cells, whole)))
    return found


def numbers(column: pa.Array) -> npt.NDArray[np.uint64]:
    """Ids of up to 19 digits as numbers; anything else is 0."""
    cells = pc.fill_null(column, "")
    return strings.numbers(cells, strings.made_of(cells, strings.DIGIT, longest=19))


def rounded(values: npt.NDArray[np.uint64]) -> Mask:
    """What 15 significant digits and a float column make of an id: suspect, never a match key."""
    suspect: Mask = (values > _EXACT_IN_FLOAT) & (values % np.uint64(128) == 0)
    if suspect.any():
        tens = np.uint64(10_000)
        near = (values[suspect] + tens // np.uint64(2)) // tens * tens
        suspect[suspect] = near.astype(np.float64).astype(np.uint64) == values[suspect]
    return suspect


def rounded_together(values: npt.NDArray[np.uint64]) -> Mask:
    """Ids that a column of floats rounded: one in a hundred looks so by chance, but never a fifth of the accounts."""
    long = np.unique(values[values > _EXACT_IN_FLOAT])
    exact = long[long.astype(np.float64).astype(np.uint64) == long]
    if len(exact) < _FEWEST or len(exact) < _SHARE * len(long):
        return np.zeros(len(values), bool)
    return np.isin(values, exact)


def made_up(*parts: pa.Array) -> pa.Array:
    """An id for what has none of its own: the same words give the same id, and it says that it is `synthetic:`."""
    keys = [f"synthetic:{key.hex()}" for key in activity_keys(*parts).to_pylist()]
    return pa.array(keys, pa.string())
