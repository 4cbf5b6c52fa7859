"""Lists of Bluesky accounts: what they did, and to what, is read where it is told and asked for where it is not."""

import pytest

from netral.acts.context import Context
from netral.acts.rejects import FileRefused
from tests.acts.formats.sample import found, sample
from tests.acts.formats.tables import outcome, rows, written

LIKES, REPOSTS, FOLLOWERS, FOLLOWS = range(4)
CALON, ASN = "did:plc:calonaaaaaaaaaaaaaaaaaaa", "did:plc:asn02aaaaaaaaaaaaaaaaaaa"
POST = f"at://{CALON}/app.bsky.feed.post/3kzcontoh2222"
NAME = "minet-bluesky-accounts"


def view(n):
    return sample("bluesky-views")[n]


def test_a_like_has_its_claimed_time_only_where_the_server_saw_it_then(tmp_path):
    near, far = found(tmp_path, view(LIKES))[0]
    assert (near["published_basis"], far["published_basis"]) == ("client_claimed", "iso_offset")
    assert far["published_at"].year == 2024


def test_a_like_without_any_time_is_rejected_and_a_repost_has_none(tmp_path):
    assert "time_missing" in found(tmp_path, view(LIKES))[1]
    ((act,), _) = found(tmp_path, view(REPOSTS))
    assert (act["verb"], act["published_at"], act["object_owner_id"]) == ("Announce", None, CALON)


def test_followers_follow_the_subject_and_follows_are_the_subjects_own(tmp_path):
    ((follower,), _) = found(tmp_path, view(FOLLOWERS))
    assert (follower["actor_handle"], follower["object_owner_id"]) == ("asn-contoh-01.bsky.social", CALON)
    followed, _ = found(tmp_path, view(FOLLOWS))
    assert {act["actor_id"] for act in followed} == {ASN}
    assert followed[0]["object_owner_id"] == CALON


def test_a_context_names_no_other_object_than_the_answer_does(tmp_path):
    changed = view(LIKES) | {"uri": "at://rusak"}
    assert found(tmp_path, changed, object_owner="calon.lain.id", object_id=POST)[0] == []


@pytest.mark.parametrize("verb", [None, "Create", "Join"])
def test_accounts_that_minet_lists_did_nothing_until_somebody_says_what(tmp_path, verb):
    with pytest.raises(FileRefused) as refusal:
        written(tmp_path, *rows(NAME), Context(verb=verb))
    assert refusal.value.reason == "sidecar_missing"


@pytest.mark.parametrize(("verb", "interaction"), [("Like", "reaction"), ("Announce", "repost")])
def test_the_post_is_the_inputs_and_its_owner_stands_in_its_address(tmp_path, verb, interaction):
    found_, rejected = outcome(written(tmp_path, *rows(NAME), Context(verb=verb)))
    assert {(act["verb"], act["interaction"]) for act in found_} == {(verb, interaction)}
    assert [act["object_owner_id"] or act["object_owner_handle"] for act in found_] == [CALON, CALON, "calon.contoh.id"]
    assert rejected == {"no_result_row": 1, "object_missing": 1}


def test_the_birthday_of_an_account_is_no_time_of_its_like(tmp_path):
    found_, _ = outcome(written(tmp_path, *rows(NAME), Context(verb="Like")))
    assert {act["published_at"] for act in found_} == {None}


def test_without_a_post_or_an_account_in_the_input_the_file_is_refused(tmp_path):
    header, records = rows(NAME)
    bare = ["kolom", *header[1:]]
    for verb in ("Like", "Follow"):
        with pytest.raises(FileRefused) as refusal:
            written(tmp_path, bare, records, Context(verb=verb))
        assert refusal.value.reason == "sidecar_missing"
    (act, *_), _ = outcome(written(tmp_path, bare, records, Context(verb="Follow", object_owner="calon.contoh.id")))
    assert (act["object_owner_handle"], act["object_owner_basis"]) == ("calon.contoh.id", "context")


def test_followers_are_those_of_the_inputs_account(tmp_path):
    header, records = rows(NAME)
    asked = [["calon.contoh.id", *row[1:]] for row in records]
    found_, _ = outcome(written(tmp_path, ["profile", *header[1:]], asked, Context(verb="Follow")))
    assert {(act["verb"], act["object_owner_handle"]) for act in found_} == {("Follow", "calon.contoh.id")}


def test_which_of_two_posts_of_the_input_was_liked_is_not_guessed(tmp_path):
    header, records = rows(NAME)
    both = [[POST, *row] for row in records]
    reading = written(tmp_path, ["quoted_uri", *header], both, Context(verb="Like", object_id=POST))
    assert outcome(reading) == ([], {"no_result_row": 1, "object_missing": 4})


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        (POST, (CALON, None)),
        (f"https://bsky.app/profile/{CALON}/post/3kz", (CALON, None)),
        ("https://bsky.app/profile/Calon.Contoh.ID/post/3kz?ref=1", (None, "calon.contoh.id")),
        ("https://bsky.app/profile/calon.contoh.id", None),
        (f"at://{CALON}/app.bsky.feed.like/3kz", None),
        ("https://bsky.app.contoh.org/profile/calon.contoh.id/post/3kz", None),
    ],
)
def test_whose_post_an_address_names(tmp_path, address, owner):
    header, records = rows(NAME)
    found_, rejected = outcome(written(tmp_path, header, [[address, *records[0][1:]]], Context(verb="Like")))
    if owner is None:
        assert (found_, rejected) == ([], {"object_missing": 1})
    else:
        assert (found_[0]["object_owner_id"], found_[0]["object_owner_handle"]) == owner
