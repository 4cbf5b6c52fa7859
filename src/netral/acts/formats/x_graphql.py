"""Posts of X as Zeeschuimer records them from the browser, and as 4CAT stores them again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netral.acts.format import Format, Opening, Yields, dig
from netral.acts.platforms import x_posts

_PLATFORMS = ("twitter.com", "x.com")
_LOOKS = {
    "id": "Satu kiriman X per baris, dengan `rest_id`, `core`, dan `legacy`.",
    "en": "One post of X a line, with `rest_id`, `core` and `legacy`.",
}
_YIELDS = (Yields("Create", "id", "id", "s"), Yields("Announce", "id", "id", "s"))
_CANNOT_SHOW = (
    {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},
    {
        "id": "Hanya kiriman yang dimuat di layar pengumpul; yang lain tidak terlihat.",
        "en": "Only posts that the collector's browser loaded; others are not seen.",
    },
    {
        "id": "Kiriman yang sudah dihapus atau dikunci tidak terlihat.",
        "en": "Posts that were deleted or protected are not seen.",
    },
)


def _walk_line(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The post of one line of Zeeschuimer."""
    wanted = line.get("source_platform") in _PLATFORMS
    yield from posts(line.get("data"), collected=line.get("timestamp_collected")) if wanted else [{}]


def _walk_stored(post: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same without the line around it, as 4CAT stores it."""
    yield from posts(post, collected=dig(post, ("__import_meta", "timestamp_collected")))


def posts(data: Any, *, collected: Any) -> Iterator[dict[str, Any]]:
    """Nothing where X only says that there was a post."""
    if data.get("__typename") == "TweetTombstone" or "tombstone" in data:
        return
    post = _inner(data)
    legacy = post.get("legacy") or {}
    author = _author(post)
    reposted, quoted = dig(legacy, ("retweeted_status_result",)), dig(post, ("quoted_status_result", "result"))
    original = _inner(dig(reposted, ("result",)))
    answered = {name: legacy.get(f"in_reply_to_{name}") for name in ("status_id_str", "user_id_str", "screen_name")}
    yield {
        "id": post.get("rest_id"),
        "root_id": legacy.get("conversation_id_str"),
        "at": legacy.get("created_at"),
        "text": _text(original) or _text(post),
        "lang": legacy.get("lang"),
        "collected_ms": collected,
        "uid": legacy.get("user_id_str") or author["uid"],
        "uid_again": author["uid"],
        "name": author["name"],
        "protected": author["protected"],
        "reposts": None if reposted is None else True,
        "repost_id": original.get("rest_id"),
        **_owner("repost", original),
        "reply_id": answered["status_id_str"],
        "reply_uid": answered["user_id_str"],
        "reply_name": answered["screen_name"],
        "quote_id": legacy.get("quoted_status_id_str"),
        **_owner("quote", _inner(quoted)),
    }


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


def _zeeschuimer(opening: Opening) -> str | None:
    found = any(record.get("source_platform") in _PLATFORMS for record in opening.records)
    return "ndjson" if found and opening.has("data", "nav_index") else None


def _fourcat(opening: Opening) -> str | None:
    stored = any(dig(one, ("__import_meta", "source_platform")) in _PLATFORMS for one in opening.records)
    return "ndjson" if stored or opening.has("rest_id", "legacy", "__import_meta") else None


FORMATS = (
    Format(
        name="zeeschuimer-x",
        tool="zeeschuimer",
        looks=_LOOKS,
        kind="json",
        recognise=_zeeschuimer,
        walk=_walk_line,
        cells=x_posts.CELLS,
        acts=x_posts.acts,
        yields=_YIELDS,
        cannot_show=_CANNOT_SHOW,
    ),
    Format(
        name="4cat-x",
        tool="4cat",
        looks=_LOOKS,
        kind="json",
        recognise=_fourcat,
        walk=_walk_stored,
        cells=x_posts.CELLS,
        acts=x_posts.acts,
        yields=_YIELDS,
        cannot_show=_CANNOT_SHOW,
    ),
)
