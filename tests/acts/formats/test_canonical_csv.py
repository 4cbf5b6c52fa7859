"""Canonical CSV: what is not one of Netral's words is turned down, and what Netral derives cannot be told to it."""

import pytest

from netral.acts.rejects import FileRefused
from tests.acts.formats.tables import changed, outcome, rows, written


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"platform": "twitter"}, "word_unknown"),
        ({"platform": ""}, "word_unknown"),
        ({"is_public": "ya"}, "word_unknown"),
        ({"is_public": "false"}, "not_public"),
        ({"interaction": "comment"}, "word_unknown"),
        ({"quality": "9"}, "word_unknown"),
        ({"verb": "like"}, "verb_unsupported"),
        ({"published_at": "05/10/2024 19:15"}, "time_unreadable"),
        ({"published_at": ""}, "time_missing"),
        ({"published_precision": "day"}, "time_missing"),
        ({"actor_id": "9,00E+18"}, "actor_id_lost"),
        ({"actor_id": "", "actor_handle": ""}, "actor_missing"),
        ({"object_id": "", "object_owner_id": "", "object_owner_handle": ""}, "object_missing"),
    ],
)
def test_a_row_that_is_not_canonical_is_rejected(tmp_path, cells, reason):
    assert outcome(written(tmp_path, *changed("canonical-csv", **cells))) == ([], {reason: 1})


def test_a_time_may_be_unknown_when_that_is_said(tmp_path):
    told = changed("canonical-csv", published_at="", published_precision="none")
    ((act,), _) = outcome(written(tmp_path, *told))
    assert (act["published_at"], act["published_precision"]) == (None, "none")


@pytest.mark.parametrize("column", ["nama", "verb"])
def test_a_column_that_is_unknown_or_stands_twice_refuses_the_file(tmp_path, column):
    header, found = rows("canonical-csv")
    with pytest.raises(FileRefused) as refusal:
        written(tmp_path, [*header, column], [[*row, ""] for row in found])
    assert refusal.value.reason == "schema_mismatch"


def test_keys_are_made_never_read(tmp_path):
    header, found = changed("canonical-csv")
    plain, told = (
        outcome(written(tmp_path, [*header, *extra], [[*row, *["id:1@x"] * len(extra)] for row in found]))[0][0]
        for extra in ([], ["actor_key", "activity_key"])
    )
    assert (plain["actor_key"], plain["activity_key"]) == (told["actor_key"], told["activity_key"])
