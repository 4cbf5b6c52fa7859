"""Which acts are those of declared accounts? Only these may be kept: `netral read --officials --activities`."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.accounts import account_key
from netral.acts.context import Context
from netral.acts.parquet import write_acts
from netral.acts.read import open_export
from netral.acts.schema import SCHEMA
from netral.cli.errors import UserError

_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class Declared:
    """Declared accounts by key, each with the days on which it was somebody's, in that person's zone."""

    def __init__(self, register: pa.Table) -> None:
        self._spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in register.to_pylist():
            for part in ({"id": row["uid"]}, {"handle": row["handle"]}):
                if (key := account_key(row["platform"], **part)) is not None:
                    self._spans[key].append(row)
        self._keys = pa.array(sorted(self._spans), pa.string())

    def keep(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The acts of declared accounts; an id decides, a handle counts only where no id contradicts it."""
        by_handle = pc.binary_join_element_wise(
            pc.binary_join_element_wise("acct:", batch.column("actor_handle"), ""),
            batch.column("platform").cast(pa.string()),
            "@",
        )
        listed = pc.or_(
            pc.is_in(batch.column("actor_key"), self._keys), pc.is_in(by_handle, self._keys, skip_nulls=True)
        )
        some = np.flatnonzero(listed.to_numpy(zero_copy_only=False))
        columns = ["actor_key", "actor_id", "published_at"]
        rows = batch.select(columns).take(pa.array(some)).to_pylist()
        handles = by_handle.take(pa.array(some)).to_pylist()
        kept = [index for index, row, handle in zip(some, rows, handles, strict=True) if self._is_declared(row, handle)]
        return batch.take(pa.array(kept, pa.int64()))

    def _is_declared(self, act: dict[str, Any], handle: str | None) -> bool:
        own = [span for span in self._spans.get(act["actor_key"], ()) if act["actor_id"] is not None]
        named = [
            span
            for span in self._spans.get(handle or "", ())
            if act["actor_id"] is None or span["uid"] is None or span["uid"] == act["actor_id"]
        ]
        return any(_covers(span, act["published_at"]) for span in (*own, *named))


def _covers(span: dict[str, Any], at: datetime | None) -> bool:
    """Half-open days in the official's own zone; an act without a time cannot be placed outside."""
    if at is None:
        return True
    day = at.astimezone(ZoneInfo(_ZONES[span["zone"]])).date()
    return (span["valid_from"] or date.min) <= day < (span["valid_to"] or date.max)


def write_declared(exports: Iterable[Path], contexts: dict[Path, Context], officials: Path, target: Path) -> int:
    """Write the acts of declared accounts in the canonical schema; nobody else's row reaches the disk."""
    from netral.law.loader import load_rulebook
    from netral.patrol.errors import RegisterRefused
    from netral.patrol.registers import officials as read_officials

    try:
        declared = Declared(read_officials(officials, load_rulebook()).table)
        target.parent.mkdir(parents=True, exist_ok=True)
        return write_acts(target, SCHEMA, _kept(exports, contexts, declared))
    except RegisterRefused as error:
        raise UserError(str(error)) from error
    except OSError as error:
        raise UserError(f"{error.filename or target}: {error.strerror}; pilih tempat lain.") from error


def _kept(exports: Iterable[Path], contexts: dict[Path, Context], declared: Declared) -> Iterator[pa.RecordBatch]:
    for path in exports:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        for batch in open_export(path, context=contexts.get(path)).batches():
            kept = declared.keep(batch)
            if len(kept):
                column = pc.coalesce(kept.column("source_sha256"), pa.scalar(digest, pa.binary(32)))
                yield kept.set_column(SCHEMA.get_field_index("source_sha256"), SCHEMA.field("source_sha256"), column)
