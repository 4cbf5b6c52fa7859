"""A copy with words or regions covered tells them nowhere, and is tied to the original that does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from netral.evidence import redaction
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import read
from netral.evidence.item import Item
from netral.evidence.vault import Vault
from netral.evidence.views import cover
from tests.evidence.handing import hand_in
from tests.evidence.originals import CANARY, PICTURES, saved
from tests.evidence.work import NOW, WHO, found


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return found(tmp_path / "vault")


def handed(vault: Vault, data: bytes, name: str = "x") -> list[Item]:
    return hand_in(vault, data, name)


def content(vault: Vault, item: Item) -> bytes:
    with vault.store.read(item.object) as file:
        return file.read()


def test_covered_words_do_not_tell_their_length() -> None:
    covered, times = cover.covered("Sari Wulandari dan sari, Sari", ["sari", "Sari Wulandari"])
    assert (covered, times) == ("▇▇▇ dan ▇▇▇, ▇▇▇", 3)


SPELLINGS = [
    *("SARI", "S\\u0061ri", "\\u0053\\u0061\\u0072\\u0069", "S&#97;ri", "S&#x61;ri", "S%61ri", "Sa<b>ri"),
    *("Sa\u200bri", "Ｓari", "Sári", "Sa\u0301ri", "S\u00adari", "𝐒𝐚𝐫𝐢", "Sarⅰ", "Sa<span class='x'>ri"),
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_word_is_covered_however_it_is_written(spelling: str) -> None:
    assert cover.covered(f"{spelling} dan Sari.", ["sari"]) == ("▇▇▇ dan ▇▇▇.", 2)


@pytest.mark.parametrize("space", ["  ", "\n", "\u00a0", "&nbsp;", "%20", "+", "\\n", " \u200b ", "</b> <b>"])
def test_words_are_covered_however_they_are_spaced(space: str) -> None:
    assert cover.covered(f"Sari{space}Wulan", ["sari wulan"]) == ("▇▇▇", 1)


def test_a_word_in_another_alphabet_or_with_signs_is_covered() -> None:
    assert cover.covered("a.b+c (x) İstanbul Ünal ﬁsika", ["a.b+c", "(x)", "istanbul", "ünal"])[1] == 4
    assert cover.covered('{"n": "\\ud83d\\ude00"} 😀', ["😀"]) == ('{"n": "▇▇▇"} ▇▇▇', 2)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=6).filter(str.strip))
def test_after_covering_a_word_is_not_read_or_the_text_says_so(before: str, word: str) -> None:
    covered, times = cover.covered(f"{before}{word} {before}", [word])
    assert times >= 1 or cover.says(covered, [word])
    assert word not in covered or cover.says(covered, [word])


def test_a_spelling_that_cannot_be_covered_is_no_copy(vault: Vault) -> None:
    original = handed(vault, "ﬁsika dan fisika".encode())[0]
    with pytest.raises(EvidenceRefused, match="masih terbaca"):
        redaction.of(vault, original, words=["isika"], who=WHO, why="saksi", now=NOW)
    assert len(vault.items()) == 1


def test_the_title_of_a_copy_does_not_tell_the_words_either(vault: Vault) -> None:
    original = handed(vault, b"Sari menyukai", "laporan sari.txt")[0]
    made = redaction.of(vault, original, words=["Sari"], who=WHO, why="saksi", now=NOW)
    assert made.title == "laporan ▇▇▇.txt (ditutup sebagian)"


def test_a_page_is_covered_as_its_visible_words(vault: Vault) -> None:
    page = b"<html><body><p title='Sari'>S<i>ar</i>i di <a href='https://x.example/sari'>sini</a></body>"
    original = handed(vault, page)[0]
    made = redaction.of(vault, original, words=["sari"], who=WHO, why="saksi", now=NOW)
    assert content(vault, made).decode() == "▇▇▇ di sini"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_two_pictures_that_differ_under_the_cover_alone_get_the_same_copy(vault: Vault, kind: str) -> None:
    copies = set()
    for secret in ("white", "red"):
        image = Image.linear_gradient("L").convert("RGB").resize((120, 90))
        image.paste(secret, (13, 7, 54, 57))
        # The cover is wider than the secret: a JPEG carries a little of it into its own surroundings.
        original = handed(vault, saved(image, kind, **({"quality": 100, "subsampling": 0} if kind == "JPEG" else {})))[
            0
        ]
        made = redaction.of(vault, original, regions=[(5, 0, 56, 64)], who=WHO, why="anak", now=NOW)
        copies.add(made.object)
        with Image.open(BytesIO(content(vault, made))) as seen:
            assert max(seen.crop((13, 7, 54, 57)).convert("L").getextrema()) < 16
    assert len(copies) == 1


def test_a_covered_copy_tells_its_regions_and_not_the_camera(vault: Vault) -> None:
    original = handed(vault, PICTURES["jpeg"], "foto")[0]
    made = redaction.of(vault, original, regions=[(0, 0, 64, 90)], who=WHO, why="anak", now=NOW)
    assert CANARY not in content(vault, made)
    redacted = [read(line) for line in vault.lines()][-1]
    assert (redacted.kind, redacted.before, redacted.facts["regions"]) == (
        "redacted",
        original.object,
        [[0, 0, 64, 90]],
    )


def test_a_redacted_copy_is_tied_to_its_original_by_hash(vault: Vault) -> None:
    original = handed(vault, b"Sari menyukai unggahan itu")[0]
    made = redaction.of(vault, original, words=["sari"], who=WHO, why="saksi", now=NOW)
    assert content(vault, made) == "▇▇▇ menyukai unggahan itu".encode()
    viewed, redacted = [read(line) for line in vault.lines()][1:]
    assert (viewed.kind, viewed.why) == ("viewed", "saksi")
    assert (redacted.before, redacted.after, redacted.facts["covered"]) == (original.object, made.object, 1)


@pytest.mark.parametrize("words", [["tidak ada"], [" "]])
def test_a_copy_that_would_cover_nothing_is_not_made(vault: Vault, words: list[str]) -> None:
    original = handed(vault, b"Sari menyukai unggahan itu")[0]
    with pytest.raises(EvidenceRefused):
        redaction.of(vault, original, words=words, who=WHO, why="saksi", now=NOW)
    assert len(vault.items()) == 1
