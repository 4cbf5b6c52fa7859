"""Mastodon posts and boosts as a server's REST API answers; ids there are the server's own, addresses are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields, dig, listed
from netral.acts.mapping import Acts
from netral.acts.values import when
from netral.acts.values.cells import Cells, handle

_ACTOR = re.compile(r"^https?://[^/@:?#]+/users/[A-Za-z0-9_.-]+$")
_ACCOUNT = re.compile(r"^[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+$")
_NAMES = (
    *("id", "object", "url", "at", "content", "lang", "visibility", "uid", "name", "boosts", "mentions", "parent"),
    *("owner_uid", "owner_name"),
)


def _walk(status: dict[str, Any]) -> Iterator[dict[str, Any]]:
    boosted = status.get("reblog")
    shown = boosted if isinstance(boosted, dict) else status
    mentions = list(listed(status, "mentions"))
    owner = _account(dig(boosted, ("account",))) if boosted else _answered(status, mentions)
    author = _account(status.get("account"))
    yield {
        "id": status.get("uri"),
        "object": shown.get("uri"),
        "url": shown.get("url"),
        "at": status.get("created_at"),
        "content": shown.get("content"),
        "lang": shown.get("language"),
        "visibility": status.get("visibility"),
        **author,
        "boosts": None if boosted is None else True,
        "mentions": bool(mentions),
        "parent": status.get("in_reply_to_id"),
        "owner_uid": owner["uid"],
        "owner_name": owner["name"],
    }


def _account(account: Any) -> dict[str, str | None]:
    """The actor's address, and the name where it has its server: a server's own people are named without.

    Another server gives the same `id` and the same bare name to somebody else: neither is read.
    """
    name, *addresses = (str(dig(account, (member,)) or "") for member in ("acct", "uri", "url"))
    uid = next((one for one in addresses if _ACTOR.match(one)), None)
    return {"uid": uid, "name": name if _ACCOUNT.match(name) else None}


def _answered(status: dict[str, Any], mentions: list[dict[str, Any]]) -> dict[str, str | None]:
    """Whom a post answers: itself, or one of those it mentions; others are known by the server's number only."""
    number = status.get("in_reply_to_account_id")
    known = (status.get("account"), *mentions)
    found = next((one for one in known if number is not None and dig(one, ("id",)) == number), None)
    return _account(found)


def _acts(cells: Cells) -> Acts:
    boosts, replies = pa.array(cells.given("boosts")), pa.array(cells.given("parent"))
    mentions = pa.array(cells.is_("mentions", "true"))
    return Acts(
        cells,
        platform="mastodon",
        verb=pc.if_else(boosts, "Announce", "Create"),
        time=when.iso(cells["at"]),
        interaction=pc.if_else(boosts, "repost", pc.if_else(replies, "reply", pc.if_else(mentions, "mention", "post"))),
        activity_id=cells["id"],
        actor_id=cells["uid"],
        actor_handle=handle(cells["name"]),
        object_id=cells["object"],
        object_type="Note",
        object_url=cells["url"],
        object_owner_id=cells["owner_uid"],
        object_owner_handle=handle(cells["owner_name"]),
        in_reply_to_id=cells["parent"],
        text=cells["content"],
        text_lang=cells["lang"],
        by_context=False,
        against=(
            ("unknown_record", ~cells.given("id")),
            ("not_public", ~cells.is_("visibility", "public")),
        ),
    )


def _recognise(opening: Opening) -> str | None:
    return "statuses" if opening.has("account", "visibility", "reblog", "created_at", "uri") else None


FORMATS = (
    Format(
        name="mastodon-rest",
        tool="mastodon rest api",
        looks={
            "id": "Daftar JSON kiriman dengan `account`, `visibility`, `reblog`, dan `uri`.",
            "en": "JSON list of posts, with `account`, `visibility`, `reblog` and `uri`.",
        },
        kind="json",
        recognise=_recognise,
        walk=_walk,
        cells={name: (name,) for name in _NAMES},
        acts=_acts,
        yields=(Yields("Create", "id", "handle", "s"), Yields("Announce", "id", "id", "s")),
        cannot_show=(
            {
                "id": "Perubahan kiriman tidak dibaca: `edited_at` juga ditulis bila moderator menandainya sensitif.",
                "en": "Edits are not read: `edited_at` is written too when a moderator marks a post as sensitive.",
            },
            {
                "id": "Hanya kiriman yang terlihat oleh semua orang (`public`); yang lain ditolak.",
                "en": "Only posts that everybody can see (`public`); all others are rejected.",
            },
            {
                "id": "Siapa yang dibalas hanya terbaca bila ia disebut di kiriman itu, dengan nama servernya.",
                "en": "Whom a post answers can be read only where the post mentions that account with its server.",
            },
            {
                "id": "Akun di server itu sendiri ditulis tanpa nama server; tanpa `uri` barisnya ditolak.",
                "en": "The server's own accounts are named without it; without `uri` these are rejected.",
            },
            {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},
        ),
    ),
)
