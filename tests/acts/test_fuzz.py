"""Damaged exports by the hundred; `make fuzz` reads a hundred thousand of them."""

from tests import fuzz
from tests.acts.exports import modern, tweet

FILES = 300


def test_no_damage_crashes_the_reader_or_names_somebody_whom_the_record_does_not(tmp_path):
    assert [one for number in range(FILES) for one in fuzz.examine(0, number, tmp_path)] == []


def test_a_case_is_the_same_whenever_it_is_made():
    assert fuzz.case(7, 11) == fuzz.case(7, 11)
    assert len({fuzz.case(7, number).content for number in range(20)}) > 15


def test_an_author_from_another_record_would_be_noticed(tmp_path):
    content = modern(tweet(1), tweet(2))
    path = tmp_path / "export"
    path.write_bytes(content)
    second = content.index(tweet(2)["id_str"].encode()) - 1
    row = {
        "collector_tool": "tweet-harvest",
        "actor_id": None,
        "actor_handle": "warga_001",
        "source_byte_offset": second,
    }
    assert list(fuzz.astray([row], [], path, content)) == ["actor_handle is not in the record"]
    assert list(fuzz.astray([row | {"actor_handle": "warga_002"}], [], path, content)) == []
    assert list(fuzz.astray([row | {"actor_handle": "warga_00"}], [], path, content)) != []
