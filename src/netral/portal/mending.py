"""Rows of an uploaded list that have to be mended: what is wrong, the first on a page, all of them as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.translation import gettext as _

from netral.portal.sheet import WHY, Sheet, download, written

FIRST = 20
"""What a page shows; the download has every row."""


class Problem(NamedTuple):
    """A cell to mend; `of`: the contestant whose row it is, as far as there is one and that can be told."""

    column: str
    value: str
    remedy: str
    of: tuple[str, str] | None = None


Bad = Sequence[tuple[int, list[Problem]]]
"""Per row its number in the file and what is to be mended, by number."""


def first(bad: Bad) -> list[tuple[int, str, str, str]]:
    """The first problems: row, column, value, remedy."""
    return [(number, one.column, one.value, one.remedy) for number, wrong in bad[:FIRST] for one in wrong][:FIRST]


def to_mend(sheet: Sheet, columns: Sequence[str], bad: Bad) -> HttpResponse:
    """The rows that are bad, with the file's own cells and why; to be mended and uploaded by themselves."""
    cells = dict(sheet.rows)
    rows = ([*(cells[number] or [""] * len(columns)), _why(wrong)] for number, wrong in bad)
    return download(_("perbaikan.csv"), written([(*columns, WHY), *rows]))


def _why(wrong: Iterable[Problem]) -> str:
    return "; ".join(f"{one.column}: {one.remedy}" for one in wrong)
