"""What is this file? Found by its bytes, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from netral.acts.context import Context
from netral.acts.files.dialect import read_dialect, sep_hint
from netral.acts.files.lines import lines
from netral.acts.files.source import Source
from netral.acts.files.split import Block
from netral.acts.files.spreadsheet import is_document, kind, sheet
from netral.acts.limits import USUAL, Limits
from netral.acts.opening import First, first_values, json_form, misplaced, table_form
from netral.acts.readers.activitystreams import ActivityStreams
from netral.acts.readers.as2_check import has_context
from netral.acts.readers.canonical import Canonical
from netral.acts.readers.jetstream import Jetstream
from netral.acts.readers.tweet_harvest import TweetHarvest
from netral.acts.rejects import FileRefused, Said
from netral.acts.values.headings import ACTORS, TEXTS, named

_SAMPLE, _EVENT = 20, 1 << 20
_ZIP = b"PK\x03\x04"
_XZ = Said("xz; Instaloader: ekspor lagi dengan --no-compress-json", "xz; Instaloader: export with --no-compress-json")
_PICTURE = Said("gambar", "a picture")
_MAGIC: tuple[tuple[bytes, str, str | Said], ...] = (
    (b"\x28\xb5\x2f\xfd", "archive", "zstd"),
    (b"7z\xbc\xaf", "archive", "7z"),
    (b"Rar!", "archive", "rar"),
    (b"\xfd7zXZ\0", "archive", _XZ),
    (b"BZh", "archive", "bzip2"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_spreadsheet", ""),
    (b"%PDF-", "document", "PDF"),
    (b"{\\rtf", "document", "RTF"),
    (b"\x89PNG\r\n", "document", _PICTURE),
    (b"\xff\xd8\xff", "document", _PICTURE),
    (b"GIF8", "document", _PICTURE),
    (b"SQLite format 3\0", "document", Said("basis data", "a database")),
)


def open_reader(path: Path, context: Context, limits: Limits = USUAL) -> tuple[Source, Any]:
    """The opened bytes and the reader that fits them; raises FileRefused otherwise."""
    source, said = _open(path, limits), []
    try:
        if source.peek().startswith(_ZIP) and kind(path) is not None:
            found = sheet(path)
            source.close()
            source, said = Source(path, found.text, limits), found.said()
        reader = _reader(path, source, context)
        reader.cannot_show = [*reader.cannot_show, *said]
        return source, reader
    except BaseException:
        source.close()
        raise


def _open(path: Path, limits: Limits) -> Source:
    try:
        return Source(path, limits=limits)
    except FileNotFoundError as error:
        raise FileRefused(path, "missing_file") from error
    except IsADirectoryError as error:
        raise FileRefused(path, "is_directory") from error
    except OSError as error:
        raise FileRefused(path, "unreadable", error.strerror or "") from error


def _reader(path: Path, source: Source, context: Context) -> Any:
    head = source.peek()
    if not head.strip():
        raise FileRefused(path, "empty_file")
    if head.startswith(_ZIP):
        raise FileRefused(path, "document", "Office") if is_document(path) else FileRefused(path, "archive", "zip")
    for magic, reason, name in _MAGIC:
        if head.startswith(magic):
            raise FileRefused(path, reason, name)
    opening = head[:4096].lstrip().lower()
    if opening.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<script")):
        raise FileRefused(path, "html_instead_of_data")
    if head.startswith(b"PAR1"):
        return Canonical(path, source, context)
    if opening[:1] in b"{[":
        return _json(path, source, context)
    return _csv(path, source, context)


def _json(path: Path, source: Source, context: Context) -> Any:
    """Jetstream and several activities by their first readable values, documents by their @context.

    Declared formats come before activities: `type` and `actor` also stand in a chat's messages.
    """
    first = first_values(source.peek(), whole=source.limits.whole)
    split, values, _ = _values(source.peek(), first, longest=_EVENT)
    if any({"did", "time_us", "kind"} <= value.keys() for value in values):
        return Jetstream(source, context, split)
    if declared := json_form(path, source, context, first):
        return declared
    split, values, several = _values(source.peek(), first)
    activities = [value for value in values if has_context(value) or {"type", "actor"} <= value.keys()]
    if activities and several:
        return ActivityStreams(path, source, context, split=split)
    if activities or b"www.w3.org/ns/activitystreams" in source.peek():
        return ActivityStreams(path, source, context)
    raise FileRefused(path, "unknown_format", Said("JSON jenis lain", "JSON of another kind"))


def _values(
    head: bytes, first: First, *, longest: int | None = None
) -> tuple[Callable[[Source], Iterator[Block]], list[dict[str, Any]], bool]:
    """How the values of the file stand, the first readable ones, and whether there are several.

    A list, or lines where a line can be read, also behind one that is damaged; else one after another. Lines beyond
    `longest` bytes are not looked at.
    """
    if head.lstrip().startswith(b"["):
        return *first, True
    sample = [line for line in _first_lines(head) if longest is None or len(line) <= longest]
    if values := [value for line in sample if (value := _loads(line)) is not None]:
        return lines, values, len(sample) > 1
    return *first, len(first[1]) > 1


def _first_lines(head: bytes) -> Iterator[bytes]:
    """Lines that are not blank, a few of them."""
    at, left = 0, _SAMPLE
    while at < len(head) and left:
        end = head.find(b"\n", at) + 1 or len(head)
        if line := head[at:end].strip():
            left -= 1
            yield line
        at = end


def _loads(line: bytes) -> dict[str, Any] | None:
    try:
        value = orjson.loads(line.replace(b"\0", b""))
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _csv(path: Path, source: Source, context: Context) -> Any:
    if hint := sep_hint(source.peek()):
        source.skip(hint)
    if b"\0" in source.peek()[:4096].partition(b"\n")[0]:
        raise FileRefused(path, "unknown_format", Said("data biner", "binary data"))
    dialect = read_dialect(source.peek())
    header = dialect.header
    names = {name.lower() for name in header}
    if {"full_text", "created_at"} <= names and names & {"id_str", "tweet_url"}:
        return TweetHarvest(path, source, context)
    if declared := table_form(path, source, dialect, context):
        return declared
    if names & TEXTS and not names & ACTORS:
        raise FileRefused(path, "actor_column_missing", named(header))
    if row := misplaced(source.peek()):
        raise FileRefused(
            path, "header_not_first", Said(f"judul kolom di baris {row}", f"the headings are in row {row}")
        )
    raise FileRefused(path, "unknown_format", named(header))
