"""minet's tables: its own columns stand behind the input's, and what it does not say is not made up."""

import pytest

from netral.acts import formats
from netral.acts.context import Context
from netral.acts.rejects import FileRefused
from tests.acts.formats.tables import changed, outcome, rows, written

NAMES = [fmt.name for fmt in formats.known() if fmt.name.startswith("minet-")]


# What is joined to its input is told by the input's columns.
JOINED = ("minet-twitter-followers", "minet-twitter-retweeters", "minet-bluesky-accounts")


@pytest.mark.parametrize("name", [n for n in NAMES if n not in JOINED])
def test_columns_of_the_input_with_the_same_names_change_nothing(tmp_path, name):
    header, found = rows(name)
    plain, doubled = (
        outcome(written(tmp_path, head, body))
        for head, body in ((header, found), (header + header, [["x"] * len(row) + row for row in found]))
    )
    assert plain[1] == doubled[1]
    for one, other in zip(plain[0], doubled[0], strict=True):
        assert one | {"source_byte_offset": 0} == other | {"source_byte_offset": 0}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": "1842644692366385999", "url": ""}, None),
        ({"id": "1842644692366390016"}, "id_precision_lost"),
        ({"id": "1842644692366380000", "url": ""}, "id_precision_lost"),
        ({"id": "1842732013581361729"}, "id_conflict"),
        ({"id": "1,84E+18"}, "id_precision_lost"),
        ({"timestamp_utc": "1728155707"}, "id_time_conflict"),
        ({"timestamp_utc": ""}, "time_missing"),
        ({"user_screen_name": "calon_contoh"}, "actor_conflict"),
        ({"user_id": "9,00E+10"}, "actor_id_lost"),
        ({"user_id": "1.84E+18"}, "actor_id_lost"),
    ],
)
def test_a_tweet_whose_cells_do_not_fit_each_other_is_nobodys(tmp_path, cells, reason):
    found, rejected = outcome(written(tmp_path, *changed("minet-twitter", **cells)))
    assert (len(found), rejected) == ((1, {}) if reason is None else (0, {reason: 1}))


def test_one_id_with_two_names_is_one_actor(tmp_path):
    header, (first,) = changed("minet-twitter")
    _, (second,) = changed(
        "minet-twitter", 2, user_id="90000000001", user_screen_name="nama_baru", url="https://x.com/i/web/status/1"
    )
    found, _ = outcome(written(tmp_path, header, [first, second]))
    assert {act["actor_key"] for act in found} == {"id:90000000001@x"}
    assert [act["actor_handle"] for act in found] == ["asn_contoh_01", "nama_baru"]


def test_followers_of_nobody_are_refused_until_somebody_says_whose(tmp_path):
    header, found = ["kolom", "follower_id"], [["1", "90000000001"]]
    with pytest.raises(FileRefused) as refusal:
        written(tmp_path, header, found)
    assert refusal.value.reason == "sidecar_missing"
    ((act,), _) = outcome(written(tmp_path, header, found, Context(object_owner="@calon_contoh")))
    assert (act["object_owner_handle"], act["object_owner_basis"]) == ("calon_contoh", "context")
    assert act["published_at"] is None


def test_reposters_are_those_of_the_inputs_post_never_of_their_own_id(tmp_path):
    header, found = rows("minet-twitter-retweeters")
    with pytest.raises(FileRefused) as refusal:
        written(tmp_path, header[1:], [row[1:] for row in found])
    assert refusal.value.reason == "sidecar_missing"
    told = Context(object_id="1842535204254769729")
    acts, _ = outcome(written(tmp_path, header[1:], [row[1:] for row in found], told))
    assert {act["object_id"] for act in acts} == {"1842535204254769729"}


def test_who_reposted_a_repost_is_not_laid_to_the_account_beside_it(tmp_path):
    header, found = rows("minet-twitter-retweeters")
    acts, _ = outcome(written(tmp_path, ["retweeted_id", *header], [["1842", *row] for row in found]))
    assert {act["object_owner_id"] for act in acts} == {None}


@pytest.mark.parametrize(
    ("url", "uid", "name"),
    [
        ("https://www.facebook.com/profile.php?id=100000000000001&comment_id=5", "100000000000001", None),
        ("https://m.facebook.com/Asn.Contoh.01?fref=nf", None, "asn.contoh.01"),
        ("https://www.facebook.com/people/Asn-Contoh/100000000000001/", "100000000000001", None),
        ("https://www.facebook.com/100000000000001", "100000000000001", None),
    ],
)
def test_a_facebook_author_is_what_the_link_says(tmp_path, url, uid, name):
    ((act,), _) = outcome(written(tmp_path, *changed("minet-facebook-comments", author_url=url)))
    assert (act["actor_id"], act["actor_handle"]) == (uid, name)


@pytest.mark.parametrize("url", ["", "https://www.facebook.com/groups/123", "https://facebook.com/share/1", "Budi"])
def test_a_facebook_author_without_name_or_id_is_nobody(tmp_path, url):
    assert outcome(written(tmp_path, *changed("minet-facebook-comments", author_url=url))) == ([], {"actor_missing": 1})


def test_28_a_disguised_facebook_author_is_nobody(tmp_path):
    hidden = changed("minet-facebook-comments", author_url="https://www.facebook.com/people/Asn-Contoh/pfbid0AbC/")
    assert outcome(written(tmp_path, *hidden)) == ([], {"actor_obfuscated": 1})


def test_a_context_does_not_say_whose_a_post_is_that_says_it_itself(tmp_path):
    told = Context(object_owner="@calon_lain")
    for name in ("minet-twitter", "minet-bluesky-posts", "4cat-twitter-table", "4cat-bluesky-table", "template"):
        found, _ = outcome(written(tmp_path, *rows(name), told))
        assert {act["object_owner_handle"] for act in found} & {"calon_lain"} == set()
    hidden = changed("4cat-telegram-table", 3)
    assert outcome(written(tmp_path, *hidden, told)) == ([], {"object_missing": 1})


@pytest.mark.parametrize(
    ("post", "uid", "name"),
    [
        ("https://www.facebook.com/calon.contoh/posts/pfbid0AbC", None, "calon.contoh"),
        ("https://www.facebook.com/permalink.php?story_fbid=pfbid0&id=100000000000009", "100000000000009", None),
        ("https://www.facebook.com/groups/123/posts/456", None, None),
        ("https://www.facebook.com/share/p/AbC/", None, None),
    ],
)
def test_the_owner_of_a_facebook_post_is_read_only_where_the_link_names_it(tmp_path, post, uid, name):
    ((act,), _) = outcome(written(tmp_path, *changed("minet-facebook-comments", post_url=post)))
    assert (act["object_owner_id"], act["object_owner_handle"]) == (uid, name)


def test_no_format_reads_a_gender():
    assert not [fmt for fmt in formats.known() if any("gender" in "".join(path) for path in fmt.cells.values())]
