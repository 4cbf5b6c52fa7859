"""Posts of X as Zeeschuimer records them from the browser, and as 4CAT stores them again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netral.acts.format import Yields, dig
from netral.acts.platforms import x_posts
from netral.acts.zeeschuimer import both


def posts(data: Any) -> Iterator[dict[str, Any]]:
    """Nothing where X only says that there was a post."""
    if data.get("__typename") == "TweetTombstone" or "tombstone" in data:
        return
    post = _as_now(data) if data.get("type") == "adaptive" else _inner(data)
    legacy = post.get("legacy") or {}
    author = _author(post)
    reposted, quoted = dig(legacy, ("retweeted_status_result",)), dig(post, ("quoted_status_result", "result"))
    older = legacy.get("retweeted_status_id_str")
    original = _inner(dig(reposted, ("result",)))
    answered = {name: legacy.get(f"in_reply_to_{name}") for name in ("status_id_str", "user_id_str", "screen_name")}
    yield {
        "id": post.get("rest_id"),
        "root_id": legacy.get("conversation_id_str"),
        "at": legacy.get("created_at"),
        "text": _text(original) or _text(post),
        "lang": legacy.get("lang"),
        "uid": legacy.get("user_id_str") or author["uid"],
        "uid_again": author["uid"],
        "name": author["name"],
        "protected": author["protected"],
        "reposts": None if reposted is None and older is None else True,
        "repost_id": original.get("rest_id") or older,
        **_owner("repost", original),
        "reply_id": answered["status_id_str"],
        "reply_uid": answered["user_id_str"],
        "reply_name": answered["screen_name"],
        "quote_id": legacy.get("quoted_status_id_str"),
        **_owner("quote", _inner(quoted)),
    }


def _as_now(post: dict[str, Any]) -> dict[str, Any]:
    """What X sent until 2023 in the shape that it sends now; of a repost it told the post, and not whose."""
    legacy, user = post.get("legacy") or {}, post.get("user") or {}
    author = {"rest_id": user.get("id_str"), "legacy": user}
    return {"rest_id": legacy.get("id_str"), "legacy": legacy, "core": {"user_results": {"result": author}}}


def _inner(result: Any) -> dict[str, Any]:
    """The post itself, which stands one deeper where X limits who may answer it."""
    deeper = dig(result, ("tweet",))
    return deeper if isinstance(deeper, dict) else result if isinstance(result, dict) else {}


def _author(post: dict[str, Any]) -> dict[str, Any]:
    """Account and name; X moved the name from `legacy` to `core` in 2025, and leaves both out at times."""
    user = dig(post, ("core", "user_results", "result")) or {}
    return {
        "uid": user.get("rest_id"),
        "name": dig(user, ("core", "screen_name")) or dig(user, ("legacy", "screen_name")),
        "protected": dig(user, ("privacy", "protected")) or dig(user, ("legacy", "protected")),
    }


def _owner(kind: str, post: dict[str, Any]) -> dict[str, Any]:
    author = _author(post)
    return {f"{kind}_uid": author["uid"] or dig(post, ("legacy", "user_id_str")), f"{kind}_name": author["name"]}


def _text(post: dict[str, Any]) -> Any:
    return dig(post, ("note_tweet", "note_tweet_results", "result", "text")) or dig(post, ("legacy", "full_text"))


FORMATS = both(
    "x",
    ("twitter.com", "x.com"),
    posts,
    looks={
        "id": "Satu kiriman X per baris, dengan `rest_id`, `core`, dan `legacy`; yang lama `type` `adaptive`.",
        "en": "One post of X a line, with `rest_id`, `core` and `legacy`; older ones `type` `adaptive`.",
    },
    cells=x_posts.CELLS,
    acts=x_posts.acts,
    yields=(Yields("Create", "id", "id", "s"), Yields("Announce", "id", "id", "s")),
    cannot_show=(
        {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},
        {
            "id": "Hanya kiriman yang dimuat di layar pengumpul; yang lain tidak terlihat.",
            "en": "Only posts that the collector's browser loaded; others are not seen.",
        },
        {
            "id": "Kiriman yang sudah dihapus atau dikunci tidak terlihat.",
            "en": "Posts that were deleted or protected are not seen.",
        },
        {
            "id": "Rekaman lama tidak menyebut kiriman siapa yang dibagikan.",
            "en": "Recordings of the older shape do not say whose post was reposted.",
        },
    ),
)
