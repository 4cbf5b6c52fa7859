"""The table that clerks type: words, zones and names are understood or named, never guessed."""

import pytest

from netral.acts.context import load_contexts
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from netral.cli.errors import UserError
from netral.cli.read import read
from tests.acts.formats.expect import acts

HEAD = "waktu;platform;pelaku;perbuatan;tujuan\n"


def typed(tmp_path, *rows, context="{}"):
    (tmp_path / "t.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    (tmp_path / "c.json").write_text(f'{{"t.csv": {context}}}', "utf-8")
    return open_export(tmp_path / "t.csv", context=load_contexts(tmp_path / "c.json")["t.csv"])


def test_the_empty_template_is_read_as_nothing_and_never_written_over(tmp_path):
    target = tmp_path / "templat.csv"
    assert read(template=target) == 0
    report = open_export(target).report()
    assert (report.format, report.records, report.skipped_by_reason) == ("template", 1, {"example_row": 1})
    with pytest.raises(UserError):
        read(template=target)


def test_a_day_alone_is_that_day_in_its_zone(tmp_path):
    (act,) = acts(typed(tmp_path, "2024-10-06 WIT;x;@a;suka;@b")).to_pylist()
    bounds = [act[f"published_{edge}"].isoformat() for edge in ("earliest", "latest")]
    assert bounds == ["2024-10-05T15:00:00+00:00", "2024-10-06T14:59:59.999999+00:00"]
    assert act["published_precision"] == "day"


def test_the_zone_of_the_context_is_said_to_be_assumed(tmp_path):
    (act,) = acts(typed(tmp_path, "2024-10-06 07:30;x;@a;suka;@b", context='{"timezone": "WITA"}')).to_pylist()
    assert act["published_at"].isoformat() == "2024-10-05T23:30:00+00:00"
    assert (act["utc_offset_assumed"], act["published_basis"]) == (480, "iso_naive_assumed")


def test_a_display_date_refuses_the_file_until_its_order_is_stated(tmp_path):
    row = "05/10/2024 20.10 WIB;x;@a;suka;@b"
    with pytest.raises(FileRefused) as refusal:
        typed(tmp_path, row)
    assert refusal.value.reason == "ambiguous_date_order"
    (act,) = acts(typed(tmp_path, row, context='{"date_order": "mdy"}')).to_pylist()
    assert act["published_at"].isoformat() == "2024-05-10T13:10:00+00:00"


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        ("2024-10-06 07:30;x;@a;suka;@b", "time_zone_missing", "waktu"),
        ("2024-02-30 07:30 WIB;x;@a;suka;@b", "time_form", "waktu"),
        ("2024-10-06 WIB;x;Budi Santoso;suka;@b", "account_unreadable", "pelaku"),
        ("2024-10-06 WIB;x;https://x.com/a;suka;@b", "account_unreadable", "pelaku"),
        ("2024-10-06 WIB;x;@а_kiril;suka;@b", "account_unreadable", "pelaku"),
        ("2024-10-06 WIB;x;@a;suka;1842535204254760000", "id_precision_lost", "tujuan"),
        ("2024-10-06 WIB;x;1.84E+18;suka;@b", "id_precision_lost", "pelaku"),
        ("2024-10-06 WIB;x;@a;mencolek;@b", "word_unknown", "perbuatan"),
        ("2024-10-06 WIB;orkut;@a;suka;@b", "word_unknown", "platform"),
        ("2024-10-06 WIB;x;;suka;@b", "actor_missing", None),
        ("2024-10-06 WIB;x;@a;suka;", "object_missing", None),
    ],
)
def test_what_is_not_understood_is_rejected_with_its_column(tmp_path, row, reason, column):
    reading = typed(tmp_path, row)
    assert not acts(reading).num_rows
    (reject,) = reading.rejects
    assert (reject.row, reject.reason, reject.column) == (1, reason, column)
    assert reject.remedy["id"]


def test_the_same_row_twice_is_one_act_and_another_link_is_another(tmp_path):
    row = "2024-10-06 WIB;x;@a;suka;@b"
    keys = acts(typed(tmp_path, row, row, row.replace("@b", "@c"))).column("activity_key").to_pylist()
    assert len(set(keys)) == 2
