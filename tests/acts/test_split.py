"""Damage stays where it is: the splitter finds the records that one would find reading line by line."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from netral.acts.files.dialect import split_cells
from netral.acts.files.source import Source
from netral.acts.files.split import records

WIDTH = 3
CELL = st.text('ab ,"\n;', max_size=6)
ROW = st.lists(CELL, min_size=WIDTH, max_size=WIDTH)
STRAY = st.sampled_from(['"', '""', 'x"y', ',"', '"\n', "\n", '"a",b"c,d\n'])


def quoted(row: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"


def line_by_line(text: str) -> list[tuple[str, bool]]:
    """Records and whether each is proven: the fewest lines that read as RFC 4180, else one line."""
    lines, found = text.splitlines(keepends=True), []
    while lines:
        for count in range(1, len(lines) + 1):
            cells = split_cells("".join(lines[:count]).rstrip("\r\n"), ",")
            if cells is not None:
                break
            if _quote_out_of_place("".join(lines[:count])):
                count, cells = 1, None
                break
        else:
            count = 1
        found.append(("".join(lines[:count]), cells is not None))
        del lines[:count]
    return found


def _quote_out_of_place(text: str) -> bool:
    """No further line can mend it: even closing every quote does not make it RFC 4180."""
    body = text.rstrip("\r\n")
    return split_cells(body, ",") is None and split_cells(body + '"', ",") is None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(ROW.map(quoted), ROW.map(quoted), ROW.map(quoted), STRAY), max_size=14))
def test_damaged_records_leave_the_others_as_they_are(tmp_path_factory, pieces):
    text = "".join(pieces)
    if not text.endswith("\n"):
        text += "\n"
    path: Path = tmp_path_factory.mktemp("split") / "a.csv"
    path.write_bytes(text.encode())
    source = Source(path)
    try:
        blocks = list(records(source, delimiter=b",", width=WIDTH, quoted=True))
    finally:
        source.close()
    found = [
        (block.record(i).decode(), block.flags.get(i) not in ("unescaped_quote", "row_truncated"))
        for block in blocks
        for i in range(len(block.starts))
    ]
    assert found == line_by_line(text)
    assert b"".join(block.data for block in blocks) == path.read_bytes()
