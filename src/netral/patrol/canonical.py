"""What is in an export that is already canonical Parquet? Its sums, from the file's own statistics where they do."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from netral.acts.context import VERBS
from netral.acts.readers.canonical import CANNOT_SHOW
from netral.acts.rejects import FileRefused, Reject
from netral.acts.report import InputReport
from netral.acts.schema import SCHEMA
from netral.patrol.inputs import COLUMNS, Input

_NEEDED = ("activity_key", "platform", "verb", "actor_key", "is_public")
_FAULTS = {
    "not_public": "is_public IS DISTINCT FROM true",
    "id_missing": "activity_key IS NULL",
    "actor_missing": "actor_key IS NULL",
    "verb_unsupported": f"verb IS NULL OR verb NOT IN ({', '.join(repr(verb) for verb in VERBS)})",
}


def check(path: Path) -> pq.FileMetaData:
    """The file's metadata, once it is known to have the canonical columns; raises FileRefused."""
    try:
        file = pq.ParquetFile(path)
        found, metadata = file.schema_arrow, file.metadata
        file.close()
    except (pa.ArrowException, OSError):
        raise FileRefused(path, "damaged") from None
    for name in (*_NEEDED, *COLUMNS):
        absent = name not in found.names
        if (absent and name in _NEEDED) or (
            not absent and _plain(found.field(name).type) != _plain(SCHEMA.field(name).type)
        ):
            raise FileRefused(path, "schema_mismatch", f"column {name}")
    if not metadata.num_rows:
        raise FileRefused(path, "header_only")
    return metadata


def _plain(kind: pa.DataType) -> pa.DataType:
    """Binary of any width, string with or without a dictionary: Parquet does not keep the difference."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_fixed_size_binary(kind) or pa.types.is_large_binary(kind):
        return pa.binary()
    return pa.string() if pa.types.is_large_string(kind) else kind


def columns(metadata: pq.FileMetaData) -> str:
    """SQL for what the patrol reads; a column that another system left out is null."""
    present = {metadata.schema.column(i).path for i in range(metadata.num_columns)}
    return ", ".join(name if name in present else f"NULL AS {name}" for name in COLUMNS)


def usable(metadata: pq.FileMetaData) -> str:
    """SQL for the rows that can be used; what the statistics vouch for is not asked row by row."""
    return " AND ".join(f"NOT ({sql})" for sql in _open_faults(metadata).values()) or "true"


def _open_faults(metadata: pq.FileMetaData) -> dict[str, str]:
    vouched = {
        "not_public": _all(metadata, "is_public", lambda s: s.has_min_max and s.min is True and not s.null_count),
        "id_missing": _all(metadata, "activity_key", lambda s: s.has_null_count and not s.null_count),
        "actor_missing": _all(metadata, "actor_key", lambda s: s.has_null_count and not s.null_count),
    }
    return {reason: sql for reason, sql in _FAULTS.items() if not vouched.get(reason)}


def _statistics(metadata: pq.FileMetaData, column: str) -> list[Any]:
    names = [metadata.schema.column(i).path for i in range(metadata.num_columns)]
    if column not in names:
        return [None]
    at = names.index(column)
    return [metadata.row_group(i).column(at).statistics for i in range(metadata.num_row_groups)]


def _all(metadata: pq.FileMetaData, column: str, holds: Any) -> bool:
    return all(one is not None and holds(one) for one in _statistics(metadata, column))


def account(one: Input, metadata: pq.FileMetaData, relation: str, engine: duckdb.DuckDBPyConnection) -> None:
    """Fill the input's report and rejects: every row is accepted or rejected with its number and reason."""
    faults = _open_faults(metadata)
    bad = " OR ".join(f"({sql})" for sql in faults.values()) or "false"
    why = " ".join(f"WHEN {sql} THEN '{reason}'" for reason, sql in faults.items())
    verbs = dict(
        engine.execute(
            f"SELECT verb, count(*) FROM {relation} WHERE NOT ({bad}) GROUP BY verb ORDER BY verb"
        ).fetchall()
    )
    accepted = sum(verbs.values())
    if accepted < metadata.num_rows:
        rows = engine.execute(
            f"SELECT file_row_number + 1, CASE {why} END FROM {relation} WHERE {bad} ORDER BY 1"
        ).fetchall()
        one.rejects = [Reject(row, 0, 0, reason) for row, reason in rows]
    reasons: dict[str, int] = {}
    for reject in one.rejects:
        reasons[reject.reason] = reasons.get(reject.reason, 0) + 1
    one.report = InputReport(
        path=one.path,
        sha256=digest(one.path),
        format="canonical",
        variant="1",
        records=metadata.num_rows,
        accepted=accepted,
        rejected=len(one.rejects),
        skipped=0,
        rejected_by_reason=dict(sorted(reasons.items())),
        skipped_by_reason={},
        period=_period(metadata, relation, engine),
        verbs=verbs,
        cannot_show=CANNOT_SHOW,
    )


def _period(
    metadata: pq.FileMetaData, relation: str, engine: duckdb.DuckDBPyConnection
) -> tuple[datetime, datetime] | None:
    if _all(metadata, "published_at", lambda s: s.has_min_max):
        known = _statistics(metadata, "published_at")
        return min(one.min for one in known), max(one.max for one in known)
    if "published_at" not in columns(metadata).split(", "):
        return None
    first, last = engine.execute(
        f"SELECT epoch_us(min(published_at)), epoch_us(max(published_at)) FROM {relation}"
    ).fetchall()[0]
    if first is None:
        return None
    both = pa.array([first, last], pa.timestamp("us", tz="UTC")).to_pylist()
    return both[0], both[1]


def digest(path: Path) -> str:
    """SHA-256 of the file as it lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
