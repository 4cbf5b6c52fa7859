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
from netral.acts.files.spreadsheet import kind, sheet
from netral.acts.limits import USUAL, Limits
from netral.acts.opening import first_values, json_form, table_form
from netral.acts.readers.activitystreams import ActivityStreams
from netral.acts.readers.as2_check import has_context
from netral.acts.readers.canonical import Canonical
from netral.acts.readers.jetstream import Jetstream
from netral.acts.readers.tweet_harvest import TweetHarvest
from netral.acts.rejects import FileRefused
from netral.acts.values.headings import ACTORS, TEXTS, named

_SAMPLE = 20
_ZIP = b"PK\x03\x04"
_MAGIC = ((_ZIP, "zip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"))


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
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise FileRefused(path, "archive", name)
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
    split, values, several = _values(source.peek())
    if any({"did", "time_us", "kind"} <= value.keys() for value in values):
        return Jetstream(source, context, split)
    if declared := json_form(path, source, context):
        return declared
    activities = [value for value in values if has_context(value) or {"type", "actor"} <= value.keys()]
    if activities and several:
        return ActivityStreams(path, source, context, split=split)
    if activities or b"www.w3.org/ns/activitystreams" in source.peek():
        return ActivityStreams(path, source, context)
    raise FileRefused(path, "unknown_format", "JSON of another kind")


def _values(head: bytes) -> tuple[Callable[[Source], Iterator[Block]], list[dict[str, Any]], bool]:
    """How the values of the file stand, the first readable ones, and whether there are several.

    A list, or lines where a line can be read, also behind one that is damaged; else one after another.
    """
    if head.lstrip().startswith(b"["):
        split, values = first_values(head)
        return split, values, True
    sample = [line for line in head.split(b"\n") if line.strip()]
    if values := [value for line in sample[:_SAMPLE] if (value := _loads(line)) is not None]:
        return lines, values, len(sample) > 1
    split, values = first_values(head)
    return split, values, len(values) > 1


def _loads(line: bytes) -> dict[str, Any] | None:
    try:
        value = orjson.loads(line.replace(b"\0", b""))
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _csv(path: Path, source: Source, context: Context) -> Any:
    if hint := sep_hint(source.peek()):
        source.skip(hint)
    if b"\0" in source.peek().partition(b"\n")[0][:4096]:
        raise FileRefused(path, "unknown_format", "binary data")
    dialect = read_dialect(source.peek())
    header = dialect.header
    names = {name.lower() for name in header}
    if {"full_text", "created_at"} <= names and names & {"id_str", "tweet_url"}:
        return TweetHarvest(path, source, context)
    if declared := table_form(path, source, dialect, context):
        return declared
    if names & TEXTS and not names & ACTORS:
        raise FileRefused(path, "actor_column_missing", named(header))
    raise FileRefused(path, "unknown_format", named(header))
