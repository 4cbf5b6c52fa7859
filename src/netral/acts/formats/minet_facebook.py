"""Facebook comments as `minet facebook experimental-comments` writes them behind the columns of its input."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import comments, facebook_ids, facebook_links
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, flags, matched

_OWN = (
    *("id", "fbid", "depth", "parent_id", "author_name", "author_short_name", "author_gender", "author_url"),
    *("author_is_verified", "created_time", "text", "attachments", "reactions", "replies"),
)
_POST = ("post_url", "url", "post", "link")
_POST_ID = r"/(?:posts|videos)/(?:[^/?]+/)?(?P<id>\w+)/?(?:[?#].*)?$"
_NOTHING = pa.scalar(None, pa.string())


def _split(names: pa.Array) -> tuple[pa.Array, pa.Array]:
    """A name of digits only is a number, and no name."""
    number = digits(names)
    return number, pc.if_else(number.is_valid(), _NOTHING, names)


def _acts(cells: Cells) -> Acts:
    post, author = cells.first(*_POST), cells["author"]
    linked, called = facebook_links.account(author)
    number, name = _split(called)
    uid = pc.coalesce(linked, number)
    hidden = pc.fill_null(pc.match_substring(author, "/pfbid"), False)
    group = pc.fill_null(pc.match_substring(post, "/groups/"), False)
    owner, owner_name = facebook_links.owner(post)
    post_number, comment = facebook_ids.comment(cells["id"])
    return comments.acts(
        cells,
        platform="facebook",
        time=when.epoch(cells["at"]),
        ids=pc.coalesce(comment, digits(cells["number"]), cells["id"]),
        actor_id=uid,
        actor_handle=name,
        object_url=post,
        object_owner_id=owner,
        object_owner_handle=owner_name,
        object_owner_basis="url",
        thread=pc.coalesce(post_number, matched(post, _POST_ID, "id")),
        parent=facebook_ids.number(cells["parent"]),
        text=cells["text"],
        by_context=~flags(group),
        against=(
            ("no_result_row", ~cells.given("id") & ~cells.given("author")),
            ("id_conflict", facebook_ids.conflict(cells["id"], cells["number"]), "fbid"),
            ("actor_obfuscated", flags(pc.and_(hidden, pc.and_(uid.is_null(), name.is_null()))), "author_url"),
        ),
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
            "number": ("fbid",),
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
            facebook_ids.SAME_COMMENT,
            {"id": "Siapa yang memberi reaksi tidak ada, hanya jumlahnya.", "en": "Reactions are only counted."},
        ),
    ),
)
