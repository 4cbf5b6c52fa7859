"""The record that an act was read from can be cut out of its file, exactly, and names its author."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from netral.acts.context import load_contexts
from netral.acts.read import open_export
from netral.acts.record import NoSuchRow, cut
from netral.acts.rejects import FileRefused

FIXTURES = sorted(
    path
    for folder in ("formats", "../fixtures")
    for path in (Path(__file__).parent / folder).resolve().rglob("*")
    if path.is_file() and path.suffix not in (".py", ".parquet", ".md") and path.name != "context.json"
)


def contexts_of(path: Path) -> dict[str, object]:
    beside = path.parent / "context.json"
    return dict(load_contexts(beside)) if beside.is_file() else {}


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_act_s_record_holds_its_author(path: Path) -> None:
    context = contexts_of(path).get(path.name)
    columns = ("source_row", "actor_id", "actor_handle", "source_byte_offset", "source_byte_len")
    try:
        with open_export(path, context=context, columns=columns) as reading:  # type: ignore[arg-type]
            acts = [act for batch in reading.batches() for act in batch.to_pylist()]
    except FileRefused:
        return
    for act in acts[:6]:
        if act["source_byte_offset"] is None:
            continue
        record = cut(path, act["source_row"], context)  # type: ignore[arg-type]
        assert len(record.data) == act["source_byte_len"]
        told = record.data.decode("utf-16-le" if b"\x00" in record.data[:40] else "utf-8", "replace").lower()
        named = [act["actor_id"], act["actor_handle"]]
        assert any(one and one.lower().removeprefix("mcl:") in told for one in named), (act, told[:300])


def test_a_packed_file_s_record_is_that_of_the_plain_one(tmp_path: Path) -> None:
    plain = next(path for path in FIXTURES if path.suffix == ".csv" and "2.7.1" in path.name)
    packed = tmp_path / "x.csv"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    one, two = cut(plain, 1), cut(packed, 1)
    assert (one.data, one.offset) == (two.data, two.offset)
    assert one.data in plain.read_bytes()
    assert one.file_sha256 != two.file_sha256


def test_a_row_that_is_not_there_is_said() -> None:
    plain = next(path for path in FIXTURES if path.suffix == ".csv" and "2.7.1" in path.name)
    with pytest.raises(NoSuchRow):
        cut(plain, 999_999)
