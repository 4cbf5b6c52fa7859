"""ActivityStreams 2.0: who is certain, who is named, what is public; everything else is rejected with a reason."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from netral.acts.context import Context
from netral.acts.read import open_export
from netral.acts.rejects import REASONS, FileRefused
from tests.acts.exports import FIXTURES, acts, opened, reasons

HOST = "https://mastodon.example"
AUTHOR, OWNER = f"{HOST}/users/asn_contoh_01", f"{HOST}/users/calon_contoh"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
W3C = Path(__file__).parents[3] / "shared" / "data" / "reference" / "ref-w3c-activitystreams" / "test"


def activity(**members: Any) -> dict[str, Any]:
    plain = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": f"{AUTHOR}/likes/1",
        "type": "Like",
        "actor": AUTHOR,
        "published": "2024-10-05T19:15:04+07:00",
        "to": [PUBLIC],
        "object": f"{OWNER}/statuses/9",
    }
    return {name: value for name, value in (plain | members).items() if value is not None}


def read(tmp_path: Path, *members: dict[str, Any], name: str = "x") -> Any:
    content = "\n".join(json.dumps(activity(**m)) for m in members)
    return opened(tmp_path, content.encode(), name=name)


def test_the_outbox_fixture():
    reading = open_export(FIXTURES / "activitypub_outbox.json")
    rows = acts(reading)
    assert [r["verb"] for r in rows] == ["Create", "Announce", "Like", "Undo", "Follow"]
    assert [r["object_owner_handle"] for r in rows] == ["calon_contoh@mastodon.example"] * 3 + [
        None,
        "calon_contoh@mastodon.example",
    ]
    assert {r["actor_handle"] for r in rows} == {"asn_contoh_01@mastodon.example"}
    raw = (FIXTURES / "activitypub_outbox.json").read_bytes()
    assert all(raw[r["source_byte_offset"] :].startswith(b'{"id": "https://mastodon.example') for r in rows)


def test_an_undo_names_what_it_undoes_embedded_or_by_address(tmp_path):
    like = activity()
    rows = acts(read(tmp_path, {"type": "Undo", "object": like}, {"type": "Undo", "object": like["id"]}))
    assert [r["object_id"] for r in rows] == [like["id"]] * 2


@pytest.mark.parametrize("verb", ["Undo", "Delete", "Update"])
@pytest.mark.parametrize(
    "target",
    [
        f"{AUTHOR}/statuses/1",
        f"{HOST}/users/ASN_Contoh_01/statuses/1",
        f"{HOST}/@asn_contoh_01/1",
        f"{HOST}/notes/1",
        {"type": "Tombstone", "id": f"{HOST}/notes/1"},
    ],
)
def test_an_address_alone_is_the_actors_own_and_says_nothing_of_an_owner(tmp_path, verb, target):
    (act,) = acts(read(tmp_path, {"type": verb, "object": target}))
    assert (act["actor_id"], act["verb"], act["object_owner_basis"]) == (AUTHOR, verb, "none")
    assert (act["object_owner_id"], act["object_owner_handle"], act["in_reply_to_id"]) == (None, None, None)


def test_what_an_address_alone_cannot_tell_is_said(tmp_path):
    said = " ".join(one["en"] for one in read(tmp_path, {}).report().cannot_show)
    assert "bare address" in said
    assert "An undo, a deletion or an edit that gives an address only" in said


@pytest.mark.parametrize(
    "actor", [AUTHOR, [AUTHOR], {"type": "Person", "id": AUTHOR}, [{"type": "Person", "id": AUTHOR}]]
)
def test_an_actor_in_any_allowed_form_is_one_person(tmp_path, actor):
    (act,) = acts(read(tmp_path, {"actor": actor}))
    assert act["actor_id"] == AUTHOR


def outcome(path: Path) -> set[str]:
    """What became of a document: reasons, and `accepted` when an act came out of it."""
    try:
        reading = open_export(path)
        report = reading.report()
    except FileRefused as refusal:
        return {refusal.reason}
    return {*report.rejected_by_reason, *report.skipped_by_reason, *(["accepted"] if report.accepted else [])}


REJECTED = {
    "two actors": ({"actor": [AUTHOR, OWNER]}, "actor_conflict"),
    "nameless actor": ({"actor": {"type": "Person", "name": "Budi"}}, "actor_missing"),
    "no actor": ({"actor": None}, "actor_missing"),
    "another's note": ({"type": "Create", "object": {"type": "Note", "attributedTo": OWNER}}, "actor_conflict"),
    "another's like undone": ({"type": "Undo", "object": activity(actor=OWNER)}, "actor_conflict"),
    "another's like undone by its address": ({"type": "Undo", "object": f"{OWNER}#likes/1"}, "actor_conflict"),
    "another's note deleted by its address": ({"type": "Delete", "object": f"{OWNER}/statuses/9"}, "actor_conflict"),
    "another's grave": (
        {"type": "Delete", "object": {"type": "Tombstone", "id": f"{HOST}/@calon_contoh/9"}},
        "actor_conflict",
    ),
    "another's note edited by its address": ({"type": "Update", "object": f"{OWNER}/statuses/9"}, "actor_conflict"),
    "another's note posted": ({"type": "Create", "object": f"{OWNER}/statuses/9"}, "actor_conflict"),
    "another's own act": ({"id": f"{OWNER}/likes/1"}, "actor_conflict"),
    "followers only": ({"to": [f"{AUTHOR}/followers"]}, "not_public"),
    "unaddressed": ({"to": None}, "not_public"),
    "no object": ({"object": None}, "object_missing"),
    "number as actor": ({"actor": 90}, "invalid_document"),
    "time without a zone": ({"published": "2024-10-05T19:15:04"}, "time_unreadable"),
    "like and follow at once": ({"type": ["Like", "Follow"]}, "verb_unsupported"),
}


@pytest.mark.parametrize("name", REJECTED)
def test_what_is_not_certain_is_rejected(tmp_path, name):
    members, reason = REJECTED[name]
    reading = read(tmp_path, {}, members)
    assert len(acts(reading)) == 1
    assert reasons(reading) == [(2, reason)]


def test_an_author_of_the_liked_note_is_stated_and_an_address_only_names_literally(tmp_path):
    note = {"id": f"{HOST}/notes/1", "type": "Note", "attributedTo": OWNER}
    at = f"{HOST}/@Calon_Contoh/9"
    rows = acts(read(tmp_path, {"object": note}, {"object": at}, {"object": f"{HOST}/notes/1"}))
    assert [(r["object_owner_id"], r["object_owner_handle"], r["object_owner_basis"]) for r in rows] == [
        (OWNER, "calon_contoh@mastodon.example", "stated"),
        (None, "calon_contoh@mastodon.example", "url"),
        (None, None, "none"),
    ]


def test_a_like_without_a_time_is_kept_with_none(tmp_path):
    (act,) = acts(read(tmp_path, {"published": None}))
    assert (act["published_at"], act["published_precision"]) == (None, "none")


def test_a_broken_line_among_activities_is_rejected_alone(tmp_path):
    lines = [json.dumps(activity()), '{"type": "Like", "actor":', json.dumps(activity())]
    reading = opened(tmp_path, "\n".join(lines).encode())
    assert len(acts(reading)) == 2
    assert reasons(reading) == [(2, "invalid_json")]


def test_an_author_named_twice_is_nobody(tmp_path):
    text = json.dumps(activity()).replace('"actor":', f'"actor": "{OWNER}", "actor":')
    reading = opened(tmp_path, f"{json.dumps(activity())}\n{text}".encode())
    assert len(acts(reading)) == 1
    assert reasons(reading) == [(2, "invalid_json")]


@pytest.mark.parametrize("path", sorted(W3C.glob("fail/*.json")) or [None], ids=lambda p: getattr(p, "stem", "none"))
def test_no_act_comes_out_of_the_w3c_s_invalid_documents(path):
    if path is None:
        pytest.skip("the W3C's test documents are not on this machine")
    # A list at the top is read one by one, as people save them: these hold notes, which nobody did anything with.
    assert outcome(path) <= {"invalid_document", "invalid_as2", "unknown_format", "not_an_act"}


@pytest.mark.parametrize("path", sorted(W3C.glob("*.json")) or [None], ids=lambda p: getattr(p, "stem", "none"))
def test_every_w3c_document_adds_up_or_is_refused(path):
    if path is None:
        pytest.skip("the W3C's test documents are not on this machine")
    assert outcome(path) <= {"accepted", *REASONS}


def test_a_day_without_a_time_is_any_moment_of_it(tmp_path):
    content = json.dumps(activity(published="2024-09-22")).encode()
    (act,) = acts(opened(tmp_path, content, context=Context(timezone=ZoneInfo("Asia/Jakarta"))))
    assert act["published_precision"] == "day"
    assert act["published_earliest"] == datetime(2024, 9, 21, 17, tzinfo=UTC)
    assert act["published_latest"] < datetime(2024, 9, 22, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "published", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "1969-12-31T00:00:00Z"]
)
def test_a_time_outside_every_calendar_is_unreadable(tmp_path, published):
    reading = read(tmp_path, {"published": published})
    assert acts(reading) == []
    assert reasons(reading) == [(1, "time_unreadable")]


def test_only_the_owner_of_an_outbox_makes_what_is_in_it_public(tmp_path):
    like = {"type": "Like", "object": f"{HOST}/notes/1", "published": "2024-10-05T10:00:00Z"}
    others = f"{HOST}/users/lain"
    items = [{**like, "actor": one, "id": f"{one}/likes/1"} for one in (OWNER, others)]
    outbox = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": f"{OWNER}/outbox",
        "type": "OrderedCollection",
        "orderedItems": items,
    }
    reading = opened(tmp_path, json.dumps(outbox).encode())
    assert [act["actor_id"] for act in acts(reading)] == [OWNER]
    assert reasons(reading) == [(2, "not_public")]


def test_an_author_without_an_address_is_nobody(tmp_path):
    reading = read(tmp_path, {"actor": "budi"})
    assert acts(reading) == []
    assert reasons(reading) == [(1, "actor_missing")]


def test_half_a_sign_is_no_part_of_an_id_and_breaks_nothing(tmp_path):
    content = json.dumps(activity()).replace('"id": "', '"id": "\\ud83d').encode()
    reading = opened(tmp_path, content)
    assert len(acts(reading)) + len(reasons(reading)) == 1


def test_brackets_without_end_are_refused_in_a_sentence(tmp_path):
    content = b'{"@context": "https://www.w3.org/ns/activitystreams", "x": ' + b"[" * 100_000
    with pytest.raises(FileRefused):
        opened(tmp_path, content).report()


def test_an_item_that_is_only_an_address_is_skipped(tmp_path):
    outbox = {"@context": "https://www.w3.org/ns/activitystreams", "type": "Collection", "items": [f"{HOST}/1"]}
    report = opened(tmp_path, json.dumps(outbox).encode()).report()
    assert report.skipped_by_reason == {"not_an_act": 1}


def _packed(kind: str, values: list[dict[str, Any]]) -> bytes:
    indent = 1 if kind == "written out" else None
    written = [json.dumps(value, indent=indent) for value in values]
    joined = {"a list": "[" + ",".join(written) + "]", "lines": "\n".join(written), "written out": "\n".join(written)}
    return joined.get(kind, "".join(written)).encode()


PACKED = ["a list", "lines", "written out", "one behind the other"]


@pytest.mark.parametrize("kind", PACKED)
def test_activities_are_read_however_they_stand_in_the_file(tmp_path, kind):
    content = _packed(kind, [activity(), activity(actor=None), activity(id=f"{AUTHOR}/likes/2")])
    reading = opened(tmp_path, content)
    rows = acts(reading)
    assert [act["activity_id"] for act in rows] == [f"{AUTHOR}/likes/1", f"{AUTHOR}/likes/2"]
    assert [act["source_row"] for act in rows] == [1, 3]
    assert reasons(reading) == [(2, "actor_missing")]
    assert all(content[act["source_byte_offset"] :].startswith(b"{") for act in rows)


@pytest.mark.parametrize("kind", PACKED)
def test_pages_of_an_outbox_are_read_however_they_stand_in_the_file(tmp_path, kind):
    def page(number: int) -> dict[str, Any]:
        like = {"type": "Like", "actor": OWNER, "object": f"{HOST}/notes/é{number}", "id": f"{OWNER}/likes/{number}"}
        about = {"id": f"{OWNER}/outbox?page={number}", "partOf": f"{OWNER}/outbox", "type": "OrderedCollectionPage"}
        return {"@context": "https://www.w3.org/ns/activitystreams", **about, "orderedItems": [like]}

    content = _packed(kind, [page(1), page(2)])
    rows = acts(opened(tmp_path, content))
    assert [(act["object_id"], act["source_row"]) for act in rows] == [(f"{HOST}/notes/é1", 1), (f"{HOST}/notes/é2", 2)]
    assert all(content[act["source_byte_offset"] :].startswith(b'{"type": "Like"') for act in rows) or kind == PACKED[2]
