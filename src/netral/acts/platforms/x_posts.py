"""Posts of X, however a tool hands them over: each format lays them out as CELLS, the judgement is the same."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.mapping import Acts
from netral.acts.values import strings, times, when
from netral.acts.values.cells import Cells, digits, flags, handle
from netral.acts.values.ids import numbers
from netral.acts.values.strings import Mask
from netral.acts.values.times import Micros

CELLS = {
    name: (name,)
    for name in (
        # `version`: the id of the edit that was seen, where it is not the first. `link`: the id in the post's link.
        *("id", "version", "link", "root_id", "at", "text", "lang", "protected", "collected_ms"),
        *("uid", "name", "uid_again"),
        # `reposts`: true also where what was reposted is gone.
        *("reposts", "repost_id", "repost_uid", "repost_name"),
        *("reply_id", "reply_uid", "reply_name", "quote_id", "quote_uid", "quote_name"),
    )
}
_SLACK, _LONGEST = 2_000_000, 19
_NOTHING = pa.scalar(None, pa.string())


def acts(cells: Cells) -> Acts:
    """Announce for reposts, Create for the rest; the owner is who was reposted, answered, or quoted."""
    reposts, replies, quotes = cells.given("reposts"), _replies(cells), cells.given("quote_id")
    kinds = [(reposts, "repost"), (replies, "reply"), (quotes, "quote")]
    ids, time = digits(cells["id"]), when.iso(cells["at"])
    mentions, _ = strings.mentions(pc.fill_null(cells["text"], ""))
    named = pc.or_(pc.greater(pc.list_value_length(mentions), 0), cells.first("reply_uid", "reply_name").is_valid())
    objects = pc.if_else(pa.array(reposts), digits(cells["repost_id"]), ids)
    other_root = pc.and_(pa.array(replies & ~reposts), pc.not_equal(cells["root_id"], ids))
    return Acts(
        cells,
        platform="x",
        verb=pc.if_else(pa.array(reposts), "Announce", "Create"),
        time=time,
        interaction=_by_kind(kinds, [pa.scalar(kind) for _, kind in kinds], pc.if_else(named, "mention", "post")),
        activity_id=ids,
        actor_id=digits(cells["uid"]),
        actor_handle=handle(cells["name"]),
        object_id=objects,
        object_type="Note",
        object_url=pc.binary_join_element_wise("https://x.com/i/status/", objects, ""),
        # The last word: whom a text that answers no post is directed at.
        object_owner_id=_by_kind(
            kinds, [digits(cells[f"{kind}_uid"]) for _, kind in kinds], digits(cells["reply_uid"])
        ),
        object_owner_handle=_by_kind(
            kinds, [handle(cells[f"{kind}_name"]) for _, kind in kinds], handle(cells["reply_name"])
        ),
        in_reply_to_id=pc.if_else(pa.array(replies & ~reposts), cells["reply_id"], _NOTHING),
        root_id=pc.if_else(pc.fill_null(other_root, False), cells["root_id"], _NOTHING),
        mention_handles=mentions,
        text=cells["text"],
        text_lang=cells["lang"],
        collected_at=when.collected(cells),
        # A post says itself whom it answers: a context for the whole file cannot know better.
        by_context=False,
        against=_against(cells, ids, time.at),
    )


def _replies(cells: Cells) -> Mask:
    """Under a post; a text that begins with @somebody and answers no post only mentions."""
    elsewhere = flags(pc.not_equal(cells["root_id"], cells["id"]))
    return cells.given("reply_id") | (elsewhere & (cells.given("reply_uid") | cells.given("reply_name")))


def _by_kind(kinds: list[tuple[Mask, str]], found: list[pa.Array], other: pa.Array) -> pa.Array:
    """A repost first, then an answer, then a quote."""
    for (rows, _), column in reversed(list(zip(kinds, found, strict=True))):
        other = pc.if_else(pa.array(rows), column, other)
    return other


def _against(cells: Cells, ids: pa.Array, at: Micros) -> tuple[tuple[str, Mask], ...]:
    other = flags(pc.not_equal(cells["uid"], cells["uid_again"]))
    lost = cells.given("uid") & flags(digits(cells["uid"]).is_null())
    known_ids = [made(digits(cells[name])) for name in ("version", "id")]
    known = (at != times.NO_TIME) & np.logical_or.reduce([one != times.NO_TIME for one in known_ids])
    fits = np.logical_or.reduce(
        [np.abs(np.where(known, at, 0) - np.where(known, one, 0)) <= _SLACK for one in known_ids]
    )
    return (
        ("unknown_record", ~cells.given("id")),
        ("not_public", cells.is_("protected", "true")),
        # What is longer no post of X has, and its time could not be compared.
        ("id_missing", flags(ids.is_null()) | flags(pc.greater(pc.binary_length(ids), _LONGEST))),
        ("id_conflict", flags(pc.not_equal(cells["link"], pc.coalesce(cells["version"], ids)))),
        ("actor_conflict", other),
        ("actor_id_lost", lost),
        ("id_time_conflict", known & ~fits),
    )


def made(ids: pa.Array) -> Micros:
    """When X made each id; NO_TIME where there is none, or one older than the scheme."""
    return times.snowflake(numbers(ids))
