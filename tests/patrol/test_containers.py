"""A patrol takes folders and archives like files, and a finding leads back to the file that somebody keeps."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq

from netral.cli.demo import EXAMPLES, EXPORTS
from netral.patrol.batch import patrol


def run(exports: list[Path], out: Path) -> dict[str, object]:
    registers = {"officials": EXAMPLES / "officials.csv", "contestants": EXAMPLES / "contestants.csv"}
    patrol(exports, out=out, **registers)
    return dict(json.loads((out / "manifest.json").read_text()))


def test_a_zip_in_a_folder_gives_the_findings_of_its_files(tmp_path: Path) -> None:
    plain = [EXAMPLES / name for name in EXPORTS]
    (tmp_path / "in").mkdir()
    archive = tmp_path / "in" / "ekspor.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in plain:
            packed.write(path, f"d/{path.name}")
    one, two = run(plain, tmp_path / "one"), run([tmp_path / "in"], tmp_path / "two")
    assert (tmp_path / "one" / "findings.csv").read_bytes() == (tmp_path / "two" / "findings.csv").read_bytes()
    assert one["counts"] == two["counts"]
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert [entry["container"] for entry in two["inputs"]] == [{"path": f"{archive}", "sha256": sha256}] * 4  # type: ignore[attr-defined]
    assert [entry["path"] for entry in two["inputs"]] == [f"{archive}!d/{path.name}" for path in plain]  # type: ignore[attr-defined]
    digests = {entry["sha256"] for entry in two["inputs"]}  # type: ignore[attr-defined]
    assert set(pq.read_table(tmp_path / "two" / "findings.parquet").column("source_sha256").to_pylist()) <= digests


def test_a_member_that_cannot_be_read_stops_nobody_else_s(tmp_path: Path) -> None:
    archive = tmp_path / "ekspor.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(EXAMPLES / EXPORTS[0], EXPORTS[0])
        packed.writestr("catatan.txt", "bukan ekspor")
    told = run([archive], tmp_path / "out")
    first, second = told["inputs"]  # type: ignore[misc]
    assert (first["refused"], second["refused"] is not None) == (None, True)
    assert second["path"] == f"{archive}!catatan.txt"
    assert not any("members" in line for line in (tmp_path / "out" / "manifest.json").read_text().splitlines())
