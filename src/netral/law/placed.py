"""Text and tables that know their line, so that a fault found later still names the right one."""

from __future__ import annotations

from typing import Any

from netral.law.errors import RulebookError
from netral.law.model import Text


class PlacedText(str):
    """A value as the file holds it."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, text: str, line: int) -> PlacedText:
        placed = super().__new__(cls, text)
        placed.line = line
        return placed


class PlacedTable(dict[Any, Any]):
    """A mapping whose keys are data; it may be empty, and then only it knows where it stands."""

    def __init__(self, entries: dict[Any, Any], line: int) -> None:
        super().__init__(entries)
        self.line = line


def fault(entry: dict[str, Any], at: Any, indonesian: str, english: str) -> RulebookError:
    """The error at a placed value; of a record that kept its line, there; else where the entry begins."""
    record = at.get("line") if isinstance(at, dict) else None
    line = getattr(at, "line", None) or record or entry["line"]
    return RulebookError(entry["file"], line, Text(indonesian, english))
