"""A lawyer who slips is told which file, which line and what to write instead."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from netral.law import loader
from netral.law.errors import RulebookErrors
from netral.law.form_names import INDONESIAN
from netral.law.forms import FILES
from netral.law.shapes import Word
from netral.law.yaml_files import FOLDERS, SINGLE

HERE = Path(__file__).parent
BROKEN = sorted(path.name for path in (HERE / "broken").iterdir() if path.is_dir())


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small rulebook without a fault, to be broken in one place."""
    return Path(shutil.copytree(HERE / "base", tmp_path / "rulebook"))


def test_the_base_itself_has_no_fault(base: Path) -> None:
    assert set(loader.load_rulebook(base).norms) == {"larangan-suka", "akibat-cpns"}


def test_there_are_enough_broken_rulebooks() -> None:
    assert len(BROKEN) >= 70


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_named_with_its_place_and_remedy(name: str, base: Path) -> None:
    change(base, **json.loads((HERE / "broken" / name / "change.json").read_text("utf-8")))
    with pytest.raises(RulebookErrors) as caught:
        loader.load_rulebook(base)
    indonesian, english = (HERE / "broken" / name / "expected.txt").read_text("utf-8").splitlines()
    assert indonesian in str(caught.value)
    assert english in caught.value.in_english()
    assert all(error.file and error.line for error in caught.value.errors)


def change(base: Path, *, file: str, replace: str = "", by: str = "", remove: bool = False) -> None:
    """Break the rulebook in one place: other words in a file, a new file, or none."""
    place = base / file
    if remove:
        place.unlink()
        return
    before = place.read_text("utf-8") if place.exists() else ""
    assert replace in before
    place.parent.mkdir(exist_ok=True)
    place.write_text(before.replace(replace, by, 1) if before else by, "utf-8")


def test_what_is_not_text_is_told_with_its_line(base: Path) -> None:
    (base / "zones.yaml").write_bytes(b'zones:\n  "31": WIB\n  "73": \xff\n')
    with pytest.raises(RulebookErrors, match=r"^zones\.yaml:3: bukan teks UTF-8"):
        loader.load_rulebook(base)


def test_what_is_nested_without_end_is_told(base: Path) -> None:
    (base / "zones.yaml").write_text("[" * 20_000, "utf-8")
    with pytest.raises(RulebookErrors, match=r"^zones\.yaml:1: bukan YAML"):
        loader.load_rulebook(base)


def test_every_kind_of_file_has_its_place_and_every_word_its_indonesian() -> None:
    assert {*FOLDERS, *SINGLE} == FILES.keys()
    assert {word.what for word in words(tuple(FILES.values()))} <= INDONESIAN.keys()


def words(part: object) -> Iterator[Word]:
    """Every word that a form asks for."""
    if isinstance(part, Word):
        yield part
    elif isinstance(part, Mapping | tuple):
        for inner in part.values() if isinstance(part, Mapping) else part:
            yield from words(inner)
    elif is_dataclass(part):
        yield from words(tuple(getattr(part, field.name) for field in fields(part)))


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
    with pytest.raises(RulebookErrors, match="berubah sesudah dikompilasi") as caught:
        loader.load_rulebook(compiled)
    assert "changed after it was compiled" in caught.value.in_english()


def test_a_changed_rulebook_cannot_keep_the_name_of_the_genuine_one(base: Path) -> None:
    genuine = loader.read_folder(base)
    content = loader.compiled_text(genuine).partition("\n")[2].strip().replace("disiplin_berat", "kode_etik")
    head = {"made_from": "", "sha256": hashlib.sha256(content.encode()).hexdigest()}
    forged = base.parent / "forged.json"
    forged.write_text(f"{json.dumps(head)}\n{content}\n", "utf-8")
    assert loader.load_rulebook(forged).sha256 != genuine["sha256"]


def test_a_compiled_rulebook_is_the_one_it_was_made_from(base: Path) -> None:
    compiled = base.parent / "kept.json"
    compiled.write_bytes(loader.compiled_text(loader.read_folder(base)).replace("\n", "\r\n").encode())
    assert loader.load_rulebook(compiled) == loader.load_rulebook(base)


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


@pytest.mark.parametrize(
    "held", ["[]", "{", "[" * 100_000, '{"sha256":"x","norms":[]}', '{"sha256": "x", "made_from": ""}']
)
def test_what_is_no_compiled_rulebook_is_refused_in_a_sentence(held: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(held, "utf-8")
    with pytest.raises(RulebookErrors, match=r"x\.json: (bukan buku aturan terkompilasi|berubah)"):
        loader.load_rulebook(tmp_path / "x.json")


def test_what_another_netral_compiled_is_refused_in_a_sentence(tmp_path: Path) -> None:
    content = '{"norms":{"a":1}}'
    head = {"made_from": "", "sha256": hashlib.sha256(content.encode()).hexdigest()}
    (tmp_path / "x.json").write_text(f"{json.dumps(head)}\n{content}\n", "utf-8")
    with pytest.raises(RulebookErrors, match="ditulis oleh Netral versi lain"):
        loader.load_rulebook(tmp_path / "x.json")


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulebookErrors, match="nowhere: bukan folder buku aturan"):
        loader.load_rulebook(tmp_path / "nowhere")
