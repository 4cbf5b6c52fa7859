"""Posts of Instagram, Threads and TikTok: who wrote one is what it says, and what is not sure is rejected."""

import pytest

from netral.acts.rejects import FileRefused
from tests.acts.exports import acts, ndjson, opened
from tests.acts.formats.sample import found, sample

TOGETHER, GRAPH, TIMELESS, TWO_AUTHORS, PRIVATE, OTHER_SPACE = range(6)
ANSWER, QUOTE, REPOST, PLAIN = range(4)


def instagram(n):
    return sample("zeeschuimer-instagram-posts")[n]


def threads(n):
    return sample("zeeschuimer-threads-posts")[n]


def tiktok(n):
    return sample("zeeschuimer-tiktok-posts")[n]


def test_a_post_that_two_made_is_an_act_of_each(tmp_path):
    together, _ = found(tmp_path, instagram(TOGETHER))
    assert [act["actor_id"] for act in together] == ["5000000001", "5000000002"]
    assert {act["activity_id"] for act in together} == {"DAaContoh01"}
    assert len({act["activity_key"] for act in together}) == 2


@pytest.mark.parametrize(
    ("post", "reason"), [(TIMELESS, "time_missing"), (TWO_AUTHORS, "actor_conflict"), (PRIVATE, "not_public")]
)
def test_an_instagram_post_that_is_not_sure_is_rejected(tmp_path, post, reason):
    assert found(tmp_path, instagram(post)) == ([], [reason])


def test_two_ids_of_one_post_name_nobody(tmp_path):
    changed = instagram(TOGETHER)
    changed["data"]["owner"]["pk"] = "5000000009"
    changed["data"]["coauthor_producers"] = []
    assert found(tmp_path, changed) == ([], ["actor_conflict"])


def test_an_id_of_metas_other_space_is_no_accounts_number(tmp_path):
    ((act,), _) = found(tmp_path, instagram(OTHER_SPACE))
    assert (act["actor_id"], act["actor_handle"]) == (None, "warga_006")


def test_a_reply_on_threads_is_toward_whom_it_names(tmp_path):
    ((act,), _) = found(tmp_path, threads(ANSWER))
    assert (act["interaction"], act["object_owner_handle"]) == ("reply", "calon_contoh")
    nameless = threads(ANSWER)
    nameless["data"]["text_post_app_info"]["reply_to_author"] = None
    ((act,), _) = found(tmp_path, nameless, object_owner="calon_lain")
    assert (act["interaction"], act["object_owner_handle"]) == ("reply", None)


def test_a_quote_on_threads_is_toward_the_quoted(tmp_path):
    ((act,), _) = found(tmp_path, threads(QUOTE))
    assert (act["interaction"], act["object_owner_id"]) == ("quote", "5000000009")


def test_a_repost_on_threads_is_not_guessed(tmp_path):
    assert found(tmp_path, threads(REPOST)) == ([], ["verb_unsupported"])


def test_a_duet_is_toward_the_owner_only_where_its_caption_names_that_video(tmp_path):
    ((act,), _) = found(tmp_path, tiktok(1))
    assert (act["interaction"], act["object_owner_id"]) == ("quote", "6800000000000000009")
    changed = tiktok(1)
    changed["data"]["textExtra"][0]["awemeId"] = "7420000000000000009"
    ((act,), _) = found(tmp_path, changed)
    assert (act["interaction"], act["object_owner_id"], act["object_owner_handle"]) == ("quote", None, None)


@pytest.mark.parametrize("name", ["instagram-posts", "threads-posts", "tiktok-posts", "x"])
def test_what_4cat_stored_again_is_the_same_acts(tmp_path, name):
    own, stored = (found(tmp_path, *sample(f"{tool}-{name}")) for tool in ("zeeschuimer", "4cat"))
    same = {"collector_tool": "", "source_byte_offset": 0}
    assert [act | same for act in own[0]] == [act | same for act in stored[0]]
    assert own[1] == stored[1]


@pytest.mark.parametrize(
    ("module", "reason", "word"),
    [
        ("truthsocial.com", "platform_unsupported", "truthsocial"),
        ("gab.com", "platform_unsupported", "gab"),
        ("9gag.com", "platform_unsupported", "9gag"),
        ("imgur.com", "platform_unsupported", "imgur"),
        ("pinterest.com", "platform_unsupported", "pinterest"),
        ("douyin.com", "platform_unsupported", "douyin"),
        ("rednote-comments", "platform_unsupported", "rednote"),
        ("www.linkedin.com", "platform_unsupported", "linkedin"),
        ("facebook.com", "unknown_format", "not read"),
        ("instagram-comments", "unknown_format", "not read"),
        ("pak-asn.example", "unknown_format", "not read"),
    ],
)
@pytest.mark.parametrize("stored", [False, True])
def test_another_module_is_refused_by_a_name_that_is_nobodys(tmp_path, module, reason, word, stored):
    line = tiktok(0) | {"source_platform": module}
    if stored:
        line = line.pop("data") | {"__import_meta": line}
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, ndjson(line, line))
    assert (refusal.value.reason, word in refusal.value.detail) == (reason, True)
    assert "pak-asn" not in refusal.value.detail


def test_a_line_of_another_module_amid_the_posts_is_rejected(tmp_path):
    reading = opened(tmp_path, ndjson(tiktok(0), tiktok(1) | {"source_platform": "gab.com"}))
    assert len(acts(reading)) == 1
    assert reading.report().rejected_by_reason == {"unknown_record": 1}
