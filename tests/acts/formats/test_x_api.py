"""X's API: what only the request knew is asked of a person, and a birthday is no time of an act."""

import pytest

from netral.acts.rejects import FileRefused
from tests.acts.formats.sample import found, sample

LIKED = {"verb": "Like", "object_id": "1842535204254769729", "object_owner": "80000000001"}


def page(name="x-api-posts"):
    (one,) = sample(name)
    return one


def test_an_edited_post_is_one_act_under_its_first_id(tmp_path):
    edited = page()
    first = edited["data"][1] | {"id": "1842605668561969729", "created_at": "2024-10-05T16:40:00.000Z"}
    earlier, later = found(tmp_path, edited | {"data": [first, edited["data"][1]]})[0]
    assert earlier["activity_id"] == later["activity_id"] == "1842605668561969729"
    assert earlier["activity_key"] == later["activity_key"]


def test_the_owner_is_the_author_of_the_post_referred_to(tmp_path):
    retweet, reply = found(tmp_path, page())[0]
    assert (retweet["verb"], retweet["object_owner_handle"]) == ("Announce", "calon_contoh")
    assert (reply["interaction"], reply["object_owner_id"]) == ("reply", "80000000001")


def test_a_deleted_original_leaves_the_owner_unknown_whatever_the_context_says(tmp_path):
    gone = page()
    gone["includes"]["tweets"] = []
    gone["errors"] = [{"resource_id": "1842535204254769729", "title": "Not Found Error"}]
    retweet, _ = found(tmp_path, gone, object_owner="calon_contoh")[0]
    assert (retweet["object_id"], retweet["object_owner_id"], retweet["object_owner_basis"]) == (
        *("1842535204254769729", None, "none"),
    )


def test_a_post_without_its_author_is_rejected(tmp_path):
    bare = page()
    for post in bare["data"]:
        del post["author_id"]
    assert found(tmp_path, bare) == ([], ["actor_missing"] * 2)


def test_a_time_that_is_not_the_ids_is_rejected(tmp_path):
    moved = page()
    moved["data"][0]["created_at"] = "2024-10-05T19:15:07.000Z"
    assert found(tmp_path, moved)[1] == ["id_time_conflict"]


@pytest.mark.parametrize(
    "context",
    [
        *({}, {"verb": "Like"}, {"object_id": "1842535204254769729"}),
        *({"verb": "Like", "object_owner": "80000000001"}, {"verb": "Follow", "object_id": "80000000001"}),
        LIKED | {"verb": "Create"},
    ],
)
def test_a_list_of_likers_without_verb_and_object_is_refused(tmp_path, context):
    with pytest.raises(FileRefused) as refusal:
        found(tmp_path, page("x-api-accounts"), **context)
    assert refusal.value.reason == "sidecar_missing"


@pytest.mark.parametrize(
    ("verb", "interaction", "reaction"),
    [("Like", "reaction", "like"), ("Announce", "repost", None), ("Follow", "follow", None)],
)
def test_the_birthday_of_an_account_is_never_the_time(tmp_path, verb, interaction, reaction):
    acts, _ = found(tmp_path, page("x-api-accounts"), **LIKED | {"verb": verb})
    for act in acts:
        assert (act["verb"], act["interaction"], act["reaction"]) == (verb, interaction, reaction)
        assert (act["published_at"], act["published_precision"], act["published_raw"]) == (None, "none", None)
        assert (act["object_owner_id"], act["object_owner_basis"]) == ("80000000001", "context")


def test_a_like_is_not_older_than_what_is_liked(tmp_path):
    act, _ = found(tmp_path, page("x-api-accounts"), **LIKED)[0]
    assert f"{act['published_earliest']:%Y-%m-%d %H:%M}" == "2024-10-05 12:00"


def test_a_post_behind_many_accounts_does_not_become_a_person(tmp_path):
    acts, why = found(tmp_path, *[page("x-api-accounts")] * 20, page(), **LIKED)
    assert {act["actor_handle"] for act in acts} == {"asn_contoh_01", "asn_contoh_02"}
    assert why == ["unknown_record"] * 2


def test_an_account_among_posts_does_not_become_an_author(tmp_path):
    mixed = page()
    mixed["data"] = [*page("x-api-accounts")["data"], *mixed["data"]]
    acts, why = found(tmp_path, mixed)
    assert (len(acts), len(why)) == (2, 2)
