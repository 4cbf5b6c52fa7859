"""Reads Bluesky Jetstream NDJSON: likes, follows, reposts, posts, replies, and their deletion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from netral.acts.context import Context
from netral.acts.files.lines import lines
from netral.acts.files.ordered import in_order
from netral.acts.files.source import Source
from netral.acts.files.split import Block
from netral.acts.format import Yields
from netral.acts.outcome import Done, Numbered, number
from netral.acts.readers.jetstream_acts import ALWAYS, NEEDS, SkyActs, judge
from netral.acts.readers.jetstream_lines import flatten
from netral.acts.report import Tally
from netral.acts.schema import restrict
from netral.acts.sieve import Sieve
from netral.acts.values import times
from netral.acts.values.strings import LOST

CANNOT_SHOW = [
    {
        "id": "Akun disebut dengan DID; nama akun tidak tertulis dan dapat berganti.",
        "en": "Accounts are named by DID; handles are not stated and may change.",
    },
    {
        "id": "Penghapusan tidak menyebut isi yang dihapus, hanya alamatnya.",
        "en": "A deletion does not say what was deleted, only its address.",
    },
    {
        "id": "Hanya peristiwa selama perekaman; yang terjadi sebelum atau sesudahnya tidak terlihat.",
        "en": "Only events during the recording; what came before or after is not seen.",
    },
]
LOOKS = {
    "id": "Satu peristiwa per baris, dengan `did`, `time_us`, dan `kind`.",
    "en": "One event a line, with `did`, `time_us` and `kind`.",
}
YIELDS = (
    *(Yields(verb, "id", "id", "us") for verb in ("Create", "Announce", "Like", "Follow", "Update")),
    *(Yields(verb, "id", "–", "us") for verb in ("Undo", "Delete")),
)


class Jetstream:
    """One Jetstream file being read."""

    format = "jetstream"
    variant = "v1"
    cannot_show = CANNOT_SHOW
    looks = LOOKS
    yields = YIELDS

    def __init__(self, source: Source, context: Context, split: Callable[[Source], Iterator[Block]] = lines) -> None:
        self._source, self._context, self._split = source, context, split

    def batches(
        self, columns: Sequence[str] | None, tally: Tally, only: Sieve | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Canonical batches in file order; `tally` grows with them."""
        schema = restrict(columns)
        fields = [need for name in schema.names for need in NEEDS.get(name, ())]
        wanted = list(dict.fromkeys([*ALWAYS, *fields]))
        for done in in_order(
            lambda item: self._read(item, schema, wanted, only), number(self._split(self._source), first=1)
        ):
            yield from done.into(tally)

    def _read(self, item: Numbered, schema: pa.Schema, wanted: list[str], only: Sieve | None) -> Done:
        block, done = _without_nul(item.block), Done(records=len(item.block.starts))
        keep = np.ones(len(block.starts), bool)
        for index, flag in block.flags.items():
            if flag == "nul":
                done.repairs["nul_replaced"] += 1
                continue
            keep[index] = False
            if flag == "blank_line":
                done.skipped[flag] += 1
            else:
                done.rejects.append(item.reject(index, flag))
        flat, rows, failed = flatten(block, keep, wanted)
        done.rejects += [item.reject(index, reason) for index, reason in failed.items()]
        if not len(flat):
            return done
        for name, places in item.places(rows).items():
            flat = flat.append_column(name, places)
        against = judge(flat)
        done.judge(flat, against)
        acts = SkyActs(flat.filter(pa.array(against.ok)) if against.found else flat, context=self._context)
        done.accepted, done.period = acts.size, times.bounds(acts.at)
        done.verbs.update(acts.verbs())
        acts = (acts if only is None else only.narrow(acts)).in_order()
        done.batch = pa.RecordBatch.from_arrays([acts.column(name) for name in schema.names], schema=schema)
        return done


def _without_nul(block: Block) -> Block:
    """The block with each NUL shown as lost; offsets and lengths still tell where the records are in the file."""
    if "nul" not in block.flags.values():
        return block
    parts = [block.record(i).replace(b"\0", LOST.encode()) for i in range(len(block.starts))]
    starts = np.concatenate(([0], np.cumsum([len(part) for part in parts])[:-1])).astype(np.int64)
    return Block(b"".join(parts), starts, block.offsets, block.lengths, block.flags)
