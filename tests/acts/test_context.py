"""The sidecar: what it may say, and how a mistake in it is told."""

import json
from datetime import timedelta

import pytest

from netral.acts.context import ContextError, load_contexts


def load(tmp_path, content):
    path = tmp_path / "context.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return load_contexts(path)


def test_everything_said_is_read(tmp_path):
    entry = {"platform": "Twitter", "verb": "Like", "timezone": "WIT", "collected_at": "2024-10-05T19:15:00+07:00"}
    context = load(tmp_path, {"a.csv": entry})["a.csv"]
    assert (context.platform, context.verb) == ("x", "Like")
    assert context.collected_at.utcoffset() == timedelta(hours=7)
    assert str(context.timezone) == "Asia/Jayapura"


WRONG = {
    "not JSON": ("{", "line 1"),
    "a list": ([], "top level"),
    "no object": ({"a.csv": 3}, "a.csv"),
    "unknown key": ({"a.csv": {"zone": "WIB"}}, "a.csv.zone"),
    "unknown zone": ({"a.csv": {"timezone": "Mars"}}, "WIB, WITA, WIT"),
    "naive time": ({"a.csv": {"collected_at": "2024-10-05"}}, "offset"),
    "unknown verb": ({"a.csv": {"verb": "Poke"}}, "Poke"),
    "unknown platform": ({"a.csv": {"platform": "friendster"}}, "friendster"),
    "unknown order": ({"a.csv": {"date_order": "ymd"}}, "dmy"),
    "empty": ({"a.csv": {"tool": ""}}, "a.csv.tool"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_its_place(tmp_path, name):
    content, words = WRONG[name]
    with pytest.raises(ContextError) as error:
        load(tmp_path, content)
    assert words in str(error.value)
    assert "context.json" in str(error.value)
