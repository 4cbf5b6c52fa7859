"""Read many at once or one by one, a JSON record says the same; where only the exact way may tell, it is asked."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.acts.values.json_cells import Exact, Unreadable, as_column, as_text, parse
from netral.acts.values.json_quick import members, values

_FIXTURES = sorted((Path(__file__).parent / "formats").glob("*/*.*json*"))
_NUMBERS = ("1", "-0", "0", "1.5", "1E5", "18446744073709551615", "18446744073709551616", "1e400", "9" * 5000, "NaN")
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('ab":\\ {},[]\n\u00e9'),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('ab":\\ '), inner, max_size=4),
    max_leaves=12,
)
_DAMAGE = b'{}[],:"\\ \n0129.eEu\x00\xff'


def _exact(record: bytes) -> Any:
    try:
        return parse(record.decode())
    except (Unreadable, UnicodeDecodeError):
        return Unreadable


def _same(record: bytes, value: Any) -> bool:
    """Also in kind: 1 is neither 1.0 nor true."""
    return repr(value) == repr(_exact(record))


def _records() -> Iterator[bytes]:
    for path in _FIXTURES:
        text = path.read_bytes()
        yield from (text, *text.splitlines())
        whole = _exact(text)
        yield from (json.dumps(one).encode() for one in (whole if isinstance(whole, list) else ()))


def _damaged(record: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(record) + 1)
    return record[:at] + bytes(dice.choices(_DAMAGE, k=dice.randint(0, 3))) + record[at + dice.randint(0, 3) :]


def test_every_record_of_the_fixtures_whole_and_damaged() -> None:
    dice = random.Random(7)
    whole = [record for record in _records() if len(record) < 20_000]
    records = whole + [_damaged(record, dice) for record in whole for _ in range(8)]
    told = 0
    for first in range(0, len(records), 50):
        some = records[first : first + 50]
        for record, value in zip(some, values(some, numbers=True), strict=True):
            assert value is None or _same(record, value), record
            told += value is not None
    assert told > len(whole) / 2


@given(st.lists(_JSON, max_size=5), st.booleans(), st.integers())
def test_any_json_however_it_is_spaced(made: list[Any], wide: bool, seed: int) -> None:
    parts = (" , ", " : ") if wide else (",", ":")
    records = [json.dumps(one, separators=parts, ensure_ascii=bool(seed % 2)).encode() for one in made]
    records += [_damaged(record, random.Random(seed)) for record in records]
    for record, value in zip(records, values(records, numbers=True), strict=True):
        assert value is None or _same(record, value)


@pytest.mark.parametrize(
    "record",
    [
        b'{"a":1,"a":2}',
        b'{"a" :1,"a":2}',
        b'{"a":1,"\\u0061":2}',
        b'{"a":1,"a":"\\u003a)"}',
        b'{"b":{"a\\\\":1,"a\\\\":1}}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\x0B"}',
        b'{"a":' + b"[" * 400 + b"]" * 400 + b"}",
    ],
)
def test_what_orjson_would_not_tell_is_left_to_the_exact_way(record: bytes) -> None:
    beside = b'{"a":"halo","b":[1,{"c":"\\": {"}]}'
    assert values([beside, record, beside], numbers=True) == [_exact(beside), None, _exact(beside)]


@pytest.mark.parametrize("number", _NUMBERS)
def test_a_number_is_what_is_written_or_left_to_the_exact_way(number: str) -> None:
    record = f'{{"a":{number}}}'.encode()
    (value,) = values([record], numbers=True)
    assert value is None or _same(record, value)
    (value,) = values([record], numbers=False)
    assert value is None or isinstance(value["a"], float) or _same(record, value)


@given(st.lists(st.none() | st.booleans() | st.integers() | st.text() | st.just(Exact("1.50")) | st.just([])))
def test_a_column_has_each_cell_as_it_is_alone(cells: list[Any]) -> None:
    column = as_column([*cells, "\ud83d"])
    assert column is not None
    assert column.to_pylist() == [*(as_text(cell) for cell in cells), "\ufffd"]
    alike = [cell for cell in cells if type(cell) is int]
    assert as_column(alike).to_pylist() == [as_text(cell) for cell in alike]  # type: ignore[union-attr]


def test_a_float_among_the_cells_is_no_column() -> None:
    assert as_column(["1", 1.5]) is None


@given(_JSON)
def test_members_are_counted_outside_of_texts(made: Any) -> None:
    def count(value: Any) -> int:
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        return (len(inner) if isinstance(value, dict) else 0) + sum(count(one) for one in inner)

    assert members(json.dumps(made).encode()) == count(made)
    assert members(json.dumps(made, separators=(",", ":")).encode()) == count(made)
