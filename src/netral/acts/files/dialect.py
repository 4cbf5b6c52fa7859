"""How is this CSV written: delimiter, header, and whether its quotes mean anything?"""

from __future__ import annotations

from dataclasses import dataclass

_SAMPLE_LINES = 400
_LONGEST_FIRST, _MOST_COLUMNS = 60, 10_000


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
    if head[:4].lower() != b"sep=":
        return 0
    line, newline, _ = head.partition(b"\n")
    return len(line) + len(newline) if len(line.strip()) == 5 else 0


def read_dialect(head: bytes) -> Dialect:
    """The dialect of a CSV whose first block is `head` (a `sep=` line already removed)."""
    end = -1
    for _ in range(_SAMPLE_LINES + 1):
        if (end := head.find(b"\n", end + 1)) < 0:
            break
    first_lines = head[:end] if end >= 0 else head
    sample = [line.rstrip("\r") for line in first_lines.decode(errors="replace").split("\n")]
    if len(head) > 1 << 16 and len(sample) > 2:
        sample.pop()
    first = sample[0]
    delimiter = max(";,\t", key=first.count)
    if first.count(delimiter) > _MOST_COLUMNS:
        return Dialect(delimiter=delimiter, header=(), quoted=True, first_row=())
    names = split_cells(first, delimiter) or [unquoted(cell) for cell in first.split(delimiter)]
    header = tuple(name.strip() for name in names)
    body = [line for line in sample[1:] if line]
    quoted = not _tool_never_escaped(body, delimiter, header)
    return Dialect(
        delimiter=delimiter, header=header, quoted=quoted, first_row=_first_row(body, delimiter, quoted=quoted)
    )


def _first_row(lines: list[str], delimiter: str, *, quoted: bool) -> tuple[str, ...]:
    """The first record's cells: as many lines as its quotes ask for."""
    if not lines:
        return ()
    for count in range(1, min(len(lines), _LONGEST_FIRST) + 1 if quoted else 1):
        if (cells := split_cells("\n".join(lines[:count]), delimiter)) is not None:
            return tuple(cells)
    return tuple(unquoted(cell) for cell in lines[0].split(delimiter))


def split_cells(text: str, delimiter: str) -> list[str] | None:
    """Cells by RFC 4180; None where a quote stands out of place or is never closed. A bare CR is data."""
    cells, at, size = [], 0, len(text)
    while at <= size:
        if text[at : at + 1] != '"':
            stop = text.find(delimiter, at)
            stop = size if stop < 0 else stop
            if '"' in text[at:stop]:
                return None
            cells.append(text[at:stop])
            at = stop + 1
            continue
        start = at + 1
        while True:
            at = text.find('"', at + 1)
            if at < 0:
                return None
            if text[at + 1 : at + 2] != '"':
                break
            at += 1
        if at + 1 < size and text[at + 1] != delimiter:
            return None
        cells.append(text[start:at].replace('""', '"'))
        at += 2
    return cells


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
