"""Were the authors of this table made unknowable before it came to us? A hash is no account."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.format import Opening, Refusal
from netral.acts.rejects import Said

_HIDDEN = r"^(?:REDACTED|[0-9a-f]{32,})$"


def refusal(*columns: str) -> Callable[[Opening, Context], Refusal | None]:
    """A format's `refuse`: the file, when these columns hold `REDACTED` or hashes."""

    def refuse(opening: Opening, _context: Context) -> Refusal | None:
        for row in opening.records:
            for column in columns:
                if re.match(_HIDDEN, row.get(column) or ""):
                    return "actor_redacted", Said(f"di kolom {column}", f"in column {column}")
        return None

    return refuse


def revealed(column: pa.Array) -> pa.Array:
    """The column without what hides somebody."""
    return pc.if_else(pc.match_substring_regex(column, _HIDDEN), pa.scalar(None, pa.string()), column)
