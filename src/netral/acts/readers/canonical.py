"""Reads Netral's own Parquet: acts that another run or another system wrote in the canonical schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from netral.acts.context import VERBS, Context
from netral.acts.files.source import Source
from netral.acts.format import Yields
from netral.acts.rejects import FileRefused, Reject, Said
from netral.acts.report import Tally
from netral.acts.schema import SCHEMA, restrict
from netral.acts.sieve import Sieve
from netral.acts.values import times

REQUIRED = ("platform", "verb", "actor_key", "is_public")
CANNOT_SHOW = [
    {
        "id": "Yang tidak tampak dalam ekspor asalnya juga tidak ada di sini; lihat laporan pembacaan ekspor asalnya.",
        "en": "What the original exports could not show is not here either; see the report on reading them.",
    },
]
LOOKS = {
    "id": "Parquet dengan kolom kanonis di bawah; `platform`, `verb`, `actor_key`, dan `is_public` wajib ada.",
    "en": "Parquet with the canonical columns below; `platform`, `verb`, `actor_key` and `is_public` must be there.",
}
YIELDS = tuple(Yields(verb, "id", "id", "us") for verb in VERBS)
_ROWS = 131_072


class Canonical:
    """One canonical Parquet file being read; `parquet` is its path, for engines that scan it themselves."""

    format, variant = "canonical", "1"
    cannot_show = CANNOT_SHOW
    looks = LOOKS
    yields = YIELDS

    def __init__(self, path: Path, source: Source, context: Context) -> None:
        self.parquet, self._source, self._context = path, source, context
        try:
            self._file = pq.ParquetFile(path, read_dictionary=[], page_checksum_verification=True)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise FileRefused(path, "damaged") from error
        self._present = set(self._file.schema_arrow.names)
        if missing := [name for name in REQUIRED if name not in self._present]:
            raise FileRefused(
                path,
                "schema_mismatch",
                Said(f"kolom yang kurang: {', '.join(missing)}", f"missing columns {', '.join(missing)}"),
            )

    def batches(
        self, columns: Sequence[str] | None, tally: Tally, only: Sieve | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Canonical batches in file order; rows without author, unknown verb or not public are rejected."""
        schema = restrict(columns)
        wanted = list(dict.fromkeys([*schema.names, *REQUIRED, "published_at"]))
        read = [name for name in wanted if name in self._present]
        first = 1
        try:
            for batch in self._file.iter_batches(_ROWS, columns=read):
                # Text that is no UTF-8 would break whoever reads it later.
                batch.validate(full=True)
                for accepted in self._accept(batch, schema, tally, first):
                    yield accepted if only is None else only.sift(accepted)
                first += len(batch)
        except (pa.ArrowException, OSError) as error:
            raise FileRefused(self.parquet, "damaged") from error

    def _accept(self, batch: pa.RecordBatch, schema: pa.Schema, tally: Tally, first: int) -> Iterator[pa.RecordBatch]:
        tally.records += len(batch)
        verbs, dated = batch.column("verb").cast(pa.string()), _in_calendar(batch)
        good = pc.and_(batch.column("is_public").fill_null(False), batch.column("actor_key").is_valid())
        good = pc.and_(pc.and_(good, pc.is_in(verbs, pa.array(VERBS))), dated)
        for index in np.flatnonzero(~good.to_numpy(zero_copy_only=False)).tolist():
            tally.rejects.add(Reject(first + index, 0, 0, _reason(batch, index, dated)))
        kept = batch if good.true_count == len(batch) else batch.filter(good)
        if not len(kept):
            return
        tally.accepted += len(kept)
        tally.verbs.update(
            {e["values"]: e["counts"] for e in pc.value_counts(kept.column("verb").cast(pa.string())).to_pylist()}
        )
        if "published_at" in self._present:
            ends = pc.min_max(kept.column("published_at")).as_py()
            tally.saw_period(ends["min"], ends["max"])
        rows = pa.array(np.flatnonzero(good.to_numpy(zero_copy_only=False)) + first, pa.int64())
        yield pa.RecordBatch.from_arrays([self._column(kept, name, rows) for name in schema.names], schema=schema)

    def _column(self, batch: pa.RecordBatch, name: str, rows: pa.Array) -> pa.Array:
        kind = SCHEMA.field(name).type
        if name in self._present:
            column = batch.column(name)
            return column if column.type == kind else column.cast(kind)
        return rows if name == "source_row" else pa.nulls(len(batch), kind)


def _in_calendar(batch: pa.RecordBatch) -> pa.Array:
    """Rows all of whose times are from 1970 on and before 2262, as every other reader's are."""
    good = pa.repeat(pa.scalar(True), len(batch))
    for column in batch.columns:
        if pa.types.is_timestamp(column.type):
            micros = column.cast(pa.timestamp("us", tz="UTC")).cast(pa.int64())
            sane = pc.and_(pc.greater_equal(micros, 0), pc.less(micros, times.LATEST))
            good = pc.and_(good, pc.fill_null(sane, True))
    return good


def _reason(batch: pa.RecordBatch, index: int, dated: pa.Array) -> str:
    if not dated[index].as_py():
        return "time_unreadable"
    if not batch.column("is_public")[index].as_py():
        return "not_public"
    return "actor_missing" if batch.column("actor_key")[index].as_py() is None else "verb_unsupported"
