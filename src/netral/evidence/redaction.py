"""A copy with parts covered, tied to its original by hash; the original stays, and opens only for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from netral.evidence.errors import EvidenceRefused
from netral.evidence.item import Item
from netral.evidence.vault import Vault, Who
from netral.evidence.views import picture, text

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

    EvidenceRefused where the words do not occur, since a copy that covers nothing would be taken for one that does.
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
        title=f"{original.title} (ditutup sebagian)",
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
        told = {"id": "hanya teks yang dapat ditutup kata demi kata", "en": "only text can be covered word by word"}
        raise EvidenceRefused("not_text", told)
    try:
        read = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = {"id": "teks ini bukan UTF-8", "en": "this text is not UTF-8"}
        raise EvidenceRefused("not_text", told) from error
    shown = text.visible(read) if original.media_type == "text/html" else read
    covered, times = text.covered(shown, list(words))
    if not times:
        told = {"id": "kata-kata itu tidak ada di dalamnya", "en": "these words are not in it"}
        raise EvidenceRefused("not_found", told)
    return covered.encode(), times
