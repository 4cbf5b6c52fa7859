"""Every trap of every tweet-harvest version, named after it; numbers in names are those of the defect table."""

from datetime import UTC, datetime

import pytest

from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import EARLY, FIXTURES, acts, early, modern, opened, reasons, tweet

VERSIONS = {
    "tweet-harvest_2.0.4-2.4.0.csv": ("2.0.4-2.4.0", "inferred"),
    "tweet-harvest_2.5.0-2.5.2_reply_shifts_username.csv": ("2.5.0-2.5.2", "stated"),
    "tweet-harvest_2.6.1.csv": ("2.5.3-2.6.1", "stated"),
    "tweet-harvest_2.7.1_iso.csv": ("2.7.0-2.7.1", "stated"),
    "excel_sep_hint.csv": ("2.0.4-2.4.0", "inferred"),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_every_version_gives_the_same_three_acts(name):
    reading = open_export(FIXTURES / name)
    rows = acts(reading)
    variant, basis = VERSIONS[name]
    assert reading.variant == variant
    assert [r["actor_id"] for r in rows] == ["90000000001", "1234567890123456789", "90000000003"]
    assert [r["actor_handle"] for r in rows] == ["asn_contoh_01", "asn_contoh_02", "warga_biasa"]
    assert [r["object_owner_handle"] for r in rows] == ["calon_contoh", "calon_contoh", None]
    assert [r["object_owner_basis"] for r in rows] == [basis, basis, "none"]
    assert [r["interaction"] for r in rows] == ["reply", "reply", "post"]
    assert rows[0]["published_at"] == datetime(2024, 10, 5, 19, 15, 4, tzinfo=UTC)


def test_a_name_that_differs_from_the_link_only_in_case_is_the_same_person(tmp_path):
    row = tweet(1)
    (act,) = acts(opened(tmp_path, modern(row | {"username": row["username"].upper()})))
    assert act["actor_handle"] == "warga_001"


def test_an_id_that_contradicts_the_link_is_rejected(tmp_path):
    reading = opened(tmp_path, modern(tweet(1, id_str=tweet(400)["id_str"])))
    acts(reading)
    assert reasons(reading) == [(1, "id_conflict")]


def test_a_mention_alone_is_not_an_owner(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text="saya suka @calon_contoh"))))
    assert (act["object_owner_handle"], act["interaction"]) == (None, "mention")


def test_in_early_exports_a_leading_mention_in_one_s_own_conversation_is_no_reply(tmp_path):
    (act,) = acts(opened(tmp_path, early(tweet(1, full_text="@calon_contoh halo"))))
    assert act["object_owner_handle"] is None


def test_a_time_that_does_not_fit_the_id_is_rejected(tmp_path):
    reading = opened(tmp_path, modern(tweet(1, created_at=tweet(9)["created_at"])))
    acts(reading)
    assert reasons(reading) == [(1, "id_time_conflict")]


@pytest.mark.parametrize("columns", [["actor_key", "published_at"], ["text"], ["object_owner_handle", "quality"]])
def test_asking_for_fewer_columns_changes_neither_the_rows_nor_the_sums(columns):
    path = FIXTURES / "tweet-harvest_2.0.4-2.4.0.csv"
    whole, part = open_export(path), open_export(path, columns=columns)
    expected = [{name: act[name] for name in sorted(columns)} for act in acts(whole)]
    assert [dict(sorted(act.items())) for act in acts(part)] == expected
    assert part.report().accepted == whole.report().accepted


def test_a_reply_that_lacks_a_cell_under_a_header_that_lacks_one_is_nobodys(tmp_path):
    """2.5.0-2.5.2 without the language: as many cells as the header, each one column off."""
    header = (*EARLY, "in_reply_to_screen_name", "image_url", "location")
    whole = {**tweet(1), "in_reply_to_screen_name": "calon"}
    cells = [whole[name] for name in EARLY if name != "lang"]
    shifted = [*cells[:9], "calon", *cells[9:], "", "", "calon"]
    assert len(shifted) == len(header)
    content = ",".join(header) + "\n" + ",".join(f'"{cell}"' for cell in shifted) + "\n"
    reading = opened(tmp_path, content.encode())
    assert acts(reading) == []
    assert reasons(reading) == [(1, "actor_conflict")]


def test_an_extra_cell_beside_the_author_is_not_taken_for_text(tmp_path):
    rows = early(tweet(1)).split(b"\n")
    row = rows[1].split(b";")
    row.insert(-2, b"")
    reading = opened(tmp_path, b"\n".join([rows[0], b";".join(row), b""]))
    assert acts(reading) == []
    assert reasons(reading) == [(1, "row_width")]


def test_a_column_that_stands_twice_names_nobody(tmp_path):
    content = modern(tweet(1)).replace(b'"location"', b'"username"', 1)
    with pytest.raises(FileRefused) as caught:
        opened(tmp_path, content)
    assert caught.value.reason == "column_twice"
