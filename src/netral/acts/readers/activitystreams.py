"""Reads ActivityStreams 2.0: a single activity, a collection of them, or many activities, by line or in a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from netral.acts.context import Context
from netral.acts.files.json_split import too_long
from netral.acts.files.lines import lines
from netral.acts.files.source import Source
from netral.acts.files.split import Block
from netral.acts.format import Yields
from netral.acts.inside import Whole, blocks
from netral.acts.outcome import number
from netral.acts.readers import as2_document
from netral.acts.readers.as2_act import act
from netral.acts.readers.as2_check import fault, has_context
from netral.acts.rejects import REASONS, FileRefused, Reject, Said
from netral.acts.report import Tally
from netral.acts.schema import restrict
from netral.acts.sieve import Sieve

CANNOT_SHOW = [
    {
        "id": "Hanya tindakan yang dialamatkan kepada publik; yang lain ditolak.",
        "en": "Only acts addressed to the public; all others are rejected.",
    },
    {
        "id": "Suka dan ikuti sering tanpa waktu kejadian.",
        "en": "Likes and follows often carry no time of the act.",
    },
    {
        "id": "Siapa pemilik objek hanya terbaca bila dokumennya atau alamatnya menyebutnya; alamat saja (`/notes/1`) "
        "tidak dicocokkan dengan siapa pun.",
        "en": "Whose object it is can be read only where the document or the address says so; a bare address "
        "(`/notes/1`) is matched with nobody.",
    },
    {
        "id": "Pembatalan, penghapusan, dan perubahan yang hanya menyebut alamat tidak menceritakan apa yang "
        "dibatalkan; perbuatan itu dihitung hanya bila ada dokumennya sendiri.",
        "en": "An undo, a deletion or an edit that gives an address only does not tell what it was about; that act "
        "counts only where a document of its own is there.",
    },
]
LOOKS = {
    "id": "Dokumen JSON dengan `@context` `https://www.w3.org/ns/activitystreams`, satu kegiatan atau kumpulan, "
    "atau beberapa kegiatan dengan `type` dan `actor`, satu per baris atau dalam satu daftar.",
    "en": "JSON with the `@context` `https://www.w3.org/ns/activitystreams`, one activity or a collection of them, "
    "or several activities with `type` and `actor`, one a line or in a list.",
}
YIELDS = (
    *(Yields(verb, "id", "id", "s") for verb in ("Create", "Announce", "Like", "Dislike", "Follow", "Join", "Leave")),
    *(Yields(verb, "id", "–", "s") for verb in ("Update", "Undo", "Delete")),
)
_BATCH = 8192
Split = Callable[[Source], Iterator[Block]]
_LONG = re.compile(rb'"(?:orderedItems|items)"[ \t\r\n]*:[ \t\r\n]*\[')
_OUTBOX = re.compile(r"^(?P<owner>https?://[^?#]+)/outbox(?:[/?#].*)?$")


class ActivityStreams:
    """One ActivityStreams file being read: a document, or with `split` many values, each an activity."""

    format = "activitystreams"
    cannot_show = CANNOT_SHOW
    looks = LOOKS
    yields = YIELDS

    def __init__(self, path: Path, source: Source, context: Context, *, split: Split | None = None) -> None:
        self._path, self._source, self._context, self._split = path, source, context, split
        self.variant = "document" if split is None else "ndjson" if split is lines else "list"
        self._outbox_of: str | None = None

    def batches(
        self, columns: Sequence[str] | None, tally: Tally, only: Sieve | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Canonical batches in file order; `tally` grows with them."""
        schema = restrict(columns)
        rows: list[dict[str, Any]] = []
        if self._split is not None:
            found = self._each(self._split(self._source), tally)
        elif len(self._source.peek()) >= self._source.limits.whole and _LONG.search(self._source.peek()):
            found = self._long(tally)
        else:
            found = self._items()
        for value, row, offset, length in found:
            tally.records += 1
            made = act(value, self._context, outbox_of=self._outbox_of)
            if isinstance(made, str):
                _book(tally, made, row, offset, length)
                continue
            tally.accepted += 1
            tally.verbs[made["verb"]] += 1
            tally.saw_period(made["published_at"], made["published_at"])
            rows.append({**made, "source_row": row, "source_byte_offset": offset, "source_byte_len": length})
            if len(rows) == _BATCH:
                yield _batch(rows, schema, only)
                rows = []
        if rows:
            yield _batch(rows, schema, only)

    def _each(self, blocks: Iterator[Block], tally: Tally) -> Iterator[tuple[Any, int, int, int]]:
        for item in number(blocks, first=1):
            for index in range(len(item.block.starts)):
                offset, length = int(item.block.offsets[index]), int(item.block.lengths[index])
                row = item.first + index
                reason = item.block.flags.get(index)
                value: Any = None
                if reason is None:
                    text = ""
                    try:
                        text = item.block.record(index).decode().rstrip(", \t\r\n")
                        value = as2_document.whole(text)
                    except ValueError:
                        reason = "invalid_json"
                if reason is None and isinstance(value, dict) and as2_document.is_collection(value):
                    yield from self._page(text, value, offset, tally)
                    continue
                if reason is None:
                    yield value, row, offset, length
                    continue
                tally.records += 1
                _book(tally, "invalid_json" if reason == "nul" else reason, row, offset, length)

    def _page(self, text: str, page: dict[str, Any], base: int, tally: Tally) -> Iterator[tuple[Any, int, int, int]]:
        """What a page among other pages lists; each of it a record."""
        self._outbox_of = _outbox_of(page)
        for found in as2_document.items(text, page):
            start, end = (base + self._source.width(text[:edge].encode()) for edge in (found.start, found.end))
            yield found.value, tally.records + 1, start, end - start

    def _long(self, tally: Tally) -> Iterator[tuple[Any, int, int, int]]:
        """A document that is not held: the items of its own list, then those of pages and whatever else it holds."""
        wholes: list[Whole] = []

        def about(whole: Whole) -> str:
            wholes.append(whole)
            _, value = self._document(whole.text)
            if len(wholes) > 1 or not as2_document.is_collection(value):
                raise FileRefused(
                    self._path,
                    "invalid_as2",
                    Said("lebih dari satu dokumen, atau bukan kumpulan", "more than one document, or no collection"),
                )
            return "the collection"

        yield from self._each(self._of_one(blocks(self._source, as2_document.ITEMS, about=about, alone=False)), tally)
        for whole in wholes:
            text, value = self._document(whole.text)
            for found in as2_document.items(text, value):
                start, end = (whole.place(self._source, len(text[:edge].encode())) for edge in (found.start, found.end))
                yield found.value, tally.records + 1, start, end - start

    def _of_one(self, found: Iterator[Block]) -> Iterator[Block]:
        for block in found:
            if block.about is None:
                raise FileRefused(self._path, "invalid_as2", Said("lebih dari satu dokumen", "more than one document"))
            yield block

    def _document(self, data: bytes) -> tuple[str, Any]:
        """Text and value of the document; FileRefused where it is none. Whose outbox it is, is known from here on."""
        try:
            text = data.decode()
            value = as2_document.whole(text)
        except ValueError as error:
            raise FileRefused(
                self._path, "invalid_as2", Said(f"JSON tidak terbaca: {error}", f"JSON that cannot be read: {error}")
            ) from error
        if not has_context(value) or (as2_document.is_collection(value) and fault(value)):
            raise FileRefused(self._path, "invalid_as2", fault(value) or "@context")
        self._outbox_of = _outbox_of(value)
        return text, value

    def _items(self) -> Iterator[tuple[Any, int, int, int]]:
        text, value = self._document(self._held())
        found = list(as2_document.items(text, value))
        places = _bytes_before(self._source, text, [edge for one in found for edge in (one.start, one.end)])
        for row, one in enumerate(found, 1):
            start, end = places[2 * row - 2], places[2 * row - 1]
            yield one.value, row, start, end - start

    def _held(self) -> bytes:
        data = b""
        while fresh := self._source.read():
            data += fresh
            if len(data) > self._source.limits.value:
                raise too_long(self._source, self._source.start)
        return data


def _outbox_of(value: dict[str, Any]) -> str | None:
    match = _OUTBOX.match(str(value.get("id") or value.get("partOf") or ""))
    return match["owner"] if match else None


def _batch(rows: list[dict[str, Any]], schema: pa.Schema, only: Sieve | None) -> pa.RecordBatch:
    batch = pa.RecordBatch.from_pylist(rows, schema=schema)
    return batch if only is None else only.sift(batch)


def _bytes_before(source: Source, text: str, edges: list[int]) -> list[int]:
    """Offsets in the original file of character positions in ascending order."""
    places, at, base = [], 0, source.start
    for edge in edges:
        base += source.width(text[at:edge].encode())
        at = edge
        places.append(base)
    return places


def _book(tally: Tally, reason: str, row: int, offset: int, length: int) -> None:
    if REASONS[reason].scope == "skip":
        tally.skipped[reason] += 1
    else:
        tally.rejects.add(Reject(row, offset, length, reason))
