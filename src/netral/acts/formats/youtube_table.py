"""YouTube comments in tables that people make of the API's answers, and those of YouTube Data Tools."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.format import Format, Opening, Refusal, Words, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import comments
from netral.acts.rejects import Said
from netral.acts.values import when
from netral.acts.values.cells import Cells
from netral.acts.values.ids import made_up
from netral.acts.values.redacted import refusal, revealed
from netral.acts.values.typed_times import typed

_NAMES = {
    "author": ("author", "authorDisplayName"),
    "uid": ("author_channel_id", "authorChannelId", "authorChannelId.value"),
    "at": ("published_at", "publishedAt"),
    "text": ("text", "textOriginal", "textDisplay"),
    "id": ("comment_id", "commentId"),
    "parent": ("parent_id", "parentId"),
    "video": ("video_id", "videoId"),
}
_HOME_MADE = (("author", "published_at", "updated_at", "text"), ("authorDisplayName", "publishedAt", "updatedAt"))
_DATA_TOOLS = ("id", "isReplyTo", "authorName", "text", "publishedAt")
_CANNOT_SHOW: tuple[Words, ...] = (
    {
        "id": "Nama tampilan bukan akun: hanya pelaku yang tertulis dengan @ atau ID salurannya yang dibaca.",
        "en": "A display name is no account: only authors written with @ or with their channel's id are read.",
    },
    {
        "id": "Video dan pemiliknya tidak tertulis; sebutkan `object_id` dan `object_owner` di --context.",
        "en": "The video and its owner are not stated; give `object_id` and `object_owner` in --context.",
    },
    {"id": "Suka dan langganan tidak ada dalam tabel ini.", "en": "No likes or subscriptions."},
)


def _home_made(cells: Cells) -> Acts:
    of = {cell: cells.first(*names) for cell, names in _NAMES.items()}
    video = pc.coalesce(of["video"], pa.scalar(cells.context.object_id, pa.string()))
    words = (pc.fill_null(column, "") for column in (of["author"], of["at"], video, of["text"]))
    own = pc.coalesce(of["id"], made_up(*words))
    return comments.on_youtube(
        cells,
        time=when.iso(of["at"]),
        ids=own,
        actor_id=revealed(of["uid"]),
        author=revealed(of["author"]),
        # Neither the video nor the comment need be the platform's own id.
        object_url=None,
        video=video,
        parent=of["parent"],
        text=of["text"],
    )


def _data_tools(cells: Cells) -> Acts:
    time = typed(cells["publishedAt"], cells.context)
    video = pa.repeat(pa.scalar(cells.context.object_id, pa.string()), cells.size)
    return comments.on_youtube(
        cells,
        time=time.when,
        ids=cells["id"],
        actor_id=revealed(cells["authorChannelId"]),
        author=revealed(cells["authorName"]),
        object_url=None,
        video=video,
        parent=cells["isReplyTo"],
        text=cells["text"],
    )


def _needs_video(opening: Opening, context: Context) -> Refusal | None:
    if not set(_NAMES["video"]) & set(opening.header) and context.object_id is None and context.object_owner is None:
        return "sidecar_missing", Said(
            "komentar tanpa videonya: sebutkan ID video sebagai `object_id`, kanalnya sebagai `object_owner`",
            "comments without their video: give its id as `object_id`, its channel as `object_owner`",
        )
    return refusal("author", "authorDisplayName")(opening, context)


def _needs_zone(opening: Opening, context: Context) -> Refusal | None:
    if context.timezone is None:
        return "ambiguous_date_order", Said("publishedAt tanpa zona waktu", "publishedAt states no time zone")
    return refusal("authorName", "authorChannelId")(opening, context)


FORMATS = (
    Format(
        name="youtube-table",
        tool="youtube api",
        looks={
            "id": "Tabel buatan sendiri dengan `author, published_at, updated_at, text` atau nama kolom API-nya.",
            "en": "A home-made table with `author, published_at, updated_at, text` or the API's own names.",
        },
        kind="table",
        recognise=lambda opening: "comments" if any(opening.has(*names) for names in _HOME_MADE) else None,
        cells={name: (name,) for names in _NAMES.values() for name in names},
        acts=_home_made,
        yields=(Yields("Create", "handle", "context", "s"),),
        cannot_show=_CANNOT_SHOW,
        refuse=_needs_video,
    ),
    Format(
        name="youtube-data-tools",
        tool="youtube data tools",
        looks={
            "id": "Tabel dengan `id, isReplyTo, authorName, text, publishedAt`; perlu `timezone` di --context.",
            "en": "A table with `id, isReplyTo, authorName, text, publishedAt`; needs `timezone` in --context.",
        },
        kind="table",
        recognise=lambda opening: "comments" if opening.has(*_DATA_TOOLS) else None,
        cells={name: (name,) for name in (*_DATA_TOOLS, "authorChannelId")},
        acts=_data_tools,
        yields=(Yields("Create", "handle", "context", "s"),),
        cannot_show=_CANNOT_SHOW,
        refuse=_needs_zone,
    ),
)
