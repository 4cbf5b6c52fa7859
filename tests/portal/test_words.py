"""English is complete, and the words that are shipped are the words that are written."""

from __future__ import annotations

import gettext
from pathlib import Path

from babel.messages.pofile import read_po

from tests.portal.sentences import PORTAL, sentences

CATALOGUE = PORTAL / "locale" / "en" / "LC_MESSAGES"


def written() -> dict[str, str]:
    with (CATALOGUE / "django.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    assert written().keys() == sentences()
    assert [said for said, english in written().items() if not english] == []


def test_the_compiled_words_are_those_that_are_written() -> None:
    with (CATALOGUE / "django.mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    assert {said: shipped.gettext(said) for said in written()} == written()


def test_no_template_holds_a_bare_sentence() -> None:
    """What is neither a tag, a variable nor markup is a word that nobody can translate; names and signs aside."""
    import re

    allowed = {"Netral", "ID", "EN", "ics"}
    for path in Path(PORTAL, "templates").rglob("*.html"):
        text = re.sub(
            r"\{#.*?#\}|\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%.*?%\}|\{\{.*?\}\}",
            "",
            path.read_text("utf-8"),
            flags=re.DOTALL,
        )
        words = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", text))
        assert set(words) <= allowed, f"{path.name}: {sorted(set(words) - allowed)}"
