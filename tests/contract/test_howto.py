"""The examples of the how-to pages are accepted by the program as they stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from netral.acts.context import load_contexts
from netral.law.facts import CLASSES, CONFIDENCES, FACTS
from netral.law.loader import load_rulebook
from netral.patrol import registers

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def blocks(page: str, language: str) -> list[str]:
    """Fenced blocks of one language, in order."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", ["make-a-register.md", "make-a-register.id.md"])
def test_the_registers_load(page: str, tmp_path: Path) -> None:
    rulebook = load_rulebook()
    for name, text, load in zip(
        ("officials.csv", "contestants.csv"),
        blocks(page, "csv"),
        (registers.officials, registers.contestants),
        strict=True,
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert load(tmp_path / name, rulebook).table.num_rows == len(text.splitlines()) - 1


@pytest.mark.parametrize("page", ["write-a-context-file.md", "write-a-context-file.id.md"])
def test_the_context_file_loads(page: str, tmp_path: Path) -> None:
    (tmp_path / "keterangan.json").write_text(blocks(page, "json")[0], encoding="utf-8")
    (context,) = load_contexts(tmp_path / "keterangan.json").values()
    assert context.verb == "Like"


@pytest.mark.parametrize("page", ["change-a-norm.md", "change-a-norm.id.md"])
def test_the_norm_names_known_facts_values_and_articles(page: str) -> None:
    (norm,) = YAML(typ="safe", pure=True).load(blocks(page, "yaml")[0])
    (version,) = norm["versions"]
    groups = [version["when"], version["literal"], version["official_practice"], *version["any_of"], *version["unless"]]
    for fact, values in ((fact, values) for group in groups for fact, values in group.items()):
        assert {str(one).lower() if isinstance(one, bool) else one for one in values} <= set(FACTS[fact])
    instruments = load_rulebook().instruments
    for cite in version["cites"]:
        instrument, _, article = cite.partition(" ")
        assert article in instruments[instrument].articles
    assert version["class"] in CLASSES
    assert version["confidence"] in CONFIDENCES


@pytest.mark.parametrize("page", ["read-rejects.md", "read-rejects.id.md"])
def test_the_reject_has_the_fields_that_are_written(page: str) -> None:
    reject = json.loads(blocks(page, "json")[0])
    assert list(reject) == ["path", "row", "byte_offset", "byte_len", "reason", "column", "remedy"]
