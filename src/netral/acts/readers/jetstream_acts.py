"""Who liked, followed, reposted or posted what on Bluesky? From flat Jetstream columns to canonical ones."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts import schema
from netral.acts.context import Context
from netral.acts.keys import activity_keys, own_id
from netral.acts.outcome import Against
from netral.acts.values import strings, times

_S = pa.string()
_NONE = pa.scalar(None, _S)
LIKE, REPOST = "app.bsky.feed.like", "app.bsky.feed.repost"
FOLLOW, POST = "app.bsky.graph.follow", "app.bsky.feed.post"
_COLLECTIONS = pa.array([LIKE, REPOST, FOLLOW, POST])
_VERBS = {LIKE: "Like", REPOST: "Announce", FOLLOW: "Follow", POST: "Create"}
_DID = r"^did:[a-z]+:[A-Za-z0-9._:%-]+$"
_OWNER = r"^at://(?P<did>did:[a-z]+:[A-Za-z0-9._:%-]+)(?:/|$)"
# How far a client's clock may be from Jetstream's before its claim is not believed.
_PLAUSIBLE = 600_000_000
ALWAYS = ["did", "kind", "operation", "collection", "rkey", "subject", "subject_uri"]
_POSTS = ("parent", "quoted", "quoted_with_media")
_CLOCK = ("created_at",)
NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("interaction", "object_owner_id", "object_owner_basis"), _POSTS),
    **dict.fromkeys(
        ("published_at", "published_basis", "published_raw", "published_earliest", "published_latest"), _CLOCK
    ),
    "in_reply_to_id": ("parent",),
    "root_id": ("root",),
    "text": ("text",),
    "text_lang": ("langs",),
    "mention_ids": ("facets",),
}


def _flags(column: pa.Array) -> strings.Mask:
    found: strings.Mask = column.fill_null(False).to_numpy(zero_copy_only=False)
    return found


def judge(raw: pa.Table) -> Against:
    """What speaks against each row; nothing where actor, act and object are certain."""
    column = {name: raw.column(name).chunk(0) for name in raw.column_names}
    against = Against(len(raw))
    book = against.book
    kind = column["kind"]
    commit = _flags(pc.equal(kind, "commit"))
    if not commit.all():
        book(_flags(pc.equal(kind, "identity")), "identity_event")
        book(_flags(pc.equal(kind, "account")), "account_event")
        book(~commit, "unknown_record")
    book(~_flags(pc.match_substring_regex(column["did"], _DID)), "actor_missing")
    known = _flags(pc.is_in(column["collection"], _COLLECTIONS))
    book(~known & _flags(column["collection"].is_valid()), "other_collection")
    book(~known, "unknown_record")
    operation = column["operation"]
    book(~_flags(pc.is_in(operation, pa.array(["create", "update", "delete"]))), "unknown_record")
    book(~_flags(pc.not_equal(column["rkey"], "")), "id_missing")
    book(_flags(column["time_us"].is_null()) | _flags(pc.less_equal(column["time_us"], 0)), "time_missing")
    book(_flags(pc.greater_equal(column["time_us"], times.LATEST)), "time_unreadable")
    making = ~_flags(pc.equal(operation, "delete"))
    follow, post = _flags(pc.equal(column["collection"], FOLLOW)), _flags(pc.equal(column["collection"], POST))
    book(making & follow & ~_flags(pc.match_substring_regex(column["subject"], _DID)), "object_missing")
    book(making & ~follow & ~post & ~_flags(pc.starts_with(column["subject_uri"], "at://did:")), "object_missing")
    return against


class SkyActs:
    """Accepted events of one block as canonical columns, each made on demand."""

    platform, is_public, actor_id_kind = "bluesky", True, "did"
    published_precision, collector_tool = "us", "jetstream"

    def __init__(self, kept: pa.Table, *, context: Context) -> None:
        self.size = len(kept)
        self._kept, self._context = kept.combine_chunks(), context
        self._cells = {name: self._kept.column(name).chunk(0) for name in kept.column_names} if self.size else {}

    def where(self, mask: strings.Mask) -> SkyActs:
        """Only these of the acts."""
        return SkyActs(self._kept.filter(pa.array(mask)), context=self._context)

    def in_order(self) -> SkyActs:
        """The acts in the order of the file: lines of one layout were read together."""
        places = self._kept.column("source_row").to_numpy()
        return SkyActs(self._kept.take(pa.array(np.argsort(places, kind="stable"))), context=self._context)

    def column(self, name: str) -> pa.Array:
        kind = schema.kind(name)
        made = getattr(self, name, None) if self.size else None
        if made is None:
            return pa.nulls(self.size, kind)
        if isinstance(made, str):
            return pa.DictionaryArray.from_arrays(np.zeros(self.size, np.int32), [made]).cast(kind)
        if isinstance(made, (bool, int)):
            made = pa.repeat(pa.scalar(made), self.size)
        return made if made.type == kind else made.cast(kind)

    def _get(self, name: str) -> pa.Array:
        return self._cells[name] if name in self._cells else pa.nulls(self.size, _S)

    @cached_property
    def _deleted(self) -> pa.Array:
        return pc.equal(self._cells["operation"], "delete")

    @cached_property
    def _post(self) -> pa.Array:
        return pc.equal(self._cells["collection"], POST)

    @cached_property
    def _follow(self) -> pa.Array:
        return pc.equal(self._cells["collection"], FOLLOW)

    @cached_property
    def verb(self) -> pa.Array:
        kinds = self._cells["collection"].dictionary_encode()
        made = pa.array([_VERBS[name] for name in kinds.dictionary.to_pylist()]).take(kinds.indices)
        updated = pc.if_else(pc.equal(self._cells["operation"], "update"), "Update", made)
        return pc.if_else(self._deleted, pc.if_else(self._post, "Delete", "Undo"), updated)

    @property
    def actor_id(self) -> pa.Array:
        return self._cells["did"]

    @cached_property
    def actor_key(self) -> pa.Array:
        return pc.binary_join_element_wise("id:", self.actor_id, "@bluesky", "")

    @cached_property
    def _uri(self) -> pa.Array:
        cells = self._cells
        return pc.binary_join_element_wise("at:/", cells["did"], cells["collection"], cells["rkey"], "/")

    @property
    def activity_id(self) -> pa.Array:
        """An act of undoing has no id of its own: Jetstream names only what it undid."""
        return pc.if_else(self._deleted, _NONE, self._uri)

    @cached_property
    def object_id(self) -> pa.Array:
        """What was liked or followed; for posts the post itself; for an undoing the act that it undid."""
        subject = pc.coalesce(self._cells["subject_uri"], self._cells["subject"])
        return pc.if_else(pc.or_(self._deleted, self._post), self._uri, subject)

    @property
    def object_type(self) -> pa.Array:
        return pc.if_else(pc.and_(self._follow, pc.invert(self._deleted)), "Person", "Note")

    @property
    def activity_key(self) -> pa.Array:
        own = own_id(self.activity_id, self.published_at)
        return activity_keys("bluesky", self.verb, self.actor_key, self.object_id, own)

    @cached_property
    def _quoted(self) -> pa.Array:
        return pc.coalesce(self._get("quoted"), self._get("quoted_with_media"))

    @cached_property
    def _target(self) -> pa.Array:
        """The record whose owner the act is directed at."""
        posts = pc.coalesce(self._get("parent"), self._quoted)
        target = pc.if_else(self._post, posts, self._cells["subject_uri"])
        return pc.if_else(self._deleted, _NONE, target)

    @cached_property
    def object_owner_id(self) -> pa.Array:
        # Not `.field`: that forgets which rows did not match.
        owner = pc.struct_field(pc.extract_regex(self._target, _OWNER), "did")
        return pc.if_else(self._follow, self._cells["subject"], owner)

    @property
    def object_owner_basis(self) -> pa.Array:
        replied = pc.and_(self._post, self._get("parent").is_valid())
        named = pc.if_else(self._follow, "stated", pc.if_else(replied, "parent", "url"))
        return pc.if_else(self.object_owner_id.is_valid(), named, "none")

    @property
    def interaction(self) -> pa.Array:
        quoted = pc.if_else(self._quoted.is_valid(), "quote", "post")
        posts = pc.if_else(self._get("parent").is_valid(), "reply", quoted)
        reposts = pc.equal(self._cells["collection"], REPOST)
        others = pc.if_else(self._follow, "follow", pc.if_else(reposts, "repost", "reaction"))
        return pc.if_else(self._post, posts, others)

    @property
    def reaction(self) -> pa.Array:
        return pc.if_else(pc.equal(self._cells["collection"], LIKE), "like", _NONE)

    @property
    def in_reply_to_id(self) -> pa.Array:
        return self._get("parent")

    @property
    def root_id(self) -> pa.Array:
        return self._get("root")

    @cached_property
    def _seen(self) -> times.Micros:
        seen: times.Micros = self._cells["time_us"].to_numpy(zero_copy_only=False)
        return seen

    @cached_property
    def _claimed(self) -> times.Micros:
        return times.instants(self._get("created_at").fill_null(""))

    @cached_property
    def _believed(self) -> strings.Mask:
        """A client may claim any time: believed only if close to when Jetstream saw the event."""
        known = self._claimed != times.NO_TIME
        near = np.abs(np.where(known, self._claimed, 0) - self._seen) <= _PLAUSIBLE
        believed: strings.Mask = known & near
        return believed

    @cached_property
    def at(self) -> times.Micros:
        return np.where(self._believed, self._claimed, self._seen) if self.size else np.zeros(0, np.int64)

    @property
    def published_at(self) -> pa.Array:
        return times.as_timestamps(self.at)

    @property
    def published_earliest(self) -> pa.Array:
        return times.as_timestamps(np.where(self._believed, np.minimum(self._claimed, self._seen), self._seen))

    @property
    def published_latest(self) -> pa.Array:
        return times.as_timestamps(np.where(self._believed, np.maximum(self._claimed, self._seen), self._seen))

    @property
    def published_basis(self) -> pa.Array:
        return pc.if_else(pa.array(self._believed), "client_claimed", "epoch")

    @property
    def published_raw(self) -> pa.Array:
        return self._get("created_at")

    @property
    def text(self) -> pa.Array:
        return self._get("text")

    @property
    def text_lang(self) -> pa.Array:
        langs = self._cells["langs"]
        counts = pc.list_value_length(langs).fill_null(0).to_numpy(zero_copy_only=False)
        first = np.concatenate(([0], np.cumsum(counts)[:-1]))
        return langs.flatten().take(pa.array(first, mask=counts == 0))

    @property
    def mention_ids(self) -> pa.Array:
        rows = [
            [d for facet in facets or () if facet for f in facet["features"] or () if f and (d := f["did"])]
            for facets in self._cells["facets"].to_pylist()
        ]
        return pa.array(rows, pa.list_(_S))

    @property
    def collected_at(self) -> pa.Array:
        return times.as_timestamps(self._seen)

    @property
    def source_row(self) -> pa.Array:
        return self._cells["source_row"]

    @property
    def source_byte_offset(self) -> pa.Array:
        return self._cells["source_byte_offset"]

    @property
    def source_byte_len(self) -> pa.Array:
        return self._cells["source_byte_len"]

    @property
    def repairs(self) -> pa.Array:
        return pa.ListArray.from_arrays(pa.array(np.zeros(self.size + 1, np.int32)), pa.array([], _S))

    quality = 0

    def verbs(self) -> dict[str, int]:
        if not self.size:
            return {}
        return {entry["values"]: entry["counts"] for entry in pc.value_counts(self.verb).to_pylist()}
