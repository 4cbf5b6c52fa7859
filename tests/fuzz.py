"""What do damaged exports do to the reader? `python -m tests.fuzz --files 100000 --seed 1`, in parallel.

Every case is made of the seed and its number alone, so a finding can be made again: `--seed 1 --only 4711 --keep f`.
"""

from __future__ import annotations

import argparse
import codecs
import faulthandler
import gzip
import itertools
import json
import multiprocessing
import multiprocessing.connection
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from netral.acts.context import Context, load_contexts
from netral.acts.files.source import ZSTD, Source
from netral.acts.files.spreadsheet import sheet
from netral.acts.limits import USUAL, Limits
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.formats.expect import CONTEXT, EXPECTED, FOLDER, fixture
from tests.acts.formats.test_saved_otherwise import sheet as xlsx

EXPORTS = FOLDER.parents[1] / "fixtures" / "exports"
SECONDS = 10
"""A file that takes longer than this hangs."""
_PACKED = ("minet-twitter", "canonical-csv", "template")
_MARKS = b'\0\r\n",;\t{}[]:\\09aZ@_-\x1a\x80\xc3\xff\xe2'
_PIECES = (
    *(b'"', b'""', b'","', b'";"', b"\r", b"\r\n", b"\n", b"null", b"[", b"]", b"{", b"}", b"\\", b"\\u0000", b"\\x0B"),
    *(b"\\ud83d", b"1,74E+18", b"1.7e+18", b"05/10/2024 19.15", b"sep=;\r\n", b"=1+1", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"\xe2\x80\xae", b"<html>", b"@", b"REDACTED", b"pfbid0", b"undefined", b"9" * 25, b"[" * 2000, b'{"a":' * 600),
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_HANDLE = re.compile(r"[0-9A-Za-z_]")


class Seed(NamedTuple):
    """An export to be damaged, what is said beside it, and whether long lists are taken apart in whatever is small."""

    name: str
    content: bytes
    context: Context
    limits: Limits = USUAL


class Finding(NamedTuple):
    """What went wrong in one case."""

    number: int
    seed: str
    what: str


@cache
def seeds() -> tuple[Seed, ...]:
    """Every fixture there is, with its context."""
    found = [Seed(path.name, path.read_bytes(), Context()) for path in sorted(EXPORTS.iterdir())]
    for folder in sorted(path for path in FOLDER.iterdir() if (path / EXPECTED).exists()):
        told = load_contexts(folder / CONTEXT) if (folder / CONTEXT).exists() else {}
        path = fixture(folder)
        found.append(Seed(f"{folder.name}/{path.name}", path.read_bytes(), told.get(path.name, Context())))
    # What is packed needs fewer: nearly every change of it is one of the packing.
    for name in _PACKED:
        (plain,) = (seed for seed in found if seed.name.startswith(f"{name}/"))
        found.append(Seed(f"{name}/{EXPECTED}", (FOLDER / name / EXPECTED).read_bytes(), Context()))
        found.append(Seed(f"{plain.name}.xlsx", xlsx(plain.content.decode("utf-8-sig")), plain.context))
    return tuple(found)


def case(seed: int, number: int) -> Seed:
    """The damaged file of this number; the same for ever."""
    chance = random.Random(f"{seed}:{number}")
    whole = chance.choice(seeds())
    if not whole.content:
        return whole
    data = whole.content
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(_CHANGES)(data, chance)[: 1 << 20]
    context = whole.context if chance.random() < 0.9 else Context()
    return Seed(whole.name, data, context, USUAL._replace(whole=0) if chance.random() < 0.3 else USUAL)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _marked(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.choice(_MARKS)]) + data[at + 1 :]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 5, 20, 200))
    return data[:at] + data[at + size :]


def _ended(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data) + 1)] if data else data


def _doubled(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 3, 30, 300, 3000))
    return data[: at + size] + data[at:]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_PIECES) + data[at:]


def _lines_swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _cells_shifted(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    row, sign = chance.randrange(len(lines)), chance.choice((b",", b";", b"\t", b'","'))
    cells = lines[row].split(sign)
    at = chance.randrange(len(cells))
    if chance.random() < 0.5:
        cells.insert(at, chance.choice(cells))
    else:
        del cells[at]
    lines[row] = sign.join(cells)
    return b"\n".join(lines)


def _values_swapped(data: bytes, chance: random.Random) -> bytes:
    """Two numbers or quoted words exchanged: an author with an id, a time with a name."""
    spans = [found.span() for found in re.finditer(rb'"[^"\n]{0,80}"|[0-9]{4,}', data)]
    if len(spans) < 2:
        return data
    (a, b), (c, d) = sorted(chance.sample(spans, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _spliced(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(seeds()).content
    at, to = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
    return data[:at] + other[to:]


def _recoded(data: bytes, chance: random.Random) -> bytes:
    """Saved by another program: another encoding, also of a part only, or packed."""
    how = chance.randrange(8)
    if how == 0:
        return gzip.compress(data, 1)
    if how == 7:
        return bytes(pa.compress(data, codec="zstd", asbytes=True))
    if how == 1:
        return codecs.BOM_UTF8 + data
    text = data.decode("utf-8", "replace")
    if how == 2:
        return text.encode("cp1252", "replace")
    if how in (3, 4):
        return (codecs.BOM_UTF16_LE if how == 3 else b"") + text.encode("utf-16-le", "surrogatepass")
    if how == 5:
        return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "surrogatepass")
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at:].decode("utf-8", "replace").encode("cp1252", "replace")


_CHANGES = (
    *(_flipped, _marked, _cut_out, _ended, _doubled, _put_in),
    *(_lines_swapped, _cells_shifted, _values_swapped, _spliced, _recoded),
)


def faults(path: Path, made: Seed) -> Iterator[str]:
    """What Netral promises of any bytes, and these broke."""
    try:
        reading = open_export(path, context=made.context, limits=made.limits)
        rows = [row for batch in reading.batches() for row in batch.to_pylist()]
    except FileRefused as refused:
        if refused.path != path:
            yield "the refusal names another file"
        return
    report = reading.report()
    if report.records != report.accepted + report.rejected + report.skipped:
        yield "the sums do not add up"
    if sum(report.verbs.values()) != len(rows):
        yield "the acts that are told are not those that were counted"
    told = {(row["source_row"], row["source_byte_offset"]) for row in rows}
    if not len(told) <= report.accepted <= len(rows):
        yield "accepted are not the acts"
    if reading.parquet is None:
        yield from astray(rows, sorted(reject.byte_offset for reject in reading.rejects), path, made.content)


def astray(rows: list[dict[str, Any]], rejected: list[int], path: Path, content: bytes) -> Iterator[str]:
    """Acts whose author is not written in the record at their offset, and offsets outside of the file."""
    content, encoding = _unpacked(path, content)
    if rejected and not 0 <= rejected[0] <= rejected[-1] <= len(content):
        yield "a reject lies outside of the file"
    edges = sorted({*(row["source_byte_offset"] for row in rows), *rejected, len(content)})
    after = dict(itertools.pairwise(edges))
    for row in rows:
        at = row["source_byte_offset"]
        if not 0 <= at < len(content):
            yield "an act lies outside of the file"
            continue
        record = _read(content[at : after[at]], encoding)
        for column in ("actor_id", "actor_handle"):
            if column == "actor_handle" and row["collector_tool"] == "x api v2":
                # X's interface gives names beside the posts, by the id that is in the record.
                record = _read(content, encoding)
            if (name := row[column]) is not None and not _written(name, record):
                yield f"{column} is not in the record"


def _written(name: str, record: str) -> bool:
    """Whether every part of the name stands there as a whole word; `name@server` may be written as an address."""
    name = name.removeprefix("mcl:").lower()
    parts = [name] if "/" in name or ":" in name else [part for part in name.split("@") if part]
    return all(_stands(part, record) or _stands(part, _plain(record)) for part in parts)


def _stands(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        whole = not _HANDLE.match(text[end : end + 1]) and not _HANDLE.match(text[at - 1 : at] if at else "")
        # Telegram writes user1234 for the user whose number is 1234.
        if whole or (text[at - 4 : at] == "user" and not _HANDLE.match(text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def _plain(record: str) -> str:
    """JSON's escapes as what they stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _LETTERS.get(found[2], found[2]), record)


def _unpacked(path: Path, content: bytes) -> tuple[bytes, str]:
    """The bytes that offsets count in, and how they are to be read."""
    source = Source(path)
    encoding = source.encoding
    source.close()
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    elif content.startswith(ZSTD):
        content = pa.CompressedInputStream(pa.BufferReader(content), "zstd").read()
    elif content.removeprefix(codecs.BOM_UTF8).startswith(b"PK\x03\x04"):
        content = b"".join(sheet(path).text)
    return content, encoding


def _read(record: bytes, encoding: str) -> str:
    """In lower case; what is no UTF-8 can only have been read as cp1252."""
    try:
        return record.decode(encoding).lower()
    except UnicodeDecodeError:
        return record.decode("cp1252" if encoding == "utf-8" else encoding, "replace").lower()


def examine(seed: int, number: int, folder: Path) -> list[Finding]:
    """One case: what is wrong with it, if anything."""
    made = case(seed, number)
    path = folder / "export"
    path.write_bytes(made.content)
    try:
        found = list(dict.fromkeys(faults(path, made)))
    except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
        where = traceback.extract_tb(error.__traceback__)[-1]
        found = [f"{type(error).__name__} in {Path(where.filename).name}:{where.name}: {str(error)[:100]}"]
    return [Finding(number, made.name, what) for what in found]


def _work(seed: int, numbers: range, at: Any, findings: Any) -> None:
    """A worker; a case beyond its time ends the process, with the stack on stderr."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        for number in numbers:
            at.value = number
            faulthandler.dump_traceback_later(SECONDS, exit=True)
            for finding in examine(seed, number, Path(folder)):
                findings.put(finding)
            faulthandler.cancel_dump_traceback_later()
    at.value = numbers.stop


def run(seed: int, files: int, workers: int) -> list[Finding]:
    """All cases from 0 on; a worker that dies or hangs is one finding, and another goes on behind it."""
    spawn = multiprocessing.get_context("spawn")
    findings = spawn.Queue()
    edges = [files * part // workers for part in range(workers + 1)]
    parts = [(range(a, b), spawn.Value("q", a)) for a, b in itertools.pairwise(edges)]
    running = {}
    found: list[Finding] = []

    def start(part: range, at: Any) -> None:
        process = spawn.Process(target=_work, args=(seed, part, at, findings))
        process.start()
        running[process.sentinel] = (process, part, at)

    for part, at in parts:
        start(part, at)
    while running:
        for sentinel in multiprocessing.connection.wait(list(running), timeout=0.2):
            process, part, at = running.pop(sentinel)
            process.join()
            if at.value < part.stop:
                found.append(Finding(at.value, case(seed, at.value).name, f"died or hung, exit {process.exitcode}"))
                at.value += 1
                if at.value < part.stop:
                    start(range(at.value, part.stop), at)
        while not findings.empty():
            found.append(findings.get())
        if sys.stderr.isatty():
            print(f"\r{sum(at.value - part.start for part, at in parts)} of {files}", end="", file=sys.stderr)
    while not findings.empty():
        found.append(findings.get())
    return found


def main() -> int:
    """Findings by kind, each with the number of its first case; status 1 when there are any."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, help="examine the case of this number")
    parser.add_argument("--keep", type=Path, help="with --only: write its file here")
    asked = parser.parse_args()
    began = time.monotonic()
    if asked.only is None:
        found = run(asked.seed, asked.files, asked.workers)
    else:
        with tempfile.TemporaryDirectory() as folder:
            found = examine(asked.seed, asked.only, Path(folder))
        if asked.keep:
            asked.keep.write_bytes(case(asked.seed, asked.only).content)
    kinds = Counter((finding.seed, finding.what) for finding in found)
    first = {(one.seed, one.what): one.number for one in sorted(found, reverse=True)}
    for (name, what), count in kinds.most_common():
        print(f"{count:6}  case {first[name, what]}  {name}: {what}")
    files = asked.files if asked.only is None else 1
    sums = {"seed": asked.seed, "files": files, "seconds": round(time.monotonic() - began), "findings": len(found)}
    print(json.dumps(sums))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
