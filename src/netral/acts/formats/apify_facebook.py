"""Facebook comments as Apify's facebook-comments-scraper gives them; many of their authors are disguised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import comments, facebook_ids, facebook_links
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, flags, handle

_NOTHING = pa.scalar(None, pa.string())


def _walk(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A comment, then the comments on it."""
    yield {"row": row, "top": row}
    for reply in listed(row, "comments"):
        yield {"row": reply, "top": row, "parent": row.get("id")}


def _acts(cells: Cells) -> Acts:
    stated, (linked, name) = digits(cells["uid"]), facebook_links.account(cells["profile"])
    disguised = pc.fill_null(facebook_links.disguised(cells["uid"]), False)
    # A profile's link ends in a pfbid where the id is one.
    hidden = pc.or_(disguised, pc.fill_null(pc.match_substring(cells["profile"], "/pfbid"), False))
    uid = pc.coalesce(stated, linked)
    group = pc.fill_null(pc.match_substring(cells["post"], "/groups/"), False)
    owner, owner_name = facebook_links.owner(cells["post"])
    post, number = facebook_ids.comment(cells["id"])
    # `facebookId` is the post's own number wherever the comment's id tells that; only where it tells none, the page's.
    page = pc.if_else(pc.or_(group, post.is_valid()), _NOTHING, digits(cells["page"]))
    return comments.acts(
        cells,
        platform="facebook",
        time=when.iso(cells["at"]),
        ids=pc.coalesce(number, digits(cells["number"]), cells["id"]),
        actor_id=uid,
        actor_handle=handle(name),
        actor_id_kind=pc.if_else(pc.and_(disguised, uid.is_null()), "pfbid", "native"),
        object_url=cells.first("url", "post"),
        object_owner_id=pc.coalesce(owner, page),
        object_owner_handle=owner_name,
        object_owner_basis=pc.if_else(page.is_valid(), "stated", "url"),
        thread=post,
        parent=facebook_ids.number(cells.first("answered", "parent")),
        text=cells["text"],
        by_context=~flags(group),
        against=(
            ("no_result_row", cells.given("error") & ~cells.given("id")),
            ("id_missing", ~cells.given("id")),
            ("id_conflict", facebook_ids.conflict(cells["id"], cells["number"]), "commentId"),
            ("actor_conflict", flags(pc.not_equal(stated, linked))),
            ("actor_obfuscated", flags(pc.and_(hidden, pc.and_(uid.is_null(), name.is_null())))),
        ),
    )


def _recognise(opening: Opening) -> str | None:
    return "comments" if opening.has("facebookUrl", "commentUrl", "feedbackId", "profileUrl") else None


FORMATS = (
    Format(
        name="apify-facebook-comments",
        tool="apify facebook-comments-scraper",
        looks={
            "id": "Daftar JSON komentar dengan `facebookUrl`, `commentUrl`, `feedbackId`, dan `profileUrl`.",
            "en": "JSON list of comments, with `facebookUrl`, `commentUrl`, `feedbackId` and `profileUrl`.",
        },
        kind="json",
        recognise=_recognise,
        walk=_walk,
        cells={
            "parent": ("parent",),
            "post": ("top", "facebookUrl"),
            "page": ("top", "facebookId"),
            "id": ("row", "id"),
            "number": ("row", "commentId"),
            "url": ("row", "commentUrl"),
            "at": ("row", "date"),
            "text": ("row", "text"),
            "uid": ("row", "profileId"),
            "profile": ("row", "profileUrl"),
            "answered": ("row", "replyToCommentId"),
            "error": ("row", "error"),
        },
        acts=_acts,
        yields=(Yields("Create", "id", "id", "s"),),
        cannot_show=(
            {
                "id": "Banyak pelaku hanya ditulis sebagai `pfbid…`, ID samaran yang tidak dapat dicocokkan; ditolak.",
                "en": "Many authors are only a `pfbid…`, a disguise that cannot be matched; these are rejected.",
            },
            {
                "id": "Penulis kiriman di dalam grup tidak tertulis.",
                "en": "Who wrote a post in a group is not stated.",
            },
            {
                "id": "Pemilik kiriman hanya tampak dalam tautan `/nama/posts/…` atau `/nomor/posts/…`; selain itu "
                "sebutkan `object_owner` di --context.",
                "en": "The post's owner is seen only in a link like `/name/posts/…` or `/number/posts/…`; else give "
                "`object_owner` in --context.",
            },
            facebook_ids.SAME_COMMENT,
            {"id": "Suka dan bagikan tidak ada dalam ekspor ini.", "en": "No likes or shares."},
        ),
    ),
)
