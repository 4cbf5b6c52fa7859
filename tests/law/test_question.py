"""A question that is not well formed is told which field, what stands there and what may stand there."""

from __future__ import annotations

from typing import Any

import pytest

from netral.law.question import BadQuestion, parse

GOOD: dict[str, Any] = {"at": "2024-10-05T20:00:00+08:00", "verb": "Like", "target": {"role": "contestant"}}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"at": None}, "at"),
        ({"at": "kemarin"}, "at"),
        ({"at": 5}, "at"),
        ({"at": "0001-01-01T00:00:00+09:00"}, "at"),
        ({"verb": "Suka"}, "verb"),
        ({"verb": ["Like"]}, "verb"),
        ({"verb": None}, "verb"),
        ({"target": None}, "target"),
        ({"target": "capres"}, "target"),
        ({"target": {"role": "capres"}}, "target.role"),
        ({"target": {"warna": "merah"}}, "target.warna"),
        ({"target": {"contest": 7}}, "target.contest"),
        ({"actor": {"status": "guru"}}, "actor.status"),
        ({"actor": {"on_cltn": "ya"}}, "actor.on_cltn"),
        ({"object": {"with": "semua"}}, "object.with"),
        ({"object": {"with": {"a": 1}}}, "object.with"),
        ({"circumstances": "undone"}, "circumstances"),
        ({"circumstances": ["lupa"]}, "circumstances"),
        ({"circumstances": [{}]}, "circumstances"),
        ({"circumstances": ["passive"], "circumstances_not": ["passive"]}, "circumstances_not"),
        ({"nama": "Budi"}, "nama"),
    ],
)
def test_a_bad_field_is_named_with_its_remedy(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        parse({**GOOD, **change})
    assert caught.value.field == field
    assert caught.value.remedy.id
    assert caught.value.in_english() != str(caught.value)


def test_unknown_facts_may_simply_be_left_out() -> None:
    asked = parse({**GOOD, "actor": None, "object": {"content": "unknown", "type": None}, "circumstances": []})
    assert dict(asked.facts) == {"verb": "Like", "target.role": "contestant"}


def test_what_is_no_question_at_all_is_refused() -> None:
    with pytest.raises(BadQuestion):
        parse([])  # type: ignore[arg-type]
