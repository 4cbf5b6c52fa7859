"""What became of one block of records: the part of the account that a worker hands back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from netral.acts.files.split import Block
from netral.acts.rejects import REASONS, Reject
from netral.acts.report import Tally
from netral.acts.values.strings import Mask


class Against:
    """What speaks against each of `size` records: the first reason stands; `ok` are those with none."""

    def __init__(self, size: int) -> None:
        self.ok: Mask = np.ones(size, bool)
        self.found: dict[int, tuple[str, str | None]] = {}

    def book(self, rows: Mask, reason: str, column: str | None = None) -> None:
        if not rows.any():
            return
        fresh = np.flatnonzero(rows & self.ok)
        self.found.update(dict.fromkeys(fresh.tolist(), (reason, column)))
        self.ok[fresh] = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block and the record number of its first record."""

    first: int
    block: Block

    def reject(self, index: int, reason: str, column: str | None = None) -> Reject:
        offset, length = int(self.block.offsets[index]), int(self.block.lengths[index])
        return Reject(self.first + index, offset, length, reason, column)

    def places(self, rows: Any) -> dict[str, pa.Array]:
        """Provenance columns of the records at these positions."""
        return {
            "source_row": pa.array(rows + self.first, pa.int64()),
            "source_byte_offset": pa.array(self.block.offsets[rows], pa.int64()),
            "source_byte_len": pa.array(self.block.lengths[rows], pa.int64()),
        }


def number(blocks: Iterable[Block], *, first: int) -> Iterator[Numbered]:
    """Blocks with running record numbers; a header line that is record 0 starts them at 0."""
    for block in blocks:
        yield Numbered(first, block)
        first += len(block.starts)


@dataclass(slots=True)
class Done:
    """One block's account and its accepted acts, or those of them that were wanted.

    `accepted` counts records; `edits` are acts of such records too, by which what was created was changed later.
    """

    records: int = 0
    accepted: int = 0
    batch: pa.RecordBatch | None = None
    edits: pa.RecordBatch | None = None
    rejects: list[Reject] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    period: tuple[datetime | None, datetime | None] = (None, None)

    def judge(self, raw: pa.Table, against: Against) -> None:
        """Book every row of `raw` that something speaks against as rejected or skipped."""
        if not against.found:
            return
        bad = sorted(against.found)
        where = raw.select(["source_row", "source_byte_offset", "source_byte_len"]).take(pa.array(bad)).to_pylist()
        for index, place in zip(bad, where, strict=True):
            reason, column = against.found[index]
            if REASONS[reason].scope == "skip":
                self.skipped[reason] += 1
                continue
            self.rejects.append(
                Reject(
                    row=place["source_row"],
                    byte_offset=place["source_byte_offset"],
                    byte_len=place["source_byte_len"],
                    reason=reason,
                    column=column,
                )
            )

    def into(self, tally: Tally) -> Iterator[pa.RecordBatch]:
        """Add this block to the file's sums and hand its acts on."""
        tally.records += self.records
        tally.skipped += self.skipped
        tally.repairs += self.repairs
        tally.verbs += self.verbs
        for reject in sorted(self.rejects, key=lambda reject: reject.row):
            tally.rejects.add(reject)
        tally.saw_period(*self.period)
        tally.accepted += self.accepted
        yield from (batch for batch in (self.batch, self.edits) if batch is not None and len(batch))
