"""Terms of art, with what they mean and where they stand."""

from __future__ import annotations

from importlib.resources import files

from ruamel.yaml import YAML

from docs.render.words import table

INTRO = """# Istilah · Glossary

Istilah hukum yang tetap ditulis dalam bahasa Indonesia di kode, data dan keluaran, persis seperti dicetak
aturan, supaya ahli hukum dapat mencarinya. *Terms that stay Indonesian in code, data and output, so that a
lawyer finds them.*

"""


def terms() -> list[dict[str, str]]:
    """The glossary as it ships with the law."""
    text = files("netral.law").joinpath("glossary.yaml").read_text(encoding="utf-8")
    return list(YAML(typ="safe").load(text))


def page() -> str:
    """One row per term, by alphabet."""
    rows = [
        (f"`{term['term']}`", term["id"], f"*{term['en']}*", term["source"])
        for term in sorted(terms(), key=lambda term: term["term"])
    ]
    return INTRO + table(("istilah", "artinya", "meaning", "dasar"), rows)
