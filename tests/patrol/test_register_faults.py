"""Every wrong row is named where a patrol names the first, and what is left a patrol takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral.law.loader import load_rulebook
from netral.patrol import register_faults as faults
from netral.patrol.errors import RegisterRefused
from netral.patrol.registers import CONTESTANTS, contestants

BOOK = load_rulebook()
GOOD = ("pilkada-2024/7371", "K1", "Contoh", "contestant", "x", "998", "contoh", "", "2024-01-01", "")


def row(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(CONTESTANTS, GOOD, strict=True))


WRONG = {
    0: {"contest": ""},
    70: {"contest": "pilkada-1999"},
    71: {"role": "lawan", "valid_to": "x"},
    140: {"platform": ""},
    199: {"handle": "a b"},
}


def test_each_is_told_by_its_place_with_every_column() -> None:
    rows = [row(contestant_id=f"K{n}", **WRONG.get(n, {})) for n in range(200)]
    told = [(at, error.column) for at, error in faults.of_rows(faults.cells_of(rows), BOOK)]
    assert sorted(told) == [
        (0, "contest"),
        (70, "contest"),
        (71, "role"),
        (71, "valid_to"),
        (140, "platform"),
        (199, "handle"),
    ]


def test_both_languages_say_it() -> None:
    ((_, error),) = faults.of_rows(faults.cells_of([row(status="mantan")]), BOOK)
    assert "tidak dikenal" in f"{error}"
    assert [one.en for one in error.told] == ["“mantan” is not known", error.told[1].en]
    assert error.told[1].en.endswith("or leave it empty")


def test_ids_that_a_spreadsheet_rounded_are_told_one_by_one() -> None:
    ids = ("1735608555141730000", "1684512440766600000", "1602345678901234567")
    rows = [row(contestant_id=f"K{n}", platform_user_id=one) for n, one in enumerate(ids)]
    assert [at for at, _error in faults.rounded(faults.cells_of(rows))] == [0, 1]


def test_overlaps_are_told_all_and_without_them_there_are_none() -> None:
    rows = [row(), row(valid_from="2024-02-01"), row(valid_from="2024-03-01"), row(contestant_id="K2")]
    found = {one.row for one in faults.together(faults.cells_of(rows))}
    assert found == {1, 2}
    assert faults.together(faults.cells_of([one for at, one in enumerate(rows) if at not in found])) == []


@pytest.mark.parametrize("cell", ["'-1001", "'998", "'=1+1", "'@contoh"])
def test_an_apostrophe_of_a_spreadsheet_is_no_part_of_a_cell(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "peserta.csv"
    path.write_text("\n".join([",".join(CONTESTANTS), ",".join(row(platform_user_id=cell, name=cell))]))
    (told,) = contestants(path, BOOK).table.to_pylist()
    assert (told["uid"], told["name"]) == (cell[1:], cell[1:])


def test_an_apostrophe_of_a_name_stays(tmp_path: Path) -> None:
    path = tmp_path / "peserta.csv"
    path.write_text("\n".join([",".join(CONTESTANTS), ",".join(row(name="'Ali"))]))
    assert contestants(path, BOOK).table.to_pylist()[0]["name"] == "'Ali"


def test_an_empty_contest_is_still_refused_by_the_patrol(tmp_path: Path) -> None:
    path = tmp_path / "peserta.csv"
    path.write_text("\n".join([",".join(CONTESTANTS), ",".join(row(contest=""))]))
    with pytest.raises(RegisterRefused, match="kolom contest: kosong; isi sel ini"):
        contestants(path, BOOK)
