"""Facebook comments as `minet facebook experimental-comments` writes them behind the columns of its input."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts import when
from netral.acts.cells import Cells, handle, matched
from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts

_OWN = (
    *("id", "fbid", "depth", "parent_id", "author_name", "author_short_name", "author_gender", "author_url"),
    *("author_is_verified", "created_time", "text", "attachments", "reactions", "replies"),
)
_POST = ("post_url", "url", "post", "link")
_SITE = r"^https?://(?:(?:www|m|web|id-id|mbasic)\.)?facebook\.com/"
_ID = _SITE + r"(?:profile\.php\?(?:.*&)?id=|people/[^/?]+/)?(?P<id>[0-9]{5,}|pfbid\w+)/?(?:[?&#].*)?$"
_NAME = _SITE + r"(?P<name>[A-Za-z0-9.]{5,50})/?(?:[?#].*)?$"
_OWNER = _SITE + r"(?P<name>[A-Za-z0-9.]{5,50})/(?:posts|videos|photos|reels)/"
_OWNER_ID = _SITE + r"(?:(?:permalink|story)\.php\?(?:.*&)?id=)?(?P<id>[0-9]{5,})(?:/posts/.*|[&#].*)?$"
_POST_ID = r"/(?:posts|videos)/(?:[^/?]+/)?(?P<id>\w+)/?(?:[?#].*)?$"
_PLACES = pa.array(
    ["profile.php", "people", "groups", "pages", "watch", "events", "share", "permalink.php", "story.php"]
)


def _name(links: pa.Array, pattern: str) -> pa.Array:
    """The name in a link; digits and `pfbid…` are ids, and some words are places of Facebook's own."""
    name = handle(matched(links, pattern, "name"))
    other = pc.or_(pc.match_substring_regex(name, r"^(?:[0-9]+|pfbid.*)$"), pc.is_in(name, _PLACES))
    return pc.if_else(pc.fill_null(other, False), pa.scalar(None, pa.string()), name)


def _acts(cells: Cells) -> Acts:
    post, author = cells.first(*_POST), cells["author"]
    uid = matched(author, _ID, "id")
    return Acts(
        cells,
        platform="facebook",
        verb="Create",
        time=when.epoch(cells["at"]),
        interaction="reply",
        activity_id=cells["id"],
        actor_id=uid,
        # It differs from viewer to viewer and from day to day: never a match key.
        actor_id_kind=pc.if_else(pc.fill_null(pc.starts_with(uid, "pfbid"), False), "pfbid", "native"),
        actor_handle=_name(author, _NAME),
        object_id=cells["id"],
        object_type="Note",
        object_url=post,
        object_owner_id=matched(post, _OWNER_ID, "id"),
        object_owner_handle=_name(post, _OWNER),
        object_owner_basis="url",
        in_reply_to_id=pc.coalesce(cells["parent"], matched(post, _POST_ID, "id")),
        root_id=matched(post, _POST_ID, "id"),
        text=cells["text"],
        against=(("no_result_row", ~cells.given("id") & ~cells.given("author")),),
    )


def _recognise(opening: Opening) -> str | None:
    return "comments" if opening.header[-len(_OWN) :] == _OWN else None


FORMATS = (
    Format(
        name="minet-facebook-comments",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya `id,fbid,depth,parent_id,author_name,…,reactions,replies`.",
            "en": "CSV whose last columns are `id,fbid,depth,parent_id,author_name,…,reactions,replies`.",
        },
        kind="table",
        recognise=_recognise,
        cells={
            "id": ("id",),
            "parent": ("parent_id",),
            "author": ("author_url",),
            "at": ("created_time",),
            "text": ("text",),
            **{name: (name,) for name in _POST},
        },
        acts=_acts,
        yields=(Yields("Create", "id", "handle", "s"),),
        cannot_show=(
            {
                "id": "Pelaku hanya dikenali dari tautan profilnya; `pfbid…` bukan ID yang tetap.",
                "en": "An author is known only by the link to the profile; `pfbid…` is no lasting id.",
            },
            {
                "id": "Pemilik kiriman hanya tampak dalam tautan `/nama/posts/…`; selain itu sebutkan di --context.",
                "en": "The post's owner is seen only in a link like `/name/posts/…`; else give it in --context.",
            },
            {"id": "Siapa yang memberi reaksi tidak ada, hanya jumlahnya.", "en": "Reactions are only counted."},
        ),
    ),
)
