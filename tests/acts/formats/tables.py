"""Small variations of a format's fixture: other cells, columns in front, other delimiters."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from netral.acts.context import Context
from netral.acts.read import Reading, open_export
from tests.acts.formats.expect import FOLDER, acts, fixture

Row = list[str]


def rows(name: str) -> tuple[Row, list[Row]]:
    """Header and records of a format's fixture."""
    text = fixture(FOLDER / name).read_bytes().decode("utf-8-sig")
    header, *found = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if text.partition("\n")[0].count(";") else ","
    )
    return header, found


def changed(name: str, row: int = 0, **cells: str) -> tuple[Row, list[Row]]:
    """One record of the fixture with other cells; of columns with one name, the last."""
    header, found = rows(name)
    one = list(found[row])
    for column, value in cells.items():
        one[len(header) - 1 - header[::-1].index(column)] = value
    return header, [one]


def written(folder: Path, header: Row, found: list[Row], context: Context | None = None, **kw: Any) -> Reading:
    """The table as a file, opened."""
    with (folder / "table.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, **kw)
        writer.writerow(header)
        writer.writerows(found)
    return open_export(folder / "table.csv", context=context)


def outcome(reading: Reading) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The acts, and how many records each reason turned down."""
    found = acts(reading).to_pylist()
    return found, reading.report().rejected_by_reason
