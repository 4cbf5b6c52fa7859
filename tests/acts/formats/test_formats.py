"""Every declared format has a fixture that is read as expected, says what it yields, and breaks nothing."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from netral.acts import formats
from netral.acts.context import VERBS
from netral.acts.format import Format
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.formats.expect import EXPECTED, FOLDER, acts, fixture, opened

FORMATS = formats.known()
NAMES = [fmt.name for fmt in FORMATS]
MUTATIONS = 60


def test_every_format_has_its_folder_and_no_folder_is_left_over():
    assert sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0] != "_") == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_fixture_is_read_as_expected(name):
    reading = opened(FOLDER / name)
    found = acts(reading)
    assert reading.format == name
    assert found.to_pylist() == pq.read_table(FOLDER / name / EXPECTED).to_pylist()
    assert found.num_rows > 0


@pytest.mark.parametrize("fmt", FORMATS, ids=NAMES)
def test_the_declaration_says_what_the_acts_are(fmt: Format):
    found = acts(opened(FOLDER / fmt.name)).to_pylist()
    declared = {one.verb: one for one in fmt.yields}
    assert declared.keys() <= set(VERBS)
    assert {act["verb"] for act in found} <= declared.keys()
    assert fmt.cannot_show
    assert all(words["id"] and words["en"] for words in (fmt.looks, *fmt.cannot_show))
    for act in found:
        says = declared[act["verb"]]
        assert not (says.owner == "–" and act["object_owner_basis"] not in ("none", "context"))
        assert (says.time == "–") == (act["published_at"] is None)


@pytest.mark.parametrize("name", NAMES)
def test_every_author_is_literally_in_its_record(name):
    folder = FOLDER / name
    whole, found = fixture(folder).read_bytes(), acts(opened(folder)).to_pylist()
    for act in found:
        written = whole[act["source_byte_offset"] :].lower()
        for column in ("actor_id", "actor_handle"):
            assert act[column] is None or act[column].removeprefix("mcl:").lower().encode() in written


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_adds_up_and_names_nobody_new(name, tmp_path):
    """Bytes lost, doubled, changed and cut at random: refused, or every record accounted for."""
    chance = random.Random(name)
    whole = fixture(FOLDER / name).read_bytes()
    for number in range(MUTATIONS):
        damaged = tmp_path / f"{number}"
        damaged.write_bytes(_mutated(whole, chance))
        try:
            found = acts(open_export(damaged))
        except FileRefused:
            continue
        content = damaged.read_bytes().replace(b"\0", b"").lower()
        for act in found.to_pylist():
            for column in ("actor_id", "actor_handle"):
                assert act[column] is None or act[column].removeprefix("mcl:").lower().encode() in content


def _mutated(whole: bytes, chance: random.Random) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 1, 2, 7, 40))
        kind = chance.randrange(5)
        if kind == 0:
            del data[at : at + length]
        elif kind == 1:
            data[at:at] = data[at : at + length]
        elif kind == 2:
            data[at : at + 1] = bytes([chance.choice(b'\0\r\n",;{}[]:\\9a\xff')])
        elif kind == 3:
            data = data[: max(1, at)]
        else:
            data[at:at] = bytes(chance.choice(b'\0\r\n",;{}[]:\\09') for _ in range(length))
    return bytes(data)


HOW_TO = Path(__file__).parents[3] / "docs" / "how-to"


@pytest.mark.parametrize("page", ["add-a-format.md", "add-a-format.id.md"])
def test_a_new_format_is_one_file_as_the_manual_has_it(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = textwrap.dedent((HOW_TO / page).read_text("utf-8").split("```python\n")[1].split("```")[0])
    module = f"toy_{page.replace('-', '_').replace('.', '_')}"
    (tmp_path / f"{module}.py").write_text(text, "utf-8")
    export = tmp_path / "likes.csv"
    export.write_text("who,whom,at\n1,2,2024-10-05T10:00:00Z\n,2,2024-10-05T10:00:00Z\n1,2,kemarin\n", "utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    formats.known.cache_clear()
    try:
        reading = open_export(export)
        (act,) = acts(reading).to_pylist()
    finally:
        formats.known.cache_clear()
    assert (act["actor_id"], act["verb"], act["object_owner_id"], act["source_row"]) == ("1", "Like", "2", 1)
    assert reading.report().rejected_by_reason == {"actor_missing": 1, "time_unreadable": 1}
    assert reading.report().cannot_show
