"""Facebook posts as facebook-scraper wrote them: the post, comments on it, who reacted, and who shared it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import facebook_ids, facebook_links
from netral.acts.values import times, when
from netral.acts.values.cells import Cells, digits, flags
from netral.acts.values.when import When

_NAMES = (
    *("kind", "id", "object", "url", "uid", "link", "owner_uid", "owner_link", "parent", "root", "text", "reaction"),
    *("epoch", "local", "since_epoch", "since_local"),
)
# How the tool's versions call the reactions that are said to be support; laughing or sad is not said to be.
_SUPPORT = ("like", "love", "care", "support")
_DAY = 86_400_000_000
_KINDS = {
    "post": ("Create", "post", "s"),
    "share": ("Announce", "repost", "s"),
    "comment": ("Create", "reply", "interval"),
    "reaction": ("Like", "reaction", "none"),
    "sharer": ("Announce", "repost", "none"),
}


def _walk(post: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The post, and all that was done to it: toward its author, and not before it."""
    author = {"uid": post.get("user_id"), "link": post.get("user_url")}
    own = {"id": post.get("post_id"), "url": post.get("post_url"), "text": post.get("text")}
    clock = {"epoch": post.get("timestamp"), "local": post.get("time")}
    if original := post.get("shared_post_id"):
        shared = {"kind": "share", "object": original, "owner_uid": post.get("shared_user_id")}
        yield {**own, **author, **clock, **shared}
    else:
        yield {**own, **author, **clock, "kind": "post", "object": own["id"]}
    about = {
        "owner_uid": author["uid"],
        "owner_link": author["link"],
        "root": own["id"],
        "url": own["url"],
        "since_epoch": clock["epoch"],
        "since_local": clock["local"],
    }
    for comment in listed(post, "comments_full"):
        yield from _comment(comment, about, parent=own["id"])
    for one in listed(post, "reactors"):
        yield {**about, "kind": "reaction", "object": own["id"], "link": one.get("link"), "reaction": one.get("type")}
    for one in listed(post, "sharers"):
        yield {**about, "kind": "sharer", "object": own["id"], "link": one.get("link")}


def _comment(comment: dict[str, Any], about: dict[str, Any], *, parent: Any) -> Iterator[dict[str, Any]]:
    number = comment.get("comment_id")
    author = {"uid": comment.get("commenter_id"), "link": comment.get("commenter_url")}
    said = {
        "url": comment.get("comment_url"),
        "text": comment.get("comment_text"),
        "local": comment.get("comment_time"),
    }
    yield {**about, **author, **said, "kind": "comment", "id": number, "object": number, "parent": parent}
    whose = {"owner_uid": author["uid"], "owner_link": author["link"], "object": number, "url": said["url"]}
    for one in listed(comment, "comment_reactors"):
        yield {**about, **whose, "kind": "reaction", "link": one.get("link"), "reaction": one.get("type")}
    for reply in listed(comment, "replies"):
        yield from _comment(reply, about, parent=number)


def _said(cells: Cells, place: int) -> pa.Array:
    """Verb, interaction or precision of each record's kind."""
    words = {kind: row[place] for kind, row in _KINDS.items()}
    return pa.array([words[kind] for kind in cells["kind"].to_pylist()], pa.string())


def _when(cells: Cells) -> When:
    """A comment's time was computed from "3 h": after its post, and no later than a day after that time.

    Reactions and sharers have none, but cannot be older than the post.
    """
    stated = when.epoch_or_local(cells, "epoch", "local")
    post = when.epoch_or_local(cells, "since_epoch", "since_local").at
    untold, comment = when.untold(cells), cells.is_("kind", "comment")
    # Before its post it cannot be.
    at = np.where(comment & (stated.at + _DAY < post), times.NO_TIME, stated.at)
    known = comment & (at != times.NO_TIME)
    latest = np.full(cells.size, times.NO_TIME) if untold.latest is None else untold.latest
    exact = cells.is_("kind", "post", "share")
    return When(
        at,
        stated.raw,
        basis=stated.basis,
        precision=_said(cells, 2),
        earliest=np.where(exact, times.NO_TIME, post),
        latest=np.where(known, at + _DAY, np.where(exact | comment, times.NO_TIME, latest)),
        assumed=stated.assumed,
        optional=True,
    )


def _acts(cells: Cells) -> Acts:
    time = _when(cells)
    reacted, posted, said = (cells.is_("kind", *kinds) for kinds in (("reaction",), ("post", "share"), ("comment",)))
    stated, (linked, name) = digits(cells["uid"]), facebook_links.account(cells["link"])
    owner, (owner_linked, owner_name) = digits(cells["owner_uid"]), facebook_links.account(cells["owner_link"])
    dated = (posted | said) & (time.at == times.NO_TIME)
    reaction = pc.utf8_lower(cells["reaction"])
    hidden = pc.or_kleene(facebook_links.disguised(cells["uid"]), pc.match_substring(cells["link"], "pfbid"))
    nobody = pc.and_(pc.and_(stated.is_null(), linked.is_null()), name.is_null())
    return Acts(
        cells,
        platform="facebook",
        verb=_said(cells, 0),
        time=time,
        interaction=_said(cells, 1),
        reaction=reaction,
        activity_id=facebook_ids.number(cells["id"]),
        actor_id=pc.coalesce(stated, linked),
        actor_handle=name,
        object_id=facebook_ids.number(cells["object"]),
        object_type="Note",
        object_url=cells["url"],
        object_owner_id=pc.coalesce(owner, owner_linked),
        object_owner_handle=owner_name,
        in_reply_to_id=facebook_ids.number(cells["parent"]),
        root_id=cells["root"],
        text=cells["text"],
        quality=pc.if_else(pa.array(time.at == times.NO_TIME), 2, 0),
        by_context=~posted,
        against=(
            ("id_missing", (posted | said) & ~cells.given("id")),
            (
                "other_reaction",
                reacted & cells.given("reaction") & ~flags(pc.is_in(reaction, pa.array(_SUPPORT))),
            ),
            ("verb_unsupported", reacted & ~cells.given("reaction")),
            ("actor_conflict", flags(pc.not_equal(stated, linked))),
            ("actor_obfuscated", flags(pc.and_(pc.fill_null(hidden, False), nobody))),
            ("time_missing", dated & ~cells.given("epoch") & ~cells.given("local")),
            ("time_zone_missing", dated & cells.given("local") & np.full(cells.size, cells.context.timezone is None)),
            ("time_unreadable", dated),
        ),
    )


def _recognise(opening: Opening) -> str | None:
    return "posts" if opening.has("post_id", "post_url", "timestamp", "comments_full") else None


FORMATS = (
    Format(
        name="facebook-scraper",
        tool="facebook-scraper",
        looks={
            "id": "Daftar JSON kiriman dengan `post_id`, `post_url`, `timestamp`, dan `comments_full`.",
            "en": "JSON list of posts, with `post_id`, `post_url`, `timestamp` and `comments_full`.",
        },
        kind="json",
        recognise=_recognise,
        walk=_walk,
        cells={name: (name,) for name in _NAMES},
        acts=_acts,
        yields=(
            Yields("Create", "id", "id", "s"),
            Yields("Like", "id", "id", "–"),
            Yields("Announce", "id", "id", "–"),
        ),
        cannot_show=(
            {
                "id": "Waktu komentar hanya perkiraan tanpa zona; sebutkan `timezone` di --context.",
                "en": "When a comment was made is known roughly and without a zone; give `timezone` in --context.",
            },
            {
                "id": "Waktu reaksi dan bagikan tidak tertulis; reaksi selain suka, cinta, dan peduli dilewati.",
                "en": "When somebody reacted or shared is not stated; reactions other than like, love and care are "
                "skipped.",
            },
            {
                "id": "Banyak pelaku hanya bernama tampilan; yang tanpa ID dan tanpa nama akun ditolak.",
                "en": "Many authors have a display name only; those without an id or account name are rejected.",
            },
            facebook_ids.SAME_COMMENT,
            {
                "id": "Kiriman, reaksi, dan bagikan di alat Facebook lain tidak dibaca Netral, jadi tidak ada yang "
                "dicocokkan dengannya.",
                "en": "Posts, reactions and shares in other tools for Facebook are not read by Netral, so there is "
                "nothing they could be the same as.",
            },
        ),
    ),
)
