"""How are findings written? The same rows as Parquet for machines and CSV for people, to the byte the same."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

COLUMNS = (
    *("finding_id", "official_id", "agency", "contest", "contestant_id", "role", "target_status", "phase"),
    *("platform", "verb", "activity_id", "object_id", "url", "occurred_at", "precision", "match_basis"),
    *("owner_basis", "verdict_literal", "verdict_practice", "class_literal", "class_practice", "norms"),
    *("missing_facts", "rulebook_sha256", "source_sha256", "source_row", "mitigating", "sources", "conflicts"),
)
"""As promised in the contract; what came later was added at the end."""
_KINDS = {"occurred_at": pa.timestamp("us", tz="UTC"), "source_row": pa.int64()}
SCHEMA = pa.schema([(name, _KINDS.get(name, pa.string())) for name in COLUMNS])
_FORMULA = r"^[=+\-@\t\r]"


class Undecided(AssertionError):
    """An act met no decision: a bug, never the export's fault."""


def ordered(found: pa.Table, *, rulebook_sha256: str) -> pa.Table:
    """The engine's answer as SCHEMA, oldest first; independent of the order in which it came."""
    if found.column("verdict_literal").null_count:
        raise Undecided(f"{found.column('verdict_literal').null_count} acts met no decision")
    constant = pa.repeat(pa.scalar(rulebook_sha256), found.num_rows)
    table = found.append_column("rulebook_sha256", constant).select(list(COLUMNS))
    columns = [
        pc.assume_timezone(table.column(field.name).cast(pa.timestamp("us")), "UTC")
        if field.name == "occurred_at"
        else table.column(field.name).cast(field.type)
        for field in SCHEMA
    ]
    sorted_ = pa.table(columns, SCHEMA).sort_by([("occurred_at", "ascending"), ("finding_id", "ascending")])
    return sorted_.combine_chunks()


def write(folder: Path, findings: pa.Table) -> None:
    """`findings.parquet` and `findings.csv`; in the CSV no cell is a formula for a spreadsheet."""
    pq.write_table(findings, folder / "findings.parquet", compression="zstd")
    cells = pa.table({name: _cell(findings.column(name)) for name in COLUMNS})
    options = pacsv.WriteOptions(quoting_style="needed")
    pacsv.write_csv(cells, folder / "findings.csv", write_options=options)


def _cell(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type):
        # Casting writes `2024-10-05 13:00:00.000000Z`; strftime would take 30 microseconds a cell.
        return pc.replace_substring(column.cast(pa.string()), " ", "T")
    if not pa.types.is_string(column.type):
        return column
    formula = pc.fill_null(pc.match_substring_regex(column, _FORMULA), False)
    return pc.if_else(formula, pc.binary_join_element_wise("'", column, ""), column)
