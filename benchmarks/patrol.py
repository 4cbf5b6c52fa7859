"""How long does the patrol take from canonical Parquet to written findings, against a scan and against pandas?

The floor is DuckDB hashing the very columns that the patrol reads. Loading and checking the registers counts as
ours, until findings, manifest and rejects are written; a row of its own, without target, adds the report. Each
contender runs in a process of its own, in turn, best of three.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.make_canonical import make

ROUNDS = 3
FOLDER = Path(tempfile.gettempdir()) / "netral-bench"


def run(scale: float = 1.0) -> list[dict[str, Any]]:
    """Rows for the table of `python -m benchmarks`."""
    data = make(FOLDER, scale)
    best: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        for name in ("floor", "ours", "tight"):
            found = _alone(name, data)
            if name not in best or found["seconds"] < best[name]["seconds"]:
                best[name] = found
    # Pandas takes most of a minute and 6 GB: once is enough to know the first digit.
    analyst = _alone("analyst", data)
    floor, ours, tight = best["floor"], best["ours"], best["tight"]
    return [
        _row("canonical Parquet → findings / DuckDB hashing scan", ours, floor=floor, target=2.0),
        {
            **_row("the same with report.html and fsync", ours, floor=floor, target=2.0),
            "ours_s": ours["whole"],
            "ratio": ours["whole"] / floor["seconds"],
            "target": None,
        },
        {
            **_row("pandas merge / canonical Parquet → findings", ours, floor=analyst, target=20.0),
            "ratio": analyst["seconds"] / ours["seconds"],
            "at_least": True,
        },
        {**_row("peak memory in GB, --memory 2GB", ours, floor=floor, target=2.0), "ratio": ours["rss_mb"] / 1024},
        {**_row("peak memory in GB, --memory 1GB", tight, floor=floor, target=2.0), "ratio": tight["rss_mb"] / 1024},
    ]


def _row(name: str, ours: dict[str, float], *, floor: dict[str, float], target: float) -> dict[str, Any]:
    times = {"ours_s": ours["seconds"], "floor_s": floor["seconds"], "ratio": ours["seconds"] / floor["seconds"]}
    return {"name": name, **times, "target": target, "rss_mb": ours["rss_mb"]}


def _alone(name: str, data: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.patrol", name, str(data)]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found


def floor(data: Path) -> Callable[[], object]:
    """DuckDB reads and hashes the columns that the patrol reads."""
    import duckdb

    from netral.patrol.inputs import COLUMNS

    source = str(data / "activities.parquet")
    sql = f"SELECT bit_xor(hash({', '.join(COLUMNS)})) FROM read_parquet('{source}')"
    return lambda: duckdb.execute(sql).fetchall()


def ours(data: Path, memory: str = "2GB") -> Callable[[], object]:
    """The whole patrol, registers to report."""
    from netral.patrol.batch import patrol

    def work() -> float:
        begun = time.perf_counter()
        written: dict[str, float] = {}
        patrol(
            [data / "activities.parquet"],
            officials=data / "officials.parquet",
            contestants=data / "contestants.parquet",
            out=data / f"out-{memory}",
            memory=memory,
            progress=lambda what, _done, _total: written.setdefault(what, time.perf_counter() - begun),
        )
        return written["report"]

    return work


def analyst(data: Path) -> Callable[[], object]:
    """What somebody who knows pandas writes: read, merge twice, keep what is in force, write."""
    import pandas as pd

    def merge() -> None:
        acts = pd.read_parquet(data / "activities.parquet")
        officials = pd.read_parquet(data / "officials.parquet")
        contestants = pd.read_parquet(data / "contestants.parquet")
        found = acts.merge(
            officials, left_on=["platform", "actor_id"], right_on=["platform", "platform_user_id"], suffixes=("", "_o")
        )
        found = found.merge(
            contestants,
            left_on=["platform", "object_owner_id"],
            right_on=["platform", "platform_user_id"],
            suffixes=("", "_c"),
        )
        day = found["published_at"].dt.tz_convert("Asia/Jakarta").dt.tz_localize(None)
        found = found[day >= pd.to_datetime(found["valid_from"])]
        found.drop_duplicates("activity_key").to_csv(data / "analyst.csv", index=False)

    return merge


CONTENDERS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "floor": floor,
    "ours": ours,
    "tight": lambda data: ours(data, "1GB"),
    "analyst": analyst,
}


def main() -> None:
    """Run one contender; imports are not counted, for any of them."""
    name, data = sys.argv[1], Path(sys.argv[2])
    contender = CONTENDERS[name](data)
    begun = time.perf_counter()
    until = contender()
    whole = time.perf_counter() - begun
    seconds = until if isinstance(until, float) else whole
    print(
        json.dumps(
            {"seconds": seconds, "whole": whole, "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        )
    )


if __name__ == "__main__":
    main()
