"""What is the one key of an account? Everything that joins accounts joins on `account_key` alone."""

from __future__ import annotations

import re
import string

PLATFORMS = (
    *("x", "instagram", "tiktok", "facebook", "threads", "youtube", "bluesky", "mastodon", "telegram"),
    "whatsapp",
)
_ALIASES = {
    "twitter": "x",
    "x.com": "x",
    "twitter.com": "x",
    "x (twitter)": "x",
    "x/twitter": "x",
    "ig": "instagram",
    "fb": "facebook",
    "yt": "youtube",
    "tt": "tiktok",
    "wa": "whatsapp",
    "bsky": "bluesky",
    "bsky.app": "bluesky",
    "atproto": "bluesky",
    "at": "bluesky",
    "fediverse": "mastodon",
    "activitypub": "mastodon",
    "pleroma": "mastodon",
    "misskey": "mastodon",
}
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_EDGE = re.compile(r"^[\s@]+|\s+$")
_DOTS = re.compile(r"[\s.]+$")


class UnknownPlatform(ValueError):
    """A platform name that is none of PLATFORMS nor a known alias of one."""


def normalise_platform(name: str) -> str:
    """`Twitter` and `x.com` are `x`; raises UnknownPlatform for what we do not know."""
    lowered = name.strip().lower()
    platform = _ALIASES.get(lowered, lowered)
    if platform not in PLATFORMS:
        raise UnknownPlatform(f"unknown platform {name!r}: use one of {', '.join(PLATFORMS)}")
    return platform


def normalise_handle(platform: str, handle: str) -> str | None:
    """The handle without @, ASCII letters in lower case; None when nothing is left.

    Only ASCII is folded: every platform here ignores ASCII case, and folding more (NFKC, Cyrillic о) would
    merge look-alikes into one person. A Bluesky handle is a domain; a Mastodon handle is `user@host`.
    """
    bare = _EDGE.sub("", handle).translate(_ASCII_LOWER)
    if platform == "bluesky":
        bare = _DOTS.sub("", bare)
    return bare or None


def account_key(platform: str, *, id: str | None = None, handle: str | None = None) -> str | None:  # noqa: A002
    """`id:123@x` when the platform's id is known, else `acct:budi@x`; None when neither is given.

    Ids outlive handles, so an id always wins. A DID handed in as a Bluesky handle is an id.
    """
    platform = normalise_platform(platform)
    if id is not None and id.strip():
        return f"id:{id.strip()}@{platform}"
    bare = normalise_handle(platform, handle or "")
    if bare is None:
        return None
    if platform == "bluesky" and bare.startswith("did:"):
        return f"id:{bare}@{platform}"
    return f"acct:{bare}@{platform}"
