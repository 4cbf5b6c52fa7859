"""From judged tweets to canonical columns; only what is asked for is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts import schema
from netral.acts.context import Context
from netral.acts.keys import activity_keys
from netral.acts.readers.tweet_judge import Judged
from netral.acts.readers.tweet_variant import Variant
from netral.acts.values import strings, times

_STRING = pa.string()
NEEDS = {
    "text": ("full_text",),
    "text_lang": ("lang",),
    "mention_handles": ("full_text",),
    "root_id": ("conversation_id_str",),
    "published_raw": (),
}
"""Source columns behind a canonical one, beyond those that the judge reads."""
OWNER_COLUMNS = ("interaction", "object_owner_handle", "object_owner_basis", "quality", "root_id", "object_owner_id")


class TweetActs:
    """Accepted rows of one block as canonical columns, each made on demand."""

    def __init__(
        self, raw: pa.Table, judged: Judged, *, context: Context, variant: Variant, mask: strings.Mask | None = None
    ) -> None:
        self._mask = judged.against.ok if mask is None else mask
        chosen = pa.array(self._mask)
        self.size = chosen.true_count
        everything = self.size == len(chosen)
        self._keep: Callable[[pa.Array], pa.Array] = (lambda c: c) if everything else (lambda c: c.filter(chosen))
        self._raw, self._judged, self._context, self._variant = raw, judged, context, variant

    def where(self, mask: strings.Mask) -> TweetActs:
        """Only these of the acts."""
        within = self._mask.copy()
        within[within] = mask
        return TweetActs(self._raw, self._judged, context=self._context, variant=self._variant, mask=within)

    def column(self, name: str) -> pa.Array:
        kind = schema.kind(name)
        made = getattr(self, name, None)
        if made is None:
            return pa.nulls(self.size, kind)
        if isinstance(made, str):
            return pa.DictionaryArray.from_arrays(np.zeros(self.size, np.int32), [made]).cast(kind)
        if isinstance(made, (bool, int)):
            made = pa.repeat(pa.scalar(made), self.size)
        return made if made.type == kind else made.cast(kind)

    platform, verb, object_type, is_public = "x", "Create", "Note", True
    collector_tool = "tweet-harvest"

    def _cells(self, name: str) -> pa.Array:
        return self._keep(self._raw.column(name).chunk(0))

    @cached_property
    def at(self) -> times.Micros:
        at: times.Micros = self._judged.at[self._mask]
        return at

    @cached_property
    def activity_id(self) -> pa.Array:
        return self._keep(self._judged.tweet_id)

    @property
    def object_id(self) -> pa.Array:
        return self.activity_id

    @property
    def object_url(self) -> pa.Array:
        return self._cells("tweet_url")

    @cached_property
    def actor_id(self) -> pa.Array:
        return self._keep(self._judged.actor_id)

    @cached_property
    def actor_handle(self) -> pa.Array:
        return self._keep(self._judged.handle)

    @property
    def actor_id_kind(self) -> pa.Array:
        return pc.if_else(self.actor_id.is_valid(), "native", "none")

    @cached_property
    def actor_key(self) -> pa.Array:
        by_id = pc.binary_join_element_wise(pc.binary_join_element_wise("id:", self.actor_id, ""), "x", "@")
        if not self.actor_id.null_count:
            return by_id
        by_handle = pc.binary_join_element_wise(pc.binary_join_element_wise("acct:", self.actor_handle, ""), "x", "@")
        return pc.coalesce(by_id, by_handle)

    @property
    def activity_key(self) -> pa.Array:
        return activity_keys("x", "Create", self.actor_key, self.activity_id, self.activity_id)

    @cached_property
    def _conversation(self) -> pa.Array:
        cells = self._cells("conversation_id_str")
        whole = strings.made_of(cells, strings.DIGIT, longest=19)
        return pc.if_else(pa.array(whole), cells, pa.scalar(None, _STRING))

    @cached_property
    def _mentions(self) -> tuple[pa.ListArray, pa.Array]:
        return strings.mentions(self._cells("full_text"))

    @property
    def mention_handles(self) -> pa.ListArray:
        return self._mentions[0]

    @cached_property
    def _stated_owner(self) -> pa.Array:
        """The account replied to, where the export has that column and it holds a handle.

        In 2.5.0-2.5.2 only realigned replies have it; other rows hold an image's link or a place there.
        """
        cells = self._cells("in_reply_to_screen_name")
        if self._variant.shifts_replies:
            realigned = self._keep(self._raw.column("repairs").chunk(0))
            cells = pc.if_else(pc.match_substring(realigned, "reply_realigned"), cells, "")
        handle = strings.made_of(cells, strings.HANDLE, longest=strings.MAX_HANDLE)
        return pc.if_else(pa.array(handle), pc.ascii_lower(cells), pa.scalar(None, _STRING))

    @cached_property
    def _inferred_owner(self) -> pa.Array:
        """Without such a column: the first @handle of a text that starts with it, in another's conversation."""
        if "in_reply_to_screen_name" in self._raw.column_names or "full_text" not in self._raw.column_names:
            return pa.nulls(self.size, _STRING)
        others = pc.fill_null(pc.not_equal(self._conversation, self.activity_id), False)
        return pc.if_else(others, self._mentions[1], pa.scalar(None, _STRING))

    @cached_property
    def object_owner_handle(self) -> pa.Array:
        if "in_reply_to_screen_name" in self._raw.column_names:
            return self._stated_owner
        return self._inferred_owner

    @cached_property
    def object_owner_basis(self) -> pa.Array:
        basis = "stated" if "in_reply_to_screen_name" in self._raw.column_names else "inferred"
        return pc.if_else(self.object_owner_handle.is_valid(), basis, "none")

    @property
    def interaction(self) -> pa.Array:
        reply = self.object_owner_handle.is_valid()
        if "full_text" not in self._raw.column_names:
            return pc.if_else(reply, "reply", "post")
        mentions = pc.greater(pc.list_value_length(self.mention_handles), 0)
        return pc.if_else(reply, "reply", pc.if_else(mentions, "mention", "post"))

    @property
    def root_id(self) -> pa.Array:
        other = pc.and_(self.object_owner_handle.is_valid(), self._conversation.is_valid())
        return pc.if_else(other, self._conversation, pa.scalar(None, _STRING))

    @property
    def published_at(self) -> pa.Array:
        return times.as_timestamps(self.at)

    published_precision = "s"

    @property
    def published_basis(self) -> pa.Array:
        return pc.if_else(pa.array(self._judged.from_snowflake[self._mask]), "snowflake", "iso_offset")

    @property
    def published_raw(self) -> pa.Array:
        return self._cells("created_at")

    @property
    def text(self) -> pa.Array:
        return strings.tidy(self._cells("full_text"))

    @property
    def text_lang(self) -> pa.Array:
        return self._cells("lang")

    @property
    def collected_at(self) -> pa.Array | None:
        known = self._context.collected_at
        return None if known is None else pa.repeat(pa.scalar(known, pa.timestamp("us", tz="UTC")), self.size)

    @property
    def collector_version(self) -> str:
        return self._variant.name

    @property
    def source_row(self) -> pa.Array:
        return self._cells("source_row")

    @property
    def source_byte_offset(self) -> pa.Array:
        return self._cells("source_byte_offset")

    @property
    def source_byte_len(self) -> pa.Array:
        return self._cells("source_byte_len")

    @cached_property
    def _slow_repairs(self) -> list[list[str]]:
        """Per row what the slow lane did; empty when no row went there."""
        cells = self._cells("repairs")
        if not pc.any(pc.not_equal(cells, "")).as_py():
            return []
        return [cell.split() for cell in cells.to_pylist()]

    @cached_property
    def repair_counts(self) -> dict[str, int]:
        counts = {name: int((mask & self._mask).sum()) for name, mask in self._judged.repairs.items()}
        slow = Counter(name for cell in self._slow_repairs for name in cell)
        counts = {**counts, **slow}
        return {name: count for name, count in counts.items() if count}

    @property
    def repairs(self) -> pa.Array:
        if not self.repair_counts:
            return pa.ListArray.from_arrays(pa.array(np.zeros(self.size + 1, np.int32)), pa.array([], _STRING))
        judged = [(name, mask[self._mask]) for name, mask in self._judged.repairs.items()]
        slow = self._slow_repairs or [[]] * self.size
        rows = [names + [name for name, mask in judged if mask[i]] for i, names in enumerate(slow)]
        return pa.array(rows, pa.list_(_STRING))

    @property
    def quality(self) -> pa.Array:
        by_handle = self.actor_id.is_null()
        inferred = pc.equal(self.object_owner_basis, "inferred")
        return pc.if_else(inferred, 3, pc.if_else(by_handle, 1, 0))
