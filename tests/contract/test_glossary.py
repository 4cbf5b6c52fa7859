"""Terms of art keep their Indonesian name: one thing, one name."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from docs.render.glossary import terms
from netral.law import facts

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "netral"
GLOSSARY = {term["term"]: term for term in terms()}
# Institutions keep their own short name; contest types are names too.
INSTITUTIONS = {"bumn", "tni", "polri", "ppwp", "dpr", "dpd", "dprd"}
ENGLISH = {"former", "none"}
ORDINARY = {"belum", "sesudah"}  # before and after everything: ordinary words, no terms of art


def identifiers() -> set[str]:
    """Every name that our code defines or uses, in lower snake case."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for field in ("id", "attr", "arg", "name"):
                value = getattr(node, field, None)
                if isinstance(value, str):
                    found.add(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", value).lower())
    return found


def test_every_legal_value_is_in_the_glossary() -> None:
    values = {
        value.lower()
        for closed in (
            facts.ACTOR_STATUSES,
            facts.TARGET_STATUSES,
            facts.CONTEST_TYPES,
            facts.PHASES,
            facts.CLASSES,
        )
        for value in closed
    }
    assert values - INSTITUTIONS - ENGLISH - ORDINARY <= GLOSSARY.keys()


def test_no_translation_lives_beside_the_original() -> None:
    banned = {name for term in GLOSSARY.values() for name in term.get("never", ())}
    pattern = re.compile(rf"(?:^|_)(?:{'|'.join(sorted(banned))})s?(?:_|$)")
    assert not {name for name in identifiers() if pattern.search(name)}


def test_every_term_is_used_in_code_or_rulebook() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8").lower().replace(" ", "_")
        for path in SOURCE.rglob("*")
        if path.suffix in (".py", ".yaml") and path.name != "glossary.yaml"
    )
    assert not {term for term in GLOSSARY if term not in text}


def test_terms_are_few_and_complete() -> None:
    assert len(GLOSSARY) == len(terms()) <= 45
    for name, term in GLOSSARY.items():
        assert re.fullmatch(r"[a-z][a-z_]*", name)
        assert term["id"].endswith("."), name
        assert term["en"].endswith("."), name
        assert term["source"], name
