"""A register that is wrong is refused in one sentence: which file, which row, which column, what to do."""

from __future__ import annotations

import os
import threading
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from netral.law.loader import load_rulebook
from netral.patrol.errors import RegisterRefused
from netral.patrol.registers import CONTESTANTS, OFFICIALS, contestants, officials
from tests.patrol import world

BOOK = load_rulebook()
HEAD = ",".join(OFFICIALS)
ROUNDED = "0000-1,x,1735608555141730048,budi,,,pns,Dinas,"
ROUNDED_TOO = "0000-2,x,1684512440766609920,wati,,,pns,Dinas,"
GOOD = "0000-1,x,123,budi,2023-01-01,,pns,Dinas,7371"
STANDING = ",".join(CONTESTANTS)
PAIR = "pilkada-2024/7371,K1,Contoh,contestant,x,998,contoh,,,"

WRONG = {
    "bad date": (["0000-1,x,123,budi,01/02/2023,,pns,Dinas,7371"], "baris data 1", "valid_from", "2024-08-27"),
    "no such day": ([GOOD, "0000-2,x,124,sari,2023-02-30,,pns,Dinas,"], "baris data 2", "valid_from", "2023-02-30"),
    "turned dates": (["0000-1,x,123,budi,2024-01-01,2024-01-01,pns,Dinas,"], "baris data 1", "valid_to", "sesudah"),
    "overlap": ([GOOD, "0000-1,x,123,lain,2024-01-01,,pns,Dinas,"], "baris data 2", "platform_user_id", "baris data 1"),
    "two officials": (
        [GOOD, "0000-2,x,123,sari,2024-01-01,,pns,Dinas,"],
        "baris data 2",
        "pegawai lain",
        "baris data 1",
    ),
    "two by handle": (
        ["0000-1,x,,budi,,,pns,D,", "0000-2,x,,@BUDI,,,pns,D,"],
        "baris data 2",
        "handle",
        "pegawai lain",
    ),
    "platform": (["0000-1,friendster,123,budi,,,pns,Dinas,"], "baris data 1", "platform", "friendster"),
    "status": (["0000-1,x,123,budi,,,honorer,Dinas,"], "baris data 1", "status", "honorer"),
    "no status": ([GOOD, "0000-2,x,124,sari,,,,Dinas,"], "baris data 2", "status", "isi sel"),
    "nobody": ([",x,123,budi,,,pns,Dinas,"], "baris data 1", "official_id", "isi sel"),
    "no account": ([GOOD, "0000-2,x,,,,,pns,Dinas,"], "baris data 2", "handle", "platform_user_id"),
    "scientific": (['0000-1,x,"1,74E+18",budi,,,pns,Dinas,'], "baris data 1", "platform_user_id", "dibulatkan"),
    "rounded": ([ROUNDED, ROUNDED_TOO], "baris data 1", "platform_user_id", "dibulatkan"),
    "cut to 15": ([GOOD, "0000-2,x,1735608555141730000,b,,,pns,D,"], "baris data 2", "platform_user_id", "dibulatkan"),
    "year zero": (["0000-1,x,123,budi,0000-01-01,,pns,Dinas,7371"], "baris data 1", "valid_from", "2024-08-27"),
    "region by name": ([GOOD, "0000-2,x,124,sari,,,pns,D,Jayapura"], "baris data 2", "region", "7371", "Jayapura"),
    "no such region": ([GOOD, "0000-2,x,124,sari,,,pns,D,9999"], "baris data 2", "region", "kode daerah"),
    "cut region": ([GOOD, "0000-2,x,124,sari,,,pns,D,737"], "baris data 2", "region", "kode daerah"),
    "handle with a space": ([GOOD, "0000-2,x,124,sari w,,,pns,D,"], "baris data 2", "handle", "nama akunnya saja"),
    "handle with a hard space": ([GOOD, "0000-2,x,124,sari\u00a0w,,,pns,D,"], "baris data 2", "kolom handle", "spasi"),
    "a link": ([GOOD, "0000-2,x,124,https://x.com/sari,,,pns,D,"], "baris data 2", "handle", "tautan"),
    "a link without scheme": ([GOOD, "0000-2,x,124,x.com/sari,,,pns,D,"], "baris data 2", "handle", "tautan"),
    "short row": ([GOOD, "0000-2,x,124"], "baris data 2", "jumlah sel", "pemisah"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_named(tmp_path: Path, name: str) -> None:
    lines, *words = WRONG[name]
    path = written(tmp_path, HEAD, *lines)
    said = refused(path)
    assert said.startswith(str(path))
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("pilkada-1999/7371,K1,Contoh,contestant,x,998,contoh,,,", "contest"),
        ("pilkada-2024/7371,K1,Contoh,lawan,x,998,contoh,,,", "role"),
        ("pilkada-2024/7371,K1,Contoh,contestant,x,998,contoh,mantan,,", "status"),
        ("pilkada-2024/7371,,Contoh,contestant,x,998,contoh,,,", "contestant_id"),
        ("pilkada-2024/7371,K1,Contoh,contestant,x,,https://x.com/contoh,,,", "handle"),
    ],
)
def test_a_wrong_contestant_is_named(tmp_path: Path, line: str, column: str) -> None:
    with pytest.raises(RegisterRefused, match=f"baris data 2, kolom {column}"):
        contestants(written(tmp_path, STANDING, PAIR, line), BOOK)


def test_one_account_may_stand_in_two_contests_but_not_twice_in_one(tmp_path: Path) -> None:
    other = PAIR.replace("pilkada-2024/7371", "pemilu-2024/PPWP")
    assert contestants(written(tmp_path, STANDING, PAIR, other), BOOK).accounts == 2
    with pytest.raises(RegisterRefused, match="tumpang tindih"):
        contestants(written(tmp_path, STANDING, PAIR, PAIR), BOOK)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "kosong"),
        (b"\n\n", "kosong"),
        ((HEAD + "\n").encode(), "hanya ada judul"),
        (b"official_id,platform\n1,x\n", "platform_user_id"),
        ((HEAD + ",handle\n" + GOOD + ",x\n").encode(), "dua kali"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"\x7fELF\0\0\0", "biner"),
        (b"PAR1 is not all there is", "rusak"),
        ((HEAD + "\n" + GOOD + "\n").encode() + b"0000-2,x,5,b\xe9,,,pns,D,\n", "baris data 2"),
        ((HEAD + "\n" + '0000-1,x,1,"budi' + "x" * 5_000_000).encode(), "kutip"),
    ],
)
def test_a_file_that_is_no_register_is_named(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "pegawai.csv"
    path.write_bytes(content)
    assert word in refused(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "tidak ada" in refused(tmp_path / "tiada.csv")
    assert "folder" in refused(tmp_path)


def test_a_refusal_quotes_no_neighbour(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, GOOD.replace("budi", "rahasia_satu"), "0000-2,x,rahasia_dua")
    assert "rahasia" not in refused(path)


def test_periods_that_touch_are_fine_and_handles_may_be_recycled(tmp_path: Path) -> None:
    lines = ["0000-1,x,,budi,2023-01-01,2024-02-01,pns,D,", "0000-2,x,,budi,2024-02-01,,pns,D,"]
    assert officials(written(tmp_path, HEAD, *lines), BOOK).accounts == 2


def test_cells_are_normalised_and_ids_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "pegawai.csv"
    lines = [HEAD, "0000-1, Twitter ,00123, @Budi ,,,pns,Dinas,94", "0000-2,bsky,,did:plc:abc,,,cpns,Dinas,"]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).replace(",", ";").encode() + b"\r\n")
    first, second = officials(path, BOOK).table.to_pylist()
    assert (first["platform"], first["uid"], first["handle"], first["zone"]) == ("x", "00123", "budi", "WIT")
    assert (second["platform"], second["uid"], second["handle"], second["zone"]) == (
        "bluesky",
        "did:plc:abc",
        None,
        "WIB",
    )


def test_parquet_and_csv_are_the_same_register(tmp_path: Path) -> None:
    rows = world.officials(Random(7), 8)
    csv = world.write_register(tmp_path / "pegawai.csv", rows)
    days = {"valid_from": pa.date32(), "valid_to": pa.date32()}
    schema = pa.schema([(name, days.get(name, pa.string())) for name in OFFICIALS])
    pq.write_table(pa.Table.from_pylist(rows, schema), tmp_path / "pegawai.parquet")
    told = officials(csv, BOOK).table.to_pylist()
    assert told == officials(tmp_path / "pegawai.parquet", BOOK).table.to_pylist()
    assert {type(row["valid_from"]) for row in told} <= {date, type(None)}


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_register_from_a_pipe_is_read_once(tmp_path: Path, suffix: str) -> None:
    rows = world.officials(Random(7), 8)
    path = world.write_register(tmp_path / "pegawai.csv", rows)
    if suffix == "parquet":
        schema = pa.schema([(name, pa.date32() if name.startswith("valid") else pa.string()) for name in OFFICIALS])
        path = tmp_path / "pegawai.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema), path)
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(path.read_bytes(),), daemon=True)
    writer.start()
    piped, plain = officials(pipe, BOOK), officials(path, BOOK)
    writer.join()
    assert piped.table.equals(plain.table)
    assert piped.sha256 == plain.sha256


def test_ids_in_a_column_of_floats_are_refused(tmp_path: Path) -> None:
    table = {name: ["x"] for name in OFFICIALS} | {"platform_user_id": [1.74e18]}
    pq.write_table(pa.table(table), tmp_path / "pegawai.parquet")
    assert "platform_user_id" in refused(tmp_path / "pegawai.parquet")


def test_one_id_that_looks_rounded_among_many_is_chance(tmp_path: Path) -> None:
    lines = [f"0000-{n},x,17356085551417{n:05},,,,pns,D," for n in range(20_001, 20_301, 2)]
    assert officials(written(tmp_path, HEAD, *lines, "0000-9,x,1735608555141730000,,,,pns,D,"), BOOK).accounts == 151


def written(folder: Path, *lines: str) -> Path:
    path = folder / "daftar.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(RegisterRefused) as caught:
        officials(path, BOOK)
    said = str(caught.value)
    assert "\n" not in said
    return said
