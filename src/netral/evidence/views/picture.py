"""A picture that can be shown: its pixels anew, made by a program apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netral.evidence.errors import EvidenceRefused
from netral.evidence.views import apart

Region = tuple[int, int, int, int]
KNOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/bmp", "image/x-ms-bmp")
UNREAD = ("image/heif", "image/avif")
"""Photos of telephones that nothing here can look into."""
BEYOND = "picture_beyond_limits"
_MADE = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Picture:
    """A copy without metadata. `looks_like`: 64 bits by which the same picture is found again, never a person.

    `more`: the original has further frames or pages, which this copy does not show.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    looks_like: str
    more: bool


def copied(data: bytes, regions: Sequence[Region] = (), *, limits: apart.Limits | None = None) -> Picture:
    """Its pixels anew, with `regions` (left, top, width, height, in pixels of the copy) covered.

    EvidenceRefused where it cannot be read, or where a region lies off the picture and would cover nothing; its reason
    is BEYOND where the limits did not do. `limits`: as in `apart.asked`.
    """
    masks = ";".join(",".join(map(str, one)) for one in regions) or "-"
    status, about, made = apart.asked("image", data, masks, limits=limits)
    if status == apart.OUTSIDE:
        words = {
            "id": "bidang yang ditutup berada di luar gambar; hitung dalam piksel salinannya",
            "en": "a region to cover lies off the picture; count in the pixels of its copy",
        }
        raise EvidenceRefused("outside_picture", words)
    if status or about["media_type"] not in _MADE:
        raise unreadable(BEYOND if status == apart.BEYOND else "unreadable_picture")
    return Picture(made, **about)


def unreadable(reason: str = "unreadable_picture") -> EvidenceRefused:
    """What is said of a picture that nothing here can look into."""
    words = {
        "id": "gambar ini tidak bisa dibuka dengan aman; kirim sebagai JPG atau PNG",
        "en": "this picture cannot be opened safely; send it as JPG or PNG",
    }
    return EvidenceRefused(reason, words)
