"""Who liked, reposted or follows, as Bluesky's interface answers: the post or account stands in the answer itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields, dig, listed
from netral.acts.mapping import Acts
from netral.acts.platforms import bluesky_posts
from netral.acts.values import times, when
from netral.acts.values.cells import Cells, domain_account, flags, kinds, matched
from netral.acts.values.cells import when as where
from netral.acts.values.when import When

_DID = r"^(?P<did>did:[a-z]+:\S+)$"
# As far as an app's clock is believed against the server's, here as in Jetstream's recordings.
_PLAUSIBLE = 600_000_000


def _walk(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for like in listed(page, "likes"):
        times_ = {name: like.get(f"{name}At") for name in ("created", "indexed")}
        yield {"verb": "Like", "post": page.get("uri"), **times_, **_who("", like.get("actor"))}
    for profile in listed(page, "repostedBy"):
        yield {"verb": "Announce", "post": page.get("uri"), **_who("", profile)}
    subject = page.get("subject")
    for profile in listed(page, "followers"):
        yield {"verb": "Follow", **_who("", profile), **_who("owner_", subject)}
    for profile in listed(page, "follows"):
        yield {"verb": "Follow", **_who("", subject), **_who("owner_", profile)}


def _who(kind: str, profile: Any) -> dict[str, Any]:
    return {f"{kind}{name}": dig(profile, (name,)) for name in ("did", "handle")}


def _acts(cells: Cells) -> Acts:
    post, owner, owner_name = bluesky_posts.named(cells["post"])
    like, follow = cells.is_("verb", "Like"), cells.is_("verb", "Follow")
    time, did = _time(cells), matched(cells["did"], _DID, "did")
    return Acts(
        cells,
        platform="bluesky",
        verb=pc.fill_null(cells["verb"], ""),
        time=time,
        interaction=kinds(cells.size, (like, "reaction"), (follow, "follow"), other="repost"),
        reaction=where(like, pa.repeat("like", cells.size)),
        actor_id=did,
        actor_handle=domain_account(cells["handle"])[1],
        object_id=where(~follow, post, cells["owner_did"]),
        object_type=kinds(cells.size, (follow, "Person"), other="Note"),
        object_owner_id=where(~follow, owner, matched(cells["owner_did"], _DID, "did")),
        object_owner_handle=where(~follow, owner_name, domain_account(cells["owner_handle"])[1]),
        by_context=False,
        against=(
            ("unknown_record", ~cells.given("verb")),
            ("actor_missing", flags(did.is_null())),
            ("time_missing", like & ~cells.given("created") & ~cells.given("indexed")),
            ("time_unreadable", like & (time.at == times.NO_TIME)),
        ),
    )


def _time(cells: Cells) -> When:
    """Of a like what its app claims, where the server saw it about then; of the others nothing is told."""
    claimed, seen = when.iso(cells["created"]), when.iso(cells["indexed"])
    said, unseen = claimed.at != times.NO_TIME, seen.at == times.NO_TIME
    near = np.abs(np.where(said & ~unseen, claimed.at - seen.at, 0)) <= _PLAUSIBLE
    believed = said & near
    return replace(
        when.untold(cells),
        at=np.where(believed, claimed.at, seen.at),
        raw=claimed.raw,
        basis=kinds(cells.size, (believed, "client_claimed"), other="iso_offset"),
        precision=kinds(cells.size, (believed | ~unseen, "s"), other="none"),
    )


def _recognise(opening: Opening) -> str | None:
    for name in ("likes", "repostedBy"):
        if any(isinstance(one.get(name), list) and str(one.get("uri")).startswith("at://") for one in opening.records):
            return name
    for name in ("followers", "follows"):
        if any(isinstance(one.get(name), list) and dig(one, ("subject", "did")) for one in opening.records):
            return name
    return None


FORMATS = (
    Format(
        name="bluesky-views",
        tool="bluesky xrpc",
        looks={
            "id": "Jawaban getLikes (`uri`, `likes`), getRepostedBy (`repostedBy`), getFollowers atau getFollows "
            "(`subject`).",
            "en": "Answers of getLikes (`uri`, `likes`), getRepostedBy (`repostedBy`), getFollowers or getFollows "
            "(`subject`).",
        },
        kind="json",
        recognise=_recognise,
        walk=_walk,
        cells={
            name: (name,)
            for name in ("verb", "post", "created", "indexed", "did", "handle", "owner_did", "owner_handle")
        },
        acts=_acts,
        yields=(
            Yields("Like", "id", "id", "s"),
            Yields("Announce", "id", "id", "–"),
            Yields("Follow", "id", "id", "–"),
        ),
        cannot_show=(
            {
                "id": "Kapan akun mengirim ulang atau mengikuti tidak tertulis; waktu suka dinyatakan aplikasinya.",
                "en": "When an account reposted or followed is not stated; when it liked is what its app claims.",
            },
            {
                "id": "Suka yang sudah ditarik kembali tidak terlihat; yang tidak ada dalam halaman ini juga tidak.",
                "en": "A like that was taken back is not seen, nor what stands on other pages.",
            },
        ),
    ),
)
