"""YouTube comments as the Data API v3 answers: pages of threads, pages of comments, or their items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields, dig, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import comments
from netral.acts.values import when
from netral.acts.values.cells import Cells, flags, handle, matched

_THREADS, _COMMENTS = "youtube#commentThreadListResponse", "youtube#commentListResponse"
_THREAD, _COMMENT = "youtube#commentThread", "youtube#comment"
_KINDS = {_THREADS: "threads", _COMMENTS: "comments", _THREAD: "threads", _COMMENT: "comments"}
_HELD_BACK = ("heldForReview", "likelySpam", "rejected")


def _walk(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Threads with their replies, whatever they stand in; pages without a comment give nothing."""
    kind = value.get("kind")
    if kind in (_THREADS, _COMMENTS):
        for item in listed(value, "items"):
            yield from _walk(item)
    elif kind == _THREAD:
        first = dig(value, ("snippet", "topLevelComment"))
        for comment in (first, *listed(value, "replies", "comments")):
            yield {"thread": value.get("snippet"), "comment": comment}
    else:
        # Anything else has no cell that is read here, and is rejected as such.
        yield {"comment": value if kind == _COMMENT else {}}


def _acts(cells: Cells) -> Acts:
    video = cells.first("video", "thread_video")
    url_name = handle(matched(cells["author_url"], r"youtube\.com/@(?P<name>[\w.-]+)$", "name"))
    url_uid = matched(cells["author_url"], r"youtube\.com/channel/(?P<id>UC[\w-]{22})$", "id")
    # A channel's own address is of the time when the name was free to choose: @somebody was then no handle.
    named = pc.and_(pc.starts_with(cells["author"], "@"), url_uid.is_null())
    said = handle(pc.if_else(named, cells["author"], None))
    two = flags(pc.not_equal(url_name, said)) | flags(pc.not_equal(url_uid, cells["uid"]))
    private = cells.is_("public", "false") | cells.is_("moderation", *_HELD_BACK)
    return comments.on_youtube(
        cells,
        time=when.iso(cells["at"]),
        edited=when.iso(cells["edited"]),
        ids=cells["id"],
        actor_id=pc.coalesce(cells["uid"], url_uid),
        actor_handle=pc.coalesce(url_name, said),
        object_owner_id=cells.first("channel", "thread_channel"),
        video=video,
        author=cells["author"],
        parent=cells["parent"],
        text=cells.first("original", "display"),
        against=(("unknown_record", ~cells.given("id")), ("not_public", private), ("actor_conflict", two)),
    )


def _recognise(opening: Opening) -> str | None:
    kinds = (_KINDS.get(kind) for one in opening.records if isinstance(kind := one.get("kind"), str))
    return next((variant for variant in kinds if variant), None)


FORMATS = (
    Format(
        name="youtube-api",
        tool="youtube data api v3",
        looks={
            "id": "Jawaban API dengan `kind` `youtube#commentThreadListResponse` atau `youtube#commentListResponse`.",
            "en": "Answers of the API whose `kind` is `youtube#commentThreadListResponse` or "
            "`youtube#commentListResponse`.",
        },
        kind="json",
        recognise=_recognise,
        walk=_walk,
        inside="items",
        cells={
            "id": ("comment", "id"),
            "author": ("comment", "snippet", "authorDisplayName"),
            "author_url": ("comment", "snippet", "authorChannelUrl"),
            "uid": ("comment", "snippet", "authorChannelId", "value"),
            "original": ("comment", "snippet", "textOriginal"),
            "display": ("comment", "snippet", "textDisplay"),
            "at": ("comment", "snippet", "publishedAt"),
            "edited": ("comment", "snippet", "updatedAt"),
            "parent": ("comment", "snippet", "parentId"),
            "video": ("comment", "snippet", "videoId"),
            "channel": ("comment", "snippet", "channelId"),
            "moderation": ("comment", "snippet", "moderationStatus"),
            "thread_video": ("thread", "videoId"),
            "thread_channel": ("thread", "channelId"),
            "public": ("thread", "isPublic"),
        },
        acts=_acts,
        yields=(Yields("Create", "id", "id", "s"), Yields("Update", "id", "id", "s")),
        cannot_show=(
            comments.EDITS_ARE_READ,
            {
                "id": "Dari satu utas paling banyak sekitar lima balasan; sisanya perlu diambil tersendiri.",
                "en": "Of a thread at most about five replies; the others must be fetched on their own.",
            },
            {
                "id": "Sebagian komentar tidak menyebut ID kanal penulisnya.",
                "en": "Some comments do not state their author's channel id.",
            },
            {"id": "Suka dan langganan tidak ada dalam ekspor ini.", "en": "No likes or subscriptions."},
        ),
    ),
)
