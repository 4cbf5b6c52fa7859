"""Tables that 4CAT exports of Bluesky and Telegram."""

from __future__ import annotations

import pyarrow.compute as pc

from netral.acts.format import Format, Yields
from netral.acts.mapping import Acts
from netral.acts.values import when
from netral.acts.values.cells import Cells, digits, domain_account, flags, handle, kinds, matched
from netral.acts.values.cells import when as where
from netral.acts.values.redacted import refusal, revealed

_BLUESKY = ("id", "thread_id", "created_at", "author", "author_id", "body", "link", "quoted_user", "replied_to_user")
_TELEGRAM = ("id", "thread_id", "chat", "author", "author_username", "body", "reply_to", "unix_timestamp")
_FORWARDED = tuple(f"{of}_forwarded_from" for of in ("author", "timestamp", "unix_timestamp"))


def _bluesky(cells: Cells) -> Acts:
    reply, quote, mention = (cells.given(name) for name in ("replied_to_user", "quoted_user", "mentions"))
    uid, name = domain_account(where(reply, cells["replied_to_user"], cells["quoted_user"]))
    did = matched(cells["id"], r"^at://(?P<did>did:[a-z]+:[^/]+)/", "did")
    return Acts(
        cells,
        platform="bluesky",
        verb="Create",
        time=when.either(when.iso(cells["created_at"]), when.epoch(cells["timestamp"])),
        interaction=kinds(cells.size, (reply, "reply"), (quote, "quote"), (mention, "mention"), other="post"),
        activity_id=cells["id"],
        actor_id=revealed(cells["author_id"]),
        actor_handle=domain_account(revealed(cells["author"]))[1],
        object_id=cells["id"],
        object_type="Note",
        object_url=cells["link"],
        object_owner_id=uid,
        object_owner_handle=name,
        in_reply_to_id=cells["replied_to_post"],
        root_id=cells["thread_id"],
        text=cells["body"],
        # A post says itself whom it answers: a context for the whole file cannot know better.
        by_context=False,
        against=(
            ("id_missing", flags(did.is_null()), "id"),
            ("actor_conflict", flags(pc.not_equal(did, cells["author_id"])), "author_id"),
        ),
    )


def _telegram(cells: Cells) -> Acts:
    """A forwarded message is its first author's words: a repost, of whom only the name may be known."""
    again = cells.given("author_forwarded_from_username")
    for name in _FORWARDED:
        again |= cells.given(name)
    number = matched(cells["id"], r"^(?:.*-)?(?P<id>[0-9]+)$", "id")
    chat = handle(cells["chat"])
    own = pc.binary_join_element_wise(chat, number, "/")
    parent = pc.binary_join_element_wise(chat, digits(cells["reply_to"]), "/")
    reply = flags(parent.is_valid())
    return Acts(
        cells,
        platform="telegram",
        verb=kinds(cells.size, (again, "Announce"), other="Create"),
        time=when.epoch(cells["unix_timestamp"]),
        interaction=kinds(cells.size, (again, "repost"), (reply, "reply"), other="post"),
        activity_id=own,
        actor_id=digits(revealed(cells["author"])),
        actor_handle=handle(revealed(cells["author_username"])),
        object_id=where(~again, own),
        object_type="Note",
        object_owner_handle=handle(where(again, cells["author_forwarded_from_username"])),
        in_reply_to_id=parent,
        text=where(~again, cells["body"]),
        # A hidden first author is somebody else than whom the context names.
        by_context=~again,
        against=(("id_missing", flags(own.is_null()), "id"),),
    )


FORMATS = (
    Format(
        name="4cat-bluesky-table",
        tool="4cat",
        looks={
            "id": "Tabel dengan `created_at`, `author_id` (DID), `replied_to_user`, dan `quoted_user`.",
            "en": "A table with `created_at`, `author_id` (a DID), `replied_to_user` and `quoted_user`.",
        },
        kind="table",
        recognise=lambda opening: "csv" if opening.has(*_BLUESKY) else None,
        cells={name: (name,) for name in (*_BLUESKY, "replied_to_post", "mentions", "timestamp")},
        acts=_bluesky,
        yields=(Yields("Create", "id", "handle", "s"),),
        cannot_show=({"id": "Suka dan ikuti tidak ada dalam tabel ini.", "en": "No likes or follows."},),
        refuse=refusal("author", "author_id"),
    ),
    Format(
        name="4cat-telegram-table",
        tool="4cat",
        looks={
            "id": "Tabel dengan `chat`, `author_username`, `reply_to`, dan `unix_timestamp`.",
            "en": "A table with `chat`, `author_username`, `reply_to` and `unix_timestamp`.",
        },
        kind="table",
        recognise=lambda opening: "csv" if opening.has(*_TELEGRAM) else None,
        cells={name: (name,) for name in (*_TELEGRAM, *_FORWARDED, "author_forwarded_from_username")},
        acts=_telegram,
        yields=(Yields("Create", "id", "–", "s"), Yields("Announce", "id", "handle", "s")),
        cannot_show=(
            {"id": "Pesan siapa yang dibalas tidak tertulis.", "en": "Whose message is answered is not stated."},
            {"id": "Siapa yang memberi reaksi tidak tertulis.", "en": "Who reacted is not stated."},
        ),
        refuse=refusal("author", "author_username"),
    ),
)
