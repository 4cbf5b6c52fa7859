"""Posts of Bluesky as minet writes them: a repost is a post's row with the account that reposted it."""

from __future__ import annotations

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.values import when
from netral.acts.values.cells import Cells, domain_account, flags, kinds, matched
from netral.acts.values.cells import when as where

_FIRST = ("cid", "did", "uri", "url", "timestamp_utc")
_AT = r"^at://(?P<did>did:[a-z]+:[^/]+)/"
_MUST = ("uri", "url", "timestamp_utc", "user_did", "original_text", "to_post_uri", "to_user_did", "quoted_user_did")
_MAY = (
    *("user_handle", "to_root_post_uri", "quoted_user_handle", "mentioned_user_dids", "mentioned_user_handles"),
    *("repost_by_user_did", "repost_by_user_handle", "repost_timestamp_utc"),
)


def _acts(cells: Cells) -> Acts:
    again = cells.given("repost_by_user_did") | cells.given("repost_by_user_handle")
    reply = ~again & cells.given("to_user_did")
    quote = ~again & ~reply & cells.given("quoted_user_did")
    mention = cells.given("mentioned_user_dids")
    kind = kinds(cells.size, (again, "repost"), (reply, "reply"), (quote, "quote"), (mention, "mention"), other="post")
    owner = where(again, cells["user_did"], where(reply, cells["to_user_did"], where(quote, cells["quoted_user_did"])))
    return Acts(
        cells,
        platform="bluesky",
        verb=kinds(cells.size, (again, "Announce"), other="Create"),
        time=when.epoch(where(again, cells["repost_timestamp_utc"], cells["timestamp_utc"])),
        interaction=kind,
        activity_id=where(~again, cells["uri"]),
        actor_id=where(again, cells["repost_by_user_did"], cells["user_did"]),
        actor_handle=domain_account(where(again, cells["repost_by_user_handle"], cells["user_handle"]))[1],
        object_id=cells["uri"],
        object_type="Note",
        object_url=cells["url"],
        object_owner_id=owner,
        object_owner_handle=domain_account(
            where(again, cells["user_handle"], where(quote, cells["quoted_user_handle"]))
        )[1],
        in_reply_to_id=where(reply, cells["to_post_uri"]),
        root_id=where(reply, cells["to_root_post_uri"]),
        mention_ids=pc.split_pattern(cells["mentioned_user_dids"], "|"),
        mention_handles=pc.split_pattern(pc.ascii_lower(cells["mentioned_user_handles"]), "|"),
        # The other text column has the quoted post's words and links to pictures worked in. A reposter wrote neither.
        text=where(~again, cells["original_text"]),
        # A post says itself whom it answers: a context for the whole file cannot know better.
        by_context=False,
        against=(
            ("no_result_row", ~cells.given("uri") & ~cells.given("user_did")),
            ("id_missing", ~flags(pc.starts_with(cells["uri"], "at://did:")), "uri"),
            ("actor_conflict", flags(pc.not_equal(matched(cells["uri"], _AT, "did"), cells["user_did"])), "user_did"),
        ),
    )


def _recognise(opening: Opening) -> str | None:
    return "posts" if set(_MUST) <= set(opening.behind(_FIRST)) else None


FORMATS = (
    Format(
        name="minet-bluesky-posts",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya mulai dengan `cid,did,uri,url,timestamp_utc`.",
            "en": "CSV whose last columns begin with `cid,did,uri,url,timestamp_utc`.",
        },
        kind="table",
        recognise=_recognise,
        cells={name: (name,) for name in (*_MUST, *_MAY)},
        acts=_acts,
        yields=(Yields("Create", "id", "id", "s"), Yields("Announce", "id", "id", "s")),
        cannot_show=(
            {
                "id": "Baris kiriman ulang dibaca sebagai kiriman ulang saja, bukan juga sebagai unggahan aslinya.",
                "en": "A reposted row is read as the repost only, not as the original post too.",
            },
            {
                "id": "Waktu unggahan dinyatakan oleh aplikasi penulisnya sendiri.",
                "en": "When a post was made is what its author's app claims.",
            },
            {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},
        ),
    ),
)
