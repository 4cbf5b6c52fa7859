"""Raw export → findings: against DuckDB's read and join alone, against the dict loop and the pandas merge.

The floor reads with DuckDB's own reader, hashes nothing, counts nothing, and joins the two registers by id or
handle; so it does less than the patrol. 1.5 M declared accounts, 300 k contestants' accounts, about 0.5 % hits.
Each contender runs in a process of its own, in turn, best of three.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.make_exports import write
from benchmarks.patrol import FOLDER

ROUNDS, ROWS = 3, 2_400_000
PEOPLE, OWNERS, ACTING = 400_000, 3_000, 0.015
KINDS = {"tweet-harvest": "csv", "jetstream": "ndjson"}


def run(scale: float = 1.0) -> list[dict[str, Any]]:
    """Rows for the table of `python -m benchmarks`."""
    rows: list[dict[str, Any]] = []
    for kind, suffix in KINDS.items():
        folder = make(kind, suffix, scale)
        tenth = make(kind, suffix, scale / 10)
        best = {
            name: min((_alone(name, kind, folder) for _ in range(ROUNDS)), key=_seconds) for name in ("floor", "ours")
        }
        loop, pandas = (_alone(name, kind, folder) for name in ("loop", "pandas"))
        small = _alone("ours", kind, tenth)
        floor, ours = best["floor"], best["ours"]
        common = {"ours_s": ours["seconds"], "rss_mb": ours["rss_mb"]}
        rows += [
            _row(f"{kind} → findings / DuckDB read and join", floor, ours, target=2.0, **common),
            _row(f"dict loop / {kind} → findings", loop, ours, target=5.0, faster=True, **common),
            _row(f"pandas / {kind} → findings", pandas, ours, target=10.0, faster=True, **common),
            {
                **common,
                "name": f"{kind}: memory at 10 × over 1 ×",
                "floor_s": None,
                "target": 1.1,
                "ratio": ours["rss_mb"] / small["rss_mb"],
            },
        ]
    return rows


def _row(
    name: str, other: dict[str, float], ours: dict[str, float], *, target: float, faster: bool = False, **common: Any
) -> dict[str, Any]:
    ratio = other["seconds"] / ours["seconds"] if faster else ours["seconds"] / other["seconds"]
    row = {"name": name, "floor_s": other["seconds"], "ratio": ratio, "target": target, **common}
    return {**row, "at_least": True} if faster else row


def _seconds(found: dict[str, float]) -> float:
    return found["seconds"]


def make(kind: str, suffix: str, scale: float) -> Path:
    """The export and its registers, once per kind and scale."""
    folder = FOLDER / f"{kind}-{scale:g}"
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        write(kind, int(ROWS * scale), folder / f"export.{suffix}")
        _registers(kind, folder)
        (folder / "done").touch()
    return folder


def _registers(kind: str, folder: Path) -> None:
    acting, declared, standing = int(PEOPLE * ACTING), 1_500_000, 300_000
    number = np.arange(declared)
    # The first accounts act in the export; the others are declared by people who are silent there.
    people = pa.array(np.where(number < acting, number, number + 10_000_000))
    owners = pa.array(np.arange(standing))
    x = kind == "tweet-harvest"
    ids = pc.add(people, 900_000_000_000).cast(pa.string()) if x else _dids(people)
    handles = pc.binary_join_element_wise("calon_", pc.utf8_lpad(owners.cast(pa.string()), 5, "0"), "")
    platform = "x" if x else "bluesky"
    officials = {
        "official_id": pc.binary_join_element_wise("0000-", pa.array(number).cast(pa.string()), ""),
        "platform": pa.repeat(platform, declared),
        "platform_user_id": ids,
        "handle": pa.nulls(declared, pa.string()),
        "valid_from": pa.nulls(declared, pa.date32()),
        "valid_to": pa.nulls(declared, pa.date32()),
        "status": pa.repeat("pns", declared),
        "agency": pa.repeat("Dinas Contoh", declared),
        "region": pa.repeat("3171", declared),
    }
    contestants = {
        "contest": pa.repeat("pilkada-2024/3171", standing),
        "contestant_id": pc.binary_join_element_wise("K", owners.cast(pa.string()), ""),
        "name": pa.repeat("Pasangan Contoh", standing),
        "role": pa.repeat("contestant", standing),
        "platform": pa.repeat(platform, standing),
        "platform_user_id": pa.nulls(standing, pa.string()) if x else _dids(pc.add(owners, 5_000_000)),
        "handle": handles if x else pa.nulls(standing, pa.string()),
        "status": pa.nulls(standing, pa.string()),
        "valid_from": pa.nulls(standing, pa.date32()),
        "valid_to": pa.nulls(standing, pa.date32()),
    }
    pq.write_table(pa.table(officials), folder / "officials.parquet")
    pq.write_table(pa.table(contestants), folder / "contestants.parquet")


def _dids(numbers: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise("did:plc:", pc.utf8_lpad(numbers.cast(pa.string()), 24, "0"), "")


def _alone(name: str, kind: str, folder: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.endtoend", name, kind, str(folder)]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(said.splitlines()[-1]))


def ours(kind: str, folder: Path) -> int:
    """The patrol, from registers to findings and report."""
    from netral.patrol.batch import patrol

    outcome = patrol(
        [folder / f"export.{KINDS[kind]}"],
        officials=folder / "officials.parquet",
        contestants=folder / "contestants.parquet",
        out=folder / "out",
    )
    return int(outcome.manifest["counts"]["findings"])


def floor(kind: str, folder: Path) -> int:
    """One SQL: DuckDB's own reader, joined to both registers, written as Parquet."""
    import duckdb

    from benchmarks.make_exports import tweet_harvest_header

    officials, contestants = (f"read_parquet('{folder / name}.parquet')" for name in ("officials", "contestants"))
    if kind == "tweet-harvest":
        kinds = "{" + ",".join(f"'{name}': 'VARCHAR'" for name in tweet_harvest_header()) + "}"
        source = f"read_csv('{folder / 'export.csv'}', auto_detect=false, header=true, columns={kinds})"
        columns = "user_id_str AS actor, in_reply_to_screen_name AS owner, id_str, created_at, tweet_url"
        owner = "handle"
    else:
        record = 'STRUCT("createdAt" VARCHAR, subject JSON)'
        shape = f"STRUCT(operation VARCHAR, collection VARCHAR, rkey VARCHAR, record {record})"
        source = (
            f"read_json('{folder / 'export.ndjson'}', format='newline_delimited', ignore_errors=true, "
            f"columns={{did: 'VARCHAR', time_us: 'VARCHAR', kind: 'VARCHAR', commit: '{shape}'}})"
        )
        columns = (
            "did AS actor, regexp_extract(CAST(commit.record.subject AS VARCHAR), 'did:plc:[a-z0-9]+') AS owner, "
            'commit.rkey AS id_str, commit.record."createdAt" AS created_at, commit.collection AS tweet_url'
        )
        owner = "platform_user_id"
    sql = f"""
        COPY (
            SELECT o.official_id, c.contestant_id, a.* FROM (SELECT {columns} FROM {source}) a
            JOIN {officials} o ON a.actor = o.platform_user_id JOIN {contestants} c ON a.owner = c.{owner}
        ) TO '{folder / "floor.parquet"}' (FORMAT parquet)
    """
    return int(duckdb.execute(sql).fetchall()[0][0])


def loop(kind: str, folder: Path) -> int:
    """The obvious Python: dicts of the registers, one record after another."""
    officials, contestants = _frames(folder)
    declared = dict(zip(officials["platform_user_id"], officials["official_id"], strict=True))
    key = "handle" if kind == "tweet-harvest" else "platform_user_id"
    standing = dict(zip(contestants[key], contestants["contestant_id"], strict=True))
    found = 0
    with (
        (folder / f"export.{KINDS[kind]}").open(newline="", encoding="utf-8") as file,
        (folder / "loop.csv").open("w", newline="", encoding="utf-8") as made,
    ):
        out = csv.writer(made)
        for actor, owner, own, at in _records(kind, file):
            if actor in declared and owner in standing:
                out.writerow([declared[actor], standing[owner], own, at])
                found += 1
    return found


def _records(kind: str, file: Any) -> Any:
    if kind == "tweet-harvest":
        for row in csv.DictReader(file):
            yield row["user_id_str"], row["in_reply_to_screen_name"], row["id_str"], row["created_at"]
        return
    for line in file:
        event = json.loads(line)
        record = event.get("commit", {}).get("record") or {}
        subject = record.get("subject") or (record.get("reply") or {}).get("parent")
        uri = subject.get("uri", "") if isinstance(subject, dict) else subject or ""
        yield event["did"], uri.removeprefix("at://").split("/")[0], event["time_us"], record.get("createdAt")


def pandas(kind: str, folder: Path) -> int:
    """What somebody who knows pandas writes."""
    import pandas as pd

    officials, contestants = _frames(folder)
    if kind == "tweet-harvest":
        acts = pd.read_csv(folder / "export.csv", dtype=str)
        acts = acts.rename(columns={"user_id_str": "actor", "in_reply_to_screen_name": "owner"})
        right = "handle"
    else:
        acts = pd.json_normalize(pd.read_json(folder / "export.ndjson", lines=True).to_dict("records"))
        acts["actor"] = acts["did"]
        acts["owner"] = acts["commit.record.subject.uri"].str.extract(r"(did:plc:[a-z0-9]+)", expand=False)
        right = "platform_user_id"
    found = acts.merge(officials, left_on="actor", right_on="platform_user_id", suffixes=("", "_o"))
    found = found.merge(contestants, left_on="owner", right_on=right, suffixes=("", "_c"))
    found.to_csv(folder / "pandas.csv", index=False)
    return len(found)


def _frames(folder: Path) -> Any:
    import pandas as pd

    return [pd.read_parquet(folder / f"{name}.parquet") for name in ("officials", "contestants")]


CONTENDERS: dict[str, Callable[[str, Path], int]] = {"ours": ours, "floor": floor, "loop": loop, "pandas": pandas}


def main() -> None:
    """Run one contender and say how long it took; the start of Python is not counted, for any of them."""
    name, kind, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    begun = time.perf_counter()
    found = CONTENDERS[name](kind, folder)
    took = time.perf_counter() - begun
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "found": found, "rss_mb": rss}))


if __name__ == "__main__":
    main()
