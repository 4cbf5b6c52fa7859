"""Meta Content Library: posts only, and its numbers are nobody's account."""

import pytest

from netral.acts.context import Context
from netral.acts.rejects import FileRefused
from tests.acts.formats.tables import outcome, rows, written

COMMENTS = ["id", "post_id", "parent_id", "creation_time", "text", "owner.id", "owner.name", "owner.type"]


def test_27_comments_are_refused_whatever_is_said_beside_them(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        written(
            tmp_path, COMMENTS, [["1", "2", "", "2024-10-05T19:15:04Z", "a", "", "", ""]], Context(platform="facebook")
        )
    assert refusal.value.reason == "actor_not_available"


def test_without_its_platform_the_file_is_refused(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        written(tmp_path, *rows("meta-content-library"))
    assert refusal.value.reason == "platform_missing"


def test_the_librarys_number_can_never_be_an_account_of_the_platform(tmp_path):
    found, rejected = outcome(written(tmp_path, *rows("meta-content-library"), Context(platform="facebook")))
    assert [act["actor_key"] for act in found] == [
        "id:mcl:3000000000000001@facebook",
        "id:mcl:3000000000000002@facebook",
    ]
    assert {act["actor_id_kind"] for act in found} == {"mcl"}
    assert rejected == {"actor_missing": 1, "time_unreadable": 1}
