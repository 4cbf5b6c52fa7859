"""What might tell the side or the person is behind a bar, and the rest can still be read."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.portal.intake.masking import MASK, masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Camat Budi Santoso membagikan kaus.", "Camat ▮ membagikan kaus."),
        ("Ia mengajak memilih pasangan nomor urut 2.", "Ia mengajak memilih ▮."),
        ("Paslon 1 hadir; salam dua jari diangkat.", "▮ hadir; salam ▮ diangkat."),
        ("Lihat https://contoh.id/p/1 dan @akun_tim #menang", "Lihat ▮ dan ▮"),
        ("Kader Golkar memakai kaus di Aula.", "Kader ▮ memakai kaus di ▮."),
        ("Guru SD membagikan tautan di grup WhatsApp.", "Guru SD membagikan tautan di grup WhatsApp."),
        ("Kemarin mereka berkumpul. Setelah itu pulang.", "Kemarin mereka berkumpul. Setelah itu pulang."),
    ],
)
def test_names_numbers_accounts_parties_and_links(text: str, left: str) -> None:
    assert masked(text) == left.replace("▮", MASK)


def test_the_words_that_name_the_person_are_masked_however_they_are_written() -> None:
    assert masked("kata budi, BUDI santoso itu", ["Budi Santoso"]) == f"kata {MASK} itu"


@given(st.sampled_from(["Budi", "Siti Aminah", "Ida Bagus Ketut Karangan"]), st.integers(1, 99))
def test_a_bar_is_as_wide_whoever_is_behind_it(name: str, number: int) -> None:
    told = f"lalu {name} mengajak memilih paslon {number} besok"
    assert masked(told) == f"lalu {MASK} mengajak memilih {MASK} besok"


@given(st.text(max_size=300))
def test_any_text_can_be_masked_twice(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_no_story_that_somebody_can_send_holds_the_desk_up() -> None:
    """Each took minutes to hours; nobody could have opened such a report, and whoever tried stopped the portal."""
    stories = ("Guru itu no" + " " * 3900 + "!", "Guru" + "\n" * 1900 + " Aa" * 690, "pasangan" + " " * 3900 + "!")
    code = f"from netral.portal.intake.masking import masked\nfor one in {stories!r}: masked(one)"
    done = subprocess.run([sys.executable, "-c", code], timeout=60, check=False)
    assert done.returncode == 0
