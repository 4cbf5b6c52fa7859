"""snscrape: ids are numbers beyond 2^53, and a float anywhere on the way shows."""

import pytest

from netral.acts.rejects import FileRefused
from tests.acts.formats.sample import found, sample

REPLY, NAMELESS, RETWEET, QUOTE = range(4)


def line(n):
    return sample("snscrape-twitter")[n]


def test_ids_beyond_two_to_the_53_are_exact(tmp_path):
    ((act,), _) = found(tmp_path, line(QUOTE) | {"id.str": None, "user": {"id": 1234567890123456789}})
    assert (act["activity_id"], act["actor_id"]) == ("1643795658961846273", "1234567890123456789")


def test_an_id_that_went_through_a_float_is_rejected_unless_its_text_stands_beside_it(tmp_path):
    rounded = line(RETWEET)
    rounded["id"] = int(float(rounded["id"]))
    assert found(tmp_path, rounded) == ([], ["id_conflict"])
    assert found(tmp_path, rounded | {"id": 1.6437805594674463e18}) == ([], ["id_missing"])
    assert found(tmp_path, rounded | {"id": 10**19, "url": ""}) == ([], ["id_missing"])
    ((act,), _) = found(tmp_path, rounded | {"id.str": "1643780559467446273"})
    assert act["activity_id"] == "1643780559467446273"


def test_an_author_id_that_is_no_whole_number_is_rejected(tmp_path):
    changed = line(RETWEET)
    changed["user"]["id"] = 9.0000000001e10
    assert found(tmp_path, changed) == ([], ["actor_id_lost"])


def test_a_user_without_a_name_keeps_the_id(tmp_path):
    ((act,), _) = found(tmp_path, line(NAMELESS))
    assert (act["actor_id"], act["actor_handle"]) == ("90000000003", None)


def test_a_retweet_is_toward_the_author_of_the_original(tmp_path):
    ((act,), _) = found(tmp_path, line(RETWEET))
    assert (act["verb"], act["object_id"], act["object_owner_id"]) == (
        *("Announce", str(line(RETWEET)["retweetedTweet"]["id"]), "80000000001"),
    )


@pytest.mark.parametrize(("seconds", "reasons"), [("06", []), ("07", ["id_time_conflict"])])
def test_the_time_is_within_two_seconds_of_the_ids(tmp_path, seconds, reasons):
    assert found(tmp_path, line(REPLY) | {"date": f"2023-04-05T19:15:{seconds}+00:00"})[1] == reasons


def test_a_line_that_is_no_post_is_rejected(tmp_path):
    user = {"_type": "snscrape.modules.twitter.User", "username": "asn_contoh_01", "id": 90000000001}
    assert found(tmp_path, line(NAMELESS), user)[1] == ["unknown_record"]


def test_another_module_is_refused_with_the_reason(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        found(
            tmp_path, {"_type": "snscrape.modules.mastodon.Toot", "url": "https://masto.example/@asn", "content": "x"}
        )
    assert (refusal.value.reason, "snscrape" in refusal.value.detail) == ("unknown_format", True)
