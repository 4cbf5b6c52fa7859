"""Writes canonical acts as Parquet: zstd, row groups of about 128k, aside and then renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from netral.acts.aside import aside

_ROW_GROUP = 131_072


def write_acts(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Write all batches and return the number of rows; on any fault nothing is left behind."""
    fresh = aside(path)
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    rows = 0
    try:
        with pq.ParquetWriter(
            fresh,
            schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=words,
            write_statistics=words,
            # A byte lost on a disk would else read as another id.
            write_page_checksum=True,
        ) as writer:
            for group in _grouped(batches):
                table = pa.Table.from_batches(group).unify_dictionaries()
                writer.write_table(table, row_group_size=2 * _ROW_GROUP)
                rows += table.num_rows
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return rows


def _grouped(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(map(len, waiting)) >= _ROW_GROUP:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
