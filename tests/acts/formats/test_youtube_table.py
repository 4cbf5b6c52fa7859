"""Home-made YouTube tables: a name without @ is nobody, and comments under an unsaid video wait for the context."""

import pytest

from netral.acts.context import Context
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.formats.tables import changed, outcome, rows, written

TOLD = Context(object_id="vid_contoh01", object_owner="@calon_contoh")


def test_without_video_and_owner_the_file_is_refused(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        written(tmp_path, *rows("youtube-table"))
    assert refusal.value.reason == "sidecar_missing"


def test_a_naive_time_refuses_the_file_until_its_zone_is_stated(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        written(tmp_path, *rows("youtube-data-tools"), TOLD)
    assert refusal.value.reason == "ambiguous_date_order"


def test_09_a_bare_return_in_an_unquoted_cell_is_one_record(tmp_path):
    header, (row,) = changed("youtube-table", text="baris\r\rbaris\rbaris")
    head, line = (",".join(cells) + "\n" for cells in (header, row))
    (tmp_path / "table.csv").write_bytes((head + line + line).encode())
    reading = open_export(tmp_path / "table.csv", context=TOLD)
    acts, _ = outcome(reading)
    assert [act["text"] for act in acts] == ["baris\r\rbaris\rbaris"] * 2
    assert reading.report().records == 2


@pytest.mark.parametrize("author", ["Nama Tampilan", "calon_contoh", "UCpendek"])
def test_a_name_without_at_is_no_account(tmp_path, author):
    assert outcome(written(tmp_path, *changed("youtube-table", author=author), TOLD)) == ([], {"actor_missing": 1})


def test_the_apis_own_column_names_are_read_with_the_channel(tmp_path):
    header = [
        "videoId",
        "commentId",
        "authorDisplayName",
        "authorChannelId.value",
        "textDisplay",
        "publishedAt",
        "updatedAt",
    ]
    at = "2024-10-05T19:15:04Z"
    row = ["vid_contoh01", "Ugx0001", "Nama", "UCasn0000000000000000001", "a<br>b &amp; c", at, at]
    ((act,), _) = outcome(written(tmp_path, header, [row]))
    assert (act["actor_id"], act["activity_id"], act["text"]) == ("UCasn0000000000000000001", "Ugx0001", "a<br>b & c")
    assert (act["in_reply_to_id"], act["object_owner_basis"]) == ("vid_contoh01", "none")


def test_comments_without_an_id_are_told_apart_by_their_words(tmp_path):
    header, (row,) = changed("youtube-table")
    _, (other,) = changed("youtube-table", text="lain")
    acts, _ = outcome(written(tmp_path, header, [row, row, other], TOLD))
    assert len({act["activity_key"] for act in acts}) == 2
    assert all(act["activity_id"].startswith("synthetic:") for act in acts)
