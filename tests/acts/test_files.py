"""Whole files: refused with a reason and a remedy, or read with sums that add up and a digest of every byte."""

import gzip
import hashlib
import os
import threading
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from netral.acts.files.source import BLOCK, Source
from netral.acts.files.split import records
from netral.acts.limits import USUAL
from netral.acts.parquet import write_acts
from netral.acts.read import open_export
from netral.acts.rejects import REASONS, FileRefused
from netral.acts.schema import SCHEMA, UnknownColumn
from tests.acts.exports import FIXTURES, acts, event, modern, ndjson, opened, reasons, tweet

REFUSED = {
    "empty_file": b"",
    "html_instead_of_data": b"<!DOCTYPE html><html><body>blocked</body></html>",
    "header_only": modern(),
    "archive": b"PK\x03\x04....",
    "unknown_format": b"author,published_at,text\na,2024-01-01,halo\n",
    "actor_column_missing": b"comment_text,like_count\nhalo,1\n",
    "damaged": gzip.compress(modern(*map(tweet, range(2000))))[:-900],
    "schema_mismatch": None,
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_a_remedy(tmp_path, reason):
    content = REFUSED[reason]
    if content is None:
        pq.write_table(pa.table({"a": [1]}), tmp_path / "t")
        content = (tmp_path / "t").read_bytes()
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, content).report()
    assert refusal.value.reason == reason
    assert refusal.value.remedy["id"] in REASONS[reason].id


@pytest.mark.parametrize(("name", "reason"), [("nirgends.csv", "missing_file"), ("", "is_directory")])
def test_a_path_without_a_file_is_refused(tmp_path, name, reason):
    with pytest.raises(FileRefused) as refusal:
        open_export(tmp_path / name)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("name", "reason"), [("whatsapp_android_id.txt", "ambiguous_date_order"), ("capture.warc.gz", "unknown_format")]
)
def test_a_refusal_never_repeats_what_somebody_wrote(name, reason):
    with pytest.raises(FileRefused) as refusal:
        open_export(FIXTURES / name).report()
    assert refusal.value.reason == reason
    assert "Pesan" not in str(refusal.value)
    assert "calon" not in str(refusal.value)


def test_an_export_called_otherwise_is_found_by_content(tmp_path):
    with opened(tmp_path, ndjson(event(1)), name="tweets.csv") as reading:
        assert reading.format == "jetstream"
    with opened(tmp_path, modern(tweet(1)), name="data.json") as reading:
        assert reading.format == "tweet-harvest"


def test_the_digest_is_that_of_the_file_as_given_also_when_packed(tmp_path):
    content = gzip.compress(modern(*map(tweet, range(50))))
    report = opened(tmp_path, content).report()
    assert report.sha256 == hashlib.sha256(content).hexdigest()
    assert report.accepted == 50


def test_a_gzip_of_several_members_is_read_whole(tmp_path):
    content = gzip.compress(modern(tweet(1))) + gzip.compress(modern(tweet(2)).split(b"\r\n", 1)[1])
    assert len(acts(opened(tmp_path, content))) == 2


def test_a_gzip_whose_first_member_is_the_header_alone_is_recognised(tmp_path):
    header, rest = modern(tweet(1), tweet(2)).split(b"\r\n", 1)
    assert len(acts(opened(tmp_path, gzip.compress(header[:20]) + gzip.compress(header[20:] + b"\r\n" + rest)))) == 2


def test_a_pipe_that_gives_a_few_bytes_at_a_time_is_read_as_the_file_would_be(tmp_path):
    content, pipe = modern(*map(tweet, range(50))), tmp_path / "pipe"
    os.mkfifo(pipe)

    def drip():
        with pipe.open("wb", buffering=0) as end:
            for at in [*range(0, 40, 10), 40]:
                end.write(content[at : at + 10] if at < 40 else content[40:])
                time.sleep(0.01)

    writer = threading.Thread(target=drip)
    writer.start()
    report = open_export(pipe).report()
    writer.join()
    assert (report.accepted, report.sha256) == (50, hashlib.sha256(content).hexdigest())


def test_what_a_killed_run_left_beside_a_file_of_acts_is_swept(tmp_path):
    (tmp_path / ".acts.parquet.999999999").touch()
    (tmp_path / f".acts.parquet.{os.getppid()}").touch()
    (tmp_path / ".acts.parquet.bak").touch()
    write_acts(tmp_path / "acts.parquet", SCHEMA, [])
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"acts.parquet", f".acts.parquet.{os.getppid()}", ".acts.parquet.bak"}


def test_a_packed_bomb_is_refused(tmp_path):
    bomb = gzip.compress(modern(tweet(1)) + b"\0" * (400 << 20), compresslevel=6)
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, bomb).report()
    assert refusal.value.reason in ("too_large_unpacked", "damaged")


def test_a_bare_cr_file_is_counted_as_it_is(tmp_path):
    content = b"id,text,user\n" + b"".join(b"%d,teks%s lagi,u\n" % (n, b"\r" * (n % 3)) for n in range(90))
    (tmp_path / "f").write_bytes(content)
    source = Source(tmp_path / "f")
    blocks = list(records(source, delimiter=b",", width=3, quoted=True))
    source.close()
    assert sum(len(block.starts) for block in blocks) == 91


def test_canonical_parquet_reads_back_what_was_written(tmp_path):
    reading = opened(tmp_path, ndjson(event(1), event(2), event(3, operation="delete")))
    table = pa.Table.from_batches(list(reading.batches()), SCHEMA)
    pq.write_table(table, tmp_path / "acts.parquet")
    again = open_export(tmp_path / "acts.parquet")
    assert pa.Table.from_batches(list(again.batches()), SCHEMA).to_pylist() == table.to_pylist()
    assert again.report().verbs == {"Like": 2, "Undo": 1}
    assert again.parquet == tmp_path / "acts.parquet"


def test_canonical_rows_without_author_or_not_public_are_rejected(tmp_path):
    table = pa.Table.from_batches(list(opened(tmp_path, ndjson(event(1), event(2), event(3))).batches()), SCHEMA)
    rows = table.to_pylist()
    rows[0]["actor_key"], rows[2]["is_public"] = None, False
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), tmp_path / "p")
    again = open_export(tmp_path / "p")
    assert [act["source_row"] for act in acts(again)] == [2]
    assert reasons(again) == [(1, "actor_missing"), (3, "not_public")]


def test_an_unknown_column_is_a_programmer_s_fault():
    with pytest.raises(UnknownColumn, match="banana"):
        open_export(FIXTURES / "jetstream.jsonl", columns=["banana"])


def test_every_reason_has_a_remedy_in_both_languages():
    assert all(reason.id and reason.en and reason.id != reason.en for reason in REASONS.values())


@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 17])
def test_gzip_is_unpacked_a_block_at_a_time_and_whole(tmp_path, size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    path = tmp_path / "a"
    path.write_bytes(gzip.compress(content[:1000]) + gzip.compress(content[1000:]))
    source = Source(path)
    blocks = list(iter(source.read, b""))
    source.close()
    assert max(map(len, blocks)) <= BLOCK
    assert b"".join(blocks) == content


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_a_line_without_end_costs_itself_and_not_the_file(tmp_path, kind):
    long = b"x" * (2 * USUAL.record + 5)
    if kind == "csv":
        first, second = modern(tweet(1)), modern(tweet(2)).partition(b"\n")[2]
    else:
        first, second = ndjson(event(1)), ndjson(event(2))
        first = first if first.endswith(b"\n") else first + b"\n"
    reading = opened(tmp_path, first + long + b"\n" + second)
    assert len(acts(reading)) == 2
    (reject,) = reading.rejects
    assert (reject.row, reject.reason) == (2, "record_too_long")
    assert (reject.byte_offset, reject.byte_len) == (len(first), len(long) + 1)


SOMEBODY_S = ("knr_budi_santoso", "Calon Kita Hebat", "19.15")


@pytest.mark.parametrize(
    "content",
    [
        "2024-10-05 12.15,knr_budi_santoso,komentar\n1,2,3\n",
        "knr_budi_santoso,Calon Kita Hebat,tweet\n1,2,3\n",
        "full_text,created_at,id_str,Calon Kita Hebat\nhalo,2024,1,knr_budi_santoso\n",
        "full_text,created_at,id_str,username\nhalo,05/10/2024 19.15,1,x\n",
        '{"@context": "https://www.w3.org/ns/activitystreams", "knr_budi_santoso": Calon Kita Hebat}',
    ],
)
def test_a_first_line_that_is_somebody_s_is_never_taken_for_a_header_to_repeat(tmp_path, content):
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, content.encode()).report()
    assert not any(words.lower() in refusal.value.detail.lower() for words in SOMEBODY_S)


def test_a_refusal_names_the_columns_that_tools_are_known_to_write(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        opened(tmp_path, b"Comment_Text,like_count,rahasia_budi\nhalo,1,2\n").report()
    assert "comment_text" in refusal.value.detail
    assert "rahasia" not in refusal.value.detail


ZSTD = pytest.mark.parametrize("frames", [1, 3])


def zstd(data: bytes, frames: int = 1) -> bytes:
    size = -(-len(data) // frames)
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(bytes(pa.compress(part, "zstd", asbytes=True)) for part in parts)


@ZSTD
def test_a_zstd_file_is_read_like_the_plain_one(tmp_path, frames):
    plain = modern(*(tweet(n) for n in range(1, 400)))
    (tmp_path / "plain.csv").write_bytes(plain)
    (tmp_path / "packed.csv").write_bytes(zstd(plain, frames))
    one, two = (open_export(tmp_path / name).report() for name in ("plain.csv", "packed.csv"))
    assert (one.accepted, one.records, one.format) == (two.accepted, two.records, two.format)


def test_a_zstd_file_that_ends_too_early_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(zstd(modern(*(tweet(n) for n in range(1, 4000))))[:-300])
    with pytest.raises(FileRefused, match="damaged"):
        open_export(tmp_path / "a.csv").report()


def test_a_zstd_bomb_is_refused_in_little_memory(tmp_path):
    (tmp_path / "a.csv").write_bytes(zstd(b"\0" * (300 << 20)))
    with pytest.raises(FileRefused, match="too_large_unpacked"):
        open_export(tmp_path / "a.csv", limits=USUAL._replace(floor=1 << 20)).report()
