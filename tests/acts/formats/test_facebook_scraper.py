"""facebook-scraper: anger is no liking, a computed time is no exact one, and a display name is nobody's."""

from zoneinfo import ZoneInfo

import pytest

from tests.acts.exports import acts, ndjson, opened
from tests.acts.formats.sample import found, sample

WIB = {"timezone": ZoneInfo("Asia/Jakarta")}


def post(**changes):
    (one,) = sample("facebook-scraper")
    return one | changes


def bare(**changes):
    return post(comments_full=[], reactors=[], sharers=[]) | changes


@pytest.mark.parametrize("kind", ["angry", "anger", "sad", "sorry", "wow", "haha", "HAHA"])
def test_another_reaction_is_no_like_and_is_counted(tmp_path, kind):
    one = {"name": "Asn Contoh", "link": "https://facebook.com/asn.contoh.01", "type": kind}
    reading = opened(tmp_path, ndjson(bare(reactors=[one])))
    assert [act["verb"] for act in acts(reading)] == ["Create"]
    assert reading.report().skipped_by_reason == {"other_reaction": 1}


def test_a_reaction_without_its_kind_is_not_taken_for_a_like(tmp_path):
    one = {"name": "Asn Contoh", "link": "https://facebook.com/asn.contoh.01"}
    assert found(tmp_path, bare(reactors=[one]))[1] == ["verb_unsupported"]


def test_a_like_has_no_time_but_is_not_older_than_the_post(tmp_path):
    one = {"name": "Asn Contoh", "link": "https://facebook.com/asn.contoh.01", "type": "like"}
    _, like = found(tmp_path, bare(reactors=[one]))[0]
    assert (like["published_at"], like["reaction"]) == (None, "like")
    assert f"{like['published_earliest']:%Y-%m-%d %H:%M}" == "2024-10-05 12:00"


def test_local_times_need_a_zone_and_the_epoch_needs_none(tmp_path):
    written, why = found(tmp_path, post(reactors=[], sharers=[]))
    assert [act["interaction"] for act in written] == ["post"]
    assert why == ["time_zone_missing"] * 3
    assert found(tmp_path, bare(timestamp=None))[1] == ["time_zone_missing"]
    ((act,), _) = found(tmp_path, bare(timestamp=None), **WIB)
    assert f"{act['published_at']:%H:%M}" == "12:00"


def test_a_comments_computed_time_is_an_interval_from_its_post_on(tmp_path):
    _, comment, *_ = found(tmp_path, post(), **WIB)[0]
    assert comment["published_precision"] == "interval"
    assert f"{comment['published_earliest']:%d %H:%M}" == "05 12:00"
    assert f"{comment['published_latest']:%d %H:%M}" == "06 19:15"


def test_a_comment_before_its_post_has_a_wrong_time(tmp_path):
    early = post()["comments_full"][0] | {"comment_time": "2024-10-01 00:00:00", "replies": []}
    assert found(tmp_path, bare(comments_full=[early]), **WIB)[1] == ["time_unreadable"]


def test_a_display_name_alone_is_nobody(tmp_path):
    nameless = post()["comments_full"][1]
    assert found(tmp_path, bare(comments_full=[nameless]), **WIB)[1] == ["actor_missing"]


def test_a_reaction_to_a_comment_is_toward_the_commenter(tmp_path):
    one = {"name": "Asn Contoh", "link": "https://facebook.com/asn.contoh.01", "type": "like"}
    comment = post()["comments_full"][0] | {"replies": [], "comment_reactors": [one]}
    *_, like = found(tmp_path, bare(comments_full=[comment]), **WIB, object_owner="calon_contoh")[0]
    assert (like["verb"], like["object_id"], like["object_owner_id"]) == (
        *("Like", comment["comment_id"], "100000000000001"),
    )


def test_a_shared_post_is_an_announcement_of_the_original(tmp_path):
    ((act,), _) = found(tmp_path, bare(shared_post_id="2600000000000009", shared_user_id="100000000000007"))
    assert (act["verb"], act["object_id"], act["object_owner_id"]) == (
        *("Announce", "2600000000000009", "100000000000007"),
    )
