"""Reads tweet-harvest CSV, every version: whole blocks in the fast lane, damaged records one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv

from netral.acts.context import Context
from netral.acts.files.dialect import Dialect, read_dialect
from netral.acts.files.ordered import in_order
from netral.acts.files.source import Source
from netral.acts.files.split import Block, gathered, records
from netral.acts.format import Yields
from netral.acts.outcome import Done, Numbered, number
from netral.acts.readers.tweet_acts import NEEDS, OWNER_COLUMNS, TweetActs
from netral.acts.readers.tweet_judge import judge
from netral.acts.readers.tweet_rows import recover
from netral.acts.readers.tweet_variant import check_usable, recognise
from netral.acts.report import Tally
from netral.acts.schema import restrict
from netral.acts.sieve import Sieve
from netral.acts.values import mojibake, times
from netral.acts.values.strings import Mask, unquote

_JUDGED = ("created_at", "id_str", "user_id_str", "username", "tweet_url", "conversation_id_str")
CANNOT_SHOW = [
    {
        "id": "Suka, kirim ulang, dan ikuti tidak pernah ada dalam ekspor ini.",
        "en": "Likes, reposts and follows are never in this kind of export.",
    },
    {
        "id": "ID akun dan unggahan yang dibalas tidak tertulis, hanya nama akunnya.",
        "en": "The id of the account and post replied to is not stated, only the account's name.",
    },
    {
        "id": "Unggahan yang dihapus atau dikunci sebelum pengambilan tidak terlihat.",
        "en": "Posts deleted or protected before the collection are not seen.",
    },
]
LOOKS = {
    "id": "Tabel dengan `full_text`, `created_at`, dan `id_str` atau `tweet_url`, dari versi mana pun.",
    "en": "A table with `full_text`, `created_at`, and `id_str` or `tweet_url`, of any version.",
}
YIELDS = (Yields("Create", "id", "handle", "s"),)


class TweetHarvest:
    """One tweet-harvest file being read."""

    format = "tweet-harvest"
    cannot_show = CANNOT_SHOW
    looks = LOOKS
    yields = YIELDS

    def __init__(self, path: Path, source: Source, context: Context) -> None:
        self._source, self._context = source, context
        self._dialect: Dialect = read_dialect(source.peek())
        self._header_line = source.peek().partition(b"\n")[0].strip()
        check_usable(path, self._dialect, context)
        self._variant = recognise(self._dialect)
        self.variant = self._variant.name

    def batches(
        self, columns: Sequence[str] | None, tally: Tally, only: Sieve | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Canonical batches in file order; `tally` grows with them."""
        schema = restrict(columns)
        wanted = self._wanted(schema)
        numbered = self._numbered()
        for done in in_order(lambda item: self._read(item, schema, wanted, only), numbered):
            yield from done.into(tally)

    def _numbered(self) -> Iterator[Numbered]:
        delimiter = self._dialect.delimiter.encode()
        dialect = self._dialect
        found = records(self._source, delimiter=delimiter, width=dialect.width, quoted=dialect.quoted)
        return number(gathered(found), first=0)

    def _wanted(self, schema: pa.Schema) -> list[str]:
        """Source columns that the asked canonical columns need, in a fixed order."""
        names = list(_JUDGED)
        for column in schema.names:
            names += NEEDS.get(column, ())
        if set(schema.names) & set(OWNER_COLUMNS):
            names += ["conversation_id_str", "in_reply_to_screen_name"]
            if "in_reply_to_screen_name" not in self._dialect.header or "interaction" in schema.names:
                names.append("full_text")
        present = set(self._dialect.header) | set(_JUDGED) | {"lang"}
        return [name for name in dict.fromkeys(names) if name in present]

    def _read(self, item: Numbered, schema: pa.Schema, wanted: list[str], only: Sieve | None) -> Done:
        block, done = item.block, Done(records=len(item.block.starts))
        keep = np.ones(len(block.starts), bool)
        if item.first == 0:
            keep[0] = False
            done.records -= 1
        self._skip_headers(block, keep, done)
        spoiled = mojibake.spoiled(block)
        slow = self._slow_lane(item, keep, done, spoiled)
        raw = self._fast_lane(item, keep, wanted, spoiled)
        if slow:
            raw = self._merge(raw, slow, wanted, item)
        if not len(raw):
            return done
        judged = judge(raw, self._context)
        done.judge(raw, judged.against)
        acts = TweetActs(raw, judged, context=self._context, variant=self._variant)
        done.accepted, done.period = acts.size, times.bounds(acts.at)
        done.verbs["Create"] += acts.size
        done.repairs.update(acts.repair_counts)
        if only is not None:
            acts = only.narrow(acts)
        done.batch = pa.RecordBatch.from_arrays([acts.column(name) for name in schema.names], schema=schema)
        return done

    def _skip_headers(self, block: Block, keep: Mask, done: Done) -> None:
        for index in block.repeats(self._header_line):
            if keep[index]:
                keep[index] = False
                block.flags.pop(index, None)
                done.skipped["header_repeated"] += 1

    def _slow_lane(
        self, item: Numbered, keep: Mask, done: Done, spoiled: set[int]
    ) -> list[tuple[int, dict[str, str], str]]:
        """Index, cells and repairs of each flagged record that could be recovered; the rest is counted."""
        recovered = []
        for index, flag in sorted(item.block.flags.items()):
            if not keep[index]:
                continue
            keep[index] = False
            if flag == "blank_line":
                done.skipped[flag] += 1
                continue
            found = recover(item.block.record(index), flag, self._dialect, self._variant)
            if isinstance(found, str):
                done.rejects.append(item.reject(index, found))
            else:
                repairs = (*found.repairs, mojibake.FLAG) if index in spoiled else found.repairs
                recovered.append((index, found.cells, " ".join(repairs)))
        return recovered

    def _fast_lane(self, item: Numbered, keep: Mask, wanted: list[str], spoiled: set[int]) -> pa.Table:
        """Proven records, parsed by Arrow; it must find exactly as many as the splitter counted."""
        block, header = item.block, self._dialect.header
        rows = np.flatnonzero(keep)
        present = [name for name in wanted if name in header]
        names = [name if header.index(name) == i else f"{name}#{i}" for i, name in enumerate(header)]
        if len(rows):
            table = pcsv.read_csv(
                pa.BufferReader(block.without(keep)),
                read_options=pcsv.ReadOptions(column_names=names, block_size=len(block.data) + 64, use_threads=False),
                parse_options=pcsv.ParseOptions(
                    delimiter=self._dialect.delimiter,
                    quote_char='"' if self._dialect.quoted else False,
                    newlines_in_values=self._dialect.quoted,
                    ignore_empty_lines=False,
                ),
                convert_options=pcsv.ConvertOptions(
                    column_types={name: pa.string() for name in present},
                    include_columns=present,
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            )
            cells = {name: table.column(name).combine_chunks() for name in present}
            cells = {name: c.chunk(0) if isinstance(c, pa.ChunkedArray) else c for name, c in cells.items()}
            if table.num_rows != len(rows):
                raise AssertionError(f"splitter counts {len(rows)} records, Arrow {table.num_rows}")
        else:
            cells = {name: pa.array([], pa.string()) for name in present}
        if not self._dialect.quoted:
            cells = {name: unquote(column) for name, column in cells.items()}
        repairs = pa.repeat("", len(rows))
        if spoiled:
            repairs = pa.array([mojibake.FLAG if row in spoiled else "" for row in rows.tolist()], pa.string())
        return self._table(cells, wanted, item, rows, repairs)

    def _table(
        self,
        cells: dict[str, pa.Array],
        wanted: list[str],
        item: Numbered,
        rows: np.ndarray,
        repairs: pa.Array,
    ) -> pa.Table:
        blank = pa.repeat("", len(rows))
        columns = {name: cells.get(name, blank) for name in wanted}
        columns["source_row"] = pa.array(rows + item.first, pa.int64())
        columns["source_byte_offset"] = pa.array(item.block.offsets[rows], pa.int64())
        columns["source_byte_len"] = pa.array(item.block.lengths[rows], pa.int64())
        columns["repairs"] = repairs
        return pa.table(columns)

    def _merge(
        self, fast: pa.Table, slow: list[tuple[int, dict[str, str], str]], wanted: list[str], item: Numbered
    ) -> pa.Table:
        rows = np.array([index for index, _, _ in slow], np.int64)
        cells = {name: pa.array([row.get(name, "") for _, row, _ in slow], pa.string()) for name in wanted}
        repaired = self._table(cells, wanted, item, rows, pa.array([repairs for _, _, repairs in slow], pa.string()))
        both = pa.concat_tables([fast, repaired]).sort_by("source_row")
        return both.combine_chunks()
