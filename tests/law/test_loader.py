"""A lawyer who slips is told which file, which line and what to write instead."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from netral.law import loader
from netral.law.errors import RulebookErrors

HERE = Path(__file__).parent
BROKEN = sorted(path.name for path in (HERE / "broken").iterdir() if path.is_dir())


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small rulebook without a fault, to be broken in one place."""
    return Path(shutil.copytree(HERE / "base", tmp_path / "rulebook"))


def test_the_base_itself_has_no_fault(base: Path) -> None:
    assert set(loader.load_rulebook(base).norms) == {"larangan-suka", "akibat-cpns"}


def test_there_are_enough_broken_rulebooks() -> None:
    assert len(BROKEN) >= 30


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_named_with_its_place_and_remedy(name: str, base: Path) -> None:
    change = json.loads((HERE / "broken" / name / "change.json").read_text("utf-8"))
    file = base / change["file"]
    before = file.read_text("utf-8") if file.exists() else ""
    assert change["replace"] in before
    file.write_text(before.replace(change["replace"], change["by"], 1) if before else change["by"], "utf-8")
    with pytest.raises(RulebookErrors) as caught:
        loader.load_rulebook(base)
    assert (HERE / "broken" / name / "expected.txt").read_text("utf-8").strip() in str(caught.value)
    assert all(error.file and error.message for error in caught.value.errors)


def test_every_fault_is_told_at_once(base: Path) -> None:
    norms = base / "norms" / "contoh.yaml"
    norms.write_text(norms.read_text("utf-8").replace("aturan Pasal 1", "aturan Pasal 7"), "utf-8")
    with pytest.raises(RulebookErrors) as caught:
        loader.load_rulebook(base)
    assert len(caught.value.errors) == 2


def test_the_compiled_rulebook_is_fresh_and_equal_to_the_yaml() -> None:
    data = loader.read_folder(loader.SHIPPED)
    fresh = loader.compiled_text(data, loader.digest(loader.SHIPPED))
    assert loader.COMPILED.read_text("utf-8") == fresh, "run netral law compile"
    assert loader.load_rulebook() == loader.load_rulebook(loader.SHIPPED)


def test_an_edited_norm_is_in_force_at_once(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = base.parent / "rulebook.compiled.json"
    compiled.write_text(loader.compiled_text(loader.read_folder(base), loader.digest(base)), "utf-8")
    monkeypatch.setattr(loader, "SHIPPED", base)
    monkeypatch.setattr(loader, "COMPILED", compiled)
    norms = base / "norms" / "contoh.yaml"
    norms.write_text(norms.read_text("utf-8").replace("class: kode_etik", "class: disiplin_sedang"), "utf-8")
    assert loader.load_rulebook().norms["larangan-suka"].versions[0].cls == "disiplin_sedang"


def test_line_ends_do_not_change_which_rulebook_it_is(base: Path) -> None:
    before = loader.digest(base)
    zones = base / "zones.yaml"
    zones.write_bytes(zones.read_bytes().replace(b"\n", b"\r\n"))
    assert loader.digest(base) == before


def test_a_compiled_rulebook_whose_content_was_changed_is_refused(base: Path) -> None:
    compiled = base.parent / "kept.json"
    text = loader.compiled_text(loader.read_folder(base))
    compiled.write_text(text.replace("disiplin_berat", "kode_etik"), "utf-8")
    with pytest.raises(RulebookErrors, match="changed after it was compiled"):
        loader.load_rulebook(compiled)


def test_a_damaged_copy_beside_the_shipped_rulebook_answers_nothing(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = base.parent / "rulebook.compiled.json"
    text = loader.compiled_text(loader.read_folder(base), loader.digest(base))
    compiled.write_text(text.replace("disiplin_berat", "disiplin_sedang"), "utf-8")
    monkeypatch.setattr(loader, "SHIPPED", base)
    monkeypatch.setattr(loader, "COMPILED", compiled)
    assert loader.load_rulebook().norms["larangan-suka"].versions[-1].cls == "disiplin_berat"


def test_the_hash_is_that_of_the_content_and_not_of_its_spelling(base: Path) -> None:
    before = loader.load_rulebook(base).sha256
    sanctions = base / "sanctions" / "contoh.yaml"
    sanctions.write_text(sanctions.read_text("utf-8") + "# catatan\n", "utf-8")
    assert loader.load_rulebook(base).sha256 == before
    sanctions.write_text(sanctions.read_text("utf-8").replace("Teguran", "Teguran keras"), "utf-8")
    assert loader.load_rulebook(base).sha256 != before


def test_what_is_no_file_among_the_rules_is_named(base: Path) -> None:
    (base / "norms" / "baru.yaml").mkdir()
    (base / "norms" / "hilang.yaml").symlink_to(base / "tiada")
    with pytest.raises(RulebookErrors) as caught:
        loader.load_rulebook(base)
    assert {(error.file, error.line) for error in caught.value.errors} == {
        ("norms/baru.yaml", 1),
        ("norms/hilang.yaml", 1),
    }


def test_what_is_no_rulebook_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]", "utf-8")
    for path in (tmp_path / "x.json", tmp_path / "nowhere"):
        with pytest.raises(RulebookErrors):
            loader.load_rulebook(path)
