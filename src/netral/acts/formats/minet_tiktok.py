"""Videos of TikTok as `minet tiktok search-videos` writes them: a duet names whose video it answers."""

from __future__ import annotations

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import feed_posts
from netral.acts.values import ids
from netral.acts.values.cells import Cells

_FIRST = ("id", "description", "timestamp", "utc_time", "original_item")
_USED = {
    "id": "id",
    "text": "description",
    "at": "timestamp",
    "uid": "author_id",
    "name": "author_unique_id",
    "secret": "author_secret",
    "quote": "duet_from_video_id",
    "quote_uid": "duet_from_user_id",
    "quote_name": "duet_from_user_name",
}


def _acts(cells: Cells) -> Acts:
    address = pc.binary_join_element_wise("https://www.tiktok.com/@", cells["name"], "/video/", cells["id"], "")
    laid_out = {name: cells[name] for name in _USED} | {"url": address, "private": pc.ascii_lower(cells["secret"])}
    against = (
        ("no_result_row", ~cells.given("id") & ~cells.given("name")),
        ("id_precision_lost", ids.unwitnessed(cells["id"]), "id"),
        ("actor_id_lost", ids.unwitnessed(cells["uid"]), "author_id"),
        ("id_precision_lost", ids.unwitnessed(cells["quote_uid"]), "duet_from_user_id"),
    )
    return feed_posts.acts(Cells(laid_out, cells.size, cells.context), platform="tiktok", against=against)


def _recognise(opening: Opening) -> str | None:
    return "videos" if set(_USED.values()) <= set(opening.behind(_FIRST)) else None


FORMATS = (
    Format(
        name="minet-tiktok-videos",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya mulai dengan `id,description,timestamp,utc_time,original_item`.",
            "en": "CSV whose last columns begin with `id,description,timestamp,utc_time,original_item`.",
        },
        kind="table",
        recognise=_recognise,
        cells={cell: (name,) for cell, name in _USED.items()},
        acts=_acts,
        yields=(Yields("Create", "id", "id", "s"),),
        cannot_show=({"id": "Suka, komentar, dan ikuti tidak ada.", "en": "No likes, comments or follows."},),
    ),
)
