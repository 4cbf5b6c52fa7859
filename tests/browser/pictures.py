"""Pictures of pages: `make pictures` renews those of the manual; all are kept in the folder that SHOTS names."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

TALLEST = 1700
"""Pixels: the foot of a long list tells nobody anything."""


def shot(page: Page, name: str) -> None:
    """Keep this page as `NAME-WIDTH.png`, of few colours: in SHOTS, and in PICTURES where that file is already."""
    path = Path(os.environ.get("SHOTS") or os.environ.get("PICTURES", ""), f"{name}-{page.evaluate('innerWidth')}.png")
    if "SHOTS" in os.environ or ("PICTURES" in os.environ and path.exists()):
        whole = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
        cut = whole.crop((0, 0, whole.width, min(whole.height, TALLEST)))
        cut.quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)
