"""The synthetic agency's story: exactly these indications come out, and nobody else's."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from netral.cli.demo import EXAMPLES, demo

STORY = {
    ("0000000001", "2024-09-10T11:30:00.000000Z"): ("kode_etik", "kode_etik", "", "url"),
    ("0000000001", "2024-10-05T12:00:00.000000Z"): ("disiplin_berat", "disiplin_berat", "", "url"),
    ("0000000002", "2024-10-17T18:10:00.000000Z"): ("", "", "", "stated"),
    ("0000000005", "2024-10-18T23:15:00.000000Z"): ("", "disiplin_berat", "undone", "url"),
    ("0000000006", "2024-09-21T15:59:30.000000Z"): ("kode_etik", "kode_etik", "", "url"),
    ("0000000006", "2024-09-21T16:00:30.000000Z"): ("disiplin_berat", "disiplin_berat", "", "url"),
    ("0000000007", "2024-10-12T10:20:00.000000Z"): ("disiplin_berat", "disiplin_berat", "", "url"),
    ("0000000008", "2024-09-25T12:15:00.000000Z"): ("", "", "", "inferred"),
    ("0000000009", "2024-10-02T00:00:00.000000Z"): ("", "disiplin_berat", "", "stated"),
    ("0000000009", "2024-11-25T13:10:00.000000Z"): ("", "disiplin_berat", "", "url"),
    ("0000000010", "2024-11-02T01:30:00.000000Z"): ("", "", "", "stated"),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story") / "out"
    assert demo(out=folder) == 0
    return folder


def findings(out: Path) -> list[dict[str, str]]:
    with (out / "findings.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_exactly_the_story_comes_out(out: Path) -> None:
    told = {
        (row["official_id"], row["occurred_at"]): (
            row["class_literal"],
            row["class_practice"],
            row["mitigating"],
            row["owner_basis"],
        )
        for row in findings(out)
    }
    assert told == STORY
    assert len(findings(out)) == len(STORY)


def test_the_namesake_and_the_new_owner_of_a_handle_are_left_alone(out: Path) -> None:
    assert {"0000000003", "0000000004"}.isdisjoint(row["official_id"] for row in findings(out))
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["registers"]["officials"]["recycled_handles"] == {"accounts": 1, "acts": 1}
    everything = "".join(
        path.read_text("utf-8", errors="replace") for path in out.iterdir() if path.suffix != ".parquet"
    )
    for bystander in ("budi_sant0so", "91111111111", "92222222222", "warga_0", "orang_0", "users/warga"):
        assert bystander not in everything


def test_every_record_is_accounted_for(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    for one in manifest["inputs"]:
        assert one["records"] == one["accepted"] + one["rejected"] + one["skipped"]
    assert manifest["rejected_by_reason"] == {
        "actor_conflict": 1,
        "invalid_json": 1,
        "not_public": 1,
        "row_truncated": 1,
    }


def test_the_questions_are_answered(out: Path) -> None:
    answers = json.loads((out / "answers.json").read_text("utf-8"))
    verdicts = [answer["verdict"]["official_practice"] for answer in answers]
    assert verdicts == ["prohibited", "prohibited", "permitted_with_conditions", "not_regulated"]
    assert answers[1]["mitigating"] == ["undone", "accidental"]


def test_the_examples_are_what_their_script_writes(tmp_path: Path) -> None:
    copy = tmp_path / "make.py"
    copy.write_text((EXAMPLES / "make.py").read_text("utf-8"), "utf-8")
    subprocess.run([sys.executable, str(copy)], check=True)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (EXAMPLES / made.name).read_bytes(), made.name
