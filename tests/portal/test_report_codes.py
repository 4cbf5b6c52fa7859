"""A code is read however it is written down, and says nothing of itself where it is kept."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from netral.portal.intake import alike, codes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = st.text(ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


@given(CODES, st.sampled_from(["{}", " {} ", "{}-"]), st.booleans())
def test_a_code_is_read_however_it_is_written(code: str, way: str, small: bool) -> None:
    typed = " ".join(codes.grouped(code)).replace("0", "O").replace("1", "l")
    assert codes.read(way.format(typed.lower() if small else typed)) == code


@pytest.mark.parametrize("typed", ["", "7K3Q", "U" * 16, "7K3Q 9F2M XD4T 8HB", "7K3Q 9F2M XD4T 8HBW 1"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.read(typed) is None


def test_a_code_has_eighty_bits_and_comes_once() -> None:
    assert len(ALPHABET) ** codes.LENGTH == 2**80
    assert len({codes.make() for _ in range(1000)}) == 1000


def test_a_code_outlives_a_change_of_the_secret() -> None:
    code = codes.make()
    kept = codes.kept(code)
    with override_settings(SECRET_KEY="rahasia baru " * 5, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert kept in codes.sought(code)
    with override_settings(SECRET_KEY="rahasia baru " * 5, SECRET_KEY_FALLBACKS=[]):
        assert kept not in codes.sought(code)


@given(st.text(min_size=1, max_size=300))
def test_a_text_is_like_itself_and_shares_all_bands(text: str) -> None:
    assert alike.likeness(text, text) == 1.0
    # Capitals do not come back for every letter there is: Unicode's own folding is what does not change a text twice.
    assert alike.bands(text) == alike.bands(text.casefold())


def test_the_nearest_is_the_most_similar_and_the_earliest_of_equals() -> None:
    story = "seorang camat membagikan kaus bergambar di halaman kantor kecamatan pagi tadi"
    others = [(3, story), (1, story), (2, "hal yang lain sama sekali dan tidak mirip apa pun")]
    assert alike.nearest(story, others) == 1
    assert alike.nearest("sesuatu yang tidak ada duanya di sini", others) is None
