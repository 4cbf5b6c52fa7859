"""What is this file? Found by its bytes, never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from netral.acts.context import Context
from netral.acts.dialect import read_dialect, sep_hint
from netral.acts.readers.tweet_harvest import TweetHarvest
from netral.acts.rejects import FileRefused
from netral.acts.source import Source

_TEXTS = {
    *("text", "full_text", "comment", "comments", "comment_text", "content", "body", "message", "tweet"),
    *("komentar", "teks", "isi"),
}
_ACTORS = {
    *("author", "author_id", "author_name", "username", "user", "user_id", "user_id_str", "screen_name", "actor"),
    *("from", "from_id", "owner", "ownerusername", "tweet_url", "akun", "pengguna", "author_url", "profile_url"),
}
_MAGIC = ((b"PK\x03\x04", "zip or xlsx"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"))


def open_reader(path: Path, context: Context) -> tuple[Source, Any]:
    """The opened bytes and the reader that fits them; raises FileRefused otherwise."""
    source = _open(path)
    try:
        return source, _reader(path, source, context)
    except BaseException:
        source.close()
        raise


def _open(path: Path) -> Source:
    try:
        return Source(path)
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
    if opening[:1] in (b"{", b"["):
        raise FileRefused(path, "unknown_format", "JSON of another kind")
    return _csv(path, source, context)


def _csv(path: Path, source: Source, context: Context) -> TweetHarvest:
    if hint := sep_hint(source.peek()):
        source.skip(hint)
    if b"\0" in source.peek()[:1024]:
        raise FileRefused(path, "unknown_format", "binary data")
    header = read_dialect(source.peek()).header
    names = {name.lower() for name in header}
    if {"full_text", "created_at"} <= names and names & {"id_str", "tweet_url"}:
        return TweetHarvest(path, source, context)
    if names & _TEXTS and not names & _ACTORS:
        raise FileRefused(path, "actor_column_missing", f"columns are {', '.join(header[:12])}")
    raise FileRefused(path, "unknown_format", f"columns are {', '.join(header[:12])[:200]}")
