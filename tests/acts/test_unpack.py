"""Folders and archives: every file by itself, and nothing that an archive says is believed."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from netral.acts.files.archives import Limits, climbs
from netral.acts.files.unpack import expanded
from netral.cli.read import read
from tests.acts.exports import modern, tweet


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_folder_is_its_files_and_an_archive_its_members(tmp_path, capsys):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.csv").write_bytes(modern(tweet(1)))
    (tmp_path / "in" / ".hidden").write_bytes(b"x")
    inner = zipped(**{"c.csv": modern(tweet(1), tweet(3, username="x") | {"username": "y"})})
    (tmp_path / "in" / "sub" / "b.zip").write_bytes(zipped(**{"d/b.csv": modern(tweet(2)), "e.zip": inner}))
    assert read(tmp_path / "in", json=True, out=tmp_path / "out") == 3
    inputs = json.loads(capsys.readouterr().out)["inputs"]
    names = ["a.csv", "sub/b.zip!d/b.csv", "sub/b.zip!e.zip!c.csv"]
    assert [entry["path"] for entry in inputs] == [str(tmp_path / "in" / name) for name in names]
    assert [entry["accepted"] for entry in inputs] == [1, 1, 1]
    assert inputs[2]["duplicates"] == 1
    assert names[2] in (tmp_path / "out" / "rejects.ndjson").read_text()


def test_a_context_is_found_by_the_members_own_name(tmp_path, capsys):
    table = b"author,published_at,updated_at,text\n@a,2024-10-05T19:15:04Z,2024-10-05T19:15:04Z,halo\n"
    (tmp_path / "a.zip").write_bytes(zipped(**{"d/t.csv": table}))
    (tmp_path / "c.json").write_text('{"t.csv": {"object_owner": "@calon"}}')
    assert read(tmp_path / "a.zip", context=tmp_path / "c.json", json=True) == 0
    assert json.loads(capsys.readouterr().out)["inputs"][0]["accepted"] == 1


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("archive_unsafe", zipped(**{"../a.csv": b"x"})),
        ("archive_unsafe", zipped(**{"/etc/a.csv": b"x"})),
        ("too_large_unpacked", zipped(**{"a.csv": b"\0" * (2 << 20)})),
        ("archive_unsafe", zipped(**{f"{n}": b"" for n in range(9)})),
        ("damaged", zipped(**{"a.csv": bytes(range(256)) * 99})[:-9] + b"123456789"),
        ("empty_file", zipped()),
    ],
)
def test_an_archive_that_is_no_export_is_one_refusal(tmp_path, reason, content):
    (tmp_path / "in").mkdir()
    (tmp_path / "into").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(content)
    (export,) = expanded([tmp_path / "in" / "a.zip"], tmp_path / "into", Limits(floor=1 << 20, members=8))
    assert export.refusal is not None
    assert export.refusal.reason == reason


def test_archives_in_each_other_have_a_bottom(tmp_path):
    content = modern(tweet(1))
    for _ in range(6):
        content = zipped(x=content)
    (tmp_path / "into").mkdir()
    (tmp_path / "a.zip").write_bytes(content)
    (export,) = expanded([tmp_path / "a.zip"], tmp_path / "into")
    assert export.refusal is not None
    assert export.refusal.reason == "archive_unsafe"


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "\\a", "..\\a", "C:\\a", ""])
def test_names_that_lead_out(name):
    assert climbs(name)


def test_a_link_out_of_a_folder_is_told_and_one_to_what_is_read_anyway_is_passed_over(tmp_path, capsys):
    folder, outside = tmp_path / "in", tmp_path / "out"
    for made in (folder / "sub", outside):
        made.mkdir(parents=True)
        (made / "a.csv").write_bytes(modern(tweet(1)))
    for name, to in (("again.csv", "sub/a.csv"), ("sub2", "sub"), ("file.csv", outside / "a.csv"), ("dir", outside)):
        (folder / name).symlink_to(to)
    (folder / "gone").symlink_to(tmp_path / "nowhere")
    (folder / "round").symlink_to(folder / "round")
    assert read(folder, json=True) == 4
    inputs = json.loads(capsys.readouterr().out)["inputs"]
    told = {Path(one["path"]).name: one["refused"] and one["refused"]["reason"] for one in inputs}
    assert told == {"a.csv": None, **dict.fromkeys(("dir", "file.csv", "gone", "round"), "is_link")}
