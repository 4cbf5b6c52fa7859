"""A list inside of an object may be of any length: the same acts, wherever it says what, in one memory."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.acts.context import Context, load_contexts
from netral.acts.files.json_inside import pieces
from netral.acts.files.source import Source
from netral.acts.limits import USUAL, Limits
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import FIXTURES, acts
from tests.acts.formats.expect import CONTEXT, FOLDER, fixture

LONG = USUAL._replace(whole=0)
LISTS = {
    "yt-dlp": "comments",
    "telegram-desktop": "messages",
    "youtube-api": "items",
    "x-api-posts": "data",
    "x-api-accounts": "data",
}
PLACES = ("source_row", "source_byte_offset")


def told(name: str) -> Context:
    folder = FOLDER / name
    known = load_contexts(folder / CONTEXT) if (folder / CONTEXT).exists() else {}
    return known.get(fixture(folder).name, Context())


def sample(name: str) -> dict[str, Any]:
    text = fixture(FOLDER / name).read_text("utf-8").replace("\\x0B", "\\u000B")
    return json.loads(text)


def without_places(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{column: row[column] for column in row if column not in PLACES} for row in rows]


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_element_by_element_gives_the_acts_of_the_whole(tmp_path_factory, data):
    """Elements in any order and number, members around them in any order, several objects in a row."""
    name = data.draw(st.sampled_from(sorted(LISTS)))
    objects = []
    for _ in range(data.draw(st.integers(1, 3))):
        value = sample(name)
        value[LISTS[name]] = data.draw(st.lists(st.sampled_from(value[LISTS[name]]), min_size=1, max_size=6))
        order = data.draw(st.permutations(sorted(value)))
        objects.append(
            json.dumps({member: value[member] for member in order}, indent=data.draw(st.sampled_from([0, 1])))
        )
    path = tmp_path_factory.mktemp("l") / "f"
    path.write_text(" \n".join(objects))
    whole, parts = (open_export(path, context=told(name), limits=limits) for limits in (USUAL, LONG))
    expected, found = acts(whole), acts(parts)
    # An edit stands behind the records that were read together with it, and these are others when read one by one.
    for edits in (False, True):
        kinds = [[row for row in rows if (row["verb"] == "Update") is edits] for rows in (found, expected)]
        assert without_places(kinds[0]) == without_places(kinds[1])
    content = path.read_bytes()
    assert all(content[row["source_byte_offset"] :].startswith(b"{") for row in found)
    assert parts.report().records >= whole.report().records


def test_an_outbox_item_by_item_gives_the_acts_of_the_whole_at_the_same_places():
    path = FIXTURES / "activitypub_outbox.json"
    whole, parts = open_export(path), open_export(path, limits=LONG)
    assert acts(parts) == acts(whole)
    assert parts.report() == whole.report()


def test_items_of_an_outbox_s_page_are_read_too(tmp_path):
    outbox = json.loads((FIXTURES / "activitypub_outbox.json").read_text())
    outbox["first"] = {"type": "OrderedCollectionPage", "orderedItems": outbox["orderedItems"][:2]}
    (tmp_path / "a").write_text(json.dumps(outbox))
    whole, parts = open_export(tmp_path / "a"), open_export(tmp_path / "a", limits=LONG)
    key = lambda row: row["source_byte_offset"]  # noqa: E731
    assert without_places(sorted(acts(parts), key=key)) == without_places(sorted(acts(whole), key=key))


MEMBER = st.sampled_from(['"a": 1', '"b": [{"list": [1, 2]}]', '"c": "\\"list\\": [3]"', '"d": "x,\\"list\\": ["'])
LIST = st.lists(st.sampled_from(['{"list": [9]}', '"]"', "[1, [2]]", "7", '"\\\\"']), max_size=4)


@given(st.lists(MEMBER, max_size=3), LIST, st.lists(MEMBER, max_size=3), st.integers(1, 50), st.integers(1, 3))
@settings(deadline=None)
def test_only_the_object_s_own_list_is_taken_apart(tmp_path_factory, before, items, behind, step, times):
    one = "{" + ", ".join([*before, f'"list": [{", ".join(items)}]', *behind]) + "}"
    content = (one * times).encode()
    path = tmp_path_factory.mktemp("p") / "f"
    path.write_bytes(content)
    source = Source(path)
    source.close()
    chunks = iter([content[at : at + step] for at in range(0, len(content), step)])
    text, elements = "", []
    for piece in pieces(source, lambda: next(chunks, b""), ("list",)):
        spans = [piece.data[a:b].decode() for a, b in zip(piece.starts, piece.ends, strict=True)]
        assert all(
            content[piece.base + a :].startswith(piece.data[a:b]) for a, b in zip(piece.starts, piece.ends, strict=True)
        )
        if piece.kind == "elements":
            elements += [span.strip() for span in spans]
        else:
            text += "".join(spans)
    assert elements == items * times
    assert text == ("{" + ", ".join([*before, '"list": []', *behind]) + "}") * times


def test_a_broken_element_costs_itself_and_a_cut_list_its_end(tmp_path):
    value = sample("yt-dlp")
    good = json.dumps(value["comments"][0])
    for content, accepted, rejected in (
        (f'[{good}, {{"id": 1 2}}, 7, {good}]', 2, {"invalid_json": 1, "unknown_record": 1}),
        (f"[{good}, {good}, {good[:-9]}", 2, {"invalid_json": 1}),
    ):
        text = json.dumps(value | {"comments": 0}).removesuffix("}")
        whole = (
            text.replace('"comments": 0', '"z": 0') + f', "comments": {content}' + ("}" if content[-1] == "]" else "")
        )
        (tmp_path / "a").write_text(whole)
        report = open_export(tmp_path / "a", limits=LONG).report()
        assert (report.accepted, report.rejected_by_reason) == (accepted, rejected)


@pytest.mark.parametrize("again", ['"channel_id": "UCaaaaaaaaaaaaaaaaaaaaaa"', '"comments": [{}]'])
def test_an_object_that_says_two_things_is_nobody_s(tmp_path, again):
    (tmp_path / "a").write_text(json.dumps(sample("yt-dlp")).removesuffix("}") + f", {again}}}")
    report = open_export(tmp_path / "a", limits=LONG).report()
    assert (report.accepted, report.rejected_by_reason) == (0, {"invalid_json": report.records})


def test_a_message_number_that_two_people_have_is_nobody_s(tmp_path):
    value = sample("telegram-desktop")
    reply = next(one for one in value["messages"] if "reply_to_message_id" in one)
    parent = next(one for one in value["messages"] if one["id"] == reply["reply_to_message_id"])
    value["messages"].append(parent | {"from_id": "user999999"})
    (tmp_path / "a").write_text(json.dumps(value))
    for limits in (USUAL, LONG):
        found = acts(open_export(tmp_path / "a", context=told("telegram-desktop"), limits=limits))
        (act,) = (act for act in found if act["activity_id"].endswith(f"-{reply['id']}"))
        assert (act["interaction"], act["object_owner_id"]) == ("reply", None)


def piped(folder: Path, content: bytes, limits: Limits) -> Any:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=_give, args=(pipe, content))
    writer.start()
    try:
        return open_export(pipe, limits=limits).report()
    finally:
        writer.join()


def _give(pipe: Path, content: bytes) -> None:
    try:
        pipe.write_bytes(content)
    except BrokenPipeError:
        return


def test_a_pipe_is_read_twice_up_to_its_limit(tmp_path):
    content = json.dumps(sample("telegram-desktop")).encode()
    (tmp_path / "a").mkdir()
    assert piped(tmp_path / "a", content, LONG).accepted > 0
    (tmp_path / "b").mkdir()
    with pytest.raises(FileRefused) as refusal:
        piped(tmp_path / "b", content, LONG._replace(value=len(content) - 1))
    assert refusal.value.reason == "pipe_too_large"


def test_what_is_packed_is_taken_apart_too(tmp_path):
    (tmp_path / "a").write_bytes(gzip.compress(fixture(FOLDER / "yt-dlp").read_bytes()))
    assert open_export(tmp_path / "a", limits=LONG).report().accepted == 2


CHILD = """
import sys
from pathlib import Path
from netral.acts.read import open_export
report = open_export(Path(sys.argv[1])).report()
peak = next(int(line.split()[1]) >> 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(report.format, report.accepted, peak)
"""
MEGABYTES = 700


@pytest.mark.slow
@pytest.mark.parametrize("name", ["yt-dlp", "telegram-desktop"])
def test_two_hundred_megabytes_in_one_object_keep_below_the_cap(tmp_path, name):
    """What yt-dlp says of the video and of itself stands behind the comments, as in its own files."""
    value, member = sample(name), LISTS[name]
    one = json.dumps(value.pop(member)[0]).removesuffix("}") + ', "pad": "'
    pad = random.Random(1).choices("abcdefgh ", k=1000)
    size, count = 200 << 20, 0
    with (tmp_path / "big").open("w") as out:
        out.write(f'{{"{member}": [')
        while out.tell() < size:
            out.write(",".join(f'{one}{"".join(pad)}{number}"}}' for number in range(500)) + ",\n")
            count += 500
        out.write(f'{one}"}}], ' + json.dumps(value).removeprefix("{"))
    run = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path / "big")],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30)),
    )
    found, accepted, used = run.stdout.split()
    assert found == name
    assert int(accepted) == count + 1
    assert int(used) < MEGABYTES
