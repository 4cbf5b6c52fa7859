"""`python -m benchmarks [--scale 0.1] [--only ask,patrol] [--out FILE]`: every target as a ratio in one run.

Each contender runs in a process of its own; the floor and ours are timed in turn, best of three. The table
says machine, versions, floor, ours, ratio and target; a target that is missed is printed as missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

PARTS = ("ask", "reading", "dirt", "forms", "patrol", "endtoend", "evidence", "verify", "portal", "pictures", "people")


def main() -> int:
    options = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="1 is 10 M activities")
    options.add_argument("--only", default=",".join(PARTS))
    options.add_argument("--out", type=Path, help="write the rows as JSON too")
    chosen = options.parse_args()
    print(machine())
    rows: list[dict[str, Any]] = []
    for part in chosen.only.split(","):
        for row in import_module(f"benchmarks.{part}").run(chosen.scale):
            rows.append({"part": part, **row})
            print(line(rows[-1]), flush=True)
    if chosen.out:
        chosen.out.write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1) + "\n", "utf-8")
    missed = [row for row in rows if not met(row)]
    print(f"{len(rows) - len(missed)} of {len(rows)} targets met")
    return 0


def machine() -> str:
    """Cores, memory, Python and the engines' versions: what a ratio was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    engines = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "ibis-framework", "pyarrow", "pandas"))
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, Python {platform.python_version()}, {engines}"
    )


def met(row: dict[str, Any]) -> bool:
    """A row with `at_least` is a factor to exceed; all others are ceilings."""
    if row.get("target") is None:
        return True
    return row["ratio"] >= row["target"] if row.get("at_least") else row["ratio"] <= row["target"]


def line(row: dict[str, Any]) -> str:
    """One row of the table."""

    def figure(value: Any, unit: str) -> str:
        return f"{value:9.3f} {unit}" if isinstance(value, (int, float)) else f"{'':9} {'':{len(unit)}}"

    sign = "≥" if row.get("at_least") else "≤"
    target = f"{sign} {row['target']}" if row.get("target") is not None else "-"
    verdict = "met" if met(row) else "MISSED"
    memory = f"{row['rss_mb']:6.0f} MB" if row.get("rss_mb") else f"{'':9}"
    verdict += f", {row['cpu_ratio']:.2f} by the processor" if row.get("cpu_ratio") else ""
    times = f"floor {figure(row.get('floor_s'), 's')} ours {figure(row.get('ours_s'), 's')}"
    return f"{row['part']:8} {row['name']:58} {times} ratio {row['ratio']:10.2f} {target:>8} {memory} {verdict}"


if __name__ == "__main__":
    sys.exit(main())
