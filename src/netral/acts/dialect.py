"""How is this CSV written: delimiter, header, and whether its quotes mean anything?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

_SAMPLE_LINES = 400


@dataclass(frozen=True, slots=True)
class Dialect:
    """`quoted` False: the tool replaced delimiters and newlines in texts but never escaped quotes."""

    delimiter: str
    header: tuple[str, ...]
    quoted: bool
    first_row: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.header)


def sep_hint(head: bytes) -> int:
    """Length of Excel's `sep=;` line, 0 when there is none."""
    line, newline, _ = head.partition(b"\n")
    return len(line) + len(newline) if line[:4].lower() == b"sep=" and len(line.strip()) == 5 else 0


def read_dialect(head: bytes) -> Dialect:
    """The dialect of a CSV whose first block is `head` (a `sep=` line already removed)."""
    sample = [line.rstrip("\r") for line in head.decode(errors="replace").split("\n")[: _SAMPLE_LINES + 1]]
    if len(head) > 1 << 16 and len(sample) > 2:
        sample.pop()
    first = sample[0]
    delimiter = max(";,\t", key=first.count)
    header = tuple(name.strip().strip("﻿") for name in next(csv.reader([first], delimiter=delimiter), []))
    body = [line for line in sample[1:] if line]
    quoted = not _tool_never_escaped(body, delimiter, header)
    rows: Iterator[list[str]] = csv.reader([line + "\n" for line in body], delimiter=delimiter)
    first_row = next(rows, []) if quoted else [unquoted(c) for c in body[0].split(delimiter)]
    return Dialect(delimiter=delimiter, header=header, quoted=quoted, first_row=tuple(first_row))


def unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _tool_never_escaped(lines: list[str], delimiter: str, header: tuple[str, ...]) -> bool:
    """tweet-harvest before 2.5.0: one record a line, text always quoted, delimiters gone, quotes left as they were.

    A spreadsheet quotes a cell only when it must and doubles quotes, so an unquoted text gives it away.
    """
    if not lines or header[:1] != ("created_at",) or "full_text" not in header or "in_reply_to_screen_name" in header:
        return False
    text = header.index("full_text")
    cells = [line.split(delimiter) for line in lines]
    shaped = sum(len(c) == len(header) and c[text][:1] == '"' == c[text][-1:] for c in cells)
    return shaped >= 0.9 * len(lines)
