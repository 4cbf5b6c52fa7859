"""Messages of a public Telegram channel as `minet telegram channel-messages` writes them."""

from __future__ import annotations

import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.values import when
from netral.acts.values.cells import Cells, flags, handle, matched

_FIRST = ("link_to_message", "could_be_displayed", "user", "user_link")
_USED = ("link_to_message", "user_link", "text", "datetime")
_MESSAGE = r"^https?://t\.me/(?:s/)?(?P<channel>\w{4,32})/(?P<id>[0-9]+)$"
_CHANNEL = r"^https?://t\.me/(?:s/)?(?P<name>\w{4,32})/?$"


def _acts(cells: Cells) -> Acts:
    link = cells["link_to_message"]
    channel = handle(matched(link, _MESSAGE, "channel"))
    author = handle(matched(cells["user_link"], _CHANNEL, "name"))
    own = pc.binary_join_element_wise(channel, matched(link, _MESSAGE, "id"), "/")
    return Acts(
        cells,
        platform="telegram",
        verb="Create",
        time=when.iso(cells["datetime"]),
        interaction="post",
        activity_id=own,
        actor_handle=author,
        object_id=own,
        object_type="Note",
        object_url=link,
        text=cells["text"],
        by_context=False,
        against=(
            ("no_result_row", ~cells.given("link_to_message") & ~cells.given("user_link")),
            ("id_missing", flags(own.is_null()), "link_to_message"),
            ("actor_conflict", flags(pc.not_equal(channel, author)), "user_link"),
        ),
    )


def _recognise(opening: Opening) -> str | None:
    return "channel messages" if set(_USED) <= set(opening.behind(_FIRST)) else None


FORMATS = (
    Format(
        name="minet-telegram-messages",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya mulai dengan `link_to_message,could_be_displayed,user,user_link`.",
            "en": "CSV whose last columns begin with `link_to_message,could_be_displayed,user,user_link`.",
        },
        kind="table",
        recognise=_recognise,
        cells={name: (name,) for name in _USED},
        acts=_acts,
        yields=(Yields("Create", "handle", "–", "s"),),
        cannot_show=(
            {
                "id": "Yang mengunggah adalah saluran; siapa orang di belakangnya tidak tertulis.",
                "en": "The channel posts; who the person behind it is, is not stated.",
            },
            {
                "id": "Siapa yang dibalas hanya tampak sebagai nama tampilan.",
                "en": "Whom a message answers is seen only as a display name.",
            },
            {
                "id": "Pesan yang pernah diubah hanya ditandai; kapan diubah tidak tertulis.",
                "en": "That a message was edited is marked; when, is not stated.",
            },
            {"id": "Reaksi dan anggota saluran tidak ada.", "en": "No reactions, no members."},
        ),
    ),
)
