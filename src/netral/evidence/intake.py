"""What is handed in becomes an item, and whatever can be shown in its place is made beside it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from netral.evidence import canonical
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import Event
from netral.evidence.item import Item
from netral.evidence.media import HEAD, media_type
from netral.evidence.vault import Vault, Who
from netral.evidence.views import picture, warc

FORMAT = "netral-capture/1"
_CAPTURES = ("application/warc", "application/gzip", "application/zip", "application/x-gzip")
_SHOWN = 64 << 20
"""Larger originals are kept, and nothing is made of them."""


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
    head = source.read(HEAD)
    source.seek(0)
    kind, pictures, words, facts = _looked_at(source, media_type(head))
    source.seek(0)
    facts |= {"name": name, "source": None}
    told: dict[str, Any] = {"case": case, "who": who, "now": now, "title": title or name}
    original = vault.receive(source, kind=kind, media_type=media_type(head), why=why, item=item, facts=facts, **told)
    made = [original]
    copy: dict[str, Any] = {"kind": "view", "event": "copied", "of": original, "why": "salinan untuk dilihat"}
    made += [vault.receive(BytesIO(one.data), media_type=one.media_type, **copy, **told) for one in pictures]
    if words is not None:
        made.append(vault.receive(BytesIO(words), media_type="text/plain", **copy, **told))
    return made


def _looked_at(source: BinaryIO, kind: str) -> tuple[str, list[picture.Picture], bytes | None, dict[str, Any]]:
    """What sort of item it is, the copies that can be made of it, and what was found on the way."""
    data = source.read(_SHOWN + 1)
    plain: dict[str, Any] = {"digests": None, "looks_like": None}
    if len(data) > _SHOWN:
        return ("photo" if kind in picture.KNOWN else "file"), [], None, plain
    if kind.startswith("image/") and kind != "image/svg+xml":
        made = picture.copied(data)
        return "photo", [made], None, {**plain, "looks_like": made.looks_like}
    if kind in _CAPTURES or data[:5] == b"WARC/":
        capture = _capture(data)
        if capture is not None:
            shown = [one for _, raw in capture.pictures if (one := _shown(raw)) is not None]
            return "capture", shown, capture.text.encode(), {**plain, "digests": capture.digests()}
    return "file", [], None, plain


def _capture(data: bytes) -> warc.Capture | None:
    """None for a packed file that is something else; a damaged capture is kept, with no copy made of it."""
    try:
        found = warc.opened(data)
    except EvidenceRefused as refused:
        if refused.reason == "too_large":
            raise
        return None
    return found if found.text or found.checked else None


def _shown(data: bytes) -> picture.Picture | None:
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
