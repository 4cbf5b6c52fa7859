"""A picture that can be shown: made in another process, which may fail, hang or be killed without harm here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from netral.evidence.errors import EvidenceRefused

Region = tuple[int, int, int, int]
KNOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/bmp")
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Picture:
    """A copy without metadata. `looks_like`: 64 bits by which the same picture is found again, never a person."""

    data: bytes
    media_type: str
    width: int
    height: int
    looks_like: str


def copied(data: bytes, regions: Sequence[Region] = ()) -> Picture:
    """Its pixels anew, with `regions` (left, top, width, height) covered; EvidenceRefused where it cannot be read."""
    masks = ";".join(",".join(map(str, one)) for one in regions) or "-"
    command = [sys.executable, "-I", "-m", "netral.evidence.views.image", masks]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _unreadable() from None
    if done.returncode:
        raise _unreadable()
    head, _, made = done.stdout.partition(b"\n")
    about = json.loads(head)
    return Picture(made, about["media_type"], about["width"], about["height"], about["looks_like"])


def _unreadable() -> EvidenceRefused:
    words = {
        "id": "gambar ini tidak bisa dibuka dengan aman; kirim sebagai JPG atau PNG",
        "en": "this picture cannot be opened safely; send it as JPG or PNG",
    }
    return EvidenceRefused("unreadable_picture", words)
