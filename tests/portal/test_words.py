"""English is complete, and the words that are shipped are the words that are written."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.portal.sentences import PORTAL, in_context, sentences

CATALOGUES = sorted(PORTAL.rglob("locale/en/LC_MESSAGES/django.po"))
"""Of the house, and of each room that has one of its own."""


def of_catalogue(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {in_context(one.context or "", one.id): one.string for one in read_po(file) if one.id}


def written() -> dict[str, str]:
    return {said: english for path in CATALOGUES for said, english in of_catalogue(path).items()}


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    assert written().keys() == sentences()
    assert [said for said, english in written().items() if not english] == []


def test_a_sentence_of_two_rooms_has_one_english() -> None:
    said = [(one, english) for path in CATALOGUES for one, english in of_catalogue(path).items()]
    assert sorted(dict(said).items()) == sorted(set(said))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_the_compiled_words_are_those_that_are_written(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    assert {said: shipped.gettext(said) for said in of_catalogue(path)} == of_catalogue(path)


def test_no_template_holds_a_bare_sentence() -> None:
    """What is neither a tag, a variable nor markup is a word that nobody can translate; names and signs aside."""
    import re

    allowed = {"Netral", "ID", "EN", "ics", "WIB", "SBT", "SP", "LAPOR"}
    for path in Path(PORTAL, "templates").rglob("*.html"):
        text = re.sub(
            r"\{#.*?#\}|\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%.*?%\}|\{\{.*?\}\}",
            "",
            path.read_text("utf-8"),
            flags=re.DOTALL,
        )
        words = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", text))
        assert set(words) <= allowed, f"{path.name}: {sorted(set(words) - allowed)}"
