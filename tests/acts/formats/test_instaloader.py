"""Instaloader: whose post it was is said by a person or not at all."""

import pytest

from netral.acts.rejects import FileRefused
from tests.acts.formats.sample import found, sample


def comment():
    (one,) = sample("instaloader-comments")
    return one


@pytest.mark.parametrize("context", [{}, {"object_id": "Cxyz0001"}])
def test_comments_without_the_posts_owner_are_refused(tmp_path, context):
    with pytest.raises(FileRefused) as refusal:
        found(tmp_path, comment(), **context)
    assert refusal.value.reason == "sidecar_missing"


def test_answers_are_replies_to_the_comment_under_the_same_post(tmp_path):
    first, answer = found(tmp_path, comment(), object_owner="calon_contoh", object_id="Cxyz0001")[0]
    assert (first["in_reply_to_id"], answer["in_reply_to_id"]) == ("Cxyz0001", first["activity_id"])
    assert (first["root_id"], answer["root_id"]) == ("Cxyz0001", "Cxyz0001")
    assert (answer["actor_id"], answer["actor_handle"]) == ("5000000002", "warga")
    assert {first["object_owner_basis"], answer["object_owner_basis"]} == {"context"}


def test_ids_beyond_two_to_the_53_are_exact_and_fractions_are_none(tmp_path):
    ((act, _), _) = found(tmp_path, comment() | {"id": 17900000000000003}, object_owner="calon_contoh")
    assert act["activity_id"] == "17900000000000003"
    _, why = found(tmp_path, comment() | {"id": 1.79e16, "answers": []}, object_owner="calon_contoh")
    assert why == ["id_missing"]


def test_a_deleted_author_is_nobody(tmp_path):
    assert found(tmp_path, comment() | {"owner": None, "answers": []}, object_owner="calon_contoh") == (
        *([], ["actor_missing"]),
    )
