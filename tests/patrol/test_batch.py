"""What a run promises: the same bytes in any order, fairness under a swap, whole folders, right statuses."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest

from netral.cli.read import read
from netral.patrol.batch import Outcome, patrol
from netral.patrol.errors import EngineRefused, FolderRefused, NothingOpened
from tests.patrol import exports, world

Row = dict[str, Any]


def run(files: Sequence[Path], folder: Path, **options: Any) -> Outcome:
    return patrol(list(files), officials=folder / "officials.csv", contestants=folder / "contestants.csv", **options)


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """Registers, and four overlapping exports of one small world."""
    random = Random(11)
    world.write_register(tmp_path / "officials.csv", world.officials(random, 6))
    world.write_register(tmp_path / "contestants.csv", world.contestants(random, 6))
    acts = world.acts(random, 600, 6)
    for number in range(4):
        world.write_acts(tmp_path / f"{number}.parquet", acts[number * 120 : number * 120 + 240])
    return tmp_path


def test_the_same_bytes_in_any_order_and_however_often(scene: Path) -> None:
    files = [scene / f"{number}.parquet" for number in range(4)]
    ways = [files, files[::-1], [*files, *files], [files[2], files[0], files[2], files[3], files[1]]]
    said = set()
    for number, way in enumerate(ways):
        run(way, scene, out=scene / f"out{number}")
        said.add((scene / f"out{number}" / "findings.csv").read_bytes())
    assert len(said) == 1
    assert said.pop().count(b"\n") > 50


def test_repeated_acts_are_counted_where_they_repeat(scene: Path) -> None:
    once = run([scene / "0.parquet"], scene, out=scene / "a").manifest["inputs"][0]["duplicates"]
    first, second = run([scene / "0.parquet"] * 2, scene, out=scene / "b").manifest["inputs"]
    assert first["duplicates"] == once
    assert second["duplicates"] > once


def test_duplicates_are_what_an_earlier_file_told_among_all_acts_or_among_matched(tmp_path: Path) -> None:
    registers = exports.registers(tmp_path)
    one, two = (exports.jetstream(tmp_path / name) for name in ("a.ndjson", "b.ndjson"))
    two.write_text(two.read_text("utf-8") + "\n", "utf-8")
    told: dict[str, list[tuple[int, str]]] = {"read": [], "patrol": []}
    for number, files in enumerate(([one, two], [two, one])):
        read(*files, out=tmp_path / f"read{number}", json=True)
        patrol(files, **registers, out=tmp_path / f"patrol{number}")
        for command, seen in told.items():
            inputs = json.loads((tmp_path / f"{command}{number}" / "manifest.json").read_bytes())["inputs"]
            seen += [(entry["duplicates"], entry["duplicates_among"]) for entry in inputs]
    assert told["read"] == [(0, "accepted"), (exports.CROWD + 1, "accepted")] * 2
    assert told["patrol"] == [(0, "matched"), (1, "matched")] * 2


def test_swapping_the_contestants_changes_only_the_names(tmp_path: Path) -> None:
    random = Random(5)
    world.write_register(tmp_path / "officials.csv", world.officials(random, 6))
    standing = world.contestants(random, 6)
    acts = world.write_acts(tmp_path / "acts.parquet", world.acts(random, 400, 6))
    swapped = {"K0": "K1", "K1": "K2", "K2": "K0"}
    back = {new: old for old, new in swapped.items()}
    told = []
    for number, rows in enumerate(
        (standing, [{**row, "contestant_id": swapped[row["contestant_id"]]} for row in standing])
    ):
        world.write_register(tmp_path / "contestants.csv", rows)
        run([acts], tmp_path, out=tmp_path / f"out{number}")
        told.append(pq.read_table(tmp_path / f"out{number}" / "findings.parquet").to_pylist())
    plain, other = told
    assert len(plain) > 20
    assert anonymous(plain) == anonymous([{**row, "contestant_id": back[row["contestant_id"]]} for row in other])


def anonymous(rows: list[Row]) -> list[str]:
    """Everything but the id, which is a hash over the contestant's too."""
    return sorted(json.dumps({**row, "finding_id": None}, default=str, sort_keys=True) for row in rows)


def test_a_formula_in_a_cell_is_text_in_the_csv(scene: Path) -> None:
    run([scene / "0.parquet"], scene, out=scene / "out")
    table = pq.read_table(scene / "out" / "findings.parquet")
    assert '=Dinas, "Contoh"' in table.column("agency").to_pylist()
    text = (scene / "out" / "findings.csv").read_text("utf-8")
    assert '"=' not in text
    assert '"\'=Dinas, ""Contoh"""' in text


def test_a_refused_file_stops_nobody_else_s(tmp_path: Path) -> None:
    registers = exports.registers(tmp_path)
    (tmp_path / "kosong.csv").touch()
    (tmp_path / "folder").mkdir()
    given = exports.tweet_harvest(tmp_path / "tweets.csv")
    files = [tmp_path / "kosong.csv", given, tmp_path / "tiada.csv", tmp_path / "folder"]
    done = patrol(files, **registers, out=tmp_path / "out")
    assert done.exit_code == 4
    reasons = [entry["refused"] and entry["refused"]["reason"] for entry in done.manifest["inputs"]]
    assert reasons == ["empty_file", None, "missing_file", "empty_file"]
    assert done.manifest["counts"]["findings"] == 1


def test_exports_that_cannot_be_opened_replace_no_earlier_result(tmp_path: Path) -> None:
    registers, out = exports.registers(tmp_path), tmp_path / "out"
    patrol([exports.tweet_harvest(tmp_path / "tweets.csv")], **registers, out=out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(NothingOpened, match=r"twets\.csv dan 1 ekspor lain"):
        patrol([tmp_path / "twets.csv", tmp_path / "tiada.csv"], **registers, out=out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    with pytest.raises(NothingOpened, match=r"twets\.csv: .*Periksa letak"):
        patrol([tmp_path / "twets.csv"], **registers, out=tmp_path / "other")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".", "other"))]


def test_rejected_records_are_listed_by_row_and_the_sums_add_up(tmp_path: Path) -> None:
    registers = exports.registers(tmp_path)
    path = exports.jetstream(tmp_path / "bluesky.ndjson")
    path.write_text(path.read_text("utf-8") + "{bukan json\n", "utf-8")
    acts = world.acts(Random(1), 5, 3)
    acts[2]["is_public"] = False
    done = patrol([path, world.write_acts(tmp_path / "a.parquet", acts)], **registers, out=tmp_path / "out")
    assert done.exit_code == 3
    for entry in done.manifest["inputs"]:
        assert entry["records"] == entry["accepted"] + entry["rejected"] + entry["skipped"]
    lines = [json.loads(line) for line in (tmp_path / "out" / "rejects.ndjson").read_bytes().splitlines()]
    assert {"row": 1_002, "reason": "invalid_json"}.items() <= lines[0].items()
    assert {"row": 3, "reason": "not_public"}.items() <= lines[1].items()
    assert done.manifest["rejected_by_reason"]["not_public"] == 1


def test_parquet_of_another_kind_is_refused(tmp_path: Path) -> None:
    registers = exports.registers(tmp_path)
    acts = world.write_acts(tmp_path / "acts.parquet", world.acts(Random(1), 50, 3))
    pq.write_table(pq.read_table(acts).drop_columns(["actor_key"]), tmp_path / "other.parquet")
    (tmp_path / "cut.parquet").write_bytes(acts.read_bytes()[:-40])
    done = patrol([tmp_path / "other.parquet", tmp_path / "cut.parquet"], **registers, out=tmp_path / "out")
    reasons = [entry["refused"]["reason"] for entry in done.manifest["inputs"]]
    assert reasons == ["schema_mismatch", "damaged"]


def test_an_earlier_output_is_replaced_and_anything_else_refused(scene: Path) -> None:
    out = scene / "out"
    run([scene / "0.parquet"], scene, out=out)
    before = (out / "findings.csv").read_bytes()
    run([scene / "1.parquet"], scene, out=out)
    assert (out / "findings.csv").read_bytes() != before
    (out / "catatan.txt").write_text("milik orang")
    with pytest.raises(FolderRefused, match="--out"):
        run([scene / "0.parquet"], scene, out=out)
    assert (out / "catatan.txt").read_text() == "milik orang"
    with pytest.raises(FolderRefused, match="bukan folder"):
        run([scene / "0.parquet"], scene, out=scene / "0.parquet")


def test_a_file_name_is_never_a_pattern(scene: Path) -> None:
    odd = scene / "a*[0]'?.parquet"
    os.link(scene / "0.parquet", odd)
    plain = run([scene / "0.parquet"], scene, out=scene / "a").manifest["counts"]
    assert run([odd], scene, out=scene / "b").manifest["counts"] == plain


@pytest.mark.parametrize("memory", ["banyak", "1MB", "-1GB", "0GB", "0.0GB", "2", "", "9999999999TB"])
def test_memory_that_will_not_do_is_said(scene: Path, memory: str) -> None:
    with pytest.raises(EngineRefused, match=r"--memory|memori"):
        run([scene / "0.parquet"], scene, out=scene / "out", memory=memory)
    assert not (scene / "out").exists()
