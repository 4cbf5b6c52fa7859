"""The key by which two records of the same act are known to be one, whichever export they came from."""

from __future__ import annotations

import hashlib
import threading

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

_LOCAL = threading.local()


def activity_key(*parts: str | None) -> bytes:
    """One key: the same bits as `activity_keys`."""
    return hashlib.sha256("\n".join(part or "" for part in parts).encode()).digest()[:16]


def activity_keys(*parts: pa.Array | str) -> pa.Array:
    """128 bits of SHA-256 over platform, verb, actor key, object key, native id or time, joined by LF.

    SHA-256 because the engine has it (BLAKE2b would cost a Python call per row); cut to 128 bits.
    """
    length = next(len(part) for part in parts if not isinstance(part, str))
    strings = [pa.scalar(part) if isinstance(part, str) else part.fill_null("") for part in parts]
    joined = pc.binary_join_element_wise(*strings, "\n")
    if not length:
        return pa.array([], pa.binary(16))
    named = pa.table({"k": joined})
    digests = _engine().from_arrow(named).project("unhex(left(sha256(k), 32)) AS k").to_arrow_table()
    return digests.column("k").combine_chunks().cast(pa.binary(16))


def _engine() -> duckdb.DuckDBPyConnection:
    """One in-memory engine per thread; it holds nothing between calls and never writes to disk."""
    if not hasattr(_LOCAL, "engine"):
        _LOCAL.engine = duckdb.connect(config={"threads": 1, "temp_directory": "", "memory_limit": "200MB"})
    engine: duckdb.DuckDBPyConnection = _LOCAL.engine
    return engine
