"""Instagram comments as `minet instagram comments` writes them behind the columns of its input."""

from __future__ import annotations

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import comments
from netral.acts.values import ids, when
from netral.acts.values.cells import Cells, digits, handle, matched

_FIRST = ("id", "index", "parent_id", "child_index", "text")
_USED = ("id", "parent_id", "text", "created_at_utc", "utc_time", "username", "user_id")
_POST = ("post_url", "url", "post", "link")
_SITE = r"^https?://(?:www\.)?instagram\.com/"
_CODE = _SITE + r"(?:[\w.]+/)?(?:p|reel|tv)/(?P<code>[\w-]+)"
_OWNER = _SITE + r"(?P<name>[\w.]{1,30})/(?:p|reel|tv)/[\w-]+"


def _acts(cells: Cells) -> Acts:
    post = cells.first(*_POST)
    code = matched(post, _CODE, "code")
    return comments.acts(
        cells,
        platform="instagram",
        time=when.either(when.epoch(cells["created_at_utc"]), when.naive_utc(cells["utc_time"])),
        ids=cells["id"],
        # The number that other tools give too; `user_fbid_v2` counts in another space.
        actor_id=digits(cells["user_id"]),
        actor_handle=handle(cells["username"]),
        object_url=post,
        object_owner_handle=handle(matched(post, _OWNER, "name")),
        object_owner_basis="url",
        thread=code,
        parent=cells["parent_id"],
        text=cells["text"],
        against=(
            ("no_result_row", ~cells.given("id") & ~cells.given("user_id")),
            ("id_precision_lost", ids.unwitnessed(cells["id"]), "id"),
            ("actor_id_lost", ids.unwitnessed(cells["user_id"]), "user_id"),
        ),
    )


def _recognise(opening: Opening) -> str | None:
    return "comments" if set(_USED) <= set(opening.behind(_FIRST)) else None


FORMATS = (
    Format(
        name="minet-instagram-comments",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya mulai dengan `id,index,parent_id,child_index,text`.",
            "en": "CSV whose last columns begin with `id,index,parent_id,child_index,text`.",
        },
        kind="table",
        recognise=_recognise,
        cells={name: (name,) for name in (*_USED, *_POST)},
        acts=_acts,
        yields=(Yields("Create", "id", "handle", "s"),),
        cannot_show=(
            {
                "id": "Pemilik kiriman hanya tampak dalam tautan `/nama/p/…`; selain itu sebutkan di --context.",
                "en": "The post's owner is seen only in a link like `/name/p/…`; else give it in --context.",
            },
            {"id": "Suka dan ikuti tidak ada dalam ekspor ini.", "en": "No likes or follows."},
        ),
    ),
)
