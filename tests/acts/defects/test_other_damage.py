"""Damage that the numbered defects leave out: documents in a row, one long list, members twice, half signs."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from netral.acts.files.unpack import expanded
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import acts, early, event, ndjson, opened, reasons, tweet
from tests.acts.formats.expect import FOLDER, fixture
from tests.acts.formats.sample import sample

LIST = "apify-tiktok-comments"


@pytest.mark.parametrize("between", ["", "\n", "\r\n\r\n", ","])
def test_objects_one_after_another_are_all_read(tmp_path, between):
    (value, *_) = sample("yt-dlp")
    once = acts(opened(tmp_path, json.dumps(value).encode()))
    twice = acts(opened(tmp_path, between.join([json.dumps(value, indent=1)] * 2).encode()))
    assert [row["activity_key"] for row in twice] == [row["activity_key"] for row in once] * 2


def test_lists_one_after_another_are_all_read(tmp_path):
    """Runs whose output was appended."""
    one = fixture(FOLDER / LIST).read_bytes()
    assert len(acts(opened(tmp_path, one + b"\n" + one))) == 2 * len(acts(opened(tmp_path, one)))


@pytest.mark.parametrize("indent", [None, 2])
def test_one_huge_list_is_read_element_by_element(tmp_path, indent):
    values = [sample(LIST)[0] | {"cid": str(7_420_000_000_000_000_000 + n)} for n in range(30_000)]
    content = json.dumps(values, indent=indent).encode()
    assert len(content) > 9 << 20
    rows = acts(opened(tmp_path, content))
    assert [row["source_row"] for row in rows] == list(range(1, 30_001))
    assert all(content[row["source_byte_offset"] :].startswith(b"{") for row in rows[::997])
    assert [row["activity_id"] for row in rows] == [value["cid"] for value in values]


def test_a_list_that_was_cut_loses_its_last_element_alone(tmp_path):
    content = json.dumps([one for one in sample(LIST) if "cid" in one]).encode()
    reading = opened(tmp_path, content[: content.rindex(b"{") + 40])
    assert len(acts(reading)) == len(acts(opened(tmp_path, content, name="whole"))) - 1
    assert [reason for _, reason in reasons(reading)] == ["invalid_json"]


@pytest.mark.parametrize("member", ["uid", "uniqueId", "cid"])
def test_a_member_named_twice_is_certain_of_nothing(tmp_path, member):
    value = sample(LIST)[0]
    twice = json.dumps(value).replace(f'"{member}":', f'"{member}": "1", "{member}":')
    reading = opened(tmp_path, f"[{json.dumps(value)}, {twice}]".encode())
    assert len(acts(reading)) == 1
    assert reasons(reading) == [(2, "invalid_json")]


@pytest.mark.parametrize("half", ["\\ud83d", "\\udcaa"])
def test_half_a_sign_is_shown_as_lost_in_a_text_and_is_no_part_of_a_name(tmp_path, half):
    value = sample(LIST)[0]
    text = json.dumps(value | {"text": "siap HALF"}).replace("HALF", half)
    name = json.dumps(value | {"uniqueId": "asnHALF", "cid": "1"}).replace("HALF", half)
    reading = opened(tmp_path, f"[{text}, {name}]".encode())
    (row,) = acts(reading)
    assert row["text"] == "siap \ufffd"
    assert reasons(reading) == [(2, "encoding")]


def test_half_a_sign_in_jetstream_costs_no_other_line(tmp_path):
    posts = [event(n, "app.bsky.feed.post", text="siap HALF" if n == 2 else "halo", subject=None) for n in (1, 2, 3)]
    rows = acts(opened(tmp_path, ndjson(*posts).replace(b"HALF", b"\\ud83d")))
    assert [row["source_row"] for row in rows if row["source_row"] != 2] == [1, 3]


def test_semicolons_between_cells_and_commas_in_them_are_told_apart(tmp_path):
    (row, *_) = acts(opened(tmp_path, early(tweet(1, full_text="satu, dua, tiga, empat, lima, enam, tujuh"), tweet(2))))
    assert row["text"] == "satu, dua, tiga, empat, lima, enam, tujuh"


OTHERS = ("null", 'null, "uid": 1', "7", '"a"', "[]", "        ", "{} {}", "null {} {}", "")


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_no_object_among_the_records_costs_itself(tmp_path, other):
    """The engine that parses whole blocks died of one that begins with `null`."""
    good = json.dumps(sample(LIST)[0])
    for content, row in ((f"{good}\n{other}\n{good}", 3), (f"[{good}, {other}, {good}]", 3 + other.count(","))):
        rows = acts(opened(tmp_path, content.encode()))
        assert [one["source_row"] for one in rows] == [1, row]
    acts(opened(tmp_path, f"[{good}]\n{other}".encode()))


@pytest.mark.parametrize("content", [b"{", b"[", b'{"a": 1}', b"[]", b"[[]]", b"null", b"{}{}", b'"', b"[1, 2, 3]"])
def test_json_of_nothing_known_is_refused(tmp_path, content):
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, content).report()
    assert refusal.value.reason in ("unknown_format", "empty_file", "header_only")


def _office(*members: tuple[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


NO_EXPORTS = {
    "a letter": (b"%PDF-1.7\n%", "document"),
    "a photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", "document"),
    "a screenshot": (b"\x89PNG\r\n\x1a\n", "document"),
    "rich text": (rb"{\rtf1\ansi halo}", "document"),
    "a text document": (_office(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")), "document"),
    "a text of LibreOffice": (_office(("mimetype", "application/vnd.oasis.opendocument.text")), "document"),
    "a sheet of 2003": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "old_spreadsheet"),
    "what Instaloader packs": (b"\xfd7zXZ\0\0\4", "archive"),
}


@pytest.mark.parametrize("name", NO_EXPORTS)
def test_what_a_clerk_may_drop_in_by_mistake_is_named_for_what_it_is(tmp_path, name):
    content, reason = NO_EXPORTS[name]
    path = tmp_path / "ekspor.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        open_export(path)
    assert refusal.value.reason == reason
    (one,) = expanded([path], tmp_path)
    assert one.path == path
    assert {"id", "en"} == refusal.value.about.keys() == refusal.value.remedy.keys()
