"""Posts of Instagram, Threads and TikTok as a feed shows them: each format lays them out as CELLS."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc

from netral.acts.mapping import Acts
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, flags, handle, kinds, matched
from netral.acts.values.cells import when as where

CELLS = {
    name: (name,)
    for name in (
        # `id`: as it stands in the post's address. `mentions`: handles, joined by commas.
        *("id", "url", "at", "text", "lang", "private", "mentions", "collected_ms"),
        *("uid", "name", "uid_again", "name_again"),
        # `reply`, `quote`, `repost`: true also where whose post it was is not told.
        *("reply", "reply_uid", "reply_name", "quote", "quote_uid", "quote_name", "repost"),
    )
}


def acts(cells: Cells, *, platform: str, against: tuple[tuple[Any, ...], ...] = ()) -> Acts:
    """Create for each; the owner is who was answered or quoted. `against`: what else speaks against a record."""
    ids, uid, name = matched(cells["id"], r"^(?P<id>[\w-]+)$", "id"), digits(cells["uid"]), handle(cells["name"])
    reply = cells.given("reply")
    quote, mention = ~reply & cells.given("quote"), cells.given("mentions")
    two = flags(pc.not_equal(cells["uid"], cells["uid_again"]))
    two |= flags(pc.not_equal(name, handle(cells["name_again"])))
    return Acts(
        cells,
        platform=platform,
        verb="Create",
        time=when.epoch(cells["at"]),
        interaction=kinds(cells.size, (reply, "reply"), (quote, "quote"), (mention, "mention"), other="post"),
        activity_id=ids,
        actor_id=uid,
        actor_handle=name,
        object_id=ids,
        object_type="Note",
        object_url=cells["url"],
        object_owner_id=where(reply, digits(cells["reply_uid"]), where(quote, digits(cells["quote_uid"]))),
        object_owner_handle=handle(where(reply, cells["reply_name"], where(quote, cells["quote_name"]))),
        mention_handles=pc.split_pattern(pc.ascii_lower(cells["mentions"]), ","),
        text=cells["text"],
        text_lang=cells["lang"],
        collected_at=when.collected(cells),
        # A post says itself whom it answers: a context for the whole file cannot know better.
        by_context=False,
        against=(
            *against,
            ("unknown_record", ~cells.given("id")),
            ("id_missing", flags(ids.is_null())),
            ("not_public", cells.is_("private", "true")),
            # Whether the time told is that of the repost or of the post itself is not certain.
            ("verb_unsupported", cells.given("repost")),
            ("actor_conflict", two),
            ("actor_id_lost", cells.given("uid") & flags(uid.is_null())),
        ),
    )
