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
    "said",
    [
        "5 Oktober 2024 20.10 WIB",
        "05-Okt-2024 20:10 WIB",
        "5 October 2024, pukul 20.10 wib",
        "5 Oktober 2024 jam 20.10 WIB",
        "2024-10-05 pukul 20.10 WIB",
    ],
)
def test_a_month_that_is_named_is_certain(tmp_path, said):
    (act,) = acts(typed(tmp_path, f"{said};x;@a;suka;@b")).to_pylist()
    assert act["published_at"].isoformat() == "2024-10-05T13:10:00+00:00"


@pytest.mark.parametrize("said", ["5 Okt 24 20.10 WIB", "5 Brumaire 2024 WIB", "31 Juni 2024 WIB", "2024-Okt-05 WIB"])
def test_a_month_or_year_that_is_none_is_no_time(tmp_path, said):
    assert [one.reason for one in _rejects(typed(tmp_path, f"{said};x;@a;suka;@b"))] == ["time_form"]


def _rejects(reading):
    assert not acts(reading).num_rows
    return list(reading.rejects)


def test_headings_in_capitals_are_the_same_headings(tmp_path):
    path = tmp_path / "besar.csv"
    path.write_text("WAKTU;Platform ;Pelaku;Perbuatan;Tujuan\n2024-10-05 20:10 WIB;X;@a;suka;@b\n")
    assert acts(open_export(path)).num_rows == 1


@pytest.mark.parametrize("above", ["Rekap pemantauan;;;;\n;;;;\n", "Rekap\n\n", ";;;;\nRekap, bulan Oktober;;;;\n"])
@pytest.mark.parametrize(
    "header", ["waktu;platform;pelaku;perbuatan;tujuan", "created_at;id_str;full_text;tweet_url;x"]
)
def test_headings_below_a_title_are_found_and_named_by_row(tmp_path, above, header):
    path = tmp_path / "judul.csv"
    path.write_text(f"{above}{header}\n2024-10-05 20:10 WIB;X;@a;suka;@b\n")
    with pytest.raises(FileRefused) as refusal:
        open_export(path)
    assert (refusal.value.reason, refusal.value.about["id"]) == ("header_not_first", "judul kolom di baris 3")


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
