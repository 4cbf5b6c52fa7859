"""Defects 1 to 10 of real exports: shifted and split rows, ids that lost digits, quotes and line ends inside cells."""

from __future__ import annotations

import pytest

from netral.acts.read import open_export
from tests.acts.exports import EARLY, FIXTURES, HEADER, acts, early, line, modern, opened, reasons, tweet


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


def test_05_user_ids_that_a_column_of_floats_rounded_are_no_keys(tmp_path):
    exact = [1_735_608_555_141_734_513 + 7_919 * n for n in range(40)]
    rows = [tweet(n + 1, user_id_str=str(int(float(uid)))) for n, uid in enumerate(exact)]
    found = acts(opened(tmp_path, modern(*rows)))
    assert len(found) == 40
    assert {act["actor_id"] for act in found} == {None}
    assert all("user_id_rounded" in act["repairs"] for act in found)
    kept = acts(opened(tmp_path, modern(*(tweet(n + 1, user_id_str=str(uid)) for n, uid in enumerate(exact)))))
    assert [act["actor_id"] for act in kept] == [str(uid) for uid in exact]


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


def test_09_a_bare_cr_in_an_unquoted_cell_is_one_record(tmp_path):
    rows = [",".join(tweet(n)[c] for c in EARLY) for n in (1, 2)]
    content = "\n".join([",".join(EARLY), rows[0].replace("teks 1", "teks\r1"), rows[1], ""])
    reading = opened(tmp_path, content.encode())
    assert [a["text"] for a in acts(reading)] == ["teks\r1", "teks 2"]


def test_10_newlines_in_cells_are_one_record_and_offsets_point_at_its_first_byte(tmp_path):
    content = modern(tweet(1, full_text='a\n\nb, "c"\r\nd'), tweet(2))
    rows = acts(opened(tmp_path, content))
    assert [content[r["source_byte_offset"] :][:12] for r in rows] == [
        f'"{tweet(n)["id_str"][:11]}'.encode() for n in (1, 2)
    ]
    assert rows[0]["text"] == 'a\n\nb, "c"\r\nd'
