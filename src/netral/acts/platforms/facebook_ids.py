"""Which comment below which post? Facebook's own numbers, which tools give bare, joined, or wrapped as `comment:…`.

A number of Facebook's is one object's alone, whatever kind it is: two records with the same one are about the same
comment. A wrapped id that is made otherwise is left as it is, and is the same only as itself.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.values.cells import digits, flags
from netral.acts.values.strings import Mask

# What `comment:` and a digit begin with in base64.
_WRAPPED = re.compile(r"Y29tbWVudDo[A-Za-z0-9+/]{2,120}={0,2}")
_JOINED = re.compile(r"(?:comment:)?([0-9]{1,30})_([0-9]{1,30})")
SAME_COMMENT = {
    "id": "Komentar yang sama dari dua alat dihitung satu bila nomor Facebook-nya sama; selain itu dua.",
    "en": "The same comment from two tools counts once where both give the same number of Facebook's; else twice.",
}


def comment(ids: pa.Array) -> tuple[pa.Array, pa.Array]:
    """(post, comment) as numbers in text; null where an id tells neither. A bare number is the comment's."""
    found = [_split(one) for one in ids.to_pylist()]
    return pa.array([one[0] for one in found], pa.string()), pa.array([one[1] for one in found], pa.string())


def number(ids: pa.Array) -> pa.Array:
    """The comment's number, or the id as it is where it tells none."""
    return pc.coalesce(comment(ids)[1], ids)


def conflict(ids: pa.Array, written: pa.Array) -> Mask:
    """Where the id tells another comment than the number that is written beside it."""
    return flags(pc.not_equal(comment(ids)[1], digits(written)))


def _split(one: str | None) -> tuple[str | None, str | None]:
    if one is None:
        return None, None
    if one.isascii() and one.isdigit():
        return None, one
    match = _JOINED.fullmatch(_unwrapped(one) if _WRAPPED.fullmatch(one) else one)
    return (match[1], match[2]) if match else (None, None)


def _unwrapped(one: str) -> str:
    try:
        return b64decode(one, validate=True).decode("ascii")
    except (Error, ValueError):
        return ""
