"""Raw export to canonical Parquet, exactly, against DuckDB's own (inexact) file to Parquet of the same columns.

Ours hashes the file, proves and counts every record, keeps offsets, judges authors and times, and makes keys.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.make_exports import tweet_harvest_header, write

ROUNDS = 3
RECORDS = 2_400_000
TARGET = 1.8
SHARED = (
    *("activity_key", "activity_id", "platform", "verb", "interaction", "actor_key", "actor_id"),
    *("object_id", "object_owner_basis", "root_id", "published_at", "published_precision", "published_basis"),
    *("published_raw", "text", "text_lang", "is_public", "source_row", "source_byte_offset", "quality"),
)
OURS = {
    "tweet-harvest": (*SHARED, "actor_handle", "object_url", "object_owner_handle"),
    "jetstream": (*SHARED, "object_owner_id", "in_reply_to_id"),
}
PATROL = (
    *("activity_id", "verb", "interaction", "actor_key", "actor_handle", "object_id", "object_owner_id"),
    *("object_owner_handle", "object_owner_basis", "published_at", "published_precision", "source_row"),
)


def run(scale: float) -> list[dict[str, Any]]:
    """One row per format and path; scale 1 is 2.4 M records each."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as folder:
        for kind in OURS:
            path = write(kind, max(1000, int(RECORDS * scale)), Path(folder) / kind)
            rows += _compare(kind, path, Path(folder))
            tenth = write(kind, max(1000, int(RECORDS * scale / 10)), Path(folder) / f"{kind}.tenth")
            small, large = (_once(kind, "write", p, Path(folder))["rss_mb"] for p in (tenth, path))
            rows.append({"name": f"{kind}: memory at 10x over memory at 1x", "ratio": large / small, "target": 1.25})
    return rows


def _compare(kind: str, path: Path, folder: Path) -> list[dict[str, Any]]:
    """All contenders in turn, the best of ROUNDS each."""
    whats = ("floor", "write", "scan", "project")
    best: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        for what in whats:
            took = _once(kind, what, path, folder)
            if what not in best or took["seconds"] < best[what]["seconds"]:
                best[what] = took
    size = f"{path.stat().st_size / 1e6:.0f} MB"
    pairs = (
        (f"{kind} {size}: raw to canonical Parquet", "floor", "write", TARGET),
        (f"{kind} {size}: raw to the patrol's columns, no file", "scan", "project", None),
    )
    return [
        {
            "name": name,
            "floor_s": best[floor]["seconds"],
            "ours_s": best[ours]["seconds"],
            "ratio": best[ours]["seconds"] / best[floor]["seconds"],
            "target": target,
            "rss_mb": best[ours]["rss_mb"],
        }
        for name, floor, ours, target in pairs
    ]


def _once(kind: str, what: str, path: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.reading", kind, what, str(path), str(folder / "out.parquet")]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def ours(kind: str, path: Path, out: Path | None) -> int:
    from netral.acts.parquet import write_acts
    from netral.acts.read import open_export

    reading = open_export(path, columns=OURS[kind] if out else PATROL)
    if out:
        write_acts(out, reading.schema, reading.batches())
    return reading.report().accepted


def floor(kind: str, path: Path, out: Path | None) -> int:
    """DuckDB alone, the source columns behind ours, as text: no digest, no proof, no offsets, no judgement."""
    import duckdb

    engine = duckdb.connect(config={"threads": 2})
    source = f"FROM {_csv(path) if kind == 'tweet-harvest' else _ndjson(path)}"
    if out:
        columns = _TWEET if kind == "tweet-harvest" else _EVENT
        query = f"COPY (SELECT {columns} {source}) TO '{out}' (FORMAT parquet, COMPRESSION zstd)"
    else:
        columns = _TWEET_SCAN if kind == "tweet-harvest" else _EVENT_SCAN
        query = f"SELECT {', '.join(f'max(hash({c}))' for c in columns.split(', '))} {source}"
    engine.execute(query).fetchall()
    return 0


_TWEET = (
    "created_at, id_str, full_text, lang, user_id_str, conversation_id_str, username, tweet_url, "
    "in_reply_to_screen_name"
)
_TWEET_SCAN = "created_at, id_str, full_text, user_id_str, username, tweet_url, in_reply_to_screen_name"
_EVENT_SCAN = (
    'did, time_us, kind, commit.operation, commit.collection, commit.rkey, commit.record."createdAt", '
    "commit.record.subject, commit.record.reply.parent.uri"
)
_EVENT = f"{_EVENT_SCAN}, commit.record.text, commit.record.langs, commit.record.reply.root.uri"


def _csv(path: Path) -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in tweet_harvest_header())
    options = "auto_detect=false, header=true, delim=',', quote='\"', escape='\"'"
    return f"read_csv('{path}', {options}, columns={{{columns}}})"


def _ndjson(path: Path) -> str:
    record = (
        '"createdAt" VARCHAR, subject VARCHAR, text VARCHAR, langs VARCHAR[], '
        "reply STRUCT(parent STRUCT(uri VARCHAR), root STRUCT(uri VARCHAR))"
    )
    commit = f"operation VARCHAR, collection VARCHAR, rkey VARCHAR, record STRUCT({record})"
    columns = f"{{did: 'VARCHAR', time_us: 'VARCHAR', kind: 'VARCHAR', commit: 'STRUCT({commit})'}}"
    return f"read_json('{path}', format='newline_delimited', columns={columns})"


def main() -> None:
    kind, what, path, out = sys.argv[1:]
    contender = floor if what in ("floor", "scan") else ours
    # Imports are paid once per process, whatever the file's size: not what is compared here.
    import_module("duckdb" if contender is floor else "netral.acts.read")
    start = time.perf_counter()
    contender(kind, Path(path), Path(out) if what in ("floor", "write") else None)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "rss_mb": peak}))


if __name__ == "__main__":
    main()
