"""Apify: rows that are errors, authors in disguise, and owners that only a link names."""

import pyarrow as pa
import pytest

from netral.acts.platforms import facebook_links
from tests.acts.formats.sample import found, sample


@pytest.mark.parametrize("name", ["apify-instagram-comments", "apify-tiktok-comments", "apify-facebook-comments"])
def test_error_rows_amid_the_data_are_rejected_as_such(tmp_path, name):
    assert "no_result_row" in found(tmp_path, *sample(name))[1]


def test_a_pfbid_is_nobody_and_a_display_name_never_stands_in(tmp_path):
    assert found(tmp_path, sample("apify-facebook-comments")[0]) == ([], ["actor_obfuscated"])


def test_a_chosen_name_beside_a_pfbid_is_the_handle(tmp_path):
    ((act,), _) = found(tmp_path, sample("apify-facebook-comments")[2])
    assert (act["actor_id"], act["actor_handle"], act["actor_id_kind"]) == (None, "asn.contoh.02", "pfbid")


def test_a_number_in_the_link_and_another_beside_it_are_rejected(tmp_path):
    row = sample("apify-facebook-comments")[1] | {"profileId": "100000000000002"}
    assert found(tmp_path, row) == ([], ["actor_conflict"])


def test_a_post_in_a_group_is_not_the_groups(tmp_path):
    row = sample("apify-facebook-comments")[1] | {"facebookUrl": "https://www.facebook.com/groups/123456/posts/789/"}
    ((act,), _) = found(tmp_path, row, object_owner="calon_contoh")
    assert (act["object_owner_id"], act["object_owner_handle"]) == (None, None)


@pytest.mark.parametrize(
    ("link", "uid", "name"),
    [
        ("https://www.facebook.com/Asn.Contoh", None, "asn.contoh"),
        ("https://m.facebook.com/asn.contoh?fref=nf", None, "asn.contoh"),
        ("/asn.contoh?fref=nf", None, "asn.contoh"),
        ("https://web.facebook.com/profile.php?fref=nf&id=100000000000001", "100000000000001", None),
        ("https://www.facebook.com/people/Asn-Contoh/100000000000001/", "100000000000001", None),
        ("https://www.facebook.com/people/Asn-Contoh/pfbid022LryhRGvv", None, None),
        ("https://www.facebook.com/pfbid022LryhRGvv", None, None),
        ("https://www.facebook.com/groups/123/user/456", None, None),
        ("https://www.facebook.com/groups", None, None),
        ("https://www.facebook.com/story.php?id=5", None, None),
        ("https://facebook.com.contoh.org/asn.contoh", None, None),
        ("https://notfacebook.com/asn.contoh", None, None),
        (None, None, None),
    ],
)
def test_whom_a_link_of_facebook_names(link, uid, name):
    ids, names = facebook_links.account(pa.array([link], pa.string()))
    assert (ids[0].as_py(), names[0].as_py()) == (uid, name)


def test_instagram_names_two_authors_or_none_of_the_other_id_space(tmp_path):
    row = sample("apify-instagram-comments")[0] | {"replies": []}
    ((act,), _) = found(tmp_path, row)
    assert act["actor_id"] == "5000000001"
    assert found(tmp_path, row | {"ownerUsername": "warga_009"}) == ([], ["actor_conflict"])
    assert found(tmp_path, row | {"ownerId": "5000000009"}) == ([], ["actor_conflict"])


def test_a_tiktok_link_that_is_no_videos_names_no_owner(tmp_path):
    row = sample("apify-tiktok-comments")[0] | {"videoWebUrl": "https://vt.tiktok.com/ZSabc/"}
    ((act,), _) = found(tmp_path, row)
    assert (act["object_owner_handle"], act["object_owner_basis"]) == (None, "none")


def test_a_clones_milliseconds_are_no_seconds(tmp_path):
    row = sample("apify-tiktok-comments")[0] | {"createTime": 1728155704000}
    assert found(tmp_path, row) == ([], ["time_unreadable"])
