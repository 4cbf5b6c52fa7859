"""TikTok comments as Zeeschuimer records them, as 4CAT stores them again, and the tables of both."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import comments
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, handle, matched
from netral.acts.values.redacted import refusal, revealed

_VIDEO = r"^https?://(?:www\.)?tiktok\.com/@(?P<owner>[\w.]+)/video/(?P<id>[0-9]+)"
_YIELDS = (Yields("Create", "id", "handle", "s"),)
_LOOKS = {
    "id": "Satu komentar per baris dengan `aweme_id` dan `create_time`, atau tabel dengan `post_id` dan `comment_url`.",
    "en": "One comment a line, with `aweme_id` and `create_time`; or a table with `post_id` and `comment_url`.",
}
_CANNOT_SHOW = (
    {"id": "Suka, bagikan, dan ikuti tidak ada dalam ekspor ini.", "en": "No likes, shares or follows."},
    {
        "id": "Pemilik video hanya tampak bila halaman yang direkam adalah halaman video itu.",
        "en": "Who owns the video is seen only where the recorded page was that video's.",
    },
    {
        "id": "Hanya komentar yang dimuat di layar pengumpul; yang lain tidak terlihat.",
        "en": "Only comments that the collector's browser loaded; others are not seen.",
    },
)
COMMENT = {
    "id": ("cid",),
    "video": ("aweme_id",),
    "at": ("create_time",),
    "text": ("text",),
    "parent": ("reply_id",),
    "uid": ("user", "uid"),
    "name": ("user", "unique_id"),
    "lang": ("comment_language",),
    "url": ("share_info", "url"),
}


def _acts(cells: Cells) -> Acts:
    page, video = cells["page"], cells["video"]
    owner = pc.if_else(pc.equal(matched(page, _VIDEO, "id"), video), matched(page, _VIDEO, "owner"), None)
    return answered(cells, object_owner_handle=handle(owner), object_owner_basis="url")


def answered(cells: Cells, **owner: Any) -> Acts:
    """Comments as TikTok itself writes them; `owner`: whose video it was, where that is known."""
    video = cells["video"]
    top = pc.equal(cells["parent"], "0")
    return comments.acts(
        cells,
        platform="tiktok",
        time=when.epoch(cells["at"]),
        ids=cells["id"],
        actor_id=digits(cells["uid"]),
        actor_handle=handle(cells["name"]),
        object_url=cells["url"],
        **owner,
        thread=video,
        parent=pc.if_else(top, None, cells["parent"]),
        text=cells["text"],
        text_lang=cells["lang"],
    )


def _table_acts(cells: Cells) -> Acts:
    page, video = cells["page"], cells["video"]
    owner = pc.if_else(pc.equal(matched(page, _VIDEO, "id"), video), matched(page, _VIDEO, "owner"), None)
    # An author without a name is written as @ and the id.
    uid = matched(cells["author"], r"^@(?P<id>[0-9]{12,})$", "id")
    return comments.acts(
        cells,
        platform="tiktok",
        # The other time column is in the exporting server's zone, which the file does not tell.
        time=when.epoch(cells["at"]),
        ids=digits(cells["id"]),
        actor_id=uid,
        actor_handle=pc.if_else(uid.is_valid(), None, handle(revealed(cells["author"]))),
        object_url=cells["url"],
        object_owner_handle=handle(owner),
        object_owner_basis="url",
        thread=video,
        parent=cells["thread"],
        text=cells["text"],
        text_lang=cells["lang"],
        against=(("id_precision_lost", cells.given("id") & ~digits(cells["id"]).is_valid().to_numpy(False)),),
    )


def _zeeschuimer(opening: Opening) -> str | None:
    found = any(record.get("source_platform") == "tiktok-comments" for record in opening.records)
    return "ndjson" if found and opening.has("data", "nav_index") else None


def _fourcat(opening: Opening) -> str | None:
    return "ndjson" if opening.has("cid", "aweme_id", "__import_meta") else None


def _table(opening: Opening) -> str | None:
    if not opening.has("collected_from_url", "thread_id", "author", "unix_timestamp", "post_id", "comment_url"):
        return None
    return "zeeschuimer csv" if opening.delimiter == ";" else "4cat csv"


FORMATS = (
    Format(
        name="zeeschuimer-tiktok-comments",
        tool="zeeschuimer",
        looks=_LOOKS,
        kind="json",
        recognise=_zeeschuimer,
        cells={**{name: ("data", *path) for name, path in COMMENT.items()}, "page": ("source_platform_url",)},
        acts=_acts,
        yields=_YIELDS,
        cannot_show=_CANNOT_SHOW,
    ),
    Format(
        name="4cat-tiktok-comments",
        tool="4cat",
        looks=_LOOKS,
        kind="json",
        recognise=_fourcat,
        cells={**COMMENT, "page": ("__import_meta", "source_platform_url")},
        acts=_acts,
        yields=_YIELDS,
        cannot_show=_CANNOT_SHOW,
    ),
    Format(
        name="tiktok-comments-table",
        tool="zeeschuimer or 4cat",
        looks=_LOOKS,
        kind="table",
        recognise=_table,
        cells={
            "id": ("id",),
            "thread": ("thread_id",),
            "author": ("author",),
            "text": ("body",),
            "at": ("unix_timestamp",),
            "video": ("post_id",),
            "url": ("comment_url",),
            "lang": ("language_guess",),
            "page": ("collected_from_url",),
        },
        acts=_table_acts,
        yields=(Yields("Create", "handle", "handle", "s"),),
        cannot_show=_CANNOT_SHOW,
        refuse=refusal("author"),
    ),
)
