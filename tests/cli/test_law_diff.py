"""Whoever approves a rulebook is shown all that changed in it, and which cases are answered otherwise."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "law" / "base"
CASE = """
- case: suka
  title: {id: Menyukai calon, en: Liking a candidate}
  question: {at: "2024-10-05", verb: Like, actor: {status: pns}, target: {role: contestant, contest: uji-2024}}
"""


def diff(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the command says of lama/ and baru/ in the folder."""
    command = [sys.executable, "-m", "netral", "law", "diff", "lama", "baru", "--cases", "kasus", *words]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """Twice the same rulebook, and one case."""
    for name in ("lama", "baru"):
        shutil.copytree(BASE, tmp_path / name)
    (tmp_path / "kasus").mkdir()
    (tmp_path / "kasus" / "suka.yaml").write_text(CASE, "utf-8")
    return tmp_path


def edit(folder: Path, file: str, before: str, after: str) -> None:
    """Change the last of the words in the new rulebook."""
    text = (folder / "baru" / file).read_text("utf-8")
    head, found, tail = text.rpartition(before)
    assert found
    (folder / "baru" / file).write_text(head + after + tail, "utf-8")


NORM = "norms · larangan-suka"


@pytest.mark.parametrize(
    ("file", "before", "after", "place", "said"),
    [
        (
            "norms/contoh.yaml",
            "class: disiplin_berat",
            "class: kode_etik",
            f"{NORM} · literal · 2022-01-01",
            "kode_etik",
        ),
        (
            "norms/contoh.yaml",
            "[teguran]",
            "[teguran, pemecatan]",
            f"{NORM} · versions · 2022-01-01 · sanction · *",
            "+ teguran, pemecatan",
        ),
        ("norms/contoh.yaml", "en: Liking", "en: To like", f"{NORM} · title", "+ Menyukai / To like"),
        (
            "norms/contoh.yaml",
            "cites: [aturan Pasal 1]",
            "cites: [aturan Pasal 1]\n        contestable: [{why: {id: Baru, en: New}, when: {verb: [Like]}}]",
            f"{NORM} · versions · 2022-01-01 · contestable",
            "+ Baru / New [verb = Like]",
        ),
        ("norms/contoh.yaml", "Pasal 2", "Pasal 1", "norms · akibat-cpns", "Aturan 1/2020 Pasal 1"),
        (
            "sanctions/contoh.yaml",
            "id: Teguran",
            "id: Peringatan",
            "sanctions · teguran · text",
            "+ Peringatan / Reprimand",
        ),
        ("sanctions/contoh.yaml", "order: 2", "order: 3", "sanctions · pemecatan · order", "+ 3"),
        ("sanctions/contoh.yaml", "Pasal 2", "Pasal 1", "sanctions · pemecatan · citations", "+ Aturan 1/2020 Pasal 1"),
        ("contests/contoh.yaml", "vote: 2024-11-27", "vote: 2024-11-28", "contests · uji-2024 · vote", "+ 2024-11-28"),
        (
            "contests/contoh.yaml",
            "campaign: [2024-09-25",
            "campaign: [2024-09-26",
            "contests · uji-2024 · campaign",
            "+ 2024-09-26, 2024-11-23",
        ),
        (
            "contests/contoh.yaml",
            "ends: 2024-08-29",
            "ends: 2024-08-30",
            "contests · uji-2024 · events · pendaftaran · ends",
            "+ 2024-08-30",
        ),
        ("contests/contoh.yaml", "Pasal 1", "Pasal 2", "contests · uji-2024 · citations", "+ Aturan 1/2020 Pasal 2"),
        ("zones.yaml", "WITA", "WIT", "zones · 73", "+ WIT"),
        ("instruments/aturan.yaml", "Sanksi", "Hukuman", "instruments · aturan · articles · Pasal 2", "+ Hukuman"),
    ],
)
def test_every_part_of_a_rulebook_is_compared(
    both: Path, file: str, before: str, after: str, place: str, said: str
) -> None:
    edit(both, file, before, after)
    told = diff(both)
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    where = next(number for number, line in enumerate(lines) if line.startswith(place))
    assert any(said in line for line in lines[where + 1 :] if line.startswith("  +"))


def test_the_same_rulebook_has_no_difference(both: Path) -> None:
    told = diff(both).stdout.splitlines()
    assert told[1:] == ["0 dari 1 kasus dijawab berbeda"]


def test_lines_that_only_moved_are_no_difference(both: Path) -> None:
    edit(both, "norms/contoh.yaml", "  - id: akibat-cpns", "\n  # Catatan.\n  - id: akibat-cpns")
    assert len(diff(both).stdout.splitlines()) == 2


def test_a_case_whose_penalty_reads_otherwise_is_answered_otherwise(both: Path) -> None:
    edit(both, "sanctions/contoh.yaml", "id: Teguran", "id: Peringatan")
    told = diff(both).stdout
    assert "1 dari 1 kasus dijawab berbeda" in told
    assert "    + sanctions: larangan-suka: Peringatan" in told


def test_one_change_in_several_places_is_told_once(both: Path) -> None:
    text = (both / "baru" / "norms" / "contoh.yaml").read_text("utf-8")
    (both / "baru" / "norms" / "contoh.yaml").write_text(text.replace("2026-11-01", "2026-11-02"), "utf-8")
    found = json.loads(diff(both, "--json").stdout)
    assert [len(change["places"]) for change in found["changed"]] == [3]
    assert len(found["added"]) == len(found["removed"]) == 3


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("- case: a\n  title: [", "rusak.yaml:2: bukan YAML"),
        ("- case: a\n  case: b\n", "rusak.yaml:2: bukan YAML"),
        ("a: 1\n", "rusak.yaml: bukan daftar kasus"),
        ("", "rusak.yaml: bukan daftar kasus"),
        ("- 1\n", "butir ke-1 bukan kasus"),
        ("- {case: a, title: x, question: {}}\n", "butir ke-1 bukan kasus"),
        ("- {case: a, title: {id: x}, question: 2024-99-99}\n", "rusak.yaml"),
    ],
)
def test_what_is_no_case_is_one_sentence(both: Path, held: str, said: str) -> None:
    (both / "kasus" / "rusak.yaml").write_text(held, "utf-8")
    told = diff(both)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr
    assert told.stderr.startswith("netral: ")
    assert told.stderr.count("\n") == 1
