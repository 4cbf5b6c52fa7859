"""A card as a picture: SVG, PNG for a messenger, A4 for a notice board. Drawn once, kept on disk by content."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from netral.portal.guidance.card.editions import Edition
from netral.portal.guidance.card.face import Face

if TYPE_CHECKING:
    from PIL.Image import Image as Palette

FORMATS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
"""The endings of a picture's address, and what is sent."""
_INKS = {"larang": "#97194B", "syarat": "#6B4409", "boleh": "#0B5F5F", "kosong": "#544E5E"}
_PAPER, _BARE = "#F6F5F8", ("#F6F5F8", "#FFFFFF", "#DAD6DF", "#E8E5EC")
_STEPS = (1.0, 0.75, 0.5, 0.25)
_one_at_a_time = Lock()


def picture(face: Face, edition: Edition, *, kind: str, language: str, address: str) -> bytes:
    """Bytes of one of FORMATS; `address` is the page that the QR code leads to.

    Nobody can make it draw without end: the cards are a closed list, and what was drawn is kept.
    """
    told = _told(face, edition, paper=kind == "pdf", language=language, address=address)
    key = hashlib.sha256(f"{kind} {version('typst')} {_template_digest()} {told}".encode()).hexdigest()
    kept: Path = settings.NETRAL.data / "cards" / f"{key}.{kind}"
    if kept.exists():
        return kept.read_bytes()
    with _one_at_a_time:
        if not kept.exists():
            _keep(kept, _drawn(told, edition, kind=kind, title=face.summary))
    return kept.read_bytes()


def _told(face: Face, edition: Edition, *, paper: bool, language: str, address: str) -> str:
    made = date.fromisoformat(edition.made)
    code = BytesIO()
    segno.make(address, error="m").save(code, kind="svg", border=2, dark="#1D1826", light="#FFFFFF")
    with override(language):
        more = _("dan {count} pasal lain").format(count=len(face.citations) - 3)
        told = asdict(face) | {
            "may-label": _("Boleh:"),
            "citations": [*face.citations[:3], *([more] if len(face.citations) > 3 else [])],
        }
    told["sides"] = [one | {"icon": _icon(one["verdict"], _INKS[one["style"]])} for one in told["sides"]]
    told |= {"paper": paper, "language": language, "address": address, "qr": code.getvalue().decode()}
    told["made"] = {"year": made.year, "month": made.month, "day": made.day}
    return json.dumps(told, ensure_ascii=False)


def _icon(verdict: str, colour: str) -> str:
    """The page's own symbol, with the stroke that its style sheet would give it."""
    svg = (settings.HERE / "templates" / "c" / "icons" / f"{verdict}.svg").read_text("utf-8")
    stroke = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return svg.replace('class="ikon" aria-hidden="true"', f'xmlns="http://www.w3.org/2000/svg" {stroke}')


def _drawn(told: str, edition: Edition, *, kind: str, title: str) -> bytes:
    made = _compiler().compile(
        _template(),
        format=kind,
        ppi=72,
        # The page is data: nothing in it is read as markup.
        sys_inputs={"card": told},
        timestamp=int(datetime.fromisoformat(edition.made).replace(tzinfo=UTC).timestamp()),
        **({"pdf_standards": "ua-1"} if kind == "pdf" else {}),
    )
    assert isinstance(made, bytes), "a card has one page"
    return _few_colours(made) if kind == "png" else _named(made, title) if kind == "svg" else made


def _few_colours(png: bytes) -> bytes:
    """At most 60 KB for a messenger."""
    from PIL import Image

    small = BytesIO()
    with Image.open(BytesIO(png)) as image:
        image.convert("RGB").quantize(palette=_palette(), dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


@lru_cache(maxsize=1)
def _palette() -> Palette:
    """32 colours: the paper, and each ink with three steps on the way to it; chosen by hand, they do not drift."""
    from PIL import Image, ImageColor

    inks = (*_INKS.values(), "#3F2D66", "#1D1826", "#3A3442")
    paper = ImageColor.getrgb(_PAPER)
    steps = [
        round(part * ink + (1 - part) * white)
        for one in inks
        for part in _STEPS
        for ink, white in zip(ImageColor.getrgb(one), paper, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for one in _BARE for part in ImageColor.getrgb(one)), *steps])
    return palette


def _named(svg: bytes, title: str) -> bytes:
    """With its words for those who do not see it."""
    start = f'<svg role="img" aria-label="{escape(title)}" width="1080" height="1350" '
    text = re.sub(r'^<svg (.*?) width="[^"]*" height="[^"]*"(.*?>)', r"\1\2", svg.decode(), count=1)
    return f"{start}{text}".replace(">", f"><title>{escape(title)}</title>", 1).encode()


def _keep(path: Path, made: bytes) -> None:
    """Whole or not at all: another process may look at the same moment."""
    path.parent.mkdir(exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(made)
    Path(name).replace(path)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files(__package__).joinpath("card.typ").read_bytes()


@lru_cache(maxsize=1)
def _template_digest() -> str:
    return hashlib.sha256(_template()).hexdigest()


@lru_cache(maxsize=1)
def _compiler() -> Any:
    # A fifth of a second, which no page but a card's picture has to wait for.
    import typst

    fonts = str(files(__package__).joinpath("fonts"))
    return typst.Compiler(font_paths=[fonts], ignore_system_fonts=True)
