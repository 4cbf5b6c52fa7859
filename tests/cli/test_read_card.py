"""What `netral read` shows of days, gaps and rejects."""

from __future__ import annotations

import json
import zipfile

import pytest

from netral.acts.rejects import REASONS
from netral.cli.read import read
from netral.cli.read_card import chart, gaps
from netral.cli.read_words import SAYS
from tests.acts.exports import FIXTURES


def days(*numbers: int) -> dict[str, int]:
    return {f"2024-10-{number:02}": number for number in numbers}


def test_a_stretch_without_acts_is_a_gap_when_most_days_have_some():
    assert gaps(days(1, 2, 3, 4, 5, 9, 10)) == [("2024-10-06", "2024-10-08")]
    assert gaps(days(1, 2, 3, 6, 7, 8)) == []
    assert gaps(days(1, 31)) == []
    assert gaps({}) == []


def test_a_bar_is_a_day_and_an_empty_day_is_blank():
    assert chart(days(1, 2, 8)) == "2024-10-01 ▁▂     █ 2024-10-08\nsatu batang sehari, paling banyak 8"
    assert chart(days(1, 2, 8), "en").endswith("one bar a day, at most 8")
    assert chart(days(5)) == "2024-10-05: 5"


def test_so_many_days_that_do_not_fit_share_a_bar():
    told = chart({"2024-01-01": 1, "2024-06-30": 4})
    assert told.endswith("satu batang 5 hari, paling banyak 4")
    assert max(map(len, told.splitlines())) < 66


def test_a_reject_is_told_with_a_place_and_a_remedy_but_without_its_text(tmp_path, capsys):
    export = tmp_path / "a.csv"
    whole = (FIXTURES / "tweet-harvest_2.7.1_iso.csv").read_bytes()
    export.write_bytes(whole + b'"Siap Pak","terpotong"\n')
    assert read(export) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert f"Ditolak 1 × Baris terpotong (row_truncated): baris 5 (bita {len(whole)})" in told
    assert "Lain kali Baris terpotong; gunakan berkas asli atau ekspor ulang." in told
    assert "Siap Pak" not in told


TYPED = """waktu;platform;pelaku;perbuatan;tujuan
2024-10-05 20:10 WIB;x;@a;suka;@b
2024-10-05 20:10 WIB;x;Budi Santoso;suka;@b
2024-10-05 20:10 WIB;x;Siti Aminah;suka;@b
2024-10-05 20:10 WIB;x;Joko;mencolek;@b
2024-10-05 20:10;x;@a;ikuti;@b
"""


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_clerk_is_told_row_column_and_remedy_in_either_language(tmp_path, capsys, lang):
    export = tmp_path / "ketikan.csv"
    export.write_text(TYPED)
    assert read(export, lang=lang) == 3
    told = " ".join(capsys.readouterr().out.split())
    row, column = {"id": ("baris", "kolom"), "en": ("row", "column")}[lang]
    assert f"(account_unreadable): {row} 3 ({column} pelaku, " in told
    assert "), 4 1 ×" in told
    for reason in ("account_unreadable", "word_unknown", "time_zone_missing"):
        assert REASONS[reason].remedy[lang] in told
    assert '{"ketikan.csv": {"timezone": "WIB"}}' in told
    assert not {"Budi", "Siti", "Joko", "mencolek"} & set(told.replace("(", " ").split())


def test_a_name_commands_no_terminal_and_hides_nothing(tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a\x1b[31m\u202evsc.csv", TYPED)
        archive.writestr("b\nc.csv", TYPED)
    read(tmp_path / "a.zip")
    told = capsys.readouterr().out
    assert "a.zip!a⟨U+001B⟩[31m⟨U+202E⟩vsc.csv" in told
    assert "a.zip!b⟨U+000A⟩c.csv" in told
    assert not {"\x1b", "\u202e"} & set(told)


def test_two_files_of_one_name_are_told_by_their_folders(tmp_path, capsys):
    for folder in ("januari", "februari"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.csv").write_text(TYPED)
    read(tmp_path)
    told = capsys.readouterr().out
    assert told.count("januari/a.csv") == told.count("februari/a.csv") == 2


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_word_of_the_other_language_stands_in_the_card(tmp_path, capsys, lang, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    exports = [*FIXTURES.iterdir()]
    read(*exports, lang=lang)
    told = capsys.readouterr().out
    others = {"id": ("Next time", "Rejected", "records", "cannot", " the "), "en": ("Lain kali", "catatan", " yang ")}
    assert not [word for word in others[lang] if word in told]
    assert max(len(line) for line in told.splitlines()) <= 80
    headings = ("file", "records", "accepted", "rejected", "skipped", "duplicates")
    assert told.splitlines()[2].split() == [SAYS[name][lang] for name in headings]
    assert all(path.name in told for path in exports)


def test_what_to_do_next_time_is_there_for_machines_in_both_languages(tmp_path, capsys):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert read(tmp_path / "a.pdf", FIXTURES / "truncated_last_line.ndjson", json=True) == 4
    refused, cut = json.loads(capsys.readouterr().out)["inputs"]
    assert refused["refused"]["reason"] == "document"
    assert refused["next_time"] == [REASONS["document"].remedy]
    assert cut["next_time"] == [REASONS["invalid_json"].remedy]
    assert refused["refused"]["about"] == {"id": "PDF", "en": "PDF"}


def test_the_days_and_gaps_are_there_for_machines(capsys):
    read(FIXTURES / "tweet-harvest_2.6.1.csv", json=True)
    (entry,) = json.loads(capsys.readouterr().out)["inputs"]
    assert sum(entry["days"].values()) == entry["accepted"]
    assert entry["gaps"] == []
