"""What does the person who exported a file say about it, where the file itself is silent? The sidecar."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson

from netral.acts.accounts import PLATFORMS, UnknownPlatform, normalise_platform

VERBS = ("Create", "Announce", "Like", "Dislike", "Follow", "Join", "Leave", "Undo", "Delete", "Update")
_INDONESIA = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


FAULTS = (
    *("invalid_json", "not_an_object", "unknown_key", "not_a_text", "unknown_word", "unknown_zone", "no_offset"),
    "ambiguous",
)


class ContextError(ValueError):
    """The context file is wrong: which file, `where` in it, which of FAULTS, what was said, what may be said."""

    def __init__(self, path: Path, where: str, fault: str, said: str = "", choices: tuple[str, ...] = ()) -> None:
        self.path, self.where, self.fault, self.said, self.choices = path, where, fault, said, choices
        told = [f"{path}: {where}: {fault}", said, ", ".join(choices)]
        super().__init__("; ".join(part for part in told if part))


class _Wrong(ValueError):
    """A value that its key cannot have."""

    def __init__(self, fault: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(fault)
        self.fault, self.choices = fault, choices


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
        raise ContextError(path, "", "invalid_json", str(error.lineno)) from error
    if not isinstance(raw, dict):
        raise ContextError(path, "", "not_an_object")
    return {name: _context(path, name, entry) for name, entry in raw.items()}


def assigned(contexts: Mapping[str, Context], names: Iterable[str]) -> dict[str, Context]:
    """The context of each export, by its name with folders and archives (`a/b.zip!result.json`).

    An entry names a file, or as many of the folders before it as it takes to tell two files of one name apart; the
    longest one counts. Raises ContextError where one entry would speak for two files: what was said of the one would
    be believed of the other.
    """
    found: dict[str, Context] = {}
    taken: dict[str, str] = {}
    for name in dict.fromkeys(names):
        parts = _parts(name)
        fitting = [key for key in contexts if parts[-len(_parts(key)) :] == _parts(key)]
        if not fitting:
            continue
        key = max(fitting, key=lambda one: len(_parts(one)))
        place = os.path.realpath(name.partition("!")[0]) + name.partition("!")[2]
        if taken.setdefault(key, place) != place:
            raise ContextError(Path("--context"), key, "ambiguous", key, choices=("/".join(parts[-2:]),))
        found[name] = contexts[key]
    return found


def _parts(name: str) -> list[str]:
    return re.split("[/!]", name)


def _context(path: Path, name: str, entry: Any) -> Context:
    if not isinstance(entry, dict):
        raise ContextError(path, name, "not_an_object")
    fields: dict[str, Any] = {}
    for key, value in entry.items():
        where = f"{name}.{key}"
        if key not in Context.__slots__:
            raise ContextError(path, where, "unknown_key", choices=tuple(Context.__slots__))
        if value is None:
            continue
        if not isinstance(value, str) or not value.strip():
            raise ContextError(path, where, "not_a_text")
        try:
            fields[key] = _PARSERS.get(key, str)(value.strip())
        except _Wrong as wrong:
            raise ContextError(path, where, wrong.fault, value.strip(), wrong.choices) from wrong
    return Context(**fields)


def _verb(value: str) -> str:
    if value not in VERBS:
        raise _Wrong("unknown_word", VERBS)
    return value


def _zone(value: str) -> tzinfo:
    try:
        return ZoneInfo(_INDONESIA.get(value.upper(), value))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _Wrong("unknown_zone", tuple(_INDONESIA)) from error


def _order(value: str) -> str:
    if value not in ("dmy", "mdy"):
        raise _Wrong("unknown_word", ("dmy", "mdy"))
    return value


def _instant(value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        instant = datetime.min  # noqa: DTZ901  marks what the next line refuses
    if instant.tzinfo is None:
        raise _Wrong("no_offset")
    return instant


def _platform(value: str) -> str:
    try:
        return normalise_platform(value)
    except UnknownPlatform as error:
        raise _Wrong("unknown_word", PLATFORMS) from error


_PARSERS = {
    "platform": _platform,
    "verb": _verb,
    "timezone": _zone,
    "date_order": _order,
    "collected_at": _instant,
}
