"""Open an export, whatever it is: `open_export` finds the format by content and reads it exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import Any

import pyarrow as pa

from netral.acts.context import Context
from netral.acts.files.sniff import open_reader
from netral.acts.files.source import Source
from netral.acts.limits import USUAL, Limits
from netral.acts.rejects import FileRefused, RejectLog, Said, TooManyRejects
from netral.acts.report import InputReport, Tally
from netral.acts.schema import restrict
from netral.acts.sieve import Sieve

Stamp = tuple[int, int, int, int]


def _stamp(path: Path) -> Stamp | None:
    """What changes when somebody writes to a file or puts another in its place; None for what is no file."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return (seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns) if S_ISREG(seen.st_mode) else None


class Reading:
    """One export being read: `batches()` once, then `report()`."""

    def __init__(
        self,
        path: Path,
        reader: Any,
        source: Source,
        columns: Sequence[str] | None,
        only: Sieve | None,
        before: Stamp | None,
    ) -> None:
        self.path = path
        self.schema: pa.Schema = restrict(columns)
        self._reader, self._source, self._columns, self._only = reader, source, columns, only
        self._tally, self._before = Tally(RejectLog(source.limits.rejects)), before
        self._report: InputReport | None = None

    @property
    def format(self) -> str:
        return str(self._reader.format)

    @property
    def variant(self) -> str:
        return str(self._reader.variant)

    @property
    def parquet(self) -> Path | None:
        """The file itself when it already is canonical Parquet, which an engine may scan on its own."""
        found: Path | None = getattr(self._reader, "parquet", None)
        return found

    @property
    def bytes_read(self) -> int:
        """Bytes of the file taken so far, for a progress bar."""
        return self._source.taken

    @property
    def rejects(self) -> RejectLog:
        """Rejects so far, in file order: iterate, or `len`."""
        return self._tally.rejects

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Accepted acts in file order, `SCHEMA` restricted to the asked columns, in constant memory."""
        try:
            yield from self._readable()
            if not self._tally.records:
                raise FileRefused(self.path, "header_only")
            sha256 = self._source.sha256()
            if _stamp(self.path) != self._before:
                raise FileRefused(self.path, "changed_while_read")
            self._report = self._tally.report(
                path=self.path,
                sha256=sha256,
                format=self.format,
                variant=self.variant,
                cannot_show=self._reader.cannot_show,
            )
        finally:
            self._source.close()

    def _readable(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._reader.batches(self._columns, self._tally, self._only)
        except TooManyRejects as error:
            most = self._source.limits.rejects
            raise FileRefused(
                self.path,
                "damaged",
                Said(f"lebih dari {most} catatan tidak dapat dipakai", f"more than {most} records cannot be used"),
            ) from error

    def close(self) -> None:
        """Let go of the file; only needed when it was opened and not read to its end."""
        self._source.close()

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def report(self) -> InputReport:
        """The sums; reads the file to its end when nobody has."""
        if self._report is None:
            for _ in self.batches():
                pass
        assert self._report is not None
        return self._report


def open_export(
    path: Path,
    *,
    context: Context | None = None,
    columns: Sequence[str] | None = None,
    only: Sieve | None = None,
    limits: Limits = USUAL,
) -> Reading:
    """Recognise `path` by content; raises FileRefused when it cannot be used as a whole.

    `only` leaves out acts that are certain to concern none of its accounts; the sums count them all the same.
    """
    restrict(columns)
    before = _stamp(path)
    source, reader = open_reader(path, context or Context(), limits)
    return Reading(path, reader, source, columns, only, before)
