"""What damaged records cost: the same export clean, with one record in 10,000 damaged, and with one in 100.

Quotes out of place, records cut in two, bytes that are no UTF-8, cells too many: a quarter each, seeded. The floor
of the worst case is `csv.DictReader`, which notices none of it.
"""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.make_exports import write
from benchmarks.patrol import FOLDER
from netral.acts.read import open_export
from netral.patrol.inputs import STREAMED

ROWS, ROUNDS = 400_000, 3


def run(scale: float = 1.0) -> list[dict[str, Any]]:
    """Rows for the table of `python -m benchmarks`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    clean = FOLDER / f"clean-{scale:g}.csv"
    if not clean.exists():
        write("tweet-harvest", int(ROWS * scale), clean)
    few, many = (_damaged(clean, share) for share in (0.0001, 0.01))
    best = dict.fromkeys(("clean", "few", "many", "loop"), float("inf"))
    for _ in range(ROUNDS):
        for name, work in (
            ("clean", lambda: _ours(clean)),
            ("few", lambda: _ours(few)),
            ("many", lambda: _ours(many)),
            ("loop", lambda: _loop(many)),
        ):
            best[name] = min(best[name], _timed(work))
    return [
        _row("0.01 % of records damaged / clean", best["few"], best["clean"], target=2.0),
        _row("1 % of records damaged / csv.DictReader", best["many"], best["loop"], target=1.0),
        _row("1 % of records damaged / clean", best["many"], best["clean"], target=None),
    ]


def _row(name: str, ours: float, floor: float, *, target: float | None) -> dict[str, Any]:
    return {"name": name, "ours_s": ours, "floor_s": floor, "ratio": ours / floor, "target": target}


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _ours(path: Path) -> None:
    for _ in open_export(path, columns=STREAMED).batches():
        pass


def _loop(path: Path) -> None:
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        for _ in csv.DictReader(file):
            pass


def _damaged(clean: Path, share: float) -> Path:
    """The same records, some of them damaged, once per share."""
    path = clean.with_name(f"damaged-{share:g}-{clean.name}")
    if path.exists():
        return path
    chance = random.Random(20241127)
    with clean.open("rb") as file, path.open("wb") as out:
        out.write(file.readline())
        for line in file:
            whole = line.count(b'","') == 14
            out.write(_spoiled(line, chance) if whole and chance.random() < share else line)
    return path


def _spoiled(line: bytes, chance: random.Random) -> bytes:
    kind, middle = chance.randrange(4), len(line) // 2
    if kind == 0:
        return line[:middle] + b' "x" ' + line[middle:]
    if kind == 1:
        return line[:middle] + b"\n"
    if kind == 2:
        return line[:middle] + b"\xff" + line[middle:]
    return line.rstrip(b"\r\n") + b',"lebih"\r\n'
