"""Defects 11 to 20 of real exports: encodings, wrong names, cut files, acts told twice, names that change hands."""

from __future__ import annotations

import csv
import gzip
import io

import pytest

from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import (
    EARLY,
    FIXTURES,
    HEADER,
    acts,
    early,
    event,
    modern,
    ndjson,
    opened,
    reasons,
    tweet,
)


def test_11_an_entity_is_unescaped_once(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text="a &amp; b &amp;lt;"))))
    assert act["text"] == "a & b &lt;"


def test_11_an_entity_that_lost_its_semicolon_is_left_as_it_is(tmp_path):
    act, *_ = acts(opened(tmp_path, early(tweet(1, full_text="@calon_contoh satu &amp dua"), tweet(2))))[:1]
    assert act["mention_handles"] == ["calon_contoh"]


@pytest.mark.parametrize("make", [modern, early])
def test_12_an_emoji_that_lost_bytes_is_kept_and_flagged(tmp_path, make):
    reading = opened(tmp_path, make(tweet(1, full_text="siap ü§£ lanjut"), tweet(2, full_text="müde, für"), tweet(3)))
    rows = acts(reading)
    assert rows[0]["text"] == "siap ü§£ lanjut"
    assert [row["repairs"] for row in rows] == [["mojibake_unrepairable"], [], []]
    assert reading.report().repairs == {"mojibake_unrepairable": 1}


def test_13_a_cp1252_file_is_read_with_its_offsets():
    reading = open_export(FIXTURES / "cp1252.csv")
    (act,) = acts(reading)
    raw = (FIXTURES / "cp1252.csv").read_bytes()
    assert raw[act["source_byte_offset"] :].startswith(b'"1842535204254769729"')


def test_13_a_broken_byte_among_utf8_rejects_only_its_record(tmp_path):
    content = modern(tweet(1, full_text="é"), tweet(2), tweet(3)).replace(b"teks 2", b"teks\xe9 2")
    reading = opened(tmp_path, content)
    assert len(acts(reading)) == 2
    assert reasons(reading) == [(2, "encoding")]


def test_14_utf16_with_a_bom_is_read_with_offsets_into_the_original():
    (act,) = acts(open_export(FIXTURES / "utf16le_bom.csv"))
    raw = (FIXTURES / "utf16le_bom.csv").read_bytes()
    assert raw[act["source_byte_offset"] :].startswith('"1842535204254769729"'.encode("utf-16-le"))


ENCODINGS = {
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16LE with a mark": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16BE with a mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16LE without": lambda text: text.encode("utf-16-le"),
    "UTF-16BE without": lambda text: text.encode("utf-16-be"),
    "sep line": lambda text: b"sep=,\r\n" + text.encode(),
    "sep line behind a mark": lambda text: b"\xef\xbb\xbfSEP=,\n" + text.encode(),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_14_every_way_to_save_it_gives_the_same_acts_and_offsets_into_it(tmp_path, name):
    text = modern(tweet(1, full_text="kata 💪 é"), tweet(2)).decode()
    content = ENCODINGS[name](text)
    rows = acts(opened(tmp_path, content))
    assert [row["text"] for row in rows] == ["kata 💪 é", "teks 2"]
    firsts = [f'"{tweet(n)["id_str"]}"' for n in (1, 2)]
    encoding = "utf-16-le" if "LE" in name else "utf-16-be" if "BE" in name else "utf-8"
    assert all(
        content[r["source_byte_offset"] :].startswith(f.encode(encoding)) for r, f in zip(rows, firsts, strict=True)
    )


def test_14_excel_s_hint_and_semicolons_are_read():
    rows = acts(open_export(FIXTURES / "excel_sep_hint.csv"))
    raw = (FIXTURES / "excel_sep_hint.csv").read_bytes()
    assert len(rows) == 3
    assert all(raw[row["source_byte_offset"] - 1 : row["source_byte_offset"]] == b"\n" for row in rows)


def test_15_gzip_named_csv_is_read():
    assert len(acts(open_export(FIXTURES / "looks_like.csv"))) == 1


@pytest.mark.parametrize(
    "content", [b"<!DOCTYPE html><html>blocked", b"\xef\xbb\xbf \n<HTML>", b"<?xml version='1.0'?>"]
)
def test_15_a_web_page_saved_as_json_is_refused(tmp_path, content):
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, content, name="html_saved_as.json")
    assert refusal.value.reason == "html_instead_of_data"


def test_15_jetstream_packed_and_named_csv_is_read(tmp_path):
    assert len(acts(opened(tmp_path, gzip.compress(ndjson(event(1))), name="a.csv"))) == 1


def test_16_a_truncated_last_line_is_rejected_and_the_rest_accepted(tmp_path):
    reading = opened(tmp_path, modern(tweet(1), tweet(2))[:-60])
    assert len(acts(reading)) == 1
    assert reasons(reading) == [(2, "row_truncated")]


def test_16_a_truncated_last_line_with_a_broken_byte_is_rejected_for_the_byte(tmp_path):
    proven = tweet(1, full_text="é")
    content = modern(proven, tweet(2)).removesuffix(b'"\r\n')[:-20]
    reading = opened(tmp_path, content.replace(b"teks 2", b"teks \x80"))
    assert len(acts(reading)) == 1
    assert reasons(reading) == [(2, "encoding")]


def test_16_a_nul_byte_is_shown_as_lost_and_noted(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text="ha\0lo"))))
    assert act["text"] == "ha\ufffdlo"
    assert act["repairs"] == ["nul_replaced"]


@pytest.mark.parametrize("column", ["user_id_str", "username", "id_str", "tweet_url", "created_at"])
def test_16_a_nul_in_an_id_or_name_does_not_make_another(tmp_path, column):
    whole = tweet(1)[column]
    reading = opened(tmp_path, modern(tweet(1, **{column: whole[:-2] + "\0" + whole[-1]})))
    assert acts(reading) == []
    assert len(reasons(reading)) == 1


@pytest.mark.parametrize(("last", "kept"), [("user_id_str", 0), ("username", 1), ("location", 1)])
def test_16_a_file_cut_inside_its_last_cell_names_nobody(tmp_path, last, kept):
    """Whether the last cell is whole can be told where the link says the same, or where it names nobody."""
    names = [name for name in HEADER if name != last] + [last]
    row = {**tweet(1), "location": "Kota"}
    content = ",".join(names) + "\n" + ",".join(row[name] for name in names)
    assert len(acts(opened(tmp_path, content.encode()))) == kept
    cut = opened(tmp_path, content.encode()[:-2])
    assert {act["actor_handle"] for act in acts(cut)} <= {row["username"]}
    assert cut.report().accepted == (1 if last == "location" else 0)


def test_16_a_cut_line_of_json_is_rejected_and_the_rest_accepted(tmp_path):
    content = ndjson(event(1), event(2))[:-20]
    reading = opened(tmp_path, content)
    assert len(acts(reading)) == 1
    assert reasons(reading) == [(2, "invalid_json")]


def test_16_a_comment_cut_at_the_file_s_end_is_rejected_and_the_one_before_accepted():
    reading = open_export(FIXTURES / "truncated_last_line.ndjson")
    (act,) = acts(reading)
    assert (act["platform"], act["actor_handle"], act["object_id"]) == (
        "tiktok",
        "asn_contoh_01",
        "7420000000000000100",
    )
    assert reasons(reading) == [(2, "invalid_json")]


def test_17_the_same_tweet_a_day_later_is_the_same_activity(tmp_path):
    """Its counts have grown, and the export has other rows around it."""
    first = acts(opened(tmp_path, modern(tweet(1), tweet(2), tweet(3)), name="a"))
    later = {"favorite_count": "41", "reply_count": "9", "retweet_count": "7"}
    second = acts(opened(tmp_path, modern(tweet(9), tweet(3, **later), tweet(2, **later)), name="b"))
    keys = [{act["activity_key"] for act in acts_} for acts_ in (first, second)]
    assert len(keys[0] & keys[1]) == 2
    assert len(keys[0] | keys[1]) == 4


def test_17_a_run_appended_to_itself_counts_every_record_and_tells_of_each_act_once(tmp_path):
    reading = opened(tmp_path, modern(tweet(1), tweet(2)) * 2)
    rows = acts(reading)
    assert (len(rows), len({row["activity_key"] for row in rows})) == (4, 2)
    assert reading.report().skipped_by_reason == {"header_repeated": 1}


def test_18_a_re_saved_twin_has_the_same_activity_keys(tmp_path):
    rows = [tweet(n, full_text=f"halo {n}") for n in range(1, 5)]
    out = io.StringIO()
    twin = csv.writer(out)
    twin.writerow(["", *EARLY, "clean_text", "label"])
    twin.writerows([str(n), *(row[c] for c in EARLY), "bersih", "netral"] for n, row in enumerate(rows))
    original = acts(opened(tmp_path, early(*rows)))
    saved = acts(opened(tmp_path, out.getvalue().encode(), name="clean.csv"))
    assert [a["activity_key"] for a in saved] == [a["activity_key"] for a in original]


def test_19_one_id_under_two_names_is_one_actor_and_both_names_are_kept(tmp_path):
    rows = acts(opened(tmp_path, modern(tweet(1, user_id_str="90000000077"), tweet(2, user_id_str="90000000077"))))
    assert {row["actor_key"] for row in rows} == {"id:90000000077@x"}
    assert [row["actor_handle"] for row in rows] == ["warga_001", "warga_002"]


def test_20_a_name_that_another_id_took_over_is_another_actor(tmp_path):
    """That the declared official is not matched is the patrol's to keep; here the two never have one key."""
    name = {"username": "asn_contoh_01"}
    rows = acts(
        opened(tmp_path, modern(tweet(1, user_id_str="90000000001", **name), tweet(2, user_id_str="91", **name)))
    )
    assert [row["actor_key"] for row in rows] == ["id:90000000001@x", "id:91@x"]
