"""One comment on Facebook in three tools is one act where its number shows that, and never by a guess."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from netral.acts.context import Context
from netral.acts.platforms import facebook_ids
from tests.acts.exports import acts, ndjson, opened, reasons

POST, NUMBER, PARENT, AUTHOR = "2600000000000001", "2600000000000101", "2600000000000100", "100000000000001"
PAGE = "https://www.facebook.com/calon.contoh/posts/pfbid0AbC"


def wrapped(text: str) -> str:
    return b64encode(text.encode()).decode()


def apify(**changes: Any) -> bytes:
    row: dict[str, Any] = {"facebookUrl": PAGE, "commentUrl": f"{PAGE}?comment_id={NUMBER}", "commentId": NUMBER}
    row |= {"id": wrapped(f"comment:{POST}_{NUMBER}"), "feedbackId": wrapped(f"feedback:{POST}_{NUMBER}")}
    row |= {"date": "2024-10-05T19:15:04.000Z", "text": "Siap", "facebookId": POST, "profileId": AUTHOR}
    row |= {"profileUrl": f"https://www.facebook.com/profile.php?id={AUTHOR}"}
    return ndjson(row | changes)


def minet(**changes: str) -> bytes:
    row = {"post_url": PAGE, "id": wrapped(f"comment:{POST}_{NUMBER}"), "fbid": NUMBER, "depth": "0", "parent_id": ""}
    row |= {"author_name": "Asn Contoh", "author_short_name": "Asn", "author_gender": "NEUTER"}
    row |= {"author_url": f"https://www.facebook.com/profile.php?id={AUTHOR}", "author_is_verified": "false"}
    row |= {"created_time": "1728155704", "text": "Siap", "attachments": "0", "reactions": "0", "replies": "0"}
    table = io.StringIO()
    made = csv.DictWriter(table, list(row))
    made.writeheader()
    made.writerow(row | changes)
    return table.getvalue().encode()


def scraper(**changes: Any) -> bytes:
    comment = {"comment_id": NUMBER, "comment_url": f"https://facebook.com/{NUMBER}", "commenter_id": AUTHOR}
    comment |= {"commenter_url": None, "comment_text": "Siap", "comment_time": "2024-10-06 02:15:04", "replies": []}
    post = {"post_id": POST, "post_url": f"https://facebook.com/{POST}", "timestamp": 1728129600, "user_id": "9" * 15}
    return ndjson(post | {"comments_full": [comment | changes], "reactors": [], "sharers": []})


def comments(folder: Path, content: bytes, name: str) -> list[dict[str, Any]]:
    reading = opened(folder, content, name=name, context=Context(timezone=ZoneInfo("Asia/Jakarta")))
    return [act for act in acts(reading) if act["interaction"] == "reply"]


def test_a_comment_in_three_tools_is_one_act(tmp_path: Path) -> None:
    found = [comments(tmp_path, made(), made.__name__) for made in (apify, minet, scraper)]
    assert [len(of_one) for of_one in found] == [1, 1, 1]
    assert {act["activity_id"] for (act,) in found} == {NUMBER}
    assert len({act["activity_key"] for (act,) in found}) == 1


def test_another_comment_by_the_same_author_is_another_act(tmp_path: Path) -> None:
    other = apify(commentId="2600000000000102", id=wrapped(f"comment:{POST}_2600000000000102"))
    found = [*comments(tmp_path, other, "a"), *comments(tmp_path, scraper(), "b")]
    assert len({act["activity_key"] for act in found}) == 2


@pytest.mark.parametrize(
    ("made", "changes"), [(apify, {"commentId": "2600000000000102"}), (minet, {"fbid": "2600000000000102"})]
)
def test_two_numbers_for_one_comment_are_rejected(tmp_path: Path, made: Any, changes: dict[str, str]) -> None:
    reading = opened(tmp_path, made(**changes))
    assert acts(reading) == []
    assert reasons(reading) == [(1, "id_conflict")]


def test_what_is_answered_is_named_by_number_as_well(tmp_path: Path) -> None:
    parent = wrapped(f"comment:{POST}_{PARENT}")
    told = [*comments(tmp_path, apify(replyToCommentId=parent), "a"), *comments(tmp_path, minet(parent_id=parent), "b")]
    assert [(act["in_reply_to_id"], act["root_id"]) for act in told] == [(PARENT, POST)] * 2
    (top,) = comments(tmp_path, apify(replyToCommentId=""), "c")
    assert top["in_reply_to_id"] == POST


def test_the_posts_number_is_nobodys_and_the_owner_is_whom_the_link_names(tmp_path: Path) -> None:
    """`facebookId` of a comment is its post, not the page: as an owner it would hide the act from every register."""
    (act,) = comments(tmp_path, apify(), "a")
    owner = ("object_owner_id", "object_owner_handle", "object_owner_basis")
    assert [act[name] for name in owner] == [None, "calon.contoh", "url"]
    numbered = apify(facebookUrl=f"https://www.facebook.com/100000000000009/posts/{POST}")
    (act,) = comments(tmp_path, numbered, "b")
    assert [act[name] for name in owner] == ["100000000000009", None, "url"]


@pytest.mark.parametrize(
    ("one", "post", "number"),
    [
        (NUMBER, None, NUMBER),
        (f"{POST}_{NUMBER}", POST, NUMBER),
        (wrapped(f"comment:{POST}_{NUMBER}"), POST, NUMBER),
        (wrapped(f"comment:{POST}_{NUMBER}").rstrip("="), None, None),
        (wrapped("comment:1"), None, None),
        (wrapped(f"feedback:{POST}_{NUMBER}"), None, None),
        (wrapped(f"comment:{POST}_{NUMBER}_1"), None, None),
        ("Y29tbWVudDo!", None, None),
        ("١٢٣", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_which_numbers_an_id_tells(one: str | None, post: str | None, number: str | None) -> None:
    found = facebook_ids.comment(pa.array([one], pa.string()))
    assert [column[0].as_py() for column in found] == [post, number]


@pytest.mark.parametrize("made", [apify, minet, scraper])
def test_what_is_not_certain_is_said(tmp_path: Path, made: Any) -> None:
    assert facebook_ids.SAME_COMMENT in opened(tmp_path, made()).report().cannot_show
