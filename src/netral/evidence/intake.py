"""What is handed in becomes an item, and whatever can be shown in its place is made beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from netral.evidence import canonical
from netral.evidence.errors import EvidenceRefused, Words
from netral.evidence.event import Event
from netral.evidence.item import Item
from netral.evidence.media import HEAD, also, media_type
from netral.evidence.receiving import Arrival, Outcome
from netral.evidence.sealing import Who
from netral.evidence.vault import Vault
from netral.evidence.views import capture, picture
from netral.evidence.views.picture import Picture

FORMAT = "netral-capture/1"
_SHOWN = 64 << 20
"""Larger originals are kept, and nothing is made of them."""
_FIRST = {"id": "hanya gambar pertama dari beberapa", "en": "only the first picture of several"}
_DAMAGED = {
    "id": "rusak atau tidak dapat dibuka dengan aman; tanpa salinan",
    "en": "damaged, or cannot be opened safely; without a copy",
}
_COPY = {"id": "salinan untuk dilihat", "en": "copy for viewing"}


@dataclass(slots=True)
class _Looked:
    """What sort of item it is, what copies can be made of it, and what people must know when they see its title."""

    kind: str
    media_type: str
    pictures: list[Picture] = field(default_factory=list)
    words: bytes | None = None
    notes: list[Words] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=lambda: {"digests": None, "looks_like": None})


@dataclass(frozen=True, slots=True, eq=False)
class Handing:
    """What somebody hands in. `name`: the file's; `title`: for readers, the name where it is None."""

    case: str
    name: str
    who: Who
    why: str
    title: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of it. `items`: the original first, then its copies; empty where it was `refused`.

    `missing`: why a copy could not be kept; the original is there all the same.
    """

    handing: Handing
    items: tuple[Item, ...] = ()
    refused: EvidenceRefused | None = None
    missing: tuple[EvidenceRefused, ...] = ()

    def told(self) -> list[Words]:
        """What a person must be told of it: that it was refused, or that it was kept and a copy of it was not."""
        if self.refused is not None:
            return [_said(self.handing.name, self.refused, "", "")]
        kept = self.items[0].item
        words = (f"tersimpan sebagai {kept}, tetapi tanpa salinan: ", f"kept as {kept}, but without its copy: ")
        return [_said(self.handing.name, one, *words) for one in self.missing]


def hand_in_all(
    vault: Vault, handings: Iterable[tuple[Handing, BinaryIO]], *, now: datetime, lang: str = "id"
) -> list[Handed]:
    """Keep each as it is, then its copies for looking at; many cost little more than one, a refused one stops no other.

    Each source must be seekable, and is read before the next is asked for. `lang`: that of what is noted in titles.
    """
    handed: dict[Handing, list[Arrival] | EvidenceRefused] = {}
    outcomes = vault.receive_all(_arriving(handings, lang, handed), now=now)
    return [_handed(handing, made, outcomes) for handing, made in handed.items()]


def _arriving(
    handings: Iterable[tuple[Handing, BinaryIO]],
    lang: str,
    handed: dict[Handing, list[Arrival] | EvidenceRefused],
) -> Iterator[tuple[Arrival, BinaryIO]]:
    """Everything that comes in by these, in order; `handed` is told of it."""
    for handing, source in handings:
        try:
            looked = _looked_at(source)
        except EvidenceRefused as refused:
            handed[handing] = refused
            continue
        source.seek(0)
        made: list[Arrival] = []
        handed[handing] = made
        for arrival, bytes_ in _arrivals(handing, looked, source, lang):
            made.append(arrival)
            yield arrival, bytes_


def _arrivals(handing: Handing, looked: _Looked, source: BinaryIO, lang: str) -> Iterator[tuple[Arrival, BinaryIO]]:
    title = handing.title or handing.name
    called = _noted(title, looked.notes, lang)
    facts = {**looked.facts, "name": handing.name, "source": None}
    original = Arrival(
        handing.case, called, looked.kind, looked.media_type, handing.who, handing.why, item=handing.item, facts=facts
    )
    yield original, source
    copy: dict[str, Any] = {"who": handing.who, "why": _COPY[lang], "event": "copied", "of": original}
    for one in looked.pictures:
        shown = _noted(title, [_FIRST] if one.more else [], lang)
        yield Arrival(handing.case, shown, "view", one.media_type, **copy), BytesIO(one.data)
    if looked.words is not None:
        yield Arrival(handing.case, called, "view", "text/plain", **copy), BytesIO(looked.words)


def _handed(handing: Handing, made: list[Arrival] | EvidenceRefused, outcomes: Mapping[Arrival, Outcome]) -> Handed:
    if isinstance(made, EvidenceRefused):
        return Handed(handing, refused=made)
    original, *copies = [outcomes[one] for one in made]
    if isinstance(original, EvidenceRefused):
        return Handed(handing, refused=original)
    items = (original, *(one for one in copies if isinstance(one, Item)))
    return Handed(handing, items, missing=tuple(one for one in copies if isinstance(one, EvidenceRefused)))


def _said(name: str, refused: EvidenceRefused, indonesian: str, english: str) -> Words:
    return {
        "id": f"{name}: {indonesian}{refused.words['id']}",
        "en": f"{name}: {english}{refused.words['en']}",
    }


def _noted(title: str, notes: Sequence[Words], lang: str) -> str:
    return f"{title} ({'; '.join(one[lang] for one in notes)})" if notes else title


def _looked_at(source: BinaryIO) -> _Looked:
    data = source.read(_SHOWN + 1)
    kind = media_type(data[:HEAD])
    if len(data) > _SHOWN:
        return _Looked("photo" if kind in picture.KNOWN else "file", kind)
    others = ", ".join(also(data, kind))
    notes: list[Words] = [{"id": f"juga terbaca sebagai {others}", "en": f"also reads as {others}"}] if others else []
    if kind in picture.UNREAD:
        # Whoever brings it can still send another; of a damaged one there is no other.
        raise picture.unreadable()
    if kind in picture.KNOWN:
        return _photo(data, kind, notes)
    return _captured(data, kind) if capture.is_one(data) else _Looked("file", kind, notes=notes)


def _photo(data: bytes, kind: str, notes: list[Words]) -> _Looked:
    """A photo that was cut on its way is kept, with no copy: lost evidence is worse than a missing copy."""
    made = _shown(data)
    if made is None:
        return _Looked("photo", kind, notes=[*notes, _DAMAGED])
    return _Looked("photo", kind, [made], notes=notes, facts={"digests": None, "looks_like": made.looks_like})


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
