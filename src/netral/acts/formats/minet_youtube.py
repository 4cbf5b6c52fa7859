"""YouTube comments as `minet youtube comments` writes them: the input's columns first, minet's own behind."""

from __future__ import annotations

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.values import when
from netral.acts.values.cells import Cells, handle

_OWN = (
    *("video_id", "comment_id", "author_name", "author_channel_id", "text", "like_count", "published_at"),
    *("updated_at", "reply_count", "parent_comment_id"),
)


def _acts(cells: Cells) -> Acts:
    named = pc.starts_with(cells["author"], "@")
    url = pc.binary_join_element_wise("https://www.youtube.com/watch?v=", cells["video"], "&lc=", cells["id"], "")
    return Acts(
        cells,
        platform="youtube",
        verb="Create",
        time=when.iso(cells["at"]),
        interaction="reply",
        activity_id=cells["id"],
        actor_id=cells["uid"],
        actor_id_kind="channel",
        actor_handle=pc.if_else(named, handle(cells["author"]), None),
        object_id=cells["id"],
        object_type="Note",
        object_url=url,
        in_reply_to_id=cells.first("parent", "video"),
        root_id=cells["video"],
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
            "parent": ("parent_comment_id",),
        },
        acts=_acts,
        yields=(Yields("Create", "id", "–", "s"),),
        cannot_show=(
            {
                "id": "Pemilik video tidak tertulis; sebutkan `object_owner` di --context.",
                "en": "Who owns the video is not stated; give `object_owner` in --context.",
            },
            {"id": "Suka dan langganan tidak ada dalam ekspor ini.", "en": "No likes or subscriptions."},
        ),
    ),
)
