"""Records of JSON documents, however the bytes come: the same as when one looks at them one by one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.acts.files.json_scan import Scanner
from netral.acts.files.json_split import elements, roots
from netral.acts.files.source import Source
from netral.acts.limits import Limits
from netral.acts.rejects import FileRefused

TEXT = st.text('a{}[],"\\: \n', max_size=60)


def one_by_one(text: bytes) -> list[tuple[int, int]]:
    """Place and depth of every bracket and comma outside of strings."""
    quoted = escaped = False
    depth, found = 0, []
    for at, byte in enumerate(text):
        if byte == 34 and not escaped:
            quoted = not quoted
        elif not quoted and chr(byte) in "{}[],":
            depth += (chr(byte) in "{[") - (chr(byte) in "}]")
            found.append((at, depth))
        escaped = byte == 92 and not escaped
    return found


@given(TEXT, st.lists(st.integers(0, 60)))
def test_a_scan_in_pieces_is_the_scan_of_the_whole(text, edges):
    data, scan, found = text.encode(), Scanner(), []
    places = [0, *sorted(min(edge, len(data)) for edge in edges), len(data)]
    for begin, end in itertools.pairwise(places):
        at, depth = scan.feed(np.frombuffer(data[begin:end], np.uint8))
        found += zip((at + begin).tolist(), depth.tolist(), strict=True)
    assert found == one_by_one(data)


def records(path: Path, content: bytes, split, step: int, limits: Limits | None = None) -> list[tuple[bytes, bytes]]:
    """Each record as its line and as the bytes that its place names, read `step` bytes at a time."""
    path.write_bytes(content)
    source = Source(path, iter([content[at : at + step] for at in range(0, len(content), step)]), limits or Limits())
    try:
        return [
            (block.record(i).strip(), content[block.offsets[i] : block.offsets[i] + block.lengths[i]])
            for block in split(source)
            for i in range(len(block.starts))
        ]
    finally:
        source.close()


VALUES = st.recursive(
    st.none() | st.integers() | st.text('a{}[],"\\\n', max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)
STEP = st.integers(1, 40)


@given(st.lists(st.lists(VALUES, max_size=4), min_size=1, max_size=3), STEP, st.sampled_from([None, 1]))
@settings(deadline=None)
def test_lists_in_a_row_are_their_elements(tmp_path_factory, lists, step, indent):
    text = "\n".join(json.dumps(one, indent=indent) for one in lists)
    found = records(tmp_path_factory.mktemp("e") / "f", text.encode(), elements, step)
    assert [json.loads(line) for line, _ in found] == [value for one in lists for value in one]
    assert [json.loads(place) for _, place in found] == [value for one in lists for value in one]


OBJECTS = st.lists(st.dictionaries(st.text("ab", max_size=2), VALUES, max_size=3), min_size=1, max_size=4)


@given(OBJECTS, STEP, st.sampled_from(["", "\n", " , "]))
@settings(deadline=None)
def test_objects_in_a_row_are_each_a_record(tmp_path_factory, objects, step, between):
    text = between.join(json.dumps(one, indent=1) for one in objects)
    found = records(tmp_path_factory.mktemp("r") / "f", text.encode(), roots, step)
    assert [json.loads(line.strip(b" ,\n")) for line, _ in found] == objects


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_what_follows_the_last_list_is_one_record_and_so_is_a_cut_element(tmp_path, step):
    found = records(tmp_path / "a", b'[1, 2] kata {"a": [3]} [4]', elements, step)
    assert [line for line, _ in found] == [b"1", b"2", b'kata {"a": [3]} [4]']
    assert [line for line, _ in records(tmp_path / "b", b'[1, {"a": ', elements, step)] == [b"1", b'{"a":']


def test_a_closing_bracket_too_many_costs_itself(tmp_path):
    found = records(tmp_path / "a", b'{"a": 1} } {"a": 2} {"a": 3}', roots, 5)
    assert [line for line, _ in found] == [b'{"a": 1}', b"}", b'{"a": 2}', b'{"a": 3}']


@pytest.mark.parametrize(("split", "content"), [(elements, b'["' + b"x" * 99), (roots, b'{"a": "' + b"x" * 99)])
def test_a_value_without_end_is_refused_at_its_limit(tmp_path, split, content):
    with pytest.raises(FileRefused) as refusal:
        records(tmp_path / "a", content, split, 10, Limits(value=64))
    assert refusal.value.reason == "damaged"


@pytest.mark.parametrize("content", [b"[" * (8 << 20), b'["' + b"\\" * (8 << 20) + b'"]', b"[]" * (4 << 20)])
def test_eight_megabytes_of_one_sign_are_no_time_bomb(tmp_path, content):
    """Each took minutes, or gigabytes, where every sign was looked at by itself."""
    assert len(records(tmp_path / "a", content, elements, 1 << 20)) <= 1
