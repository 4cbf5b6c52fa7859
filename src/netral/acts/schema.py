"""Which columns does one act have? The canonical schema, one row per act, in the order it is written."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

_WORD = pa.dictionary(pa.int32(), pa.string())
_TIME = pa.timestamp("us", tz="UTC")
_TEXTS = pa.list_(pa.string())

SCHEMA: pa.Schema = pa.schema(
    [
        pa.field("activity_key", pa.binary(16)),
        pa.field("activity_id", pa.string()),
        pa.field("platform", _WORD),
        pa.field("verb", _WORD),
        pa.field("interaction", _WORD),
        pa.field("actor_key", pa.string()),
        pa.field("actor_id", pa.string()),
        pa.field("actor_handle", pa.string()),
        pa.field("actor_name", pa.string()),
        pa.field("actor_id_kind", _WORD),
        pa.field("object_id", pa.string()),
        pa.field("object_type", _WORD),
        pa.field("object_url", pa.string()),
        pa.field("object_owner_id", pa.string()),
        pa.field("object_owner_handle", pa.string()),
        pa.field("object_owner_basis", _WORD),
        pa.field("in_reply_to_id", pa.string()),
        pa.field("root_id", pa.string()),
        pa.field("mention_ids", _TEXTS),
        pa.field("mention_handles", _TEXTS),
        pa.field("reaction", _WORD),
        pa.field("published_at", _TIME),
        pa.field("published_precision", _WORD),
        pa.field("published_earliest", _TIME),
        pa.field("published_latest", _TIME),
        pa.field("published_basis", _WORD),
        pa.field("published_raw", pa.string()),
        pa.field("utc_offset_assumed", pa.int16()),
        pa.field("text", pa.string()),
        pa.field("text_lang", _WORD),
        pa.field("deleted", pa.bool_()),
        pa.field("is_public", pa.bool_()),
        pa.field("edit_of", pa.string()),
        pa.field("collected_at", _TIME),
        pa.field("collector_tool", _WORD),
        pa.field("collector_version", _WORD),
        pa.field("batch_id", pa.string()),
        pa.field("source_sha256", pa.binary(32)),
        pa.field("source_row", pa.int64()),
        pa.field("source_byte_offset", pa.int64()),
        pa.field("duplicate_of", pa.binary(16)),
        pa.field("seen_count", pa.int32()),
        pa.field("repairs", _TEXTS),
        pa.field("quality", pa.uint8()),
    ]
)
"""`source_sha256` null means: the file that is being read, whose digest is known only after its last byte.

`object_owner_basis`: stated, url, parent, context, inferred, none. `interaction`: reply, quote, mention,
repost, reaction, follow, join, post. An act is a reply exactly when `interaction` is `reply`.
"""


LENGTH = pa.field("source_byte_len", pa.int64())
"""How many bytes the record has; no part of the schema, but handed out where it is asked for by name."""
_KINDS = {field.name: field.type for field in [*SCHEMA, LENGTH]}


def kind(name: str) -> pa.DataType:
    """The type of a column."""
    return _KINDS[name]


class UnknownColumn(ValueError):
    """A column was asked for that the canonical schema does not have."""


def restrict(columns: Sequence[str] | None) -> pa.Schema:
    """SCHEMA with only `columns`, in SCHEMA's order, LENGTH last; None means all of SCHEMA."""
    if columns is None:
        return SCHEMA
    if unknown := sorted(set(columns) - _KINDS.keys()):
        raise UnknownColumn(f"the canonical schema has no column {', '.join(unknown)}")
    return pa.schema([field for field in [*SCHEMA, LENGTH] if field.name in set(columns)])
