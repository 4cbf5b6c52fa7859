"""Files made to do harm, or met at a bad moment: refused or told, in little memory, and nobody is taken for another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from netral.acts.limits import USUAL, Limits
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import acts, event, modern, ndjson, opened, reasons, tweet
from tests.acts.formats.sample import found, sample

DEEP = 100_000
PUBLIC = {"@context": "https://www.w3.org/ns/activitystreams", "to": ["Public"], "type": "Like"}
LIKE = PUBLIC | {"actor": "https://a.example/users/x", "object": "https://a.example/users/y/1"}


# Sizes

CHILD = """
import sys
from pathlib import Path
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
try:
    reading = open_export(Path(sys.argv[1]))
    report = reading.report()
    print(report.accepted, sum(reject.byte_len for reject in reading.rejects), end=" ")
except FileRefused as refusal:
    print(refusal.reason, 0, end=" ")
# Not ru_maxrss: a process begins with its parent's.
print(next(int(line.split()[1]) >> 10 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
CAP_MB = 450


def in_a_process(folder: Path, *parts: tuple[bytes, int]) -> tuple[str, int]:
    """What became of bytes that come through a pipe, each part so many times; the process may not grow beyond a cap."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    run = subprocess.Popen([sys.executable, "-c", CHILD, str(pipe)], stdout=subprocess.PIPE, text=True)
    try:
        with pipe.open("wb") as out:
            for part, times in parts:
                for _ in range(times):
                    out.write(part)
    except BrokenPipeError:
        pass
    said, _ = run.communicate()
    assert run.returncode == 0
    outcome, length, used = said.split()
    assert int(used) < CAP_MB
    return outcome, int(length)


MIB = 1 << 20
HEAD, REST = modern(tweet(1)), modern(tweet(2)).partition(b"\n")[2]


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        pytest.param([(HEAD, 1), (b"x" * MIB, 128), (b"\n" + REST, 1)], "2", id="a row of letters"),
        pytest.param([(HEAD, 1), (b"," * MIB, 128), (b"\n" + REST, 1)], "2", id="a row of cells"),
        pytest.param([(HEAD, 1), (b'"' * MIB, 128)], "1", id="a row of quotes"),
        pytest.param([(ndjson(event(1)), 1), (b'{"a":"', 1), (b"x" * MIB, 128), (b"\n", 1)], "1", id="a line"),
        pytest.param([(b"x" * MIB, 128)], "unknown_format", id="a header of letters"),
        pytest.param([(b"," * MIB, 128)], "unknown_format", id="a header of columns"),
        pytest.param([(b"\0" * MIB, 128)], "unknown_format", id="nothing at all"),
        pytest.param([(b"[" * MIB, 128)], "unknown_format", id="brackets"),
        pytest.param(
            [(b'[{"_type": "snscrape.modules.twitter.Tweet"}, "', 1), (b"x" * MIB, 128)], "damaged", id="text"
        ),
        pytest.param([(HEAD, 1), (b"\n" * MIB, 16)], "1", id="empty rows"),
    ],
)
def test_bytes_without_end_are_told_in_bounded_memory(tmp_path, parts, outcome):
    told, length = in_a_process(tmp_path, *parts)
    assert told == outcome
    if outcome.isdigit() and parts[1][0][:1] != b"\n":
        assert length >= 128 * MIB


def test_limits_are_set_in_one_place(tmp_path):
    content = ndjson(event(1)) + b"x" * 5000 + b"\n" + ndjson(event(2))
    (tmp_path / "a").write_bytes(content)
    reading = open_export(tmp_path / "a", limits=Limits(record=4096))
    assert len(acts(reading)) == 2
    assert reasons(reading) == [(2, "record_too_long")]


def test_a_file_of_which_hardly_anything_can_be_used_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(ndjson(event(1)) + b"x\n" * 50)
    with pytest.raises(FileRefused) as refusal:
        open_export(tmp_path / "a", limits=USUAL._replace(rejects=49)).report()
    assert refusal.value.reason == "damaged"
    assert open_export(tmp_path / "a", limits=USUAL._replace(rejects=50)).report().rejected == 50


# Nesting


def nested(depth: int, opens: str = '{"object":', closes: str = "}") -> str:
    return opens * depth + "1" + closes * depth


@pytest.mark.parametrize("depth", [50, 90, 400, 600, 995, 1020, DEEP])
@pytest.mark.parametrize("opens", ['{"object":', "["])
def test_brackets_however_deep_are_a_reject_or_nothing_special(tmp_path, depth, opens):
    """Some depths broke one parser and not the next: each has its own limit."""
    deep = nested(depth, opens, "}" if opens[0] == "{" else "]")
    line = json.dumps(LIKE)
    for content, kept in (
        (line + "\n" + line[:-1] + f', "target": {deep}}}\n', 1),
        (ndjson(event(1)).decode() + ndjson(event(2)).decode()[:-2] + f', "x": {deep}}}\n', 1),
        (ndjson(event(1)).decode() + ndjson(event(2)).decode()[:-2] + f', "did": "y", "x": {deep}}}\n', 1),
        (json.dumps(sample("snscrape-twitter")[0]) + "\n" + f'{{"_type": {deep}}}\n', 1),
    ):
        report = opened(tmp_path, content.encode()).report()
        assert report.records == 2
        assert report.accepted >= kept


@pytest.mark.parametrize("depth", [600, DEEP])
@pytest.mark.parametrize("limits", [USUAL, USUAL._replace(whole=0)])
def test_a_document_however_deep_is_refused_or_rejected(tmp_path, depth, limits):
    outbox = json.dumps({"@context": LIKE["@context"], "type": "Collection", "items": [LIKE, 0]})
    for content in (
        json.dumps(LIKE)[:-1] + f', "target": {nested(depth)}}}',
        outbox.replace("0]", nested(depth) + "]"),
        json.dumps(sample("yt-dlp")[0]).replace('"comments": [', f'"x": {nested(depth)}, "comments": ['),
    ):
        (tmp_path / "a").write_text(content)
        try:
            report = open_export(tmp_path / "a", limits=limits).report()
        except FileRefused:
            continue
        assert report.records == report.accepted + report.rejected + report.skipped


# Names

RIGHT_TO_LEFT, JOINER, CYRILLIC_O = "\u202e", "\u200d", "\u043e"


@pytest.mark.parametrize(
    "other", ["calon_cont" + CYRILLIC_O + "h", "calon" + RIGHT_TO_LEFT + "_contoh", "calon_conto" + JOINER + "h"]
)
def test_a_name_that_only_looks_like_another_is_another_or_nobody(tmp_path, other):
    (value, *_) = sample("yt-dlp")
    comment = value["comments"][0]
    twins = [
        comment | {"id": str(n), "author_id": None, "author": f"@{name}"}
        for n, name in enumerate(("calon_contoh", other))
    ]
    rows, _ = found(tmp_path, value | {"comments": twins})
    assert [row["actor_handle"] for row in rows] == ["calon_contoh", other]
    assert len({row["actor_key"] for row in rows}) == 2
    reading = opened(tmp_path, modern(tweet(1), tweet(2, username=other)))
    assert [row["actor_handle"] for row in acts(reading)] == ["warga_001"]


@pytest.mark.parametrize("name", ["@budi santoso", "@budi\nsantoso", "@budi\tx", "@budi\u00a0s", "@budi\x00s"])
def test_words_where_a_name_belongs_are_nobody(tmp_path, name):
    (value, *_) = sample("yt-dlp")
    value["comments"] = [value["comments"][0] | {"author": name}]
    rows, why = found(tmp_path, value)
    assert rows == []
    assert why in (["account_unreadable"], ["encoding"])


# Formulas

FORMULAS = ('=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_cell_is_kept_as_the_text_it_is(tmp_path, formula):
    (act,) = acts(opened(tmp_path, modern(tweet(1, full_text=formula))))
    assert act["text"] == formula


# Places


def test_a_link_is_the_file_it_leads_to_and_a_dangling_or_circular_one_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(modern(tweet(1)))
    (tmp_path / "link").symlink_to(tmp_path / "a")
    (tmp_path / "gone").symlink_to(tmp_path / "nirgends")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert open_export(tmp_path / "link").report().accepted == 1
    for name, reason in (("gone", "missing_file"), ("round", "unreadable")):
        with pytest.raises(FileRefused) as refusal:
            open_export(tmp_path / name)
        assert refusal.value.reason == reason


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_export(device):
    with pytest.raises(FileRefused) as refusal:
        open_export(Path(device))
    assert refusal.value.reason in ("unknown_format", "empty_file")


# Files that change while they are read


def _appended(path: Path) -> None:
    with path.open("ab") as out:
        out.write(ndjson(event(3)))


def _rewritten(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"3k0002", b"3k0009"))


def _replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def _shortened(path: Path) -> None:
    os.truncate(path, 10)


@pytest.mark.parametrize("change", [_appended, _rewritten, _replaced, _shortened, Path.unlink])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, change):
    reading = opened(tmp_path, ndjson(event(1), event(2)))
    change(tmp_path / "export")
    with pytest.raises(FileRefused) as refusal:
        reading.report()
    assert refusal.value.reason == "changed_while_read"


def test_an_object_that_changes_between_the_two_passes_is_refused(tmp_path):
    (tmp_path / "a").write_text(json.dumps(sample("yt-dlp")[0]))
    reading = open_export(tmp_path / "a", limits=USUAL._replace(whole=0))
    (tmp_path / "a").write_text((tmp_path / "a").read_text().replace("UCtv", "UCxx"))
    with pytest.raises(FileRefused) as refusal:
        reading.report()
    assert refusal.value.reason == "changed_while_read"
