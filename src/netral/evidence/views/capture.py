"""A web capture that can be shown: read by a program apart."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from netral.evidence.errors import EvidenceRefused
from netral.evidence.views import apart


@dataclass(frozen=True, slots=True)
class Capture:
    """`text`: the readable copy. `pictures`: (address, bytes) as captured. `failed`: which digests do not hold."""

    text: str
    pictures: tuple[tuple[str, bytes], ...]
    checked: int
    failed: tuple[str, ...]

    def digests(self) -> dict[str, Any]:
        """As the capture record has them."""
        return {"checked": self.checked, "held": self.checked - len(self.failed), "failed": list(self.failed)}


def is_one(data: bytes) -> bool:
    """Is this a WARC, packed or not, or a WACZ, by its content?"""
    if data[:2] == b"PK":
        return b"datapackage.json" in data
    if data[:2] == b"\x1f\x8b":
        try:
            data = zlib.decompressobj(31).decompress(data[: 1 << 16], 5)
        except zlib.error:
            return False
    return data[:5] == b"WARC/"


def opened(data: bytes) -> Capture:
    """Look into it; EvidenceRefused where it is damaged or unpacks to too much."""
    status, about, made = apart.asked("warc", data)
    if status == apart.TOO_LARGE:
        words = {"id": "rekaman web ini terlalu besar sesudah dibuka", "en": "this web capture unpacks to too much"}
        raise EvidenceRefused("too_large", words)
    if status:
        words = {
            "id": "rekaman web ini rusak atau tidak dapat dibuka dengan aman",
            "en": "this web capture is damaged, or cannot be opened safely",
        }
        raise EvidenceRefused("damaged_capture", words)
    pictures, at = [], 0
    for address, size in about["pictures"]:
        pictures.append((address, made[at : at + size]))
        at += size
    return Capture(about["text"], tuple(pictures), about["checked"], tuple(about["failed"]))
