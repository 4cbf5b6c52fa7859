"""The sheets of an XLSX workbook, row by row (ECMA-376 Part 1 §18)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any, Protocol
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from netral.acts.files import sheet_cells

_RELS = "xl/_rels/workbook.xml.rels"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_ROWS, _WIDEST, _DEEPEST = 1 << 20, 16_384, 100
_BLOCK, _DIGITS = 1 << 16, "0123456789"


class Book(Protocol):
    """The parts of an archive."""

    def has(self, name: str) -> bool: ...

    def part(self, name: str) -> IO[bytes]: ...


class Workbook:
    """One workbook: its visible sheets first, then hidden ones."""

    def __init__(self, book: Book) -> None:
        self._book, self._parts = book, _sheets(book)
        self._shared, self._dates = _shared(book), _Dates(book)

    def __len__(self) -> int:
        return len(self._parts)

    def rows(self, sheet: int) -> Iterator[list[str]]:
        """The cells of each row, as long as its last cell with something; rows that are left out come as empty ones."""
        expected = 1
        for row in _elements(self._book.part(self._parts[sheet]), "row"):
            at = int(row.get("r") or expected)
            for _ in range(min(at - expected, _MOST_ROWS)):
                yield []
            expected = at + 1
            cells: list[str] = []
            column = -1
            for cell in row:
                # A cell that does not say where it stands, stands behind the one before, an empty one too.
                said = cell.get("r")
                column = _column(said.rstrip(_DIGITS)) if said else column + 1
                if column < len(cells):
                    raise ValueError("a cell stands before the one that it follows")
                text = _text(cell, self._shared, self._dates)
                if text and column < _WIDEST:
                    if column > len(cells):
                        cells += [""] * (column - len(cells))
                    cells.append(text)
            yield cells


def _text(cell: Element, shared: list[str], dates: _Dates) -> str:
    formula = value = inline = None
    for part in cell:
        name = part.tag[-2:]
        if name == "}v":
            value = part.text
        elif name == "}f":
            formula = part
        elif name == "is":
            inline = part
    if formula is not None:
        # A formula shared with the cell above has no text of its own.
        return f"={formula.text or ''}"
    if inline is not None:
        return _string(inline)
    kind = cell.get("t", "n")
    if not value:
        return ""
    if kind == "s":
        return _of_table(int(value), shared)
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "d":
        return value.replace("T", " ")
    if kind in ("str", "e"):
        return _unescaped(value)
    code = dates.code(cell.get("s"))
    return sheet_cells.number(value) if code is None else sheet_cells.date(value, code, from_1904=dates.from_1904)


class _Dates:
    """Which styles show a number as a date."""

    def __init__(self, book: Book) -> None:
        self._codes: list[str | None] = []
        if book.has("xl/styles.xml"):
            custom: dict[str, str] = {}
            for one in _elements(book.part("xl/styles.xml"), "numFmt", "cellXfs"):
                if _local(one) == "numFmt":
                    custom[one.get("numFmtId", "")] = one.get("formatCode", "")
                else:
                    self._codes = [self._of(xf.get("numFmtId", "0"), custom) for xf in one]
        self.from_1904 = any(
            one.get("date1904") in ("1", "true") for one in _elements(book.part("xl/workbook.xml"), "workbookPr")
        )

    @staticmethod
    def _of(number: str, custom: dict[str, str]) -> str | None:
        code = custom.get(number, "")
        if not sheet_cells.is_date(int(number), code):
            return None
        return code or ("h" if int(number) in (*range(18, 23), *range(45, 48)) else "d")

    def code(self, style: str | None) -> str | None:
        at = int(style or 0)
        return self._codes[at] if at < len(self._codes) else None


def _of_table(number: int, shared: list[str]) -> str:
    if number < 0:
        # Python would count from the end, and put somebody else's words into the cell.
        raise IndexError(number)
    return shared[number]


def _sheets(book: Book) -> list[str]:
    """The parts of the sheets, in the order in which they are shown; what is hidden comes last."""
    targets = {one.get("Id"): one.get("Target", "") for one in _elements(book.part(_RELS), "Relationship")}
    shown: list[str] = []
    hidden: list[str] = []
    for sheet in _elements(book.part("xl/workbook.xml"), "sheet"):
        link = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if "worksheets/" in part and book.has(part):
            (shown if sheet.get("state", "visible") == "visible" else hidden).append(part)
    return shown + hidden


def _shared(book: Book) -> list[str]:
    if not book.has("xl/sharedStrings.xml"):
        return []
    return [_string(one) for one in _elements(book.part("xl/sharedStrings.xml"), "si")]


def _string(of: Element) -> str:
    """Its text and that of its runs; readings of East Asian names are not part of it."""
    if len(of) == 1 and of[0].tag[-2:] == "}t":
        return _unescaped(of[0].text or "")
    texts = [t for one in of if _local(one) in ("t", "r") for t in ([one] if _local(one) == "t" else one)]
    return _unescaped("".join(t.text or "" for t in texts if _local(t) == "t"))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@lru_cache(_WIDEST)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return max(0, number - 1)


def _elements(part: IO[bytes], *names: str) -> Iterator[Element]:
    """Every element of these names, none inside of another, forgotten once the block that it ended in is done.

    The tree grows below a root of ours: an event for each element would cost more than the parser itself.
    """
    builder, tails = TreeBuilder(), tuple(f"}}{name}" for name in names)
    root = builder.start("", {})
    parser = XMLParser(target=builder)
    with part:
        while block := part.read(_BLOCK):
            parser.feed(block)
            yield from _ended(root, tails)
        parser.close()
        root.append(Element(""))
        yield from _ended(root, tails)


def _ended(root: Element, tails: tuple[str, ...]) -> Iterator[Element]:
    """What has certainly ended: everything but the last child of each element that may still be open."""
    at = root
    for _ in range(_DEEPEST):
        for one in at[:-1]:
            if one.tag.endswith(tails):
                yield one
            else:
                yield from (inner for inner in one.iter() if inner.tag.endswith(tails))
        del at[:-1]
        if not len(at) or at[0].tag.endswith(tails):
            return
        at = at[0]
    raise ValueError("nested without end")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
