"""What is handed in becomes an item, and whatever can be shown in its place is made beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from netral.evidence import canonical
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import Event
from netral.evidence.item import Item
from netral.evidence.media import HEAD, also, media_type
from netral.evidence.vault import Vault, Who
from netral.evidence.views import capture, picture
from netral.evidence.views.picture import Picture

FORMAT = "netral-capture/1"
_SHOWN = 64 << 20
"""Larger originals are kept, and nothing is made of them."""
_FIRST = "hanya gambar pertama dari beberapa"
_DAMAGED = "rusak atau tidak dapat dibuka dengan aman; tanpa salinan"


@dataclass(slots=True)
class _Looked:
    """What sort of item it is, what copies can be made of it, and what people must know when they see its title."""

    kind: str
    media_type: str
    pictures: list[Picture] = field(default_factory=list)
    words: bytes | None = None
    notes: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=lambda: {"digests": None, "looks_like": None})


def hand_in(
    vault: Vault,
    source: BinaryIO,
    *,
    case: str,
    name: str,
    who: Who,
    why: str,
    now: datetime,
    title: str | None = None,
    item: str | None = None,
) -> list[Item]:
    """Keep `source` as it is, then its copies for looking at; `source` must be seekable. The original comes first.

    A picture that cannot be read safely is refused before it is kept: nobody could look at it.
    """
    looked = _looked_at(source)
    source.seek(0)
    facts = {**looked.facts, "name": name, "source": None}
    told: dict[str, Any] = {"case": case, "who": who, "now": now}
    called = _noted(title or name, looked.notes)
    kept: dict[str, Any] = {
        "title": called,
        "kind": looked.kind,
        "media_type": looked.media_type,
        "why": why,
        "item": item,
    }
    original = vault.receive(source, facts=facts, **kept, **told)
    made = [original]
    copy: dict[str, Any] = {"kind": "view", "event": "copied", "of": original, "why": "salinan untuk dilihat", **told}
    for one in looked.pictures:
        shown = _noted(title or name, [_FIRST] if one.more else [])
        made.append(vault.receive(BytesIO(one.data), title=shown, media_type=one.media_type, **copy))
    if looked.words is not None:
        made.append(vault.receive(BytesIO(looked.words), title=called, media_type="text/plain", **copy))
    return made


def _noted(title: str, notes: Sequence[str]) -> str:
    return f"{title} ({'; '.join(notes)})" if notes else title


def _looked_at(source: BinaryIO) -> _Looked:
    data = source.read(_SHOWN + 1)
    kind = media_type(data[:HEAD])
    if len(data) > _SHOWN:
        return _Looked("photo" if kind in picture.KNOWN else "file", kind)
    others = also(data, kind)
    notes = [f"juga terbaca sebagai {', '.join(others)}"] if others else []
    if kind in picture.KNOWN or kind in picture.UNREAD:
        made = picture.copied(data)
        facts = {"digests": None, "looks_like": made.looks_like}
        return _Looked("photo", kind, [made], notes=notes, facts=facts)
    return _captured(data, kind) if capture.is_one(data) else _Looked("file", kind, notes=notes)


def _captured(data: bytes, kind: str) -> _Looked:
    """A damaged capture is kept, with no copy made of it; one that unpacks to too much is refused."""
    told = "application/wacz" if data[:2] == b"PK" else kind
    try:
        found = capture.opened(data)
    except EvidenceRefused as refused:
        if refused.reason == "too_large":
            raise
        return _Looked("capture", told, notes=[_DAMAGED])
    shown = [one for _, raw in found.pictures if (one := _shown(raw)) is not None]
    return _Looked(
        "capture",
        told,
        shown,
        found.text.encode("utf-8", "replace"),
        facts={"digests": found.digests(), "looks_like": None},
    )


def _shown(data: bytes) -> Picture | None:
    try:
        return picture.copied(data)
    except EvidenceRefused:
        return None


def record(event: Event, copies: list[Item]) -> bytes:
    """The capture record of an original (§6 of the published format), from the event by which it came."""
    facts = event.facts
    return canonical.encode(
        {
            "format": FORMAT,
            "item": event.item,
            "kind": facts["kind"],
            "object": event.after,
            "media_type": facts["media_type"],
            "size": facts["size"],
            "name": facts.get("name"),
            "received_at": event.at,
            "source": facts.get("source"),
            "views": [
                {"item": one.item, "object": one.object, "media_type": one.media_type, "made": one.kind}
                for one in copies
            ],
            "digests": facts.get("digests"),
            "looks_like": facts.get("looks_like"),
        }
    )
