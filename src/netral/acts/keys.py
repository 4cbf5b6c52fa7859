"""The key by which two records of the same act are known to be one, whichever export they came from."""

from __future__ import annotations

from hashlib import blake2b

import pyarrow as pa
import pyarrow.compute as pc


def activity_key(*parts: str | None) -> bytes:
    """BLAKE2b-128 over platform, verb, actor key, object id, native id (or time), joined by LF."""
    return blake2b("\n".join(part or "" for part in parts).encode(), digest_size=16).digest()


def activity_keys(*parts: pa.Array | str) -> pa.Array:
    """The same for columns. A call per row: the engine's own SHA-256 was measured at 1.4 times its cost."""
    strings = [pa.scalar(part) if isinstance(part, str) else part.fill_null("") for part in parts]
    joined = pc.binary_join_element_wise(*strings, "\n").cast(pa.binary()).to_pylist()
    digests = b"".join([blake2b(line, digest_size=16).digest() for line in joined])
    return pa.Array.from_buffers(pa.binary(16), len(joined), [None, pa.py_buffer(digests)])
