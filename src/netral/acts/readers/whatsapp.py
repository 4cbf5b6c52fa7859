"""Reads a chat that somebody exported from WhatsApp: counts and period only, for a private talk is never matched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from netral.acts.context import Context
from netral.acts.files.lines import lines
from netral.acts.files.masks import Positions
from netral.acts.files.ordered import in_order
from netral.acts.files.source import Source
from netral.acts.files.split import Block
from netral.acts.format import Yields
from netral.acts.mapping import Acts
from netral.acts.outcome import Against, Done, Numbered
from netral.acts.readers import whatsapp_lines
from netral.acts.readers.whatsapp_lines import Messages
from netral.acts.rejects import FileRefused, Said
from netral.acts.report import Tally
from netral.acts.schema import restrict
from netral.acts.sieve import Sieve
from netral.acts.values import times
from netral.acts.values.cells import Cells, flags
from netral.acts.values.when import When

CANNOT_SHOW = [
    {
        "id": "Percakapan pribadi: hanya dihitung. Nama, nomor, dan isi pesan tidak dibaca, tidak seorang pun "
        "dicocokkan, dan tidak pernah ada temuan dari berkas ini.",
        "en": "A private conversation: it is only counted. Names, numbers and words are not read, nobody is matched, "
        "and there is never a finding from this file.",
    },
    {
        "id": "Zona waktu tidak tertulis; tanpa `timezone` di --context hanya batas terluar periodenya yang diketahui.",
        "en": "The time zone is not stated; without `timezone` in --context only the outer bounds of the period are "
        "known.",
    },
    {
        "id": "Yang bergabung atau keluar terhitung hanya bila ponselnya berbahasa Indonesia atau Inggris; pesan yang "
        "dihapus dihitung sebagai `Delete` pada waktu pengirimannya.",
        "en": "Who joined or left is counted only where the phone spoke Indonesian or English; a deleted message "
        "counts as `Delete`, at the time when it was sent.",
    },
]

LOOKS = {
    "id": "Teks yang barisnya mulai dengan tanggal dan jam: `05/10/24 19.15 - …` atau `[05/10/24 19.15.04] …`.",
    "en": "Text whose lines begin with date and time: `05/10/24 19.15 - …` or `[05/10/24 19.15.04] …`.",
}
YIELDS = tuple(Yields(verb, "–", "–", "min") for verb in ("Create", "Delete", "Join", "Leave"))
_PRECISION = {"android": "min", "ios": "s"}


class WhatsApp:
    """One chat being read. Its acts have no author, no object and no words: nothing can be matched or kept."""

    format = "whatsapp"
    cannot_show = CANNOT_SHOW
    looks = LOOKS
    yields = YIELDS

    def __init__(self, source: Source, variant: str, context: Context) -> None:
        self.variant, self._source, self._context = variant, source, context

    def batches(
        self, columns: Sequence[str] | None, tally: Tally, only: Sieve | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Canonical batches in file order; none where somebody's acts are looked for. `tally` grows with them."""
        schema = restrict(columns)
        for done in in_order(lambda item: self._read(*item, schema), self._messages()):
            if only is not None:
                done.batch = None
            yield from done.into(tally)

    def _messages(self) -> Iterator[tuple[Numbered, Messages, str]]:
        """The messages of each block, their numbers, and the order of their dates."""
        order, first = "", 1
        for found in in_order(lambda block: whatsapp_lines.messages(block, self.variant), self._lines()):
            order = order or self._order(found)
            yield Numbered(first, found.block), found, order
            first += len(found.verbs)

    def _lines(self) -> Iterator[Block]:
        for block in lines(self._source):
            if "record_too_long" in block.flags.values():
                raise FileRefused(
                    self._source.path, "damaged", Said("satu baris lebih dari 16 MiB", "a line of more than 16 MiB")
                )
            yield block

    def _order(self, found: Messages) -> str:
        """Day or month first, as the dates of the file's first block prove it."""
        proven = whatsapp_lines.order(found)
        if proven != "ymd" and self._context.date_order is not None:
            return self._context.date_order
        if proven is None:
            raise FileRefused(
                self._source.path,
                "ambiguous_date_order",
                Said("tidak ada tanggal yang membedakan hari dari bulan", "no date tells the day from the month"),
            )
        return proven

    def _read(self, item: Numbered, found: Messages, order: str, schema: pa.Schema) -> Done:
        done = Done(records=len(found.verbs))
        local, rows = whatsapp_lines.local(found, order), np.arange(done.records)
        against = Against(done.records)
        against.book(np.isin(rows, [row for row, flag in item.block.flags.items() if flag == "encoding"]), "encoding")
        against.book(local == times.NO_TIME, "time_unreadable")
        against.book(flags(found.verbs.is_null()), "not_an_act")
        places = item.places(rows)
        done.judge(pa.table(places), against)
        if not against.ok.any():
            return done
        time = self._time(local)
        acts = Acts(
            Cells({}, done.records, self._context),
            platform="whatsapp",
            verb=found.verbs,
            time=time,
            by_context=False,
            is_public=False,
            quality=3,
        )
        acts = acts.placed(places, tool="whatsapp", version=self.variant).where(against.ok)
        keys = _keys(local[against.ok], rows[against.ok] + item.first)
        columns = [keys if name == "activity_key" else acts.column(name) for name in schema.names]
        done.accepted, done.batch = acts.size, pa.RecordBatch.from_arrays(columns, schema=schema)
        done.verbs.update(acts.verbs())
        first, last = (time.at if one is None else one for one in (time.earliest, time.latest))
        done.period = times.bounds(first[against.ok])[0], times.bounds(last[against.ok])[1]
        return done

    def _time(self, local: times.Micros) -> When:
        zone, raw = self._context.timezone, pa.nulls(len(local), pa.string())
        if zone is None:
            earliest, latest = whatsapp_lines.anywhere(local)
            nothing = np.full(len(local), times.NO_TIME)
            return When(nothing, raw, basis="", precision="interval", earliest=earliest, latest=latest)
        at = whatsapp_lines.instants(local, zone)
        offsets = pa.array((local - at) // 60_000_000, pa.int16())
        return When(at, raw, basis="iso_naive_assumed", precision=_PRECISION[self.variant], assumed=offsets)


def _keys(local: times.Micros, numbers: Positions) -> pa.Array:
    """A message's minute and its place in the chat: nothing of what was said is hashed."""
    parts = np.zeros((len(local), 2), np.int64)
    parts[:, 0], parts[:, 1] = (local // 1_000_000 << 32) | (numbers & 0xFFFFFFFF), numbers
    return pa.Array.from_buffers(pa.binary(16), len(local), [None, pa.py_buffer(parts.tobytes())])
