"""Posts of X as snscrape wrote them until 2023: one JSON object a line, ids as whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from netral.acts.context import Context
from netral.acts.format import Format, Opening, Refusal, Yields, dig
from netral.acts.platforms import x_posts
from netral.acts.rejects import Said

_MODULES = "snscrape.modules."
_TWEET = f"{_MODULES}twitter.Tweet"
_LINK = re.compile(r"^https?://(?:twitter|x)\.com/\w+/status/([0-9]+)$")


def _walk(post: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if post.get("_type") != _TWEET:
        yield {}
        return
    original, answered, quoted = (post.get(name) for name in ("retweetedTweet", "inReplyToUser", "quotedTweet"))
    link = _LINK.match(str(post.get("url")))
    yield {
        "id": _id(post),
        "link": link and link[1],
        "root_id": post.get("conversationId"),
        "at": post.get("date"),
        "text": _text(original) or _text(post),
        "lang": post.get("lang"),
        "protected": dig(post, ("user", "protected")),
        **_account("", post.get("user")),
        "reposts": None if original is None else True,
        "repost_id": _id(original),
        **_account("repost_", dig(original, ("user",))),
        "reply_id": post.get("inReplyToTweetId"),
        **_account("reply_", answered),
        "quote_id": _id(quoted),
        **_account("quote_", dig(quoted, ("user",))),
    }


def _id(value: Any) -> Any:
    """`id.str` stands beside `id` for readers that would round it, and is right where one has."""
    return dig(value, ("id.str",)) or dig(value, ("id",))


def _account(kind: str, user: Any) -> dict[str, Any]:
    """A UserRef has an id and no name."""
    return {f"{kind}uid": _id(user), f"{kind}name": dig(user, ("username",))}


def _text(post: Any) -> Any:
    return dig(post, ("rawContent",)) or dig(post, ("content",))


def _recognise(opening: Opening) -> str | None:
    return "twitter" if any(str(one.get("_type")).startswith(_MODULES) for one in opening.records) else None


def _refuse(opening: Opening, _context: Context) -> Refusal | None:
    found = any(one.get("_type") == _TWEET for one in opening.records)
    return (
        None
        if found
        else (
            "unknown_format",
            Said(
                "ditulis snscrape; darinya hanya kiriman X yang dibaca",
                "written by snscrape, of which only posts of X are read",
            ),
        )
    )


FORMATS = (
    Format(
        name="snscrape-twitter",
        tool="snscrape",
        looks={
            "id": "Satu kiriman per baris, dengan `_type` `snscrape.modules.twitter.Tweet`.",
            "en": "One post a line, whose `_type` is `snscrape.modules.twitter.Tweet`.",
        },
        kind="json",
        recognise=_recognise,
        refuse=_refuse,
        walk=_walk,
        cells=x_posts.CELLS,
        acts=x_posts.acts,
        yields=(Yields("Create", "id", "id", "s"), Yields("Announce", "id", "id", "s")),
        cannot_show=(
            {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},
            {
                "id": "Hanya arsip: alat ini tidak lagi dapat membaca X sejak pertengahan 2023.",
                "en": "Archives only: the tool has been unable to read X since mid-2023.",
            },
        ),
    ),
)
