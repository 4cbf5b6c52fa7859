"""An edit whose time an export states is an act of its own, told by the record of what was edited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netral.acts.read import open_export

_MADE, _CHANGED = "2024-10-05T19:15:04Z", "2024-10-06T20:00:00Z"


def _telegram(edited: str | None) -> str:
    message = {"id": 7, "type": "message", "date": "2024-10-06T02:15:04", "date_unixtime": "1728155704"}
    message |= {"from": "Warga", "from_id": "user700000001", "text": "halo"}
    if edited:
        message |= {"edited": "2024-10-07T03:00:00", "edited_unixtime": "1728244800"}
    return json.dumps({"name": "Contoh", "type": "public_supergroup", "id": 1500000001, "messages": [message]})


def _youtube(edited: str | None) -> str:
    said = {"authorDisplayName": "@warga", "authorChannelId": {"value": "UC" + "a" * 22}, "textOriginal": "halo"}
    said |= {"publishedAt": _MADE, "updatedAt": edited or _MADE, "videoId": "v1", "channelId": "UC" + "b" * 22}
    comment = {"kind": "youtube#comment", "id": "c1", "snippet": said}
    return json.dumps({"kind": "youtube#commentListResponse", "items": [comment]})


def _mastodon(edited: str | None) -> str:
    account = {"id": "1", "acct": "warga", "uri": "https://contoh.example/users/warga"}
    post = {"id": "2", "uri": "https://contoh.example/users/warga/statuses/2", "created_at": _MADE, "edited_at": edited}
    post |= {"account": account, "visibility": "public", "reblog": None, "content": "halo", "url": None}
    return json.dumps([post])


def _minet(edited: str | None) -> str:
    names = "video_id,comment_id,author_name,author_channel_id,text,like_count,published_at,updated_at,reply_count"
    row = f"v1,c1,@warga,UC{'a' * 22},halo,0,{_MADE},{edited or _MADE},0,"
    return f"{names},parent_comment_id\n{row}\n"


def _acts(path: Path) -> list[dict[str, Any]]:
    reading = open_export(path)
    rows = [row for batch in reading.batches() for row in batch.to_pylist()]
    assert reading.report().records == reading.report().accepted == 1
    return rows


@pytest.mark.parametrize("made", [_youtube, _minet])
@pytest.mark.parametrize("edited", [_CHANGED, None])
def test_an_edit_has_its_own_time_beside_what_it_changed(made: Any, edited: str | None, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_text(made(edited))
    create, *edits = _acts(path)
    assert (create["verb"], f"{create['published_at']:%Y-%m-%dT%H:%M:%SZ}") == ("Create", _MADE)
    assert len(edits) == (edited is not None)
    for edit in edits:
        assert (edit["verb"], f"{edit['published_at']:%Y-%m-%dT%H:%M:%SZ}") == ("Update", _CHANGED)
        same = ("actor_key", "object_id", "source_row", "source_byte_offset", "object_owner_id")
        assert [edit[name] for name in same] == [create[name] for name in same]
        assert edit["activity_key"] != create["activity_key"]


def _table(edited: str | None) -> str:
    return f"videoId,author,published_at,updated_at,text\nv1,@warga,{_MADE},{edited or _MADE},halo\n"


@pytest.mark.parametrize("made", [_telegram, _mastodon, _table])
def test_what_others_may_have_changed_is_no_act_of_the_author(made: Any, tmp_path: Path) -> None:
    """Telegram writes `edited` when somebody reacts, Mastodon `edited_at` when a moderator marks a post, and whose time
    `updated_at` of a home-made table is nobody knows: read as an act, each would accuse the author."""
    path = tmp_path / "export"
    path.write_text(made(_CHANGED))
    assert [row["verb"] for row in _acts(path)] == ["Create"]


@pytest.mark.parametrize("made", [_youtube, _minet])
def test_that_an_edit_is_taken_for_the_authors_is_said(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_text(made(_CHANGED))
    said = open_export(path).report().cannot_show
    assert any("`updatedAt`" in one["id"] and "before you rely on it" in one["en"] for one in said)
