"""Bluesky Jetstream: likes, follows, reposts, posts, replies and their deletion, each certain or rejected."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from netral.acts.read import open_export
from tests.acts.exports import FIXTURES, START, acts, event, ndjson, opened

AUTHOR, OWNER = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
FOLLOW, POST = "app.bsky.graph.follow", "app.bsky.feed.post"


def test_the_fixture_s_verbs_owners_and_skips():
    reading = open_export(FIXTURES / "jetstream.jsonl")
    rows = acts(reading)
    assert [r["verb"] for r in rows] == ["Like", "Like", "Announce", "Follow", "Undo", "Create"]
    assert [r["object_owner_id"] for r in rows] == [OWNER, OWNER, OWNER, OWNER, None, OWNER]
    assert {r["actor_key"] for r in rows} == {f"id:{AUTHOR}@bluesky"}
    assert reading.report().skipped_by_reason == {"account_event": 1, "identity_event": 1}
    assert rows[5]["interaction"] == "reply"


def test_an_undo_names_the_act_it_undoes():
    rows = acts(open_export(FIXTURES / "jetstream.jsonl"))
    assert rows[4]["object_id"] == rows[3]["activity_id"] == f"at://{AUTHOR}/app.bsky.graph.follow/3mbifyrvwco2l"
    assert rows[4]["activity_id"] is None


def test_a_deleted_post_is_a_delete_and_an_orphan_is_kept(tmp_path):
    (act,) = acts(opened(tmp_path, ndjson(event(1, POST, "delete"))))
    assert act["verb"] == "Delete"


@pytest.mark.parametrize(("hours", "basis"), [(0, "client_claimed"), (-24 * 400, "epoch"), (24 * 400, "epoch")])
def test_a_claimed_time_far_from_the_seen_one_is_not_believed(tmp_path, hours, basis):
    claimed = (START + timedelta(seconds=1, hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    (act,) = acts(opened(tmp_path, ndjson(event(1, createdAt=claimed))))
    assert act["published_basis"] == basis
    assert act["published_at"] == START + timedelta(seconds=1)
    assert act["published_raw"] == claimed


def test_a_quote_is_an_act_toward_the_quoted_account(tmp_path):
    uri = f"at://{OWNER}/app.bsky.feed.post/3k"
    plain = event(1, POST, text="lihat", subject=None, embed={"$type": "app.bsky.embed.record", "record": {"uri": uri}})
    media = event(2, POST, text="lihat", subject=None, embed={"record": {"record": {"uri": uri}}})
    rows = acts(opened(tmp_path, ndjson(plain, media)))
    assert [(r["interaction"], r["object_owner_id"]) for r in rows] == [("quote", OWNER)] * 2


def test_mentions_are_listed_but_own_nothing(tmp_path):
    facets = [{"features": [{"$type": "app.bsky.richtext.facet#mention", "did": OWNER}]}]
    (act,) = acts(opened(tmp_path, ndjson(event(1, POST, text="@x", subject=None, facets=facets))))
    assert act["mention_ids"] == [OWNER]
    assert act["object_owner_id"] is None


def test_follows_beside_likes_in_one_file_are_both_read(tmp_path):
    events = [event(n, FOLLOW, subject=OWNER) if n % 3 == 0 else event(n) for n in range(30)]
    rows = acts(opened(tmp_path, ndjson(*events)))
    assert [r["verb"] for r in rows] == ["Follow" if n % 3 == 0 else "Like" for n in range(30)]
    assert [r["source_row"] for r in rows] == list(range(1, 31))


DAMAGED = {
    "cut": (b'{"did":"did:plc:x","time_us":1', "invalid_json"),
    "two on a line": (ndjson(event(5)).strip() + ndjson(event(6)).strip(), "invalid_json"),
    "an array": (b"[1]", "invalid_json"),
    "author twice": (ndjson(event(5)).strip().replace(b'{"did"', b'{"did":"did:plc:other","did"'), "invalid_json"),
    "no author": (b'{"time_us":1,"kind":"commit","commit":{}}', "actor_missing"),
    "author no DID": (ndjson(event(5) | {"did": "budi"}).strip(), "actor_missing"),
    "time as words": (ndjson(event(5) | {"time_us": "kemarin"}).strip(), "time_missing"),
    "time beyond 64 bits": (ndjson(event(5) | {"time_us": 10**30}).strip(), "time_missing"),
    "no subject": (ndjson(event(5, subject={})).strip(), "object_missing"),
    "follow of nobody": (ndjson(event(5, FOLLOW, subject="budi")).strip(), "object_missing"),
    "bad bytes": (ndjson(event(5)).strip().replace(b"3k0005", b"3k\xff"), "encoding"),
    "unknown kind": (ndjson(event(5) | {"kind": "novel"}).strip(), "unknown_record"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_line_is_rejected_alone_at_its_first_byte(tmp_path, name):
    damaged, reason = DAMAGED[name]
    before, after = ndjson(*map(event, range(1, 5))), ndjson(*map(event, range(7, 10)))
    content = before + damaged + b"\n" + after
    reading = opened(tmp_path, content)
    assert [r["source_row"] for r in acts(reading)] == [1, 2, 3, 4, 6, 7, 8]
    (reject,) = reading.rejects
    assert (reject.row, reject.reason, reject.byte_offset) == (5, reason, len(before))
    assert content[reject.byte_offset :][: reject.byte_len] == damaged + b"\n"


def test_an_object_over_several_lines_gives_no_act_by_accident(tmp_path):
    pretty = json.dumps(event(3), indent=1).encode() + b"\n"
    reading = opened(tmp_path, ndjson(event(1)) + pretty + ndjson(event(4)))
    assert len(acts(reading)) == 2
    assert reading.report().records == 2 + pretty.count(b"\n")


def test_blank_lines_crlf_and_u2028_do_not_shift_rows(tmp_path):
    content = ndjson(event(1, POST, text="a\u2028b", subject=None)).replace(b"\n", b"\r\n") + b"\r\n" + ndjson(event(2))
    reading = opened(tmp_path, content)
    assert [r["source_row"] for r in acts(reading)] == [1, 3]
    assert reading.report().skipped_by_reason == {"blank_line": 1}


def test_a_nul_byte_is_taken_out_and_counted(tmp_path):
    content = ndjson(event(1), event(2)).replace(b"3k0002", b"3k\x000002")
    reading = opened(tmp_path, content)
    assert len(acts(reading)) == 2
    assert reading.report().repairs == {"nul_replaced": 1}


def test_other_collections_are_skipped(tmp_path):
    reading = opened(tmp_path, ndjson(event(1), event(2, "app.bsky.graph.block", subject=OWNER)))
    acts(reading)
    assert reading.report().skipped_by_reason == {"other_collection": 1}


def test_the_period_is_that_of_the_accepted_acts(tmp_path):
    reading = opened(tmp_path, ndjson(event(1), event(60)))
    assert reading.report().period == (START + timedelta(seconds=1), datetime(2024, 10, 5, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("before", "between", "behind"), [("[", ",", "]"), ("[\n", ",\n", "\n]"), ("", "", ""), ("[", "][", "]")]
)
def test_events_in_a_list_or_one_behind_the_other_are_those_of_the_lines(tmp_path, before, between, behind):
    events = [event(1), event(2, operation="delete"), event(3)]
    text = before + between.join(json.dumps(one) for one in events) + behind
    found = acts(opened(tmp_path, text.encode(), name="list"))
    lined = acts(opened(tmp_path, ndjson(*events), name="lines"))
    places = ("source_byte_offset", "source_byte_len")
    assert [{k: v for k, v in one.items() if k not in places} for one in found] == [
        {k: v for k, v in one.items() if k not in places} for one in lined
    ]
    assert all(text.encode()[one["source_byte_offset"] :].startswith(b'{"did"') for one in found)
