"""Which rows of a register of contestants would stop a patrol, and why? All of them, where a patrol names the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from netral.law.model import Rulebook
from netral.patrol.errors import RegisterRefused
from netral.patrol.periods import Overlap, dates, overlaps
from netral.patrol.registers import CONTESTANTS, STANDING, account_of, contestant_checks
from netral.patrol.rounded import refuse_rounded

NO_FILE = Path()
_FEW = 64
"""A check names one row at a time and is asked again without it: over few rows that costs little."""
Fault = tuple[int, RegisterRefused]


def cells_of(rows: Iterable[Sequence[str]]) -> pa.Table:
    """Trimmed texts in the order of CONTESTANTS as a register's cells."""
    columns = list(zip(*rows, strict=True)) or [()] * len(CONTESTANTS)
    told = ([cell or None for cell in column] for column in columns)
    return pa.table({name: pa.array(one, pa.string()) for name, one in zip(CONTESTANTS, told, strict=True)})


def of_rows(cells: pa.Table, rulebook: Rulebook) -> Iterator[Fault]:
    """What is wrong with rows by themselves; a row, from 0, comes once for each of its faults."""
    checks: tuple[Callable[[pa.Table], object], ...] = (
        *contestant_checks(NO_FILE, rulebook),
        partial(account_of, NO_FILE),
        partial(dates, NO_FILE),
    )
    for begins in range(0, cells.num_rows, _FEW):
        rows = range(begins, min(begins + _FEW, cells.num_rows))
        for check in checks:
            yield from _refused(cells, list(rows), check)


def rounded(cells: pa.Table) -> Iterator[Fault]:
    """Rows of well-formed cells whose ids, seen together, a spreadsheet has rounded."""
    uids = account_of(NO_FILE, cells)["uid"]
    yield from _refused(pa.table({"uid": uids}), list(range(len(uids))), _round)


def together(cells: pa.Table) -> list[Overlap]:
    """Well-formed rows that hold one account at once. Other rows may hide behind these: without them, ask again."""
    names = {name: cells.column(name) for name in STANDING}
    table = pa.table({**account_of(NO_FILE, cells), **dates(NO_FILE, cells), **names})
    return list(overlaps(table, owner=STANDING, shared=True))


def _round(cells: pa.Table) -> None:
    refuse_rounded(NO_FILE, cells.column("uid").combine_chunks())


def _refused(cells: pa.Table, left: list[int], check: Callable[[pa.Table], object]) -> Iterator[Fault]:
    while left:
        try:
            check(cells.take(left))
        except RegisterRefused as error:
            yield left.pop((error.row or 1) - 1), error
        else:
            return
