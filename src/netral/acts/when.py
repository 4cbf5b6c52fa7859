"""When was each act, and how is it known? The ways in which exports write time, as whole columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts import strings, times
from netral.acts.cells import Cells
from netral.acts.strings import Mask


@dataclass(frozen=True, slots=True)
class When:
    """An instant per act (NO_TIME where unknown), the text it was read from, and bounds where it is not exact.

    `optional`: an act without a time is an act all the same, in exports that never say when.
    """

    at: times.Micros
    raw: pa.Array
    basis: str
    precision: pa.Array | str = "s"
    earliest: times.Micros | None = None
    latest: times.Micros | None = None
    optional: bool = False

    def where(self, mask: Mask) -> When:
        """Only these."""
        chosen = pa.array(mask)
        return replace(
            self,
            at=self.at[mask],
            raw=self.raw.filter(chosen),
            precision=self.precision if isinstance(self.precision, str) else self.precision.filter(chosen),
            earliest=None if self.earliest is None else self.earliest[mask],
            latest=None if self.latest is None else self.latest[mask],
        )


def epoch(column: pa.Array, *, unit: int = 1_000_000, precision: str = "s") -> When:
    """Whole numbers since 1970, `unit` microseconds each; at most 16 digits."""
    cells = pc.fill_null(column, "")
    whole = strings.made_of(cells, strings.DIGIT, longest=16)
    numbers = strings.numbers(cells, whole).astype(np.int64)
    sane = whole & (numbers < times.LATEST // unit)
    return When(np.where(sane, numbers * unit, times.NO_TIME), column, basis="epoch", precision=precision)


def iso(column: pa.Array) -> When:
    """RFC 3339 and X's own form, with the offset that they state."""
    return When(times.instants(pc.fill_null(column, "")), column, basis="iso_offset")


def naive_utc(column: pa.Array) -> When:
    """`2024-10-05 19:15:04` in a column that its tool always writes in UTC."""
    stated = pc.binary_join_element_wise(pc.fill_null(column, ""), "+00:00", "")
    return When(times.instants(stated), column, basis="iso_offset")


def untold(cells: Cells) -> When:
    """The file does not say when; it was before the export, if that is known."""
    known = cells.context.collected_at
    latest = None if known is None else np.full(cells.size, times.micros(known))
    at = np.full(cells.size, times.NO_TIME)
    nothing = pa.nulls(cells.size, pa.string())
    return When(at, nothing, basis="", precision="none", latest=latest, optional=True)


def either(first: When, second: When) -> When:
    """The first where it is known, else the second."""
    known = first.at != times.NO_TIME
    raw = pc.if_else(pa.array(known), first.raw, second.raw)
    return replace(first, at=np.where(known, first.at, second.at), raw=raw)
