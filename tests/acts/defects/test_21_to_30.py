"""Defects 21 to 30 of real exports: times that are no instants, lists of nothing, disguises, look-alikes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from netral.acts.context import Context
from netral.acts.formats.telegram import FORMATS
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import FIXTURES, acts, event, modern, ndjson, opened, reasons, tweet
from tests.acts.formats.expect import FOLDER, fixture
from tests.acts.formats.expect import opened as as_told
from tests.acts.formats.sample import found, sample

mend = FORMATS[0].mend


def chat() -> dict[str, Any]:
    content, _ = mend(fixture(FOLDER / "telegram-desktop").read_bytes())
    return json.loads(content)


def refused(name: str, context: Context | None = None) -> str:
    with pytest.raises(FileRefused) as refusal:
        open_export(fixture(FOLDER / name), context=context).report()
    return refusal.value.reason


def test_21_a_display_date_refuses_the_file_until_stated():
    with pytest.raises(FileRefused) as refusal:
        open_export(FIXTURES / "tweet-harvest_excel_id_locale.csv")
    assert refusal.value.reason == "ambiguous_date_order"


def test_21_with_the_zone_stated_the_id_tells_the_second_and_contradictions_are_rejected():
    context = Context(timezone=ZoneInfo("UTC"), date_order="dmy")
    reading = open_export(FIXTURES / "tweet-harvest_excel_id_locale.csv", context=context)
    (act,) = acts(reading)
    assert act["published_at"] == datetime(2024, 10, 5, 19, 15, 4, tzinfo=UTC)
    assert act["published_basis"] == "snowflake"
    assert reasons(reading) == [(2, "actor_id_lost"), (3, "id_time_conflict")]


def test_22_weeks_ago_is_a_week_before_the_collection_and_no_day():
    (value, *_) = sample("yt-dlp")
    rows = acts(open_export(fixture(FOLDER / "yt-dlp")))
    taken = datetime.fromtimestamp(value["epoch"], UTC)
    weeks = [row for row in rows if row["published_precision"] == "week"]
    assert weeks
    for row in weeks:
        assert (row["published_latest"] - row["published_earliest"]).days == 7
        assert row["published_latest"] < taken
        assert row["published_basis"] == "relative"


@pytest.mark.parametrize("said", ["3 weeks ago (edited)", "3 weeks ago"])
def test_22_an_edit_does_not_make_it_more_exact(tmp_path, said):
    (value, *_) = sample("yt-dlp")
    value["comments"] = [value["comments"][0] | {"_time_text": said, "timestamp": 1728155704}]
    ((row, *_), _) = found(tmp_path, value)
    assert (row["published_precision"], row["published_raw"]) == ("week", said)


@pytest.mark.parametrize("said", ["3 minggu yang lalu", "", None, "ago"])
def test_22_words_of_another_language_are_no_time(tmp_path, said):
    (value, *_) = sample("yt-dlp")
    value["comments"] = [value["comments"][0] | {"_time_text": said}]
    rows, why = found(tmp_path, value)
    assert rows == []
    assert why[0] in ("time_unreadable", "time_missing")


def test_23_the_epoch_wins_over_the_local_time_beside_it(tmp_path):
    value = chat()
    moved = [one | {"date": "1999-01-01T00:00:00"} for one in value["messages"]]
    plain, _ = found(tmp_path, value)
    other, _ = found(tmp_path, value | {"messages": moved})
    assert [row["published_at"] for row in other] == [row["published_at"] for row in plain]
    assert {row["published_basis"] for row in other} == {"epoch"}


def test_23_a_local_time_alone_needs_its_zone_stated(tmp_path):
    value = chat()
    value["messages"] = [one | {"date_unixtime": None} for one in value["messages"] if one["type"] == "message"]
    rows, why = found(tmp_path, value)
    assert rows == []
    assert set(why) == {"time_zone_missing"}
    wib, _ = found(tmp_path, value, timezone=ZoneInfo("Asia/Jakarta"))
    wit, _ = found(tmp_path, value, timezone=ZoneInfo("Asia/Jayapura"))
    assert {(a["published_at"] - b["published_at"]).seconds for a, b in zip(wib, wit, strict=True)} == {7200}
    assert {row["utc_offset_assumed"] for row in wib} == {420}


def test_23_the_server_s_own_time_of_a_4cat_table_is_not_read(tmp_path):
    text = fixture(FOLDER / "tiktok-comments-table").read_text("utf-8")
    rows = acts(opened(tmp_path, text.replace("2024-10-05 19:15:04", "1999-01-01 00:00:00").encode()))
    assert rows[0]["published_at"] == datetime(2024, 10, 5, 19, 15, 4, tzinfo=UTC)
    assert {row["published_basis"] for row in rows} == {"epoch"}


def test_24_the_second_before_midnight_keeps_its_second():
    rows = acts(open_export(FIXTURES / "tweet-harvest_2.6.1.csv"))
    assert rows[1]["published_at"].astimezone(ZoneInfo("Asia/Jakarta")).isoformat() == "2024-10-05T23:59:58+07:00"


@pytest.mark.parametrize(
    ("zone", "local"),
    [("Jakarta", "05T23:59:58"), ("Makassar", "06T00:59:58"), ("Jayapura", "06T01:59:58")],
)
def test_24_it_is_another_day_further_east(tmp_path, zone, local):
    made = ((int(datetime(2024, 10, 5, 16, 59, 58, tzinfo=UTC).timestamp() * 1000) - 1_288_834_974_657) << 22) + 5
    cells = {"created_at": "Sat Oct 05 16:59:58 +0000 2024", "id_str": str(made)}
    (act,) = acts(opened(tmp_path, modern(tweet(1, **cells, tweet_url=f"https://x.com/warga_001/status/{made}"))))
    there = act["published_at"].astimezone(ZoneInfo(f"Asia/{zone}"))
    assert there.strftime("%dT%H:%M:%S") == local


def test_25_who_liked_is_nothing_without_what_and_that_it_was_a_like():
    assert refused("x-api-accounts") == "sidecar_missing"
    assert refused("x-api-accounts", Context(object_id="1842535204254769729")) == "sidecar_missing"
    assert refused("x-api-accounts", Context(verb="Like")) == "sidecar_missing"


def test_25_the_birthday_of_an_account_never_becomes_the_time():
    rows = acts(as_told(FOLDER / "x-api-accounts"))
    assert rows
    assert all(row["published_at"] is None for row in rows)


def test_26_comments_without_post_and_owner_are_refused_until_somebody_says_whose():
    assert refused("instaloader-comments") == "sidecar_missing"
    context = Context(object_owner="@calon_contoh", object_id="Cxyz0001")
    rows = acts(open_export(fixture(FOLDER / "instaloader-comments"), context=context))
    assert {row["object_owner_handle"] for row in rows} >= {"calon_contoh"}
    assert {row["object_owner_basis"] for row in rows if row["object_owner_handle"] == "calon_contoh"} == {"context"}


@pytest.mark.parametrize(
    "header",
    ["published_at,text", "created_at,id_str,full_text", "komentar,suka", "comment_id,comment,like_count"],
)
def test_27_a_file_without_any_author_is_refused_whole(tmp_path, header):
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, (header + "\n" + ",".join("x" for _ in header.split(",")) + "\n").encode()).report()
    assert refusal.value.reason == "actor_column_missing"


@pytest.mark.parametrize("hidden", ["REDACTED", "d41d8cd98f00b204e9800998ecf8427e"])
def test_27_a_file_whose_authors_were_hidden_is_refused_whole(tmp_path, hidden):
    lines = fixture(FOLDER / "4cat-twitter-table").read_text("utf-8").split("\n")
    names = lines[0].strip().split(",")
    row = dict.fromkeys(names, "1") | {"author": hidden, "author_id": hidden, "author_fullname": hidden}
    content = "\n".join([lines[0], ",".join(row[name] for name in names), ""])
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, content.encode()).report()
    assert refusal.value.reason == "actor_redacted"


def test_28_a_disguised_facebook_author_is_nobody():
    rows = acts(open_export(fixture(FOLDER / "apify-facebook-comments")))
    assert all(not (row["actor_id"] or "").startswith("pfbid") for row in rows)
    assert all("pfbid" not in row["actor_key"] for row in rows)


def test_28_a_tiktok_author_without_a_name_is_known_by_the_number_alone():
    rows = acts(open_export(fixture(FOLDER / "zeeschuimer-tiktok-comments")))
    assert [(row["actor_id"], row["actor_handle"]) for row in rows] == [
        ("6800000000000000000", "asn_contoh_01"),
        ("6800000000000000001", None),
        ("6800000000000000002", "warga_biasa"),
    ]


def test_28_a_deleted_account_of_telegram_is_known_by_the_number_alone(tmp_path):
    value = chat()
    value["messages"] = [one | {"from": None} for one in value["messages"] if one["type"] == "message"]
    rows, _ = found(tmp_path, value)
    assert rows
    assert all(row["actor_id"] and row["actor_name"] is None for row in rows)


def test_28_a_youtube_author_without_an_id_is_the_handle_of_the_address_or_nobody(tmp_path):
    (value, *_) = sample("youtube-api")
    comment = value["items"][0]["replies"]["comments"][0]["snippet"]
    rows, _ = found(tmp_path, value)
    assert (rows[1]["actor_id"], rows[1]["actor_handle"]) == (None, "asn_contoh_01")
    comment |= {"authorChannelUrl": None, "authorDisplayName": "Budi"}
    rows, why = found(tmp_path, value)
    assert ([row["verb"] for row in rows], why) == (["Create", "Update"], ["actor_missing"])


def test_29_escapes_that_json_has_not_are_mended_and_counted():
    reading = open_export(fixture(FOLDER / "telegram-desktop"))
    assert acts(reading)
    assert reading.report().repairs == {"telegram_x_escape": 1}


@pytest.mark.parametrize("uid", [2**53 + 1, 1_842_535_204_254_769_729, 2**63 + 3])
def test_29_numbers_beyond_two_to_the_53_are_exact(tmp_path, uid):
    (value, *_) = sample("snscrape-twitter")
    ((row, *_), _) = found(tmp_path, value | {"user": value["user"] | {"id": uid}})
    assert row["actor_id"] == str(uid)


def test_29_a_type_that_is_a_list_is_read_and_an_orphan_undo_is_kept(tmp_path):
    assert [row["verb"] for row in acts(open_export(FIXTURES / "activitypub_outbox.json"))][3] == "Undo"
    (act,) = acts(opened(tmp_path, ndjson(event(1, operation="delete"))))
    assert (act["verb"], act["object_owner_id"]) == ("Undo", None)
    assert act["object_id"].startswith("at://did:plc:")


def test_30_look_alike_mentions_and_addresses_are_not_the_contestant(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text="surat a@prabowo.id @prabowo_ @prаbowo =HYPERLINK(1)"))))
    assert "prabowo" not in act["mention_handles"]


LETTERS = "".join(chr(0x1D400 + ord(letter) - 65) for letter in "CALON")


@pytest.mark.parametrize(
    "written", [f"@{LETTERS}_contoh", "@cal\u202eon_contoh", "@cal\u043en_contoh", "＠calon_contoh"]
)
def test_30_letters_that_look_alike_mention_nobody(tmp_path, written):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text=f"{written} halo"))))
    assert "calon_contoh" not in act["mention_handles"]
    assert act["text"] == f"{written} halo"


def test_30_a_reply_to_a_look_alike_is_not_one_to_the_contestant(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, in_reply_to_screen_name="c\u0430lon_contoh"))))
    assert act["object_owner_handle"] is None
