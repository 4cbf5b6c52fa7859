"""Answers of X's API v2: pages of posts, and lists of accounts that only the request said what they did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa

from netral.acts.context import Context
from netral.acts.format import Format, Opening, Refusal, Yields, dig, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import x_posts
from netral.acts.rejects import Said
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, flags, handle

_INTERACTIONS = {"Like": "reaction", "Announce": "repost", "Follow": "follow"}


def _walk_posts(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a post refers to is told beside the page's posts, and not at all where it was deleted or protected."""
    users = {one.get("id"): one for one in listed(page, "includes", "users")}
    posts = {one.get("id"): one for one in listed(page, "includes", "tweets")}
    for post in listed(page, "data"):
        referred = {one.get("type"): one.get("id") for one in listed(post, "referenced_tweets")}
        reposted, answered, quoted = (referred.get(kind) for kind in ("retweeted", "replied_to", "quoted"))
        author = users.get(post.get("author_id")) or {}
        answering = dig(posts.get(answered), ("author_id",)) or post.get("in_reply_to_user_id")
        original = posts.get(reposted) or {}
        # Each edit is a post with an id of its own; the first stands for all.
        versions = post.get("edit_history_tweet_ids") or [post.get("id")]
        yield {
            "id": versions[0],
            "version": post.get("id"),
            "root_id": post.get("conversation_id"),
            "at": post.get("created_at"),
            "text": _text(original) or _text(post),
            "lang": post.get("lang"),
            "protected": author.get("protected"),
            "uid": post.get("author_id"),
            "name": author.get("username"),
            "reposts": True if "retweeted" in referred else None,
            "repost_id": reposted,
            **_account("repost", users, original.get("author_id")),
            "reply_id": answered,
            **_account("reply", users, answering),
            "quote_id": quoted,
            **_account("quote", users, dig(posts.get(quoted), ("author_id",))),
        }


def _account(kind: str, users: dict[Any, dict[str, Any]], uid: Any) -> dict[str, Any]:
    return {f"{kind}_uid": uid, f"{kind}_name": dig(users.get(uid), ("username",))}


def _text(post: dict[str, Any]) -> Any:
    """A long post is cut in `text`."""
    return dig(post, ("note_tweet", "text")) or post.get("text")


def _walk_users(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Accounts; a post among them must not become one."""
    for one in listed(page, "data"):
        yield {} if "text" in one or "author_id" in one else one


def _list_acts(cells: Cells) -> Acts:
    context, uid = cells.context, digits(cells["uid"])
    verb = context.verb or ""
    objects = pa.repeat(pa.scalar(context.object_id or context.object_owner, pa.string()), cells.size)
    return Acts(
        cells,
        platform="x",
        verb=verb,
        # `created_at` is the account's birthday; when it liked or followed is not told.
        # Not before the post itself, whose id tells when it was made.
        time=when.untold(cells) if verb == "Follow" else replace(when.untold(cells), earliest=x_posts.made(objects)),
        interaction=_INTERACTIONS.get(verb),
        reaction="like" if verb == "Like" else None,
        actor_id=uid,
        actor_handle=handle(cells["name"]),
        object_id=objects,
        object_type="Person" if verb == "Follow" else "Note",
        quality=2,
        against=(
            ("unknown_record", ~cells.given("uid") | ~cells.given("name")),
            ("actor_id_lost", flags(uid.is_null())),
            ("not_public", cells.is_("protected", "true")),
        ),
    )


_ASKED = Said(
    "`verb`: Like (liking_users), Announce (retweeted_by), atau Follow (followers); `object_id`: kiriman yang disukai "
    "atau dibagikan, sering tertulis di nama berkas; `object_owner`: pemiliknya, atau akun yang diikuti",
    "`verb`: Like (liking_users), Announce (retweeted_by) or Follow (followers); `object_id`: the post that was "
    "liked or reposted, often the number in the file's name; `object_owner`: its author, or the account followed",
)


def _refuse(_opening: Opening, context: Context) -> Refusal | None:
    """A like or repost needs the post, a follow the account that is followed."""
    named = context.object_owner if context.verb == "Follow" else context.object_id
    return None if context.verb in _INTERACTIONS and named is not None else ("sidecar_missing", _ASKED)


def _first(opening: Opening) -> Iterator[dict[str, Any]]:
    for page in opening.records:
        if {"meta", "includes", "errors"} & page.keys():
            yield from listed(page, "data")


def _posts(opening: Opening) -> str | None:
    return "v2" if any({"id", "text"} <= one.keys() for one in _first(opening)) else None


def _users(opening: Opening) -> str | None:
    return "v2" if any({"id", "username", "name"} <= one.keys() for one in _first(opening)) else None


FORMATS = (
    Format(
        name="x-api-posts",
        tool="x api v2",
        looks={
            "id": "Halaman jawaban dengan `data` berisi kiriman (`id`, `text`), `includes`, dan `meta`.",
            "en": "Pages whose `data` are posts (`id`, `text`), with `includes` and `meta`.",
        },
        kind="json",
        recognise=_posts,
        walk=_walk_posts,
        inside="data",
        cells=x_posts.CELLS,
        acts=x_posts.acts,
        yields=(Yields("Create", "id", "id", "s"), Yields("Announce", "id", "id", "s")),
        cannot_show=(
            {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},
            {
                "id": "Pemilik kiriman yang sudah dihapus atau dikunci tidak tertulis.",
                "en": "Whose post was reposted or quoted is not stated where that post was deleted or protected.",
            },
        ),
    ),
    Format(
        name="x-api-accounts",
        tool="x api v2",
        looks={
            "id": "Halaman jawaban dengan `data` berisi akun: liking_users, retweeted_by, atau followers.",
            "en": "Pages whose `data` are accounts: liking_users, retweeted_by, or followers.",
        },
        kind="json",
        recognise=_users,
        refuse=_refuse,
        walk=_walk_users,
        inside="data",
        cells={"uid": ("id",), "name": ("username",), "protected": ("protected",)},
        acts=_list_acts,
        yields=tuple(Yields(verb, "id", "context", "–") for verb in _INTERACTIONS),
        cannot_show=(
            {
                "id": "Perbuatannya, objeknya, dan pemiliknya hanya ada di permintaan; sebutkan `verb`, `object_id`, "
                "dan `object_owner` di --context.",
                "en": "What was done, to what and whose it is stood in the request only; give `verb`, `object_id` and "
                "`object_owner` in --context.",
            },
            {
                "id": "Daftar akun yang *diikuti* seseorang (following) tidak dapat dibaca: pelakunya bukan akun di "
                "daftar.",
                "en": "A list of whom somebody follows (following) cannot be read: the accounts listed did nothing.",
            },
            {
                "id": "Waktu suka, bagikan, dan ikuti tidak tertulis; paling banyak 100 penyuka per kiriman.",
                "en": "When somebody liked, reposted or followed is not stated; at most 100 likers of a post.",
            },
        ),
    ),
)
