"""What is in each export, and what became of it? One account per input, whichever way it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from netral.acts.context import Context
from netral.acts.files.unpack import Container
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused, Reject
from netral.acts.report import InputReport
from netral.acts.schema import restrict
from netral.acts.sieve import Sieve

COLUMNS = (
    *("activity_key", "activity_id", "platform", "verb", "interaction", "actor_id", "actor_handle"),
    *("object_id", "object_url", "object_owner_id", "object_owner_handle", "object_owner_basis"),
    *("published_at", "published_precision", "published_earliest", "published_latest", "is_public"),
    *("source_sha256", "source_row"),
)
"""What the patrol reads of an act: no text, no names, no mentions."""
# A hash per row costs more than the rest of a reader's mapping: a stream's keys are made for its hits alone.
STREAMED = tuple(name for name in COLUMNS if name != "activity_key")
SCHEMA: pa.Schema = restrict(STREAMED).append(pa.field("input", pa.int32()))
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Input:
    """One export: its sums after it was read, or why it was refused as a whole.

    `name`: for people; `container`: the archive that it lies in.
    """

    number: int
    path: Path
    name: str = ""
    container: Container | None = None
    report: InputReport | None = None
    refused: FileRefused | None = None
    rejects: Sequence[Reject] | Any = field(default_factory=list)
    duplicates: int = 0

    @property
    def shown(self) -> str:
        """What the manifest calls it: its path, or `archive.zip!member`."""
        return self.name or str(self.path)


def is_parquet(path: Path) -> bool:
    """Does the content begin like Parquet? False for whatever cannot be opened; its reader will say why.

    A pipe can be opened only once, and Parquet is not read from its beginning.
    """
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError:
        return False


def sifted(
    inputs: Sequence[Input],
    contexts: Mapping[str, Context],
    only: Sieve,
    told: Progress,
    read: Callable[[Input, int], None],
) -> Iterator[pa.RecordBatch]:
    """Acts of all `inputs` that may concern somebody, with the number of the input; refusals are kept, not raised."""
    for done, one in enumerate(inputs):
        told(one.shown, done, len(inputs))
        try:
            reading = open_export(one.path, context=contexts.get(one.shown), columns=STREAMED, only=only)
            for batch in reading.batches():
                read(one, reading.bytes_read)
                number = pa.repeat(pa.scalar(one.number, pa.int32()), batch.num_rows)
                yield pa.RecordBatch.from_arrays([*batch.columns, number], schema=SCHEMA)
            one.report = reading.report()
            one.rejects = reading.rejects
        except FileRefused as refused:
            one.refused = refused
