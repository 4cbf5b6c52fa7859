"""Every trap of every tweet-harvest version, named after it; numbers in names are those of the defect table."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from netral.acts.context import Context
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import EARLY, FIXTURES, HEADER, acts, early, line, modern, opened, reasons, tweet

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


def test_01_the_account_replied_to_never_becomes_the_author():
    rows = acts(open_export(FIXTURES / "tweet-harvest_2.5.0-2.5.2_reply_shifts_username.csv"))
    assert "calon_contoh" not in [r["actor_handle"] for r in rows]


def test_01_a_shifted_reply_cut_to_the_header_s_width_is_rejected(tmp_path):
    header = (*EARLY, "in_reply_to_screen_name", "image_url", "location")
    row = tweet(1)
    cells = [row[c] for c in EARLY[:10]] + ["calon_contoh", row["username"], row["tweet_url"], "", "Kab. Contoh"]
    content = "\n".join([",".join(f'"{c}"' for c in header), ",".join(f'"{c}"' for c in cells)]) + "\n"
    reading = opened(tmp_path, content.encode())
    assert acts(reading) == []
    assert reasons(reading) == [(1, "actor_conflict")]


def test_01_another_name_in_the_column_than_in_the_link_is_rejected(tmp_path):
    reading = opened(tmp_path, modern(tweet(1), tweet(2) | {"username": "calon_contoh"}))
    assert len(acts(reading)) == 1
    assert reasons(reading) == [(2, "actor_conflict")]


def test_a_name_that_differs_from_the_link_only_in_case_is_the_same_person(tmp_path):
    row = tweet(1)
    (act,) = acts(opened(tmp_path, modern(row | {"username": row["username"].upper()})))
    assert act["actor_handle"] == "warga_001"


def test_02_an_undefined_link_is_accepted_by_user_id():
    rows = acts(open_export(FIXTURES / "tweet-harvest_2.6.1_undefined.csv"))
    assert [r["actor_key"] for r in rows] == ["id:90000000001@x", "id:1234567890123456789@x", "id:90000000003@x"]
    assert {r["actor_handle"] for r in rows} == {None}


def test_02_without_name_and_without_id_there_is_no_author(tmp_path):
    reading = opened(tmp_path, modern(tweet(1, username="", user_id_str=""), tweet(2)))
    acts(reading)
    assert reasons(reading) == [(1, "actor_missing")]


def test_03_a_tweet_id_in_scientific_notation_comes_from_the_link(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, id_str="1,84E+18"))))
    assert act["activity_id"] == tweet(1)["id_str"]
    assert act["repairs"] == ["id_from_url"]


def test_03_a_lost_user_id_is_rejected(tmp_path):
    reading = opened(tmp_path, modern(tweet(1, id_str="1,84E+18", user_id_str="1,69E+18")))
    assert acts(reading) == []
    assert reasons(reading) == [(1, "actor_id_lost")]


def _rounded(number: str) -> str:
    return str(int(float(round(int(number), -4))))


def test_04_a_rounded_tweet_id_comes_from_the_link(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, id_str=_rounded(tweet(1)["id_str"])))))
    assert act["activity_id"] == tweet(1)["id_str"]


def test_04_a_rounded_tweet_id_without_a_link_is_rejected(tmp_path):
    reading = opened(tmp_path, modern(tweet(1, id_str=_rounded(tweet(1)["id_str"]), tweet_url="")))
    acts(reading)
    assert reasons(reading) == [(1, "id_precision_lost")]


def test_05_a_rounded_user_id_is_no_match_key(tmp_path):
    spoilt = {"id_str": _rounded(tweet(1)["id_str"]), "user_id_str": "1685181667644869888"}
    (act,) = acts(opened(tmp_path, modern(tweet(1, **spoilt))))
    assert act["actor_id"] is None
    assert act["actor_key"] == "acct:warga_001@x"
    assert act["quality"] == 1


def test_05_an_id_that_only_looks_rounded_counts_where_the_row_has_a_witness(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, user_id_str="1685181667644869888"))))
    assert act["actor_id"] == "1685181667644869888"


def test_an_id_that_contradicts_the_link_is_rejected(tmp_path):
    reading = opened(tmp_path, modern(tweet(1, id_str=tweet(400)["id_str"])))
    acts(reading)
    assert reasons(reading) == [(1, "id_conflict")]


def test_06_a_row_cut_in_two_gives_two_rejects_and_no_act(tmp_path):
    whole, head = tweet(3), ",".join(("", *EARLY))
    top = f"1,{whole['created_at']},{whole['id_str']},teks lagi,,,,,,,,,"
    tail = f"lanjutan,0,0,0,0,in,90000000003,{whole['id_str']},warga_003,{whole['tweet_url']},,,"
    good = ",".join(["0", *(tweet(1)[c] for c in EARLY)])
    reading = opened(tmp_path, "\r\n".join([head, good, top, tail, ""]).encode())
    assert [a["actor_handle"] for a in acts(reading)] == ["warga_001"]
    assert reasons(reading) == [(2, "row_truncated"), (3, "row_truncated")]


def test_07_a_repeated_header_is_skipped_and_counted(tmp_path):
    head = line(dict(zip(HEADER, HEADER, strict=True)))
    reading = opened(tmp_path, modern(tweet(1)) + head.encode() + line(tweet(2)).encode())
    assert len(acts(reading)) == 2
    assert reading.report().skipped_by_reason == {"header_repeated": 1}


def test_07_a_repeated_header_with_pseudonymised_names_is_skipped(tmp_path):
    names = dict(zip(HEADER, HEADER, strict=True)) | {"full_text": "gano_ciro", "username": "user_6bb250c1b2"}
    reading = opened(tmp_path, modern(tweet(1)) + line(names).encode() + line(tweet(2)).encode())
    assert len(acts(reading)) == 2
    assert reading.report().skipped_by_reason == {"header_repeated": 1}


def test_08_unescaped_quotes_are_kept_byte_exact(tmp_path):
    text = 'Siap Pak! "menang" satu putaran  lanjut"'
    reading = opened(tmp_path, early(tweet(1, full_text=text), tweet(2)))
    assert acts(reading)[0]["text"] == text


@pytest.mark.parametrize("text", ['Siap "menang" satu', 'layar 24" besar', 'kata "satu","dua" selesai'])
def test_08_an_unescaped_quote_in_a_quoted_file_is_recovered_or_rejected_alone(tmp_path, text):
    damaged = line(tweet(4)).replace("teks 4", text)
    content = (
        modern(*map(tweet, range(1, 4))) + damaged.encode() + b"".join(line(tweet(n)).encode() for n in range(5, 9))
    )
    reading = opened(tmp_path, content)
    rows = acts(reading)
    assert reading.report().records == 8
    assert [r["source_row"] for r in rows if r["source_row"] != 4] == [1, 2, 3, 5, 6, 7, 8]
    assert all(r["text"] == text for r in rows if r["source_row"] == 4)


def test_10_newlines_in_cells_are_one_record_and_offsets_point_at_its_first_byte(tmp_path):
    content = modern(tweet(1, full_text='a\n\nb, "c"\r\nd'), tweet(2))
    rows = acts(opened(tmp_path, content))
    assert [content[r["source_byte_offset"] :][:12] for r in rows] == [
        f'"{tweet(n)["id_str"][:11]}'.encode() for n in (1, 2)
    ]
    assert rows[0]["text"] == 'a\n\nb, "c"\r\nd'


def test_11_an_entity_is_unescaped_once(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text="a &amp; b &amp;lt;"))))
    assert act["text"] == "a & b &lt;"


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


def test_15_gzip_named_csv_is_read():
    assert len(acts(open_export(FIXTURES / "looks_like.csv"))) == 1


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


def test_09_a_bare_cr_in_an_unquoted_cell_is_one_record(tmp_path):
    rows = [",".join(tweet(n)[c] for c in EARLY) for n in (1, 2)]
    content = "\n".join([",".join(EARLY), rows[0].replace("teks 1", "teks\r1"), rows[1], ""])
    reading = opened(tmp_path, content.encode())
    assert [a["text"] for a in acts(reading)] == ["teks\r1", "teks 2"]


def test_18_a_re_saved_twin_has_the_same_activity_keys(tmp_path):
    rows = [tweet(n, full_text=f"halo {n}") for n in range(1, 5)]
    out = io.StringIO()
    twin = csv.writer(out)
    twin.writerow(["", *EARLY, "clean_text", "label"])
    twin.writerows([str(n), *(row[c] for c in EARLY), "bersih", "netral"] for n, row in enumerate(rows))
    original = acts(opened(tmp_path, early(*rows)))
    saved = acts(opened(tmp_path, out.getvalue().encode(), name="clean.csv"))
    assert [a["activity_key"] for a in saved] == [a["activity_key"] for a in original]


def test_21_a_display_date_refuses_the_file_until_stated():
    with pytest.raises(FileRefused) as refusal:
        open_export(FIXTURES / "tweet-harvest_excel_id_locale.csv")
    assert refusal.value.reason == "ambiguous_date_order"


def test_21_with_the_zone_stated_the_id_tells_the_second_and_contradictions_are_rejected():
    context = Context(timezone=ZoneInfo("UTC"), date_order="dmy")
    reading = open_export(FIXTURES / "tweet-harvest_excel_id_locale.csv", context=context)
    (act,) = acts(reading)
    assert act["published_at"] == datetime(2024, 10, 5, 19, 15, 4, tzinfo=UTC)
    assert act["published_basis"] == "snowflake"
    assert reasons(reading) == [(2, "actor_id_lost"), (3, "id_time_conflict")]


def test_24_the_second_before_midnight_keeps_its_second():
    rows = acts(open_export(FIXTURES / "tweet-harvest_2.6.1.csv"))
    assert rows[1]["published_at"].astimezone(ZoneInfo("Asia/Jakarta")).isoformat() == "2024-10-05T23:59:58+07:00"


def test_30_look_alike_mentions_and_addresses_are_not_the_contestant(tmp_path):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text="surat a@prabowo.id @prabowo_ @prаbowo =HYPERLINK(1)"))))
    assert "prabowo" not in act["mention_handles"]


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


@pytest.mark.parametrize("column", ["user_id_str", "username", "id_str", "tweet_url", "created_at"])
def test_16_a_nul_in_an_id_or_name_does_not_make_another(tmp_path, column):
    whole = tweet(1)[column]
    reading = opened(tmp_path, modern(tweet(1, **{column: whole[:-2] + "\0" + whole[-1]})))
    assert acts(reading) == []
    assert len(reasons(reading)) == 1


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


def test_5_user_ids_that_a_column_of_floats_rounded_are_no_keys(tmp_path):
    exact = [1_735_608_555_141_734_513 + 7_919 * n for n in range(40)]
    rows = [tweet(n + 1, user_id_str=str(int(float(uid)))) for n, uid in enumerate(exact)]
    found = acts(opened(tmp_path, modern(*rows)))
    assert len(found) == 40
    assert {act["actor_id"] for act in found} == {None}
    assert all("user_id_rounded" in act["repairs"] for act in found)
    kept = acts(opened(tmp_path, modern(*(tweet(n + 1, user_id_str=str(uid)) for n, uid in enumerate(exact)))))
    assert [act["actor_id"] for act in kept] == [str(uid) for uid in exact]


def test_a_column_that_stands_twice_names_nobody(tmp_path):
    content = modern(tweet(1)).replace(b'"location"', b'"username"', 1)
    with pytest.raises(FileRefused) as caught:
        opened(tmp_path, content)
    assert caught.value.reason == "column_twice"


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
