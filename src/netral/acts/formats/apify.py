"""Instagram and TikTok comments as Apify's actors (instagram-comment-scraper, tiktok-comments-scraper) give them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import comments
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, flags, handle, matched
from netral.acts.values.strings import Mask

_POST = r"^https?://(?:www\.)?instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/(?P<code>[\w-]+)"
_VIDEO = r"^https?://(?:www\.)?tiktok\.com/@(?P<owner>[\w.]+)/(?:video|photo)/(?P<id>[0-9]+)"
_NO_LIKES = {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."}


def _walk(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A comment, then the replies to it."""
    yield {"row": row, "top": row}
    for reply in listed(row, "replies"):
        yield {"row": reply, "top": row, "parent": row.get("id")}


def _failed(cells: Cells) -> Mask:
    """Rows that tell of an error stand among the others."""
    return cells.given("error") & ~cells.given("id")


def _differ(one: pa.Array, other: pa.Array) -> Mask:
    return flags(pc.not_equal(one, other))


def _instagram(cells: Cells) -> Acts:
    post, ids = matched(cells["post"], _POST, "code"), digits(cells["id"])
    uid = digits(cells.first("uid", "uid_again"))
    two = _differ(handle(cells["name"]), handle(cells["name_again"])) | _differ(cells["uid"], cells["uid_again"])
    return comments.acts(
        cells,
        platform="instagram",
        time=when.iso(cells["at"]),
        ids=ids,
        actor_id=uid,
        actor_handle=handle(cells.first("name", "name_again")),
        object_url=cells.first("url", "post"),
        thread=post,
        parent=cells["parent"],
        text=cells["text"],
        against=(
            ("no_result_row", _failed(cells)),
            ("id_missing", flags(ids.is_null())),
            ("actor_id_lost", (cells.given("uid") | cells.given("uid_again")) & flags(uid.is_null())),
            ("actor_conflict", two),
        ),
    )


def _tiktok(cells: Cells) -> Acts:
    video, ids, uid = matched(cells["video"], _VIDEO, "id"), digits(cells["id"]), digits(cells["uid"])
    return comments.acts(
        cells,
        platform="tiktok",
        time=when.epoch(cells["at"]),
        ids=ids,
        actor_id=uid,
        actor_handle=handle(cells["name"]),
        object_url=cells["video"],
        object_owner_handle=handle(matched(cells["video"], _VIDEO, "owner")),
        object_owner_basis="url",
        thread=video,
        parent=cells["parent"],
        text=cells["text"],
        against=(
            ("no_result_row", _failed(cells)),
            ("id_missing", flags(ids.is_null())),
            ("actor_id_lost", cells.given("uid") & flags(uid.is_null())),
        ),
    )


def _is_instagram(opening: Opening) -> str | None:
    named = opening.has("id", "text", "ownerUsername", "timestamp", "likesCount")
    return "comments" if named and (opening.has("repliesCount") or opening.has("position")) else None


def _is_tiktok(opening: Opening) -> str | None:
    return "comments" if opening.has("videoWebUrl", "cid", "createTimeISO", "uniqueId") else None


FORMATS = (
    Format(
        name="apify-instagram-comments",
        tool="apify instagram-comment-scraper",
        looks={
            "id": "Daftar JSON komentar dengan `postUrl`, `ownerUsername`, `timestamp`, dan `repliesCount`.",
            "en": "JSON list of comments, with `postUrl`, `ownerUsername`, `timestamp` and `repliesCount`.",
        },
        kind="json",
        recognise=_is_instagram,
        walk=_walk,
        cells={
            "parent": ("parent",),
            "post": ("top", "postUrl"),
            "id": ("row", "id"),
            "url": ("row", "commentUrl"),
            "at": ("row", "timestamp"),
            "text": ("row", "text"),
            "name": ("row", "ownerUsername"),
            "name_again": ("row", "owner", "username"),
            "uid": ("row", "owner", "id"),
            "uid_again": ("row", "ownerId"),
            "error": ("row", "error"),
        },
        acts=_instagram,
        yields=(Yields("Create", "id", "context", "s"),),
        cannot_show=(
            {
                "id": "Pemilik kiriman tidak tertulis; sebutkan `object_owner` di --context.",
                "en": "Whose post it was is not stated; give `object_owner` in --context.",
            },
            _NO_LIKES,
        ),
    ),
    Format(
        name="apify-tiktok-comments",
        tool="apify tiktok-comments-scraper",
        looks={
            "id": "Daftar JSON komentar dengan `videoWebUrl`, `cid`, `uniqueId`, dan `createTimeISO`.",
            "en": "JSON list of comments, with `videoWebUrl`, `cid`, `uniqueId` and `createTimeISO`.",
        },
        kind="json",
        recognise=_is_tiktok,
        cells={
            "video": ("videoWebUrl",),
            "id": ("cid",),
            "at": ("createTime",),
            "text": ("text",),
            "parent": ("repliesToId",),
            "uid": ("uid",),
            "name": ("uniqueId",),
            "error": ("error",),
        },
        acts=_tiktok,
        yields=(Yields("Create", "id", "handle", "s"),),
        cannot_show=(
            {
                "id": "Pemilik video hanya tertulis sebagai nama akun di tautannya, yang dapat berganti.",
                "en": "The video's owner is named only by the account name in its link, which may change.",
            },
            _NO_LIKES,
        ),
    ),
)
