"""Posts of X as `minet twitter` writes them: every owner has an id, and reposts are rows of their own."""

from __future__ import annotations

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import x_rows
from netral.acts.values import when
from netral.acts.values.cells import Cells, handle
from netral.acts.values.cells import when as where

_FIRST = ("id", "timestamp_utc", "local_time", "user_screen_name", "text")
_USED = {
    "id": "id",
    "at": "timestamp_utc",
    "author": "user_screen_name",
    "uid": "user_id",
    "text": "text",
    "lang": "lang",
    "to_name": "to_username",
    "to_uid": "to_userid",
    "to_id": "to_tweetid",
    "rt_id": "retweeted_id",
    "rt_name": "retweeted_user",
    "rt_uid": "retweeted_user_id",
    "q_id": "quoted_id",
    "q_name": "quoted_user",
    "q_uid": "quoted_user_id",
    "url": "url",
    "m_names": "mentioned_names",
    "m_uids": "mentioned_ids",
}


def _acts(cells: Cells) -> Acts:
    again = cells.given("rt_id")
    reply = ~again & (cells.given("to_id") | cells.given("to_uid") | cells.given("to_name"))
    quote = ~again & ~reply & cells.given("q_id")
    owner, name = (
        where(again, cells[f"rt_{of}"], where(reply, cells[f"to_{of}"], where(quote, cells[f"q_{of}"])))
        for of in ("uid", "name")
    )
    return x_rows.acts(
        cells,
        again=again,
        others=((reply, "reply"), (quote, "quote"), (cells.given("m_names"), "mention")),
        author=cells["author"],
        uid=cells["uid"],
        url=cells["url"],
        # The other time column follows the zone of the machine that ran minet.
        time=when.epoch(cells["at"]),
        object_id=where(again, cells["rt_id"], cells["id"]),
        object_owner_id=owner,
        object_owner_handle=handle(name),
        in_reply_to_id=where(reply, cells["to_id"]),
        mention_handles=pc.split_pattern(pc.ascii_lower(cells["m_names"]), "|"),
        mention_ids=pc.split_pattern(cells["m_uids"], "|"),
        text=cells["text"],
        text_lang=cells["lang"],
        against=(("no_result_row", ~cells.given("id") & ~cells.given("uid") & ~cells.given("at")),),
    )


def _recognise(opening: Opening) -> str | None:
    return "tweets" if set(_USED.values()) <= set(opening.behind(_FIRST)) else None


FORMATS = (
    Format(
        name="minet-twitter",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya mulai dengan `id,timestamp_utc,local_time,user_screen_name,text`.",
            "en": "CSV whose last columns begin with `id,timestamp_utc,local_time,user_screen_name,text`.",
        },
        kind="table",
        recognise=_recognise,
        cells={cell: (name,) for cell, name in _USED.items()},
        acts=_acts,
        yields=(Yields("Create", "id", "id", "s"), Yields("Announce", "id", "id", "s")),
        cannot_show=({"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},),
    ),
)
