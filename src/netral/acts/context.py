"""What does the person who exported a file say about it, where the file itself is silent? The sidecar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson

from netral.acts.accounts import UnknownPlatform, normalise_platform

VERBS = ("Create", "Announce", "Like", "Dislike", "Follow", "Join", "Leave", "Undo", "Delete", "Update")
_INDONESIA = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class ContextError(ValueError):
    """The context file is wrong: which file, which entry, which key, what to write instead."""

    def __init__(self, path: Path, where: str, problem: str) -> None:
        self.path, self.where = path, where
        super().__init__(f"{path}: {where}: {problem}")


@dataclass(frozen=True, slots=True)
class Context:
    """Facts about one export that its bytes do not hold; every field may be unknown."""

    platform: str | None = None
    verb: str | None = None
    object_id: str | None = None
    object_owner: str | None = None
    timezone: tzinfo | None = None
    date_order: str | None = None
    collected_at: datetime | None = None
    tool: str | None = None


def load_contexts(path: Path) -> dict[str, Context]:
    """File name → Context from `{"<file name>": {…}}`; raises ContextError that names entry and key."""
    try:
        raw = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise ContextError(path, f"line {error.lineno}", f"not valid JSON ({error.msg})") from error
    if not isinstance(raw, dict):
        raise ContextError(path, "top level", 'must be an object {"<file name>": {…}}')
    return {name: _context(path, name, entry) for name, entry in raw.items()}


def _context(path: Path, name: str, entry: Any) -> Context:
    if not isinstance(entry, dict):
        raise ContextError(path, name, "must be an object")
    fields: dict[str, Any] = {}
    for key, value in entry.items():
        if key not in Context.__slots__:
            raise ContextError(path, f"{name}.{key}", f"unknown key; known are {', '.join(Context.__slots__)}")
        if value is None:
            continue
        if not isinstance(value, str) or not value.strip():
            raise ContextError(path, f"{name}.{key}", "must be a non-empty string")
        try:
            fields[key] = _PARSERS.get(key, str)(value.strip())
        except (ValueError, ZoneInfoNotFoundError) as error:
            raise ContextError(path, f"{name}.{key}", str(error)) from error
    return Context(**fields)


def _verb(value: str) -> str:
    if value not in VERBS:
        raise ValueError(f"unknown verb {value!r}; use one of {', '.join(VERBS)}")
    return value


def _zone(value: str) -> tzinfo:
    try:
        return ZoneInfo(_INDONESIA.get(value.upper(), value))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {value!r}; use WIB, WITA, WIT or a name like Asia/Jakarta") from error


def _order(value: str) -> str:
    if value not in ("dmy", "mdy"):
        raise ValueError(f"unknown date order {value!r}; use dmy (day first) or mdy (month first)")
    return value


def _instant(value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        instant = datetime.min  # noqa: DTZ901  marks what the next line refuses
    if instant.tzinfo is None:
        raise ValueError(f"{value!r} is no time with an offset; write it like 2024-10-05T19:15:00+07:00")
    return instant


def _platform(value: str) -> str:
    try:
        return normalise_platform(value)
    except UnknownPlatform as error:
        raise ValueError(str(error)) from error


_PARSERS = {
    "platform": _platform,
    "verb": _verb,
    "timezone": _zone,
    "date_order": _order,
    "collected_at": _instant,
}
