"""Posts of Instagram, Threads and TikTok as tables that Zeeschuimer and 4CAT export."""

from __future__ import annotations

from functools import partial

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Words, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import feed_posts
from netral.acts.values.cells import Cells, flags, matched
from netral.acts.values.cells import when as where
from netral.acts.values.redacted import refusal, revealed

_SHARED = ("id", "body", "author", "unix_timestamp")
_NO_ID: Words = {
    "id": "ID akun tidak tertulis; hanya nama akunnya, yang dapat berganti.",
    "en": "Accounts are named by handle only, which may change; their ids are not stated.",
}
_NO_LIKES = {"id": "Suka, komentar, dan ikuti tidak ada dalam tabel ini.", "en": "No likes, comments or follows."}


def _acts(cells: Cells, *, platform: str, address: str) -> Acts:
    """The post's address has its id once more, and on most platforms its author's name."""
    url, author = cells["url"], revealed(cells["author"])
    other = flags(pc.not_equal(matched(url, address, "id"), cells["id"]))
    laid_out = {
        "id": cells["id"],
        "url": url,
        # The other time column is in the zone of the server, which the table does not tell.
        "at": cells["unix_timestamp"],
        "text": cells["body"],
        "name": author,
        "name_again": matched(url, address, "name") if "(?P<name>" in address else author,
        "quote": where(cells.is_("duet", "yes"), cells["duet"]),
    }
    posts = Cells(laid_out, cells.size, cells.context)
    return feed_posts.acts(posts, platform=platform, against=(("id_conflict", other, "id"),))


def _table(platform: str, address: str, url: str, own: tuple[str, ...], *silent: Words) -> Format:
    must = (*_SHARED, url, *own)

    def recognise(opening: Opening) -> str | None:
        if not opening.has(*must):
            return None
        return "zeeschuimer csv" if opening.delimiter == ";" else "4cat csv"

    named = ", ".join(f"`{name}`" for name in (*own, "unix_timestamp"))
    return Format(
        name=f"{platform}-posts-table",
        tool="zeeschuimer or 4cat",
        looks={"id": f"Tabel dengan {named}.", "en": f"A table with {named}."},
        kind="table",
        recognise=recognise,
        cells={**{name: (name,) for name in _SHARED}, "url": (url,), "duet": ("is_duet",)},
        acts=partial(_acts, platform=platform, address=address),
        yields=(Yields("Create", "handle", "–", "s"),),
        cannot_show=(_NO_ID, *silent, _NO_LIKES),
        refuse=refusal("author"),
    )


FORMATS = (
    _table(
        "instagram",
        r"^https?://(?:www\.)?instagram\.com/(?:p|reel)/(?P<id>[\w-]+)",
        "url",
        ("thread_id", "parent_id", "author_fullname", "media_url", "num_media"),
        {
            "id": "Penulis bersama sebuah kiriman tidak tertulis.",
            "en": "Those who wrote a post together with its author are not stated.",
        },
    ),
    _table(
        "threads",
        r"^https?://(?:www\.)?threads\.(?:net|com)/@(?P<name>[\w.]+)/post/(?P<id>[\w-]+)",
        "url",
        ("author_is_verified", "reposts", "replies", "quotes", "link_thumbnail_url"),
        {
            "id": "Apakah sebuah kiriman membalas atau mengutip orang lain tidak tertulis.",
            "en": "Whether a post answers or quotes somebody is not stated.",
        },
    ),
    _table(
        "tiktok",
        r"^https?://(?:www\.)?tiktok\.com/@(?P<name>[\w.]+)/video/(?P<id>[0-9]+)",
        "tiktok_url",
        ("is_duet", "music_id", "tiktok_url", "plays"),
        {"id": "Video siapa yang dijawab duet tidak tertulis.", "en": "Whose video a duet answers is not stated."},
    ),
)
