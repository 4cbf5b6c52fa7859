"""A post of Instagram in any of the shapes that its own interface gave over the years, as rows of `feed_posts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from netral.acts.format import dig, listed

_META_SPACE = re.compile(r"17841[0-9]{12}$")


def rows(post: Any) -> Iterator[dict[str, Any]]:
    """Those who wrote it together are authors each."""
    user, owner = post.get("user") or {}, post.get("owner") or {}
    author = user or owner
    code = post.get("code") or post.get("shortcode")
    tagged = (dig(one, ("user", "username")) for one in listed(post, "usertags", "in"))
    row = {
        "id": code,
        "url": f"https://www.instagram.com/p/{code}/" if code else None,
        "at": post.get("taken_at") or post.get("taken_at_timestamp"),
        "text": dig(post, ("caption", "text")) or _first_caption(post),
        "private": author.get("is_private"),
        "mentions": ",".join(name for name in tagged if isinstance(name, str)),
    }
    again = {
        "uid_again": _number(owner) if "pk" in user and "pk" in owner else None,
        "name_again": owner.get("username"),
    }
    yield row | account(author) | again
    for other in listed(post, "coauthor_producers"):
        yield row | account(other)


def _first_caption(post: dict[str, Any]) -> Any:
    captions = (dig(edge, ("node", "text")) for edge in listed(post, "edge_media_to_caption", "edges"))
    return next(captions, None)


def account(user: Any, kind: str = "") -> dict[str, Any]:
    """Number and name, as `<kind>uid` and `<kind>name`."""
    return {f"{kind}uid": _number(user), f"{kind}name": dig(user, ("username",))}


def _number(user: Any) -> Any:
    """`pk` is the account's number, `id` the same or one of another space, which all begin alike."""
    number, other = dig(user, ("pk",)), dig(user, ("id",))
    return number or (None if _META_SPACE.match(str(other)) else other)
