"""X as the browser sees it: what is missing, deeper, or in two places never puts an act on somebody else."""

import pytest

from tests.acts.exports import acts, ndjson, opened
from tests.acts.formats.sample import found, sample

RETWEET, REPLY, QUOTE, CORELESS, PLAIN, TOMBSTONE = range(6)


def line(n):
    return sample("zeeschuimer-x")[n]


def test_a_retweet_is_toward_the_author_of_the_original_and_has_its_whole_text(tmp_path):
    ((act,), _) = found(tmp_path, line(RETWEET))
    assert (act["verb"], act["interaction"]) == ("Announce", "repost")
    assert (act["actor_id"], act["object_owner_id"], act["object_owner_handle"]) == (
        *("90000000001", "80000000001", "calon_contoh"),
    )
    assert not act["text"].startswith("RT @")
    assert act["object_id"] != act["activity_id"]


def test_a_retweet_whose_original_is_gone_is_no_act_of_unknown_object(tmp_path):
    gone = line(RETWEET)
    gone["data"]["legacy"]["retweeted_status_result"] = {"result": {"__typename": "TweetTombstone"}}
    assert found(tmp_path, gone) == ([], ["object_missing"])
    # Not even where a context names somebody for the whole file.
    assert found(tmp_path, gone, object_owner="calon_contoh", object_id="1") == ([], ["object_missing"])


def test_a_context_for_the_file_does_not_make_a_plain_post_one_toward_a_contestant(tmp_path):
    ((act,), _) = found(tmp_path, line(PLAIN), object_owner="calon_contoh")
    assert (act["interaction"], act["object_owner_handle"], act["object_owner_basis"]) == ("post", None, "none")


def test_an_empty_core_leaves_the_id_and_no_handle(tmp_path):
    ((act,), _) = found(tmp_path, line(CORELESS))
    assert (act["actor_id"], act["actor_handle"]) == ("90000000003", None)


def test_a_tombstone_is_skipped_and_counted(tmp_path):
    reading = opened(tmp_path, ndjson(line(PLAIN), line(TOMBSTONE)))
    assert len(acts(reading)) == 1
    assert reading.report().skipped_by_reason == {"not_an_act": 1}


@pytest.mark.parametrize(
    ("member", "value", "reason"),
    [
        ("user_id_str", "90000000009", "actor_conflict"),
        ("user_id_str", "9,0000000001E+10", "actor_conflict"),
        ("created_at", "Sat Oct 05 19:15:07 +0000 2024", "id_time_conflict"),
        ("created_at", None, "time_missing"),
    ],
)
def test_two_authors_or_a_time_that_is_not_the_ids_is_rejected(tmp_path, member, value, reason):
    changed = line(RETWEET)
    changed["data"]["legacy"][member] = value
    assert found(tmp_path, changed) == ([], [reason])


def test_two_seconds_between_id_and_time_are_allowed(tmp_path):
    changed = line(RETWEET)
    changed["data"]["legacy"]["created_at"] = "Sat Oct 05 19:15:06 +0000 2024"
    assert len(found(tmp_path, changed)[0]) == 1


def test_a_protected_account_is_not_public(tmp_path):
    changed = line(RETWEET)
    changed["data"]["core"]["user_results"]["result"]["legacy"]["protected"] = True
    assert found(tmp_path, changed) == ([], ["not_public"])


def test_a_text_that_begins_with_a_name_and_answers_no_post_is_a_mention(tmp_path):
    changed = line(PLAIN)
    changed["data"]["legacy"] |= {"in_reply_to_user_id_str": "80000000001", "in_reply_to_screen_name": "calon_contoh"}
    ((act,), _) = found(tmp_path, changed)
    assert (act["interaction"], act["object_owner_id"]) == ("mention", "80000000001")


def older(**legacy):
    """What X sent until 2023: the post and its author beside each other."""
    told = line(PLAIN)
    about = told["data"]["legacy"]
    author = {"id_str": about["user_id_str"], "screen_name": "Warga_004", "name": "Nama"}
    told["data"] = {"type": "adaptive", "id": 1, "legacy": about | legacy, "user": author}
    return told


def test_a_post_of_the_older_shape_is_the_same_act(tmp_path):
    ((now,), _), ((then,), _) = found(tmp_path, line(PLAIN)), found(tmp_path, older())
    differing = {name for name in now if now[name] != then[name]}
    assert differing <= {"actor_handle", "source_byte_offset"}
    assert then["actor_handle"] == "warga_004"


def test_an_older_repost_names_the_post_and_not_whose(tmp_path):
    ((act,), _) = found(tmp_path, older(retweeted_status_id_str="1842535204254646273"), object_owner="calon_contoh")
    assert (act["verb"], act["object_id"]) == ("Announce", "1842535204254646273")
    assert (act["object_owner_id"], act["object_owner_handle"]) == (None, None)


def test_an_older_post_whose_authors_differ_or_whose_content_is_missing_is_rejected(tmp_path):
    bare = older()
    bare["data"] = {"type": "adaptive", "id_str": "1842761696670646273", "user": {"screen_name": "warga_004"}}
    acts_, why = found(tmp_path, older(user_id_str="90000000009"), bare)
    assert (acts_, why) == ([], ["actor_conflict", "unknown_record"])
