"""Reads one file of a declared format: splits, takes the cells, judges, and accounts for every record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa

from netral.acts.context import Context
from netral.acts.files.masks import Positions
from netral.acts.files.ordered import in_order
from netral.acts.files.split import Block
from netral.acts.format import Format
from netral.acts.mapping import Acts
from netral.acts.outcome import Done, Numbered, number
from netral.acts.rejects import REASONS
from netral.acts.report import Tally
from netral.acts.schema import restrict
from netral.acts.sieve import Sieve
from netral.acts.values import times
from netral.acts.values.cells import Cells
from netral.acts.values.strings import Mask

_ALONE = ("blank_line", "header_repeated", "encoding", "record_too_long")


class Values(Protocol):
    """How a block becomes cells: columns, the record of each row, reasons for records without, and repairs."""

    def read(self, block: Block, keep: Mask) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        """Of the kept records."""


class FormReader:
    """One file being read. `values` turns a block into cells; `blocks` are its records."""

    def __init__(self, fmt: Format, variant: str, *, blocks: Iterator[Block], values: Values, context: Context) -> None:
        self.format, self.variant, self.cannot_show = fmt.name, variant, list(fmt.cannot_show)
        self._fmt, self._blocks, self._values, self._context = fmt, blocks, values, context
        # A table's header is record 0.
        self._first = 0 if fmt.kind == "table" else 1

    def batches(
        self, columns: Sequence[str] | None, tally: Tally, only: Sieve | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Canonical batches in file order; `tally` grows with them."""
        schema = restrict(columns)
        for done in in_order(lambda item: self._read(item, schema, only), number(self._blocks, first=self._first)):
            yield from done.into(tally)

    def _read(self, item: Numbered, schema: pa.Schema, only: Sieve | None) -> Done:
        block, done = item.block, Done()
        keep = np.ones(len(block.starts), bool)
        if item.first == 0:
            keep[0] = False
        for index, flag in block.flags.items():
            if flag in _ALONE and keep[index]:
                keep[index] = False
                self._book(done, item, index, flag)
        columns, rows, failed, repairs = self._values.read(block, keep)
        for index, reason in failed.items():
            self._book(done, item, index, reason)
        done.repairs.update(repairs)
        done.records += len(rows)
        if len(rows):
            self._judge(item, Cells(columns, len(rows), self._context), rows, schema, done, only)
        return done

    @staticmethod
    def _book(done: Done, item: Numbered, index: int, reason: str) -> None:
        done.records += 1
        if REASONS[reason].scope == "skip":
            done.skipped[reason] += 1
        else:
            done.rejects.append(item.reject(index, reason))

    def _judge(
        self, item: Numbered, cells: Cells, rows: Positions, schema: pa.Schema, done: Done, only: Sieve | None
    ) -> None:
        acts = self._fmt.acts(cells)
        against = acts.judge()
        places = item.places(rows)
        done.judge(pa.table(places), against)
        kept = acts.placed(places, tool=self._fmt.tool, version=self.variant).where(against.ok)
        if not kept.size:
            return
        done.accepted, done.period = kept.size, times.bounds(kept.at)
        done.batch = self._batch(kept, schema, done, only)
        if (edits := kept.edits()) is not None:
            done.period = times.bounds(np.concatenate((kept.at, edits.at)))
            done.edits = self._batch(edits, schema, done, only)

    @staticmethod
    def _batch(acts: Acts, schema: pa.Schema, done: Done, only: Sieve | None) -> pa.RecordBatch:
        done.verbs.update(acts.verbs())
        if only is not None:
            acts = only.narrow(acts)
        return pa.RecordBatch.from_arrays([acts.column(name) for name in schema.names], schema=schema)
