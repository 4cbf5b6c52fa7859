"""A copy with parts covered, tied to its original by hash; the original stays, and opens only for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from netral.evidence.errors import EvidenceRefused
from netral.evidence.item import Item
from netral.evidence.sealing import Who
from netral.evidence.vault import Vault
from netral.evidence.views import apart, cover, picture

_READABLE = ("text/plain", "text/html", "application/json")
_LARGEST = 32 << 20


def of(
    vault: Vault,
    original: Item,
    *,
    regions: Sequence[picture.Region] = (),
    words: Sequence[str] = (),
    who: Who,
    why: str,
    now: datetime,
) -> Item:
    """Cover `regions` of a picture or `words` of a text; the copy is an item of its own.

    EvidenceRefused where the words do not occur, or can still be read somewhere: a copy that covers nothing, or half,
    would be taken for one that covers. Regions count in the pixels of the picture's copy.
    """
    if original.size > _LARGEST:
        told = {"id": "terlalu besar untuk ditutup di sini", "en": "too large to be redacted here"}
        raise EvidenceRefused("too_large", told)
    with vault.view(original, who=who, why=why, now=now) as source:
        data = source.read()
    if regions:
        made = picture.copied(data, regions)
        covered, media_type, facts = made.data, made.media_type, {"regions": [list(one) for one in regions]}
    else:
        covered, times = _words(data, original, words)
        media_type, facts = "text/plain", {"covered": times}  # type: ignore[dict-item]
    return vault.receive(
        BytesIO(covered),
        case=original.case,
        title=f"{_title(original, words)} (ditutup sebagian)",
        kind="redaction",
        media_type=media_type,
        who=who,
        why=why,
        now=now,
        event="redacted",
        of=original,
        facts=facts,
    )


def _words(data: bytes, original: Item, words: Sequence[str]) -> tuple[bytes, int]:
    if original.media_type not in _READABLE or any(not one.strip() for one in words):
        told = {
            "id": "hanya teks yang dapat ditutup kata demi kata; pada gambar, tutup bidangnya",
            "en": "only text can be covered word by word; of a picture, cover a part",
        }
        raise EvidenceRefused("not_text", told)
    shown = _read(data, original.media_type)
    covered, times = cover.covered(shown, list(words))
    if not times:
        told = {"id": "kata-kata itu tidak ada di dalamnya", "en": "these words are not in it"}
        raise EvidenceRefused("not_found", told)
    if cover.says(covered, list(words)):
        told = {
            "id": "kata-kata itu masih terbaca di sana dalam tulisan lain; sebutkan juga tulisan itu",
            "en": "these words can still be read there in another spelling; name that spelling, too",
        }
        raise EvidenceRefused("still_there", told)
    return covered.encode(), times


def _read(data: bytes, media_type: str) -> str:
    if media_type == "text/html":
        status, _, made = apart.asked("text", data)
        if not status:
            return made.decode()
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    told = {"id": "teks ini bukan UTF-8 atau tidak terbaca", "en": "this text is not UTF-8, or cannot be read"}
    raise EvidenceRefused("not_text", told)


def _title(original: Item, words: Sequence[str]) -> str:
    """A file's name often holds the very words."""
    return cover.covered(original.title, list(words))[0] if words else original.title
