"""The key by which two records of the same act are known to be one, whichever export they came from."""

from __future__ import annotations

from hashlib import blake2b

import pyarrow as pa
import pyarrow.compute as pc


def activity_key(*parts: str | None) -> bytes:
    """BLAKE2b-128 over platform, verb, actor key, object id, and the act's own id (or its time), joined by LF."""
    return blake2b("\n".join(part or "" for part in parts).encode(), digest_size=16).digest()


def own_id(activity_id: pa.Array, published_at: pa.Array) -> pa.Array:
    """The act's own id; an act without one (a like, an undoing) is told from the next by its microsecond."""
    return pc.coalesce(activity_id, published_at.cast(pa.int64()).cast(pa.string()))


def keys_of(acts: pa.Table) -> pa.Array:
    """The keys of canonical acts, from their other columns: for readers' users that need them on a few rows only."""
    column = {name: _plain(acts.column(name).combine_chunks()) for name in acts.column_names}
    by_id = pc.binary_join_element_wise("id:", column["actor_id"], "@", column["platform"], "")
    by_handle = pc.binary_join_element_wise("acct:", column["actor_handle"], "@", column["platform"], "")
    actor = pc.coalesce(by_id, by_handle)
    own = own_id(column["activity_id"], column["published_at"])
    return activity_keys(column["platform"], column["verb"], actor, column["object_id"], own)


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def activity_keys(*parts: pa.Array | str) -> pa.Array:
    """The same for columns. A call per row: the engine's own SHA-256 was measured at 1.4 times its cost."""
    strings = [pa.scalar(part) if isinstance(part, str) else part.fill_null("") for part in parts]
    joined = pc.binary_join_element_wise(*strings, "\n").cast(pa.binary()).to_pylist()
    digests = b"".join([blake2b(line, digest_size=16).digest() for line in joined])
    return pa.Array.from_buffers(pa.binary(16), len(joined), [None, pa.py_buffer(digests)])
