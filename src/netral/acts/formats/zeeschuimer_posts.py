"""Posts of Instagram, Threads and TikTok as Zeeschuimer records them from the browser and 4CAT stores them again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from netral.acts.format import Words, Yields, dig, listed
from netral.acts.platforms import feed_posts, instagram_posts
from netral.acts.platforms.instagram_posts import account
from netral.acts.zeeschuimer import Walk, both

_ONLY_SEEN = {
    "id": "Hanya kiriman yang dimuat di layar pengumpul; yang lain tidak terlihat.",
    "en": "Only posts that the collector's browser loaded; others are not seen.",
}
_NO_LIKES = {"id": "Suka, komentar, dan ikuti tidak ada dalam ekspor ini.", "en": "No likes, comments or follows."}


def _threads(post: Any) -> Iterator[dict[str, Any]]:
    told = post.get("text_post_app_info") or {}
    answered, quoted = told.get("reply_to_author"), dig(told, ("share_info", "quoted_post"))
    author, code = post.get("user") or {}, post.get("code")
    name = author.get("username")
    yield {
        "id": code,
        "url": f"https://www.threads.com/@{name}/post/{code}" if name and code else None,
        "at": post.get("taken_at"),
        "text": dig(post, ("caption", "text")),
        "private": author.get("text_post_app_is_private") or author.get("is_private"),
        "repost": dig(told, ("share_info", "reposted_post")) and True,
        "reply": True if told.get("is_reply") or answered else None,
        "quote": quoted and True,
        **account(author),
        **account(answered, "reply_"),
        **account(dig(quoted, ("user",)), "quote_"),
    }


def _tiktok(post: Any) -> Iterator[dict[str, Any]]:
    """A duet names whose video it answers among the names in its text."""
    author, duet = post.get("author"), dig(post, ("duetInfo", "duetFromId"))
    who = author if isinstance(author, dict) else {"uniqueId": author, "id": post.get("authorId")}
    extra = list(listed(post, "textExtra"))
    other = next((one for one in extra if duet and one.get("awemeId") == duet), {})
    named = (one.get("userUniqueId") for one in extra)
    video, name = post.get("id"), who.get("uniqueId")
    yield {
        "id": video,
        "url": f"https://www.tiktok.com/@{name}/video/{video}" if name and video else None,
        "at": post.get("createTime"),
        "text": post.get("desc"),
        "lang": post.get("textLanguage"),
        "private": post.get("privateItem") or post.get("secret") or dig(who, ("privateAccount",)),
        "mentions": ",".join(one for one in named if isinstance(one, str)),
        "uid": who.get("id"),
        "name": name,
        "quote": True if duet not in (None, "", "0") else None,
        "quote_uid": other.get("userId"),
        "quote_name": other.get("userUniqueId"),
    }


def _posts(
    kind: str, platform: str, sources: tuple[str, ...], walk: Walk, looks: Words, owner: str, *silent: Words
) -> Any:
    return both(
        kind,
        sources,
        walk,
        looks=looks,
        cells=feed_posts.CELLS,
        acts=partial(feed_posts.acts, platform=platform),
        yields=(Yields("Create", "id", owner, "s"),),
        cannot_show=(*silent, _NO_LIKES, _ONLY_SEEN),
    )


FORMATS = (
    *_posts(
        "instagram-posts",
        "instagram",
        ("instagram.com",),
        instagram_posts.rows,
        {
            "id": "Satu kiriman Instagram per baris, `source_platform` `instagram.com`; `code` atau `shortcode`.",
            "en": "One post of Instagram a line, `source_platform` `instagram.com`; `code` or `shortcode`.",
        },
        "–",
        {
            "id": "Sejak Februari 2026 sebagian kiriman tidak menyebut waktunya; kiriman itu ditolak.",
            "en": "Since February 2026 some posts do not say when they were made; these are rejected.",
        },
    ),
    *_posts(
        "threads-posts",
        "threads",
        ("threads.net", "threads.com"),
        _threads,
        {
            "id": "Satu kiriman Threads per baris, `source_platform` `threads.net`; `text_post_app_info`.",
            "en": "One post of Threads a line, `source_platform` `threads.net`; `text_post_app_info`.",
        },
        "id",
        {
            "id": "Kiriman ulang ditolak: waktunya tidak pasti milik kiriman ulang atau kiriman aslinya.",
            "en": "Reposts are rejected: the time may be the repost's or that of the post itself.",
        },
        {
            "id": "Yang dibalas sering hanya tertulis nama akunnya; kiriman mana yang dibalas tidak tertulis.",
            "en": "Who was answered is often named by handle only; which post was answered is not stated.",
        },
    ),
    *_posts(
        "tiktok-posts",
        "tiktok",
        ("tiktok.com",),
        _tiktok,
        {
            "id": "Satu video TikTok per baris, `source_platform` `tiktok.com`; `createTime` dan `desc`.",
            "en": "One video of TikTok a line, `source_platform` `tiktok.com`; `createTime` and `desc`.",
        },
        "id",
        {
            "id": "Pemilik video yang dijawab duet hanya tampak bila disebut di keterangannya.",
            "en": "Whose video a duet answers is seen only where its caption names that account.",
        },
    ),
)
