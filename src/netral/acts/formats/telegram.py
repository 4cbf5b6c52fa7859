"""One public group or channel as Telegram Desktop exports it: joins, messages, replies to messages in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.format import Format, Notes, Opening, Refusal, Yields, dig, listed
from netral.acts.mapping import Acts
from netral.acts.rejects import Said
from netral.acts.values import times, when
from netral.acts.values.cells import Cells, empty_to_null, flags

_JOINS = ("join_group_by_link", "join_group_by_request")
_PUBLIC = "public_"
_NOTHING = pa.scalar(None, pa.string())
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
# Before 2021 an id was a bare number, and numbers from 2^32 on were groups and channels.
_USER = r"user(?P<new>[0-9]+)|(?P<old>[0-9]{1,9}|[1-3][0-9]{9}|4[01][0-9]{8})"
_ACCOUNT = rf"^(?:{_USER}|(?P<channel>channel[0-9]+))$"


def _walk(chat: dict[str, Any]) -> Iterator[dict[str, Any]]:
    about = {name: chat.get(name) for name in ("id", "type")}
    for one in listed(chat, "messages"):
        text, answered = one.get("text"), one.get("reply_to_message_id")
        if "reply_to_peer_id" in one and one["reply_to_peer_id"] is not None:
            answered = None
        yield {"chat": about, "message": one, "text": text if type(text) is str else _text(text), "answered": answered}


def _text(value: Any) -> str | None:
    """Pieces of plain words between links and mentions."""
    pieces = [one if isinstance(one, str) else dig(one, ("text",)) for one in value or ()]
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _account(column: pa.Array) -> pa.Array:
    """A user's number; a channel keeps its prefix, since some user has the same number."""
    found = pc.extract_regex(column, _ACCOUNT)
    return pc.coalesce(*(empty_to_null(pc.struct_field(found, name)) for name in ("new", "old", "channel")))


def _acts(cells: Cells) -> Acts:
    joins = cells.is_("action", *_JOINS) & cells.is_("type", "service")
    message = cells.is_("type", "message")
    chosen, replies = pa.array(joins), pa.array(message & cells.given("answered"))
    actor = pc.if_else(chosen, _account(cells["actor"]), _account(cells["from"]))
    owner = pc.if_else(replies, _account(cells["parent"]), _NOTHING)
    number = pc.binary_join_element_wise(cells["chat"], cells["id"], "-")
    kind = pc.if_else(replies, "reply", pc.if_else(cells["forwarded"].is_valid(), "repost", "post"))
    time = when.epoch_or_local(cells, "epoch", "local")
    zoneless = ~cells.given("epoch") & (time.at == times.NO_TIME) & cells.given("local")
    channel = pc.fill_null(pc.starts_with(actor, "channel"), False)
    return Acts(
        cells,
        platform="telegram",
        verb=pc.if_else(chosen, "Join", "Create"),
        time=time,
        interaction=pc.if_else(chosen, "join", kind),
        activity_id=number,
        actor_id=actor,
        actor_id_kind=pc.if_else(channel, "channel", "native"),
        object_id=pc.if_else(chosen, cells["chat"], number),
        object_type=pc.if_else(chosen, "Group", "Note"),
        object_url=pc.binary_join_element_wise("https://t.me/c/", cells["chat"], "/", cells["id"], ""),
        object_owner_id=owner,
        object_owner_basis="parent",
        in_reply_to_id=pc.if_else(
            replies, pc.binary_join_element_wise(cells["chat"], cells["answered"], "-"), _NOTHING
        ),
        root_id=pc.if_else(chosen, _NOTHING, cells["chat"]),
        text=pc.if_else(chosen, _NOTHING, cells["text"]),
        # Whose group it is says nothing of whom a message in it answers.
        by_context=joins,
        against=(
            ("not_public", ~flags(pc.starts_with(cells["kind"], _PUBLIC))),
            ("not_an_act", cells.is_("type", "service") & ~joins),
            ("unknown_record", ~(joins | message) | ~cells.given("chat") | ~cells.given("id")),
            ("time_zone_missing", zoneless & np.full(cells.size, cells.context.timezone is None)),
        ),
    )


def _recognise(opening: Opening) -> str | None:
    account = any(dig(one, ("chats", "list")) is not None or "personal_information" in one for one in opening.records)
    if account or opening.has("about", "contacts"):
        return "account"
    return "chat" if opening.has("name", "type", "id", "messages") else None


def _refuse(opening: Opening, _context: Context) -> Refusal | None:
    if _recognise(opening) == "account":
        return "whole_account_export", ""
    kinds = [one.get("type") for one in opening.records if "messages" in one]
    if not all(isinstance(kind, str) and kind.startswith(_PUBLIC) for kind in kinds):
        return "not_public_file", Said("jenis percakapannya bukan public_…", "the chat's type is not public_…")
    return None


def _mend(record: bytes) -> tuple[bytes, str] | None:
    r"""`\x0B`, as C writes it, made `\u000B`; other escapes as they are."""
    mended = _ESCAPE.sub(lambda found: b"\\u00" + found[1] if found[1] else found[0], record)
    return (mended, "telegram_x_escape") if mended != record else None


FORMATS = (
    Format(
        name="telegram-desktop",
        tool="telegram desktop",
        looks={
            "id": "`result.json` satu grup atau kanal publik, dengan `name`, `type`, `id`, dan `messages`.",
            "en": "`result.json` of one public group or channel, with `name`, `type`, `id` and `messages`.",
        },
        kind="json",
        recognise=_recognise,
        refuse=_refuse,
        mend=_mend,
        walk=_walk,
        inside="messages",
        notes=Notes(number="id", word="from_id", asked="answered", told="parent"),
        cells={
            **{name: (name,) for name in ("text", "answered", "parent")},
            "chat": ("chat", "id"),
            "kind": ("chat", "type"),
            "id": ("message", "id"),
            "type": ("message", "type"),
            "action": ("message", "action"),
            "actor": ("message", "actor_id"),
            "from": ("message", "from_id"),
            "forwarded": ("message", "forwarded_from"),
            "epoch": ("message", "date_unixtime"),
            "local": ("message", "date"),
        },
        acts=_acts,
        yields=(Yields("Create", "id", "id", "s"), Yields("Join", "id", "context", "s")),
        cannot_show=(
            {
                "id": "Nama akun (@) tidak tertulis; hanya nomor ID yang dicocokkan, kanal sebagai `channel<nomor>`.",
                "en": "No account names (@); only id numbers are matched, channels as `channel<number>`.",
            },
            {
                "id": "Pemilik grup tidak tertulis; sebutkan `object_owner` di --context.",
                "en": "Whose group it is is not stated; give `object_owner` in --context.",
            },
            {
                "id": "Anggota yang diundang orang lain dan asal pesan terusan hanya tertulis namanya.",
                "en": "Members that others invited, and where a forwarded message comes from, are named only.",
            },
            {
                "id": "Perubahan pesan tidak dibaca: `edited` juga ditulis bila orang lain memberi reaksi.",
                "en": "Edits are not read: `edited` is written too when somebody else reacts to a message.",
            },
            {"id": "Reaksi dan pembaca tidak ada dalam ekspor ini.", "en": "No reactions and no readers."},
        ),
    ),
)
