"""A letter that asks what an event is, to be filled in by hand: the same for everybody, so that it tells nothing."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

FONTS = str(files("netral.portal.guidance.card").joinpath("fonts"))


@lru_cache(maxsize=1)
def letter() -> bytes:
    """A PDF of one page (PDF/A-2a), without a date of its own: the same bytes on every machine."""
    import typst

    made: bytes = typst.compile(
        files(__package__).joinpath("letter.typ").read_bytes(),
        format="pdf",
        pdf_standards="a-2a",
        timestamp=0,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONTS]),
    )
    return made
