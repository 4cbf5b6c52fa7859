"""When was each act, and how is it known? The ways in which exports write time, as whole columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.values import strings, times
from netral.acts.values.cells import Cells
from netral.acts.values.strings import Mask


@dataclass(frozen=True, slots=True)
class When:
    """An instant per act (NO_TIME where unknown), the text it was read from, and bounds where it is not exact.

    `assumed`: the offset in minutes that the context gave to a local time. `optional`: an act without a time is
    an act all the same, in exports that never say when.
    """

    at: times.Micros
    raw: pa.Array
    basis: pa.Array | str
    precision: pa.Array | str = "s"
    earliest: times.Micros | None = None
    latest: times.Micros | None = None
    assumed: pa.Array | None = None
    optional: bool = False

    def where(self, mask: Mask) -> When:
        """Only these."""
        chosen = pa.array(mask)
        return replace(
            self,
            at=self.at[mask],
            raw=self.raw.filter(chosen),
            basis=self.basis if isinstance(self.basis, str) else self.basis.filter(chosen),
            precision=self.precision if isinstance(self.precision, str) else self.precision.filter(chosen),
            assumed=None if self.assumed is None else self.assumed.filter(chosen),
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


def collected(cells: Cells) -> pa.Array:
    """When each record was seen, by its cell `collected_ms`, else by the context."""
    said = times.as_timestamps(epoch(cells["collected_ms"], unit=1000).at)
    known = cells.context.collected_at
    return said if known is None else pc.coalesce(said, pa.scalar(known, said.type))


def iso(column: pa.Array) -> When:
    """RFC 3339 and X's own form, with the offset that they state."""
    return When(times.instants(pc.fill_null(column, "")), column, basis="iso_offset")


def naive_utc(column: pa.Array) -> When:
    """`2024-10-05 19:15:04` in a column that its tool always writes in UTC."""
    stated = pc.binary_join_element_wise(pc.fill_null(column, ""), "+00:00", "")
    return When(times.instants(stated), column, basis="iso_offset")


def epoch_or_local(cells: Cells, epoch_name: str, local_name: str) -> When:
    """Whole seconds since 1970, else the local time that stands beside them."""
    stated = epoch(cells[epoch_name])
    return either(stated, _local(cells, local_name, asked=stated.at == times.NO_TIME))


def _local(cells: Cells, name: str, *, asked: Mask) -> When:
    """`2024-10-05T19:15:04` in the zone that the context states; without one the time is not known."""
    at = np.full(cells.size, times.NO_TIME)
    offsets: list[int | None] = [None] * cells.size
    zone, rows = cells.context.timezone, np.flatnonzero(asked)
    for row, text in zip(rows.tolist(), cells[name].take(pa.array(rows)).to_pylist(), strict=True):
        if zone is None or text is None:
            continue
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        if moment.tzinfo is None and (offset := zone.utcoffset(moment)) is not None:
            at[row] = times.micros((moment - offset).replace(tzinfo=UTC))
            offsets[row] = offset // timedelta(minutes=1)
    return When(at, cells[name], basis="iso_naive_assumed", assumed=pa.array(offsets, pa.int16()))


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
    chosen = pa.array(known)
    # What neither could read is shown as the second has it, if it has anything.
    raw = pc.if_else(chosen, first.raw, pc.coalesce(second.raw, first.raw))
    basis = pc.if_else(chosen, first.basis, second.basis)
    assumed = second.assumed
    if assumed is not None:
        assumed = pc.if_else(chosen, pa.scalar(None, pa.int16()), assumed)
    return replace(first, at=np.where(known, first.at, second.at), raw=raw, basis=basis, assumed=assumed)
