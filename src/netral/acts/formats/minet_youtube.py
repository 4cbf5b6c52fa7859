"""YouTube comments as `minet youtube comments` writes them: the input's columns first, minet's own behind."""

from __future__ import annotations

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import comments
from netral.acts.values import when
from netral.acts.values.cells import Cells

_OWN = (
    *("video_id", "comment_id", "author_name", "author_channel_id", "text", "like_count", "published_at"),
    *("updated_at", "reply_count", "parent_comment_id"),
)


def _acts(cells: Cells) -> Acts:
    return comments.on_youtube(
        cells,
        time=when.iso(cells["at"]),
        edited=when.iso(cells["edited"]),
        ids=cells["id"],
        actor_id=cells["uid"],
        video=cells["video"],
        author=cells["author"],
        parent=cells["parent"],
        text=cells["text"],
        # A row whose look-up failed has only the input's columns.
        against=(("no_result_row", ~cells.given("id")),),
    )


def _recognise(opening: Opening) -> str | None:
    return "comments" if opening.header[-len(_OWN) :] == _OWN else None


FORMATS = (
    Format(
        name="minet-youtube-comments",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya `video_id,comment_id,author_name,author_channel_id,…`.",
            "en": "CSV whose last columns are `video_id,comment_id,author_name,author_channel_id,…`.",
        },
        kind="table",
        recognise=_recognise,
        cells={
            "video": ("video_id",),
            "id": ("comment_id",),
            "author": ("author_name",),
            "uid": ("author_channel_id",),
            "text": ("text",),
            "at": ("published_at",),
            "edited": ("updated_at",),
            "parent": ("parent_comment_id",),
        },
        acts=_acts,
        yields=(Yields("Create", "id", "–", "s"), Yields("Update", "id", "–", "s")),
        cannot_show=(
            comments.EDITS_ARE_READ,
            {
                "id": "Pemilik video tidak tertulis; sebutkan `object_owner` di --context.",
                "en": "Who owns the video is not stated; give `object_owner` in --context.",
            },
            {"id": "Suka dan langganan tidak ada dalam ekspor ini.", "en": "No likes or subscriptions."},
        ),
    ),
)
