"""The sheets of an ODS spreadsheet, row by row (OpenDocument 1.3 Part 3 §9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from netral.acts.files import sheet_cells
from netral.acts.files.xlsx import Book

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_TABLE, _ROW = _NS % ("table", "table"), _NS % ("table", "table-row")
_CELLS = (_NS % ("table", "table-cell"), _NS % ("table", "covered-table-cell"))
_P, _SPACE, _TAB, _BREAK = (_NS % ("text", name) for name in ("p", "s", "tab", "line-break"))
_NOTE = _NS % ("office", "annotation")
_FINER = re.compile(r"(\.[0-9]{3})[0-9]+")
_MOST_ROWS, _WIDEST = 1 << 20, 16_384


class Workbook:
    """One spreadsheet document: all its sheets are in one part."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._size = 0
        with book.part("content.xml") as part:
            for event, element in iterparse(part, ("start", "end")):
                if event == "start":
                    self._size += element.tag == _TABLE
                elif element.tag == _ROW:
                    element.clear()

    def __len__(self) -> int:
        return self._size

    def rows(self, sheet: int) -> Iterator[list[str]]:
        """The cells of each row, as long as its last cell with something; a repeated row comes as often as it says."""
        number, given = -1, 0
        parents: list[Element] = []
        with self._book.part("content.xml") as part:
            for event, element in iterparse(part, ("start", "end")):
                if event == "start":
                    parents.append(element)
                    number += element.tag == _TABLE
                    continue
                parents.pop()
                if element.tag != _ROW:
                    continue
                if number == sheet:
                    cells = _cells(element)
                    for _ in range(min(_repeated(element, "rows"), _MOST_ROWS - given)):
                        given += 1
                        yield cells
                if parents:
                    parents[-1].clear()


def _cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in _CELLS:
            cells += [_text(cell)] * min(_repeated(cell, "columns"), _WIDEST - len(cells))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _repeated(element: Element, what: str) -> int:
    return int(element.get(_NS % ("table", f"number-{what}-repeated"), "1"))


def _text(cell: Element) -> str:
    if formula := cell.get(_NS % ("table", "formula")):
        return "=" + formula.partition("=")[2]
    kind = cell.get(_NS % ("office", "value-type"))
    if kind in ("float", "currency", "percentage"):
        return sheet_cells.number(cell.get(_NS % ("office", "value"), ""))
    if kind == "date":
        return _FINER.sub(r"\1", cell.get(_NS % ("office", "date-value"), "").replace("T", " "))
    if kind == "boolean":
        return cell.get(_NS % ("office", "boolean-value"), "").upper()
    return "\n".join(_words(one) for one in cell if one.tag == _P)


def _words(of: Element) -> str:
    """The text of a paragraph with its spaces, tabs and breaks; a comment pinned to it is not part of it."""
    said = of.text or ""
    for one in of:
        if one.tag == _SPACE:
            said += " " * int(one.get(_NS % ("text", "c"), "1"))
        elif one.tag == _TAB:
            said += "\t"
        elif one.tag == _BREAK:
            said += "\n"
        elif one.tag != _NOTE:
            said += _words(one)
        said += one.tail or ""
    return said
