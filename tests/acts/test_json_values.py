"""Whole blocks of JSON give the cells that one gets who reads record by record, exactly."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.acts.context import Context
from netral.acts.files.split import Block
from netral.acts.format import Format, dig
from netral.acts.formats import known
from netral.acts.inside import Noted, Whole
from netral.acts.read import open_export
from netral.acts.values.json_cells import Unreadable, as_text, parse
from netral.acts.values.json_values import JsonValues
from netral.acts.values.numbered import Numbered
from tests.acts.test_long_lists import LONG, sample

_FORMATS = {fmt.name: fmt for fmt in known()}
_NUMBER = st.sampled_from(
    ["1", "2", "3", "-0", "1.0", "2e0", "true", "null", '"1"', "18446744073709551616", "[1]", "{}"]
)
_WORD = st.sampled_from(
    ['"user1"', '"user2"', '"channel3"', '""', "7", "null", "1.5", '"\\ud800"', '"\\udbff"', '["user1"]']
)
_TEXT = st.sampled_from(['"halo"', '"a\\": {"', '["a", {"text": "b"}, 3]', "null", "5", '":)"', '"\\u003a"', '"12.5"'])
_MEMBER = st.one_of(
    st.tuples(st.just("id"), _NUMBER),
    st.tuples(st.just("from_id"), _WORD),
    st.tuples(st.just("reply_to_message_id"), _NUMBER),
    st.tuples(st.just("reply_to_peer_id"), _WORD),
    st.tuples(st.just("text"), _TEXT),
    st.tuples(st.sampled_from(["type", "date", "other", "\\u0069d"]), st.one_of(_TEXT, _NUMBER)),
)
_BROKEN = st.sampled_from(['{"id": 1', '{"id": 1 2}', "7", "null", "[]", '{"id": NaN}', '{"a":1,"a":1}'])
_ELEMENT = st.one_of(
    st.lists(_MEMBER, max_size=7).map(lambda made: "{" + ", ".join(f'"{name}": {value}' for name, value in made) + "}"),
    _BROKEN,
)


def block_of(records: list[str]) -> Block:
    lines = [record.encode() + b"\n" for record in records]
    starts = np.cumsum([0, *map(len, lines)])
    return Block(b"".join(lines), starts[:-1], starts[:-1], np.diff(starts), {})


def exactly(record: str) -> Any:
    try:
        return parse(record)
    except Unreadable:
        return Unreadable


def cells(fmt: Format, rows: list[tuple[int, dict[str, Any]]]) -> tuple[list[int], dict[str, list[str | None]]]:
    told = {name: [as_text(dig(record, path)) for _, record in rows] for name, path in fmt.cells.items()}
    return [row for row, _ in rows], told


def read(values: JsonValues, block: Block) -> tuple[list[int], dict[str, list[str | None]]]:
    columns, rows, failed, _ = values.read(block, np.ones(len(block.starts), bool))
    assert sorted({*rows.tolist(), *failed}) == list(range(len(block.starts)))
    assert not {*rows.tolist()} & failed.keys()
    return rows.tolist(), {name: column.to_pylist() for name, column in columns.items()}


@given(st.lists(_ELEMENT, min_size=1, max_size=12))
@settings(deadline=None, max_examples=300)
def test_messages_of_a_long_list_as_when_each_is_read_alone(records):
    fmt = _FORMATS["telegram-desktop"]
    values, block = JsonValues(fmt), block_of(records)
    numbers, words, plain = values.note(block)
    noted = Noted(plain=plain)
    noted.numbered.add(numbers, words)
    about = values.about(Whole(b'{"id": 5, "type": "public_group", "messages": []}', [(0, 0)], 0, noted, closed=True))
    block = Block(block.data, block.starts, block.offsets, block.lengths, {}, about)
    exact = [(row, value) for row, record in enumerate(records) if isinstance(value := exactly(record), dict)]
    authors: dict[int, set[str | None]] = {}
    for _, one in exact:
        if type(one.get("id")) is int and abs(one["id"]) < 2**63:
            authors.setdefault(one["id"], set()).add(as_text(one.get("from_id")))
    expected = []
    for row, one in exact:
        try:
            (record,) = fmt.walk({"id": 5, "type": "public_group", "messages": [one]})
        except TypeError:
            continue
        said = authors.get(record["answered"], ()) if type(record["answered"]) is int else ()
        expected.append((row, {**record, "parent": next(iter(said)) if len(said) == 1 else None}))
    assert read(values, block) == cells(fmt, expected)


@given(st.lists(_ELEMENT, min_size=1, max_size=12))
@settings(deadline=None, max_examples=200)
def test_records_without_nesting_as_when_each_is_read_alone(records):
    records = [record.replace('"from_id"', '"uid"').replace('"id"', '"cid"') for record in records]
    fmt = _FORMATS["apify-tiktok-comments"]
    expected = [(row, value) for row, record in enumerate(records) if isinstance(value := exactly(record), dict)]
    assert read(JsonValues(fmt), block_of(records)) == cells(fmt, expected)


@given(
    st.lists(
        st.tuples(
            st.integers(-3, 3) | st.sampled_from([True, 1.0, "1", None, 2**63, -(2**70)]),
            st.text("ab\ud800\udbff", max_size=1) | st.none(),
        )
    )
)
def test_a_number_has_its_word_if_it_has_one(pairs):
    kept = Numbered()
    for some in (pairs[::2], pairs[1::2]):
        kept.add([number for number, _ in some], [word for _, word in some])
    asked = [-3, 1, True, None, "1", 2**63, -(2**70), 9, 2]
    for number, found in zip(asked, kept.words(asked), strict=True):
        said = {as_text(word) for other, word in pairs if type(other) is type(number) is int and other == number}
        assert found == (next(iter(said)) if len(said) == 1 and abs(number) < 2**63 else None)


def test_a_message_that_says_two_things_is_no_author_s(tmp_path):
    """Neither as an act nor as what somebody answered: not even where the first pass read everything at once."""
    value = sample("telegram-desktop")
    reply = next(one for one in value["messages"] if "reply_to_message_id" in one)
    parent = next(one for one in value["messages"] if one["id"] == reply["reply_to_message_id"])
    text = json.dumps(value)
    twice = json.dumps(parent).removesuffix("}") + ', "edited": 1, "edited": 2}'
    (tmp_path / "a").write_text(text.replace(json.dumps(parent), twice))
    reading = open_export(tmp_path / "a", context=Context(), limits=LONG)
    found = [row for batch in reading.batches() for row in batch.to_pylist()]
    assert not any(row["activity_id"].endswith(f"-{parent['id']}") for row in found if row["activity_id"])
    (act,) = (row for row in found if row["activity_id"].endswith(f"-{reply['id']}"))
    assert (act["interaction"], act["object_owner_id"]) == ("reply", None)
    assert reading.report().rejected_by_reason["invalid_json"] == 1
