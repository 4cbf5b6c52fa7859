"""YouTube comments as yt-dlp writes them with `--write-comments`: one info.json a video."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import comments
from netral.acts.values import strings, times
from netral.acts.values.cells import Cells
from netral.acts.values.when import When, epoch

_DAY = 86_400_000_000
_UNITS = {
    "second": "s",
    "minute": "min",
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}
_SPAN = {
    "s": 1_000_000,
    "min": 60_000_000,
    "hour": 3_600_000_000,
    "day": _DAY,
    "week": 7 * _DAY,
    "month": 31 * _DAY,
    "year": 366 * _DAY,
}


def _walk(video: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for comment in listed(video, "comments"):
        yield {"video": video, "comment": comment}


def _ago(cells: Cells) -> When:
    """`3 weeks ago` when the comments were taken: between three and four weeks before.

    yt-dlp's own `timestamp` is computed from those words, so it is never more exact than they are.
    """
    taken = epoch(cells["epoch"]).at
    said = pc.extract_regex(cells["said"], r"^(?P<n>[0-9]{1,4}) (?P<unit>second|minute|hour|day|week|month|year)s? ago")
    count = strings.numbers(
        pc.fill_null(pc.struct_field(said, "n"), ""), said.is_valid().to_numpy(zero_copy_only=False)
    ).astype(np.int64)
    units = [_UNITS.get(unit) for unit in pc.struct_field(said, "unit").to_pylist()]
    span = np.array([_SPAN.get(unit or "", 0) for unit in units], np.int64)
    known = (span > 0) & (taken != times.NO_TIME)
    latest = np.where(known, taken - count * span, times.NO_TIME)
    earliest = np.where(known, taken - (count + 1) * span, times.NO_TIME)
    precision = pa.array([unit or "none" for unit in units], pa.string())
    return When(latest, cells["said"], basis="relative", precision=precision, earliest=earliest, latest=latest)


def _acts(cells: Cells) -> Acts:
    top = pc.fill_null(pc.equal(cells["parent"], "root"), True)
    return comments.on_youtube(
        cells,
        time=_ago(cells),
        ids=cells["id"],
        actor_id=cells["uid"],
        object_owner_id=cells["channel"],
        object_owner_handle=comments.handle_of(cells["owner"]),
        video=cells["video"],
        # Before 2022 this was a display name.
        author=cells["author"],
        parent=pc.if_else(top, None, cells["parent"]),
        text=cells["text"],
        collected_at=times.as_timestamps(epoch(cells["epoch"]).at),
    )


def _recognise(opening: Opening) -> str | None:
    return "info.json" if opening.has("extractor_key", "comments", "channel_id", "epoch") else None


FORMATS = (
    Format(
        name="yt-dlp",
        tool="yt-dlp",
        looks={
            "id": "Satu objek JSON per video, dengan `extractor_key`, `channel_id`, dan `comments`.",
            "en": "One JSON object a video, with `extractor_key`, `channel_id` and `comments`.",
        },
        kind="json",
        recognise=_recognise,
        walk=_walk,
        inside="comments",
        cells={
            "video": ("video", "id"),
            "channel": ("video", "channel_id"),
            "owner": ("video", "uploader_id"),
            "epoch": ("video", "epoch"),
            "id": ("comment", "id"),
            "parent": ("comment", "parent"),
            "uid": ("comment", "author_id"),
            "author": ("comment", "author"),
            "text": ("comment", "text"),
            "said": ("comment", "_time_text"),
        },
        acts=_acts,
        yields=(Yields("Create", "id", "id", "day"),),
        cannot_show=(
            {
                "id": "Waktu komentar hanya perkiraan (“3 minggu lalu”); tidak cukup untuk menentukan hari.",
                "en": "When a comment was made is only roughly known (“3 weeks ago”); not enough to tell the day.",
            },
            {"id": "Suka dan langganan tidak ada dalam ekspor ini.", "en": "No likes or subscriptions."},
        ),
    ),
)
