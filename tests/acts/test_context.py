"""The sidecar: what it may say, and how a mistake in it is told."""

import json
from datetime import timedelta

import pytest

from netral.acts.context import FAULTS, Context, ContextError, assigned, load_contexts
from netral.cli.context_words import sentence
from netral.cli.errors import UserError
from netral.cli.read import read


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
    "not JSON": ("{\n{", "", "invalid_json", "baris 2"),
    "a list": ([], "", "not_an_object", "objek"),
    "no object": ({"a.csv": 3}, "a.csv", "not_an_object", "objek"),
    "unknown key": ({"a.csv": {"zone": "WIB"}}, "a.csv.zone", "unknown_key", "timezone"),
    "unknown zone": ({"a.csv": {"timezone": "Mars"}}, "a.csv.timezone", "unknown_zone", "WIB, WITA, WIT"),
    "naive time": ({"a.csv": {"collected_at": "2024-10-05"}}, "a.csv.collected_at", "no_offset", "+07:00"),
    "unknown verb": ({"a.csv": {"verb": "Poke"}}, "a.csv.verb", "unknown_word", "Poke"),
    "unknown platform": ({"a.csv": {"platform": "friendster"}}, "a.csv.platform", "unknown_word", "bluesky"),
    "unknown order": ({"a.csv": {"date_order": "ymd"}}, "a.csv.date_order", "unknown_word", "dmy"),
    "empty": ({"a.csv": {"tool": ""}}, "a.csv.tool", "not_a_text", "kosong"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_its_place(tmp_path, name):
    content, where, fault, words = WRONG[name]
    with pytest.raises(ContextError) as error:
        load(tmp_path, content)
    assert (error.value.where, error.value.fault) == (where, fault)
    said = sentence(error.value)
    assert words in said
    assert where in said
    assert "context.json" in said
    assert said.count("\n") == 0


def test_every_fault_has_a_sentence(tmp_path):
    assert all(sentence(ContextError(tmp_path, "a.csv", fault, "x")) for fault in FAULTS)


def test_an_entry_names_a_file_or_as_many_folders_as_tell_it_from_another():
    one, two = Context(object_owner="a"), Context(object_owner="b")
    names = ["ekspor/grup-a/result.json", "ekspor/grup-b/result.json", "ekspor/c.zip!result.json", "x.csv"]
    contexts = {"grup-a/result.json": one, "c.zip!result.json": two, "ekspor/grup-b/result.json": two, "y.csv": one}
    assert assigned(contexts, names) == {names[0]: one, names[1]: two, names[2]: two}
    assert assigned({"result.json": one, "grup-a/result.json": two}, names[:2]) == {names[0]: two, names[1]: one}
    assert assigned({"esult.json": one, "b/result.json": one}, names) == {}
    assert assigned({"x.csv": one}, ["x.csv", "x.csv", "./x.csv"]) == {"x.csv": one, "./x.csv": one}


def test_what_is_said_of_one_group_is_never_believed_of_another_with_the_same_file_name(tmp_path):
    """Telegram Desktop calls every export result.json: one owner for both would be a false accusation."""
    with pytest.raises(ContextError) as error:
        assigned({"result.json": Context(object_owner="a")}, ["grup-a/result.json", "grup-b/result.json"])
    assert (error.value.fault, error.value.where) == ("ambiguous", "result.json")
    assert "misalnya “grup-b/result.json”" in sentence(error.value)
    paths = [tmp_path / name / "result.json" for name in ("grup-a", "grup-b")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(b"{}")
    (tmp_path / "k.json").write_text('{"result.json": {"object_owner": "@calon"}}')
    with pytest.raises(UserError, match="dimiliki dua berkas"):
        read(tmp_path, context=tmp_path / "k.json")
