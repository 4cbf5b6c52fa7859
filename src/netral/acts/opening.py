"""What does the beginning of a file show? Enough to recognise its format, and how its records are to be split."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from netral.acts.context import Context
from netral.acts.files.dialect import Dialect, split_cells
from netral.acts.files.json_scan import marks
from netral.acts.files.json_split import elements, roots
from netral.acts.files.lines import lines
from netral.acts.files.source import Source
from netral.acts.files.split import Block, gathered, records
from netral.acts.form_reader import FormReader
from netral.acts.format import Format, Opening
from netral.acts.formats import known
from netral.acts.inside import around, blocks
from netral.acts.readers.whatsapp import WhatsApp
from netral.acts.readers.whatsapp_lines import shape
from netral.acts.rejects import FileRefused, Said
from netral.acts.values.json_values import JsonValues
from netral.acts.values.table_values import TableValues
from netral.acts.zeeschuimer import unread

First: TypeAlias = tuple[Callable[[Source], Iterator[Block]], list[dict[str, Any]]]
_TWEETS = {"full_text", "created_at"}
_FIRST, _HEAD = 20, 256 << 10
_BETWEEN = " \t\r\n,"
_ESCAPED = frozenset(bytes([byte]) for byte in b'"\\/bfnrtu')
_BLANK = re.compile(r"[ \t\r\n,]*")
_CLOSING = {123: b"}", 91: b"]"}
# What stands after a backslash; JSON knows only some of them, but not every tool does.
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)


def json_form(path: Path, source: Source, context: Context, first: First) -> FormReader | WhatsApp | None:
    """The reader of a declared JSON format, or of a chat whose lines begin with `[`; None where it is none of them."""
    if variant := shape(source.peek()):
        return WhatsApp(source, variant, context)
    split, values = first
    long = split is roots and len(source.peek()) >= source.limits.whole
    opening = Opening("json", records=tuple(values))
    found = _recognised(path, opening, context)
    if found is None and long:
        found = _recognised_behind(path, source, values, context)
    if found is None:
        if refused := unread(opening):
            raise FileRefused(path, *refused)
        return None
    fmt, variant = found
    cells, rows = JsonValues(fmt), split(source)
    if long and fmt.inside is not None:
        rows = blocks(source, (fmt.inside,), about=cells.about, note=None if fmt.notes is None else cells.note)
    return FormReader(fmt, variant, blocks=rows, values=cells, context=context)


def table_form(path: Path, source: Source, dialect: Dialect, context: Context) -> FormReader | WhatsApp | None:
    """The reader of a declared table format, or of a chat, which has no header; None where it is none of them."""
    if variant := shape(source.peek()):
        return WhatsApp(source, variant, context)
    found = None
    # As the tool wrote the headings, or as somebody wrote them who likes capitals.
    for spelt in (dialect, replace(dialect, header=tuple(name.lower() for name in dialect.header))):
        rows = tuple(first_rows(source.peek()[:_HEAD], spelt))
        opening = Opening("table", header=spelt.header, delimiter=spelt.delimiter, records=rows)
        if found := _recognised(path, opening, context):
            dialect = spelt
            break
    if found is None:
        return None
    fmt, variant = found
    values = TableValues(dialect, fmt.cells)
    return FormReader(fmt, variant, blocks=_rows(source, dialect), values=values, context=context)


def misplaced(head: bytes) -> int | None:
    """The row in which headings of a known table stand below a title or empty rows, counted from 1; else None."""
    for number, line in enumerate(head[:_HEAD].decode(errors="replace").split("\n")[1:_FIRST], 2):
        delimiter = max(";,\t", key=line.count)
        cells = split_cells(line.rstrip("\r"), delimiter) or []
        header = tuple(cell.strip() for cell in cells)
        for spelt in (header, tuple(name.lower() for name in header)):
            opening = Opening("table", header=spelt, delimiter=delimiter)
            if set(spelt) >= _TWEETS or any(fmt.kind == "table" and fmt.recognise(opening) for fmt in known()):
                return number
    return None


def _recognised_behind(
    path: Path, source: Source, values: list[dict[str, Any]], context: Context
) -> tuple[Format, str] | None:
    """By what an object says behind its long list: yt-dlp names itself last."""
    begun = values[0] if values else {}
    head = source.peek()
    for name in dict.fromkeys(fmt.inside for fmt in known() if fmt.inside and f'"{fmt.inside}"'.encode() in head):
        if not path.is_file():
            raise FileRefused(
                path,
                "pipe_too_large",
                Said(f"jenisnya mungkin baru tertulis di belakang {name}", f"what it is may be said behind {name}"),
            )
        if (whole := around(source, name)) and (value := _object(whole.text)) is not None:
            records = ({**value, name: begun.get(name, [])},)
            if found := _recognised(path, Opening("json", records=records), context):
                return found
    return None


def _object(text: bytes) -> dict[str, Any] | None:
    """Escapes that JSON does not have are passed over: a format may be able to mend them."""
    text = _ESCAPE.sub(lambda found: found[0] if found[1] in _ESCAPED else b"  ", text)
    try:
        value = json.loads(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _recognised(path: Path, opening: Opening, context: Context) -> tuple[Format, str] | None:
    for fmt in known():
        if fmt.kind != opening.kind:
            continue
        variant = fmt.recognise(opening)
        if variant is None:
            continue
        if fmt.refuse is not None and (refused := fmt.refuse(opening, context)):
            raise FileRefused(path, *refused)
        return fmt, variant
    return None


def _rows(source: Source, dialect: Dialect) -> Iterator[Block]:
    header = source.peek().partition(b"\n")[0].strip()
    found = records(source, delimiter=dialect.delimiter.encode(), width=dialect.width, quoted=True)
    for block in gathered(found):
        for index in block.repeats(header):
            block.flags[index] = "header_repeated"
        yield block


def first_values(head: bytes, *, whole: int) -> First:
    """How the values of this file stand (a list, lines, or one after another), and the first of them.

    An object that does not end within `whole` bytes is shown by its beginning.
    """
    text = _text(head[:_HEAD])
    values = _objects(text)
    if len(values) < _FIRST and len(head) > _HEAD and (values or text[:1] == "[" or _ends(head[:whole])):
        text = _text(head)
        values = _objects(text)
    if text[:1] == "[":
        return elements, values
    if values and "\n" in text.rstrip() and _objects(text.partition("\n")[0]):
        return lines, values
    return roots, values or [one for one in [_cut_short(head[:_HEAD])] if one]


def _text(head: bytes) -> str:
    return head.decode(errors="replace").lstrip("\ufeff" + _BETWEEN)


def _ends(head: bytes) -> bool:
    """Whether the first value ends there."""
    _, depth = marks(np.frombuffer(head, np.uint8))
    return bool((depth == 0).any())


def first_rows(head: bytes, dialect: Dialect) -> Iterator[dict[str, Any]]:
    """The first whole rows below the header, by column; of columns with one name the last counts."""
    lines = head.decode(errors="replace").split("\n")[1:]
    found, row = 0, ""
    for line in lines if len(head) < _HEAD else lines[:-1]:
        row += line
        cells = split_cells(row.rstrip("\r"), dialect.delimiter)
        if cells is None and len(row) < 1 << 14:
            row += "\n"
            continue
        row = ""
        if cells is not None and len(cells) == dialect.width:
            yield dict(zip(dialect.header, cells, strict=True))
            found += 1
        if found == _FIRST:
            return


def _objects(text: str) -> list[dict[str, Any]]:
    """The first objects, of a list or one after another, up to the first value that is cut or broken."""
    decoder, at = json.JSONDecoder(), int(text[:1] == "[")
    found: list[dict[str, Any]] = []
    while len(found) < _FIRST:
        try:
            value, at = decoder.raw_decode(text, at + len(_BLANK.match(text, at)[0]))  # type: ignore[index]
        except (ValueError, RecursionError):
            break
        if isinstance(value, dict):
            found.append(value)
    return found


def _cut_short(head: bytes) -> dict[str, Any] | None:
    """The beginning of one large object, closed where it was cut: its last whole member or element is its last."""
    data = np.frombuffer(head, np.uint8)
    found, _ = marks(data)
    commas = found[data[found] == 44]
    if not len(commas):
        return None
    open_: list[int] = []
    for at in found[found < commas[-1]].tolist():
        if head[at] in _CLOSING:
            open_.append(head[at])
        elif head[at] != 44 and open_:
            open_.pop()
    closing = b"".join(_CLOSING[one] for one in reversed(open_))
    return _object(head[: int(commas[-1])] + closing)
