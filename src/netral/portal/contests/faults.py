"""What keeps a row out of the register? All that would stop a patrol, and what no table should hold, with remedies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from netral.law.model import Rulebook
from netral.patrol import register_faults
from netral.patrol.errors import RegisterRefused
from netral.patrol.registers import CONTESTANTS, account_of
from netral.portal.contests.line import Line, contest_of, of_cells
from netral.portal.mending import Problem
from netral.portal.sheet import Sheet, bare, wrong_text

_MIDNIGHT = " 00:00:00"


def of_texts(sheet: Sheet, rulebook: Rulebook) -> tuple[dict[int, list[Problem]], dict[int, Line]]:
    """By number in the file: rows to mend, and the others as the register would hold them."""
    bad: dict[int, list[Problem]] = {}
    rows: dict[int, list[str]] = {}
    for number, cells in sheet.rows:
        if cells is None:
            bad[number] = [Problem("", "", _("Jumlah kolom baris ini lain daripada judulnya."))]
            continue
        # A spreadsheet's day may come with midnight.
        given = [bare(cell).removesuffix(_MIDNIGHT) for cell in cells]
        wrong = [
            Problem(name, cell, remedy, (contest_of(given[0]), given[1]))
            for name, cell in zip(CONTESTANTS, given, strict=True)
            if (remedy := wrong_text(cell, needed=False))
        ]
        if wrong:
            bad[number] = wrong
        else:
            rows[number] = given
    for number, problem in _of_patrol(rows, rulebook):
        bad.setdefault(number, []).append(problem)
    good = {number: cells for number, cells in rows.items() if number not in bad}
    return bad, dict(zip(good, _lines(list(good.values())), strict=True))


def together(kept: Sequence[Line], lines: dict[int, Line]) -> Iterator[tuple[int, Problem]]:
    """Rows that are well written, but not beside each other or beside those that stay."""
    numbers = list(lines)
    # What stays comes first: of two rows in one another's way the later is named, and that is one of the file.
    cells = register_faults.cells_of([*kept, *lines.values()])
    first = len(kept)
    for row, error in register_faults.rounded(cells):
        if row >= first:
            number = numbers[row - first]
            yield number, _problem(error, lines[number].uid, lines[number].contestant)
    for one in register_faults.together(cells):
        if one.row < first:
            continue
        number, line = numbers[one.row - first], lines[numbers[one.row - first]]
        if one.before < first:
            words = _("Masa akun ini bertumpuk dengan yang sudah tercatat. Unggah semua masa akun ini bersama.")
        else:
            words = _(
                "Masa akun ini bertumpuk dengan baris {number}: valid_to yang satu paling lambat valid_from lainnya."
            )
            words = words.format(number=numbers[one.before - first])
        yield number, Problem(one.column, line.account, words, line.contestant)


def _of_patrol(rows: dict[int, list[str]], rulebook: Rulebook) -> Iterator[tuple[int, Problem]]:
    numbers = list(rows)
    for row, error in register_faults.of_rows(register_faults.cells_of(rows.values()), rulebook):
        cells = rows[numbers[row]]
        value = cells[CONTESTANTS.index(error.column)] if error.column else ""
        yield numbers[row], _problem(error, value, (contest_of(cells[0]), cells[1]))


def _problem(error: RegisterRefused, value: str, of: tuple[str, str]) -> Problem:
    english = translation.get_language() == "en"
    wrong, remedy = (one.en if english else one.id for one in error.told)
    return Problem(error.column or "", value, _sentence(wrong, remedy), of)


def _sentence(wrong: str, remedy: str) -> str:
    return f"{wrong[:1].upper()}{wrong[1:]}; {remedy}."


def _lines(rows: Sequence[Sequence[str]]) -> list[Line]:
    accounts = account_of(register_faults.NO_FILE, register_faults.cells_of(rows))
    names = zip(*(accounts[name].to_pylist() for name in ("platform", "uid", "handle")), strict=True)
    return [
        of_cells(cells, dict(zip(("platform", "uid", "handle"), one, strict=True)))
        for cells, one in zip(rows, names, strict=True)
    ]
