"""Who follows an account and who reposted a post of X, as minet joins them to its input; neither says when."""

from __future__ import annotations

from netral.acts.context import Context
from netral.acts.format import INPUT, Format, Opening, Refusal, Yields
from netral.acts.mapping import Acts
from netral.acts.rejects import Said
from netral.acts.values import ids, when
from netral.acts.values.cells import Cells, digits, handle
from netral.acts.values.cells import when as where

_USERS = ("id", "screen_name", "name", "description", "url", "timestamp_utc", "local_time")
_TWEET = ("tweet_id", "tweet")
_NAMED = ("screen_name", "username", "user_screen_name", "handle")
_NO_TIME = {
    "id": "Kapan akun itu mengikuti atau membagikan tidak tertulis.",
    "en": "When the account followed or reposted is not stated.",
}


def _followers(cells: Cells) -> Acts:
    owner = digits(cells["user_id"])
    return Acts(
        cells,
        platform="x",
        verb="Follow",
        time=when.untold(cells),
        interaction="follow",
        actor_id=cells["follower"],
        object_type="Person",
        object_owner_id=owner,
        object_owner_handle=handle(cells.first(*_NAMED)),
        against=(
            ("no_result_row", ~cells.given("follower")),
            ("id_precision_lost", ids.unwitnessed(cells["follower"]), "follower_id"),
            ("id_precision_lost", ids.unwitnessed(cells["user_id"]), "user_id"),
        ),
    )


def _retweeters(cells: Cells) -> Acts:
    """`timestamp_utc` is the birthday of the account, so it is never read."""
    # A repost in the input is no post of the account that stands beside it.
    own = ~cells.given("again")
    return Acts(
        cells,
        platform="x",
        verb="Announce",
        time=when.untold(cells),
        interaction="repost",
        actor_id=cells["uid"],
        actor_handle=handle(cells["name"]),
        object_id=cells.first(*_TWEET, "tweet_input"),
        object_type="Note",
        object_owner_id=where(own, digits(cells["user_id"])),
        object_owner_handle=where(own, handle(cells["user_screen_name"])),
        by_context=own,
        against=(
            ("no_result_row", ~cells.given("uid") & ~cells.given("name")),
            ("id_precision_lost", ids.unwitnessed(cells["uid"]), "id"),
            ("id_precision_lost", ids.unwitnessed(cells.first(*_TWEET, "tweet_input")), "tweet_id"),
        ),
    )


def _all_of(opening: Opening, names: tuple[str, ...]) -> bool:
    return any(name in opening.header for name in names)


def _needs_owner(opening: Opening, context: Context) -> Refusal | None:
    known = _all_of(opening, ("user_id", *_NAMED)) or context.object_owner is not None
    return (
        None
        if known
        else (
            "sidecar_missing",
            Said("tidak ada kolom yang menyebut pengikut siapa ini", "no column tells whose followers these are"),
        )
    )


def _needs_object(opening: Opening, context: Context) -> Refusal | None:
    known = _all_of(opening, _TWEET) or opening.header.count("id") > 1 or context.object_id is not None
    return (
        None
        if known
        else (
            "sidecar_missing",
            Said(
                "tidak ada kolom yang menyebut kiriman mana yang dibagikan", "no column tells which post was reposted"
            ),
        )
    )


def _retweets(opening: Opening) -> str | None:
    return "retweeters" if opening.behind(_USERS) and "user_id" not in opening.behind(_USERS) else None


FORMATS = (
    Format(
        name="minet-twitter-followers",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya `follower_id`; akun yang diikuti di `user_id` atau `screen_name`.",
            "en": "CSV whose last column is `follower_id`; the account followed in `user_id` or `screen_name`.",
        },
        kind="table",
        recognise=lambda opening: "followers" if opening.header[-1:] == ("follower_id",) else None,
        cells={"follower": ("follower_id",), "user_id": ("user_id",), **{name: (name,) for name in _NAMED}},
        acts=_followers,
        yields=(Yields("Follow", "id", "id", "–"),),
        cannot_show=(_NO_TIME,),
        refuse=_needs_owner,
    ),
    Format(
        name="minet-twitter-retweeters",
        tool="minet",
        looks={
            "id": "CSV yang kolom terakhirnya mulai dengan `id,screen_name,name,description,url,timestamp_utc`.",
            "en": "CSV whose last columns begin with `id,screen_name,name,description,url,timestamp_utc`.",
        },
        kind="table",
        recognise=_retweets,
        cells={
            "uid": ("id",),
            "name": ("screen_name",),
            "tweet_input": ("id", INPUT),
            "again": ("retweeted_id",),
            **{name: (name,) for name in (*_TWEET, "user_id", "user_screen_name")},
        },
        acts=_retweeters,
        yields=(Yields("Announce", "id", "id", "–"),),
        cannot_show=(
            _NO_TIME,
            {"id": "Hanya sebagian akun yang membagikan; X membatasi daftarnya.", "en": "X lists only some reposters."},
        ),
        refuse=_needs_object,
    ),
)
