"""Mastodon's REST API: a number and a name mean somebody on one server only."""

import pytest

from tests.acts.formats.sample import found, sample

BOOST, REPLY, HIDDEN, FAR, LOCAL = range(5)


def status(n):
    return sample("mastodon-rest")[n]


def test_a_name_without_its_server_is_nobody(tmp_path):
    assert found(tmp_path, status(LOCAL)) == ([], ["actor_missing"])


def test_a_servers_own_account_is_known_by_its_address(tmp_path):
    ((act,), _) = found(tmp_path, status(REPLY))
    assert (act["actor_id"], act["actor_handle"]) == ("https://sosial.example/users/asn_contoh_02", None)
    assert act["object_owner_handle"] == "calon_contoh@kampanye.example"


def test_an_answer_to_a_bare_name_has_no_owner(tmp_path):
    one = status(REPLY)
    one["mentions"][0]["acct"] = "calon_contoh"
    ((act,), _) = found(tmp_path, one)
    assert (act["interaction"], act["object_owner_handle"], act["object_owner_basis"]) == ("reply", None, "none")


def test_a_servers_number_is_never_the_id(tmp_path):
    acts, _ = found(tmp_path, *sample("mastodon-rest"))
    named = {act[column] for act in acts for column in ("actor_id", "object_owner_id")}
    assert named == {
        *("https://sosial.example/users/asn_contoh_01", "https://kampanye.example/users/calon_contoh"),
        *("https://lain.example/users/warga_003", "https://sosial.example/users/asn_contoh_02"),
        None,
    }


def test_a_boost_is_toward_the_author_of_the_original(tmp_path):
    ((act,), _) = found(tmp_path, status(BOOST))
    assert (act["verb"], act["object_owner_handle"]) == ("Announce", "calon_contoh@kampanye.example")
    assert act["object_id"] == status(BOOST)["reblog"]["uri"]


def test_an_answer_to_somebody_it_does_not_mention_has_no_owner(tmp_path):
    ((act,), _) = found(tmp_path, status(REPLY) | {"in_reply_to_account_id": "777"}, object_owner="calon_contoh")
    assert (act["interaction"], act["object_owner_handle"]) == ("reply", None)


@pytest.mark.parametrize("visibility", ["unlisted", "private", "direct", "", None])
def test_only_public_posts_are_read(tmp_path, visibility):
    assert found(tmp_path, status(FAR) | {"visibility": visibility}) == ([], ["not_public"])
