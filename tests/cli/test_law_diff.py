"""`netral law diff` shows whatever changed, also what changes no row and no answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from netral.cli.errors import UserError
from netral.cli.law_diff import changes, lines
from netral.law import loader

BASE = Path(__file__).parents[1] / "law" / "base"
CHANGES = {
    "a penalty's words": ("sanctions/contoh.yaml", "Teguran", "Teguran keras", "sanctions teguran, text"),
    "the day of the vote": ("contests/contoh.yaml", "vote: 2024-11-27", "vote: 2024-11-28", "contests uji-2024, vote"),
    "a province's zone": ("zones.yaml", "WITA", "WIT", "zones, 73: WITA → WIT"),
    "what is cited": (
        "norms/contoh.yaml",
        "aturan Pasal 1",
        "aturan Pasal 2",
        "norms larangan-suka 2020-01-01, citations",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_kind_of_change_is_shown(name: str, tmp_path: Path) -> None:
    file, old, new, told = CHANGES[name]
    changed = Path(shutil.copytree(BASE, tmp_path / "rulebook"))
    (changed / file).write_text((changed / file).read_text("utf-8").replace(old, new), "utf-8")
    cases = tmp_path / "cases"
    cases.mkdir()
    found = changes(loader.load_rulebook(BASE), loader.load_rulebook(changed), cases)
    assert any(told in line for line in lines(found))
    assert not changes(loader.load_rulebook(BASE), loader.load_rulebook(BASE), cases)["changed"]


@pytest.mark.parametrize("text", ["x: [", "- {case: 1}", "5"])
def test_what_is_no_case_file_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    book = loader.load_rulebook(BASE)
    with pytest.raises(UserError, match=r"a\.yaml"):
        changes(book, book, tmp_path)
