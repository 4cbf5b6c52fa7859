"""YouTube's API: an author may have no id, a name may be no handle, and some comments are not public."""

import pytest

from tests.acts.exports import acts, opened
from tests.acts.formats.sample import found, sample


def page():
    (one,) = sample("youtube-api")
    return one


def comment():
    return page()["items"][0]["snippet"]["topLevelComment"]


def test_missing_author_id_leaves_the_handle_of_the_authors_address(tmp_path):
    reply = next(act for act in found(tmp_path, page())[0] if act["verb"] == "Create" and act["actor_id"] is None)
    assert (reply["actor_id"], reply["actor_handle"], reply["actor_id_kind"]) == (None, "asn_contoh_01", "none")
    assert (reply["object_owner_id"], reply["in_reply_to_id"]) == ("UCcalon00000000000000001", "Ugx0001")


def test_a_display_name_is_never_a_handle(tmp_path):
    old = comment()
    del old["snippet"]["authorChannelId"]
    old["snippet"] |= {"authorDisplayName": "Asn Contoh", "authorChannelUrl": ""}
    assert found(tmp_path, old) == ([], ["actor_missing"])


def test_a_name_with_an_at_beside_a_channels_address_is_no_handle(tmp_path):
    old = comment()
    old["snippet"]["authorChannelUrl"] = "http://www.youtube.com/channel/UCasn0000000000000000001"
    ((act, _), _) = found(tmp_path, old)
    assert (act["actor_id"], act["actor_handle"]) == ("UCasn0000000000000000001", None)


@pytest.mark.parametrize("address", ["@warga_001", "channel/UCwarga00000000000000001"])
def test_two_authors_in_one_comment_are_rejected(tmp_path, address):
    other = comment()
    other["snippet"]["authorChannelUrl"] = f"http://www.youtube.com/{address}"
    assert found(tmp_path, other) == ([], ["actor_conflict"])


def test_a_thread_that_is_not_public_is_rejected_whole(tmp_path):
    hidden = page()
    hidden["items"][0]["snippet"]["isPublic"] = False
    assert found(tmp_path, hidden) == ([], ["not_public"] * 2)


def test_a_comment_held_for_review_is_rejected(tmp_path):
    held = comment()
    held["snippet"]["moderationStatus"] = "heldForReview"
    assert found(tmp_path, held) == ([], ["not_public"])


def test_without_the_original_the_displayed_text_is_kept_as_it_is(tmp_path):
    shown = comment()
    del shown["snippet"]["textOriginal"]
    ((act, _), _) = found(tmp_path, shown)
    assert "<br>@calon_contoh" in act["text"]


def test_a_page_without_comments_is_no_reject(tmp_path):
    reading = opened(tmp_path, b'{"kind":"youtube#commentListResponse","items":[]}\n' * 2)
    assert acts(reading) == []
    assert reading.report().skipped_by_reason == {"not_an_act": 2}
