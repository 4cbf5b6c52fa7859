"""Whatever happens to the bytes: records add up, offsets are true, no act gets an author its record lacks."""

import csv
import html
import io
import tempfile
import unicodedata
from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.acts.files.source import Source
from netral.acts.files.split import records
from netral.acts.keys import activity_key, activity_keys
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from netral.acts.values.strings import tidy
from tests.acts.exports import HEADER, early, event, line, modern, ndjson, tweet

CELL = st.text(st.sampled_from('ab"\n\r,; é💪'), max_size=8)
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=30)


@given(ROWS)
@settings(deadline=None)
def test_the_splitter_counts_as_the_csv_module_does(rows):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    content = out.getvalue().encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        path.write_bytes(content)
        source = Source(path)
        blocks = list(records(source, delimiter=b",", width=3, quoted=True))
        source.close()
    found = [block.record(i) for block in blocks for i in range(len(block.starts))]
    assert [next(csv.reader(io.StringIO(r.decode(), newline=""))) for r in found] == rows
    offsets = [int(offset) for block in blocks for offset in block.offsets]
    assert [content[offset : offset + len(r)] for offset, r in zip(offsets, found, strict=True)] == found
    assert not any(block.flags for block in blocks)


MAKERS = st.sampled_from(
    [
        modern(*(tweet(n, full_text=f'kata "{n}",\nlanjut é') for n in range(12))),
        early(*(tweet(n, full_text=f'kata "{n}" lanjut') for n in range(12))),
        modern(*(tweet(n, username="") for n in range(12))),
        (",".join(HEADER) + "\n" + "".join(line(tweet(n), end="\n") for n in range(12))).encode(),
        ndjson(*(event(n) for n in range(12)), event(13, operation="delete")),
    ]
)
EDITS = st.lists(
    st.tuples(
        st.integers(200, 4000),
        st.integers(0, 40),
        st.binary(max_size=3) | st.sampled_from([b'"', b"\n", b'","', b"\r"]),
    ),
    min_size=1,
    max_size=4,
)


@given(MAKERS, EDITS)
@settings(deadline=None, max_examples=150)
def test_a_mutated_export_still_adds_up_and_names_nobody_who_is_not_in_the_record(content, edits):
    for at, cut, new in edits:
        content = content[:at] + new + content[at + cut :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        path.write_bytes(content)
        try:
            reading = open_export(path)
            rows = [row for batch in reading.batches() for row in batch.to_pylist()]
        except FileRefused:
            return
    report = reading.report()
    places = [(row["source_byte_offset"], row) for row in rows]
    assert report.accepted == len(rows)
    assert report.records == report.accepted + report.rejected + report.skipped
    assert all(0 <= reject.byte_offset < len(content) for reject in reading.rejects)
    edges = sorted({*(at for at, _ in places), *(r.byte_offset for r in reading.rejects), len(content)})
    for at, row in places:
        record = content[at : edges[edges.index(at) + 1]].replace(b"\0", b"").lower()
        named = row["actor_id"] or row["actor_handle"]
        assert named.encode() in record
        if row["actor_handle"]:
            assert row["actor_handle"].encode() in record


@given(st.lists(st.tuples(st.text(), st.none() | st.text()), min_size=1))
def test_a_key_is_the_same_one_by_one_and_by_column(pairs):
    names, ids = ([pair[i] for pair in pairs] for i in (0, 1))
    columns = activity_keys("x", pa.array(names, pa.string()), pa.array(ids, pa.string()))
    assert columns.to_pylist() == [activity_key("x", *pair) for pair in pairs]


@given(
    st.lists(st.text() | st.text(st.sampled_from("ae\u0301\u0308é💪\u2014\u200d\ufe0f\u212b\u2126&;lt")), min_size=1)
)
def test_texts_are_unescaped_once_and_nfc(texts):
    tidied = tidy(pa.array(texts, pa.string())).to_pylist()
    assert tidied == [unicodedata.normalize("NFC", html.unescape(text)) for text in texts]
