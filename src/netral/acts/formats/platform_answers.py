"""What a platform itself answered to a browser, as a web capture holds it: comments of TikTok, timelines of X."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netral.acts.format import Format, Opening, Yields, dig, listed
from netral.acts.formats.tiktok_comments import COMMENT, answered
from netral.acts.formats.x_graphql import posts
from netral.acts.platforms import x_posts

_DEPTH = 40
_ONLY_SEEN = {
    "id": "Hanya yang dimuat peramban saat direkam; yang lain tidak terlihat.",
    "en": "Only what the browser loaded while it was captured; others are not seen.",
}


def _tiktok(opening: Opening) -> str | None:
    if opening.has("cid", "aweme_id", "create_time", "user") and not opening.has("__import_meta"):
        return "comments"
    comment = next((one for record in opening.records for one in listed(record, "comments")), {})
    return "answer" if {"cid", "aweme_id", "create_time", "user"} <= comment.keys() else None


def _comments(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The comments of one answer, or the one comment that somebody took out of it."""
    yield from listed(answer, "comments") if "comments" in answer else (answer,)


def _x(opening: Opening) -> str | None:
    return "answer" if any(True for record in opening.records for _ in _results(dig(record, ("data",)))) else None


def _timeline(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for result in _results(answer.get("data")):
        yield from posts(result)


def _results(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every post of a timeline, wherever its entry stands; those inside a post are told by that post."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _results(inner, depth + 1)
    elif isinstance(value, dict):
        found = dig(value, ("tweet_results", "result"))
        if isinstance(found, dict):
            yield found
            return
        for inner in value.values():
            yield from _results(inner, depth + 1)


FORMATS = (
    Format(
        name="tiktok-answers",
        tool="warc",
        looks={
            "id": "Jawaban TikTok dengan daftar `comments`, di dalam rekaman web (WARC, WACZ); atau satu "
            "komentarnya per baris, dengan `cid`, `aweme_id`, `create_time`, dan `user`.",
            "en": "TikTok's answers with a list of `comments`, inside a web capture (WARC, WACZ); or one of its "
            "comments a line, with `cid`, `aweme_id`, `create_time` and `user`.",
        },
        kind="json",
        recognise=_tiktok,
        walk=_comments,
        cells=COMMENT,
        acts=answered,
        yields=(Yields("Create", "id", "–", "s"),),
        cannot_show=(
            {"id": "Suka, bagikan, dan ikuti tidak ada di sini.", "en": "No likes, shares or follows."},
            {
                "id": "Pemilik video tidak tertulis; sebutkan `object_owner` di --context.",
                "en": "Whose video it was is not stated; give `object_owner` in --context.",
            },
            _ONLY_SEEN,
        ),
    ),
    Format(
        name="x-answers",
        tool="warc",
        looks={
            "id": "Jawaban X (GraphQL) dengan `tweet_results`, di dalam rekaman web (WARC, WACZ).",
            "en": "Answers of X (GraphQL) with `tweet_results`, inside a web capture (WARC, WACZ).",
        },
        kind="json",
        recognise=_x,
        walk=_timeline,
        cells=x_posts.CELLS,
        acts=x_posts.acts,
        yields=(Yields("Create", "id", "id", "s"), Yields("Announce", "id", "id", "s")),
        cannot_show=(
            {"id": "Suka dan ikuti tidak ada di sini.", "en": "No likes or follows."},
            _ONLY_SEEN,
        ),
    ),
)
