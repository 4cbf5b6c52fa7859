"""Telegram: only public chats, only numbers, and no owner that the file does not show."""

import json
from pathlib import Path

import pytest

from netral.acts.context import Context
from netral.acts.formats.telegram import FORMATS
from netral.acts.rejects import FileRefused
from tests.acts.exports import acts, opened
from tests.acts.formats.expect import FOLDER, fixture
from tests.acts.formats.expect import opened as as_format

mend = FORMATS[0].mend
JOIN, ANSWER, FORWARD, INVITED, CHANNEL, REPLY = range(6)


def chat(**changes):
    content, _ = mend(fixture(FOLDER / "telegram-desktop").read_bytes())
    return json.loads(content) | changes


def read(path: Path, value, **context):
    reading = opened(path, json.dumps(value).encode(), context=Context(**context))
    return acts(reading), reading.report()


@pytest.mark.parametrize("kind", ["private_group", "personal_chat", "saved_messages", "", None])
def test_a_private_chat_is_refused_whole_and_nothing_of_it_is_said(tmp_path, kind):
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path, chat(type=kind))
    assert refusal.value.reason == "not_public_file"
    assert "Dukung" not in str(refusal.value)
    assert "Contoh" not in str(refusal.value)


def test_a_whole_account_is_refused(tmp_path):
    account = {"about": "…", "personal_information": {"user_id": 1}, "chats": {"about": "…", "list": [chat()]}}
    with pytest.raises(FileRefused, match="whole_account_export"):
        read(tmp_path, account)


def test_x_escapes_are_mended_and_counted():
    reading = as_format(FOLDER / "telegram-desktop")
    assert "baris\vdua" in [act["text"] for act in acts(reading)]
    assert reading.report().repairs == {"telegram_x_escape": 1}


def test_a_backslash_before_an_x_in_the_text_is_no_escape():
    assert mend(rb'{"text": "C:\\x41"}') is None
    assert mend(rb'{"text": "\\\x41"}') == (rb'{"text": "\\\u0041"}', "telegram_x_escape")


def test_a_local_time_without_a_zone_is_rejected_and_the_epoch_wins(tmp_path):
    found, report = read(tmp_path, chat())
    assert report.rejected_by_reason == {"time_zone_missing": 1}
    assert [f"{act['published_at']:%H:%M:%S}" for act in found] == ["19:15:04", "19:16:00", "19:19:00", "19:20:00"]


def test_a_member_whom_somebody_else_invited_has_not_joined(tmp_path):
    one = chat()
    found, report = read(tmp_path, one | {"messages": [one["messages"][JOIN], one["messages"][INVITED]]})
    assert [(act["verb"], act["actor_id"]) for act in found] == [("Join", "700000001")]
    assert report.skipped_by_reason == {"not_an_act": 1}


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("user700000001", "700000001"),
        (700000001, "700000001"),
        ("channel1500000002", "channel1500000002"),
        # 2^32 + 5 and 2^33 + 5 were the group and the channel number 5.
        (4294967301, None),
        (8589934597, None),
        ("chat5", None),
        (None, None),
    ],
)
def test_only_a_users_number_is_a_user(tmp_path, written, actor):
    message = chat()["messages"][CHANNEL] | {"from_id": written}
    found, report = read(tmp_path, chat(messages=[message]))
    assert [act["actor_id"] for act in found] == ([actor] if actor else [])
    assert report.rejected_by_reason == ({} if actor else {"actor_missing": 1})


def test_whose_group_it_is_does_not_make_a_message_one_toward_him(tmp_path):
    found, _ = read(tmp_path, chat(), object_owner="calon_contoh")
    owners = [(act["verb"], act["object_owner_handle"], act["object_owner_id"]) for act in found]
    assert owners == [
        *(("Join", "calon_contoh", None), ("Create", None, None)),
        *(("Create", None, None), ("Create", None, "channel1500000002")),
    ]


def test_an_answer_to_another_chat_is_not_one_to_the_same_number_here(tmp_path):
    one = chat()
    messages = [one["messages"][CHANNEL], one["messages"][REPLY] | {"reply_to_peer_id": "channel9"}]
    found, _ = read(tmp_path, chat(messages=messages))
    assert (found[1]["interaction"], found[1]["object_owner_id"]) == ("post", None)


def test_messages_with_type_and_actor_are_no_activities(tmp_path):
    one = chat()
    lines = ",\n".join(json.dumps(message) for message in (one["messages"][REPLY], one["messages"][JOIN]))
    content = '{"name":"a","type":"public_supergroup","id":1500000001,"messages":[\n' + lines + "\n]}\n"
    with opened(tmp_path, content.encode()) as reading:
        assert reading.format == "telegram-desktop"
