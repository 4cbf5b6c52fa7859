"""Instagram comments as Instaloader writes them beside a post: a list that names neither the post nor its owner."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.format import Format, Opening, Refusal, Yields, dig, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import comments, feed_posts, instagram_posts
from netral.acts.rejects import Said
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, flags, handle

_NO_LIKES = {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."}


def _walk(comment: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A comment, then the answers to it."""
    yield {"comment": comment}
    for answer in listed(comment, "answers"):
        yield {"comment": answer, "parent": comment.get("id")}


def _acts(cells: Cells) -> Acts:
    ids, uid = digits(cells["id"]), digits(cells["uid"])
    # The post by its short code, as its address has it.
    post = pa.repeat(pa.scalar(cells.context.object_id, pa.string()), cells.size)
    return comments.acts(
        cells,
        platform="instagram",
        time=when.epoch(cells["at"]),
        ids=ids,
        actor_id=uid,
        actor_handle=handle(cells["name"]),
        object_url=pc.binary_join_element_wise("https://www.instagram.com/p/", post, "/c/", ids, "/", ""),
        thread=post,
        parent=cells["parent"],
        text=cells["text"],
        against=(
            ("unknown_record", ~cells.given("id")),
            ("id_missing", flags(ids.is_null())),
            ("actor_id_lost", cells.given("uid") & flags(uid.is_null())),
        ),
    )


def _walk_post(file: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from instagram_posts.rows(file.get("node") or {})


def _post(opening: Opening) -> str | None:
    found = any(dig(one, ("instaloader", "node_type")) == "Post" and "node" in one for one in opening.records)
    return "post" if found else None


def _recognise(opening: Opening) -> str | None:
    return "comments" if opening.has("id", "created_at", "text", "owner", "likes_count") else None


def _refuse(_opening: Opening, context: Context) -> Refusal | None:
    if context.object_owner is None:
        return "sidecar_missing", Said(
            "`object_owner`: pemilik kiriman, yang tertulis di .json kiriman di sebelahnya",
            "`object_owner` must be the post's owner; the sibling .json of the post names him",
        )
    return None


FORMATS = (
    Format(
        name="instaloader-comments",
        tool="instaloader",
        looks={
            "id": "Daftar JSON komentar dengan `id`, `created_at`, `text`, `owner`, `likes_count`, dan `answers`.",
            "en": "JSON list of comments, with `id`, `created_at`, `text`, `owner`, `likes_count` and `answers`.",
        },
        kind="json",
        recognise=_recognise,
        refuse=_refuse,
        walk=_walk,
        cells={
            "parent": ("parent",),
            "id": ("comment", "id"),
            "at": ("comment", "created_at"),
            "text": ("comment", "text"),
            "uid": ("comment", "owner", "id"),
            "name": ("comment", "owner", "username"),
        },
        acts=_acts,
        yields=(Yields("Create", "id", "context", "s"),),
        cannot_show=(
            {
                "id": "Kiriman dan pemiliknya tidak tertulis; sebutkan `object_owner` (dan kode kiriman sebagai "
                "`object_id`) di --context.",
                "en": "The post and its owner are not stated; give `object_owner` (and the post's short code as "
                "`object_id`) in --context.",
            },
            {
                "id": "Komentar yang sudah dihapus dapat tetap ada, bila berkas ini ditulis lebih dari sekali.",
                "en": "Deleted comments may still be there, where the file was written more than once.",
            },
            _NO_LIKES,
        ),
    ),
    Format(
        name="instaloader-posts",
        tool="instaloader",
        looks={
            "id": "Satu kiriman per berkas, dengan `node` dan `instaloader` (`node_type` `Post`).",
            "en": "One post a file, with `node` and `instaloader` (`node_type` `Post`).",
        },
        kind="json",
        recognise=_post,
        walk=_walk_post,
        cells=feed_posts.CELLS,
        acts=partial(feed_posts.acts, platform="instagram"),
        yields=(Yields("Create", "id", "–", "s"),),
        cannot_show=(
            {
                "id": "Komentarnya ada di berkas lain, `…_comments.json`.",
                "en": "Its comments are in another file, `…_comments.json`.",
            },
            _NO_LIKES,
        ),
    ),
)
