"""What `netral read` shows of days, gaps and rejects."""

from __future__ import annotations

import json

from netral.cli.read import read
from netral.cli.read_card import chart, gaps
from tests.acts.exports import FIXTURES


def days(*numbers: int) -> dict[str, int]:
    return {f"2024-10-{number:02}": number for number in numbers}


def test_a_stretch_without_acts_is_a_gap_when_most_days_have_some():
    assert gaps(days(1, 2, 3, 4, 5, 9, 10)) == [("2024-10-06", "2024-10-08")]
    assert gaps(days(1, 2, 3, 6, 7, 8)) == []
    assert gaps(days(1, 31)) == []
    assert gaps({}) == []


def test_a_bar_is_a_day_and_an_empty_day_is_blank():
    assert chart(days(1, 2, 8)) == "2024-10-01 ▁▂     █ 2024-10-08, satu batang sehari, paling banyak 8"
    assert chart(days(5)) == "2024-10-05: 5"


def test_so_many_days_that_do_not_fit_share_a_bar():
    told = chart({"2024-01-01": 1, "2024-06-30": 4})
    assert told.endswith("satu batang 4 hari, paling banyak 4")
    assert len(told.split("2024-06-30")[0]) < 80


def test_a_reject_is_told_with_a_place_and_a_remedy_but_without_its_text(tmp_path, capsys):
    export = tmp_path / "a.csv"
    whole = (FIXTURES / "tweet-harvest_2.7.1_iso.csv").read_bytes()
    export.write_bytes(whole + b'"Siap Pak","terpotong"\n')
    assert read(export) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert f"Ditolak 1 × row_truncated, misalnya catatan 4 (bita {len(whole)}): Baris terpotong" in told
    assert "Siap Pak" not in told


def test_the_days_and_gaps_are_there_for_machines(capsys):
    read(FIXTURES / "tweet-harvest_2.6.1.csv", json=True)
    (entry,) = json.loads(capsys.readouterr().out)["inputs"]
    assert sum(entry["days"].values()) == entry["accepted"]
    assert entry["gaps"] == []
