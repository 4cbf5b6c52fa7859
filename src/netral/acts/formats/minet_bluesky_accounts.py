"""Who liked or reposted a post of Bluesky, or follows an account, as minet joins profiles to its input."""

from __future__ import annotations

import numpy as np

from netral.acts.context import Context
from netral.acts.format import INPUT, Format, Opening, Refusal, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import bluesky_posts
from netral.acts.rejects import Said
from netral.acts.values import when
from netral.acts.values.cells import Cells, domain_account, flags
from netral.acts.values.cells import when as where

_FIRST = ("did", "url", "handle", "display_name", "description", "lists")
_POST = ("post", "post_url", "post_uri", "uri")
_ACCOUNT = ("profile", "user_did", "user_handle")
# Where the input is a table of posts, which of several posts was asked about is not told.
_OTHERS = ("to_post_uri", "to_root_post_uri", "quoted_uri", "repost_by_user_did")
_INTERACTIONS = {"Like": "reaction", "Announce": "repost", "Follow": "follow"}


def _acts(cells: Cells) -> Acts:
    verb, did = cells.context.verb or "", domain_account(cells["did"])[0]
    if verb == "Follow":
        uid, name = domain_account(cells.first(*_ACCOUNT, "did_input", "handle_input"))
        asked, own = uid, np.ones(cells.size, bool)
    else:
        asked, uid, name = bluesky_posts.named(cells.first(*_POST, "url_input"))
        own = flags(cells.first(*_OTHERS).is_null())
    return Acts(
        cells,
        platform="bluesky",
        verb=verb,
        # `timestamp_utc` is the birthday of the account.
        time=when.untold(cells),
        interaction=_INTERACTIONS.get(verb),
        reaction="like" if verb == "Like" else None,
        actor_id=did,
        actor_handle=domain_account(cells["handle"])[1],
        object_id=where(own, asked),
        object_type="Person" if verb == "Follow" else "Note",
        object_owner_id=where(own, uid),
        object_owner_handle=where(own, name),
        by_context=own,
        quality=2,
        against=(("no_result_row", ~cells.given("did")), ("actor_missing", flags(did.is_null()))),
    )


def _recognise(opening: Opening) -> str | None:
    return (
        "accounts" if opening.behind(_FIRST)[len(_FIRST) : len(_FIRST) + 2] == ("feedgens", "starter_packs") else None
    )


def _refuse(opening: Opening, context: Context) -> Refusal | None:
    """Four commands write the same columns, and which of them it was is not in the file."""
    if context.verb not in _INTERACTIONS:
        return (
            "sidecar_missing",
            Said(
                "`verb`: Like (post-liked-by), Announce (post-reposted-by), atau Follow (profile-followers)",
                "`verb` must be Like (post-liked-by), Announce (post-reposted-by) or Follow (profile-followers)",
            ),
        )
    names = {*opening.header[: len(opening.header) - len(opening.behind(_FIRST))]}
    if context.verb == "Follow":
        known = names & {*_ACCOUNT, "did", "handle"} or context.object_owner
        return (
            None
            if known
            else (
                "sidecar_missing",
                Said("tidak ada kolom yang menyebut pengikut siapa ini", "no column tells whose followers these are"),
            )
        )
    known = names & {*_POST, "url"} or context.object_id
    return (
        None
        if known
        else (
            "sidecar_missing",
            Said("tidak ada kolom yang menyebut kirimannya", "no column tells which post was liked or reposted"),
        )
    )


FORMATS = (
    Format(
        name="minet-bluesky-accounts",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya mulai dengan `did,url,handle,display_name,description,lists`; perlu "
            "`verb` di --context.",
            "en": "CSV whose last columns begin with `did,url,handle,display_name,description,lists`; needs `verb` in "
            "--context.",
        },
        kind="table",
        recognise=_recognise,
        refuse=_refuse,
        cells={
            **{name: (name,) for name in ("did", "handle", *_POST, *_ACCOUNT, *_OTHERS)},
            **{f"{name}_input": (name, INPUT) for name in ("did", "handle", "url")},
        },
        acts=_acts,
        yields=tuple(Yields(verb, "id", "id", "–") for verb in _INTERACTIONS),
        cannot_show=(
            {
                "id": "Apakah akun itu menyukai, mengirim ulang, atau mengikuti tidak tertulis; sebutkan `verb` di "
                "--context.",
                "en": "Whether these accounts liked, reposted or follow is not stated; give `verb` in --context.",
            },
            {
                "id": "Daftar akun yang *diikuti* seseorang (profile-follows) berkolom sama dan tidak dapat dibaca: "
                "pelakunya bukan akun di daftar.",
                "en": "A list of whom somebody follows (profile-follows) has the same columns and cannot be read: the "
                "accounts listed did nothing.",
            },
            {
                "id": "Kapan akun itu menyukai, mengirim ulang, atau mengikuti tidak tertulis.",
                "en": "When the account liked, reposted or followed is not stated.",
            },
        ),
    ),
)
