"""What the portal costs: pages against an empty one under the same server, queries, many reporters at once.

All in one run on SQLite, as `netral serve` makes it. `floor` of a page is the empty page, asked in turn with it.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from statistics import median
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urlencode

from benchmarks import reporters
from benchmarks.portal_site import EMPTY

LIKE = urlencode(
    [
        ("jawab", told)
        for told in ("verb=Like", "target.role=campaign_account", "target.contest=pilkada-2024", "actor.status=pns")
    ]
)
PAGES = {
    "/tanya, first question": ("GET", "/tanya", "", None),
    "/tanya, answer": (
        "POST",
        "/tanya",
        LIKE,
        None,
    ),
    "/kerja/laporan": ("GET", "/kerja/laporan", "", "pemeriksa"),
    "/kerja/temuan": ("GET", "/kerja/temuan", "", "pemeriksa"),
    "/kerja/pegawai": ("GET", "/kerja/pegawai", "", "pengelola"),
    "/audit": ("GET", "/audit", "", "auditor"),
}
"""Name → method, address, body, and whose session; none: nobody's."""
TARGET = 3.0
FEW, MANY = 200, 20_000


def run(scale: float) -> list[dict[str, Any]]:
    """Pages, lists, reporters; `scale` shortens the minute of the reporters and the rounds of pages."""
    with server() as (port, cookies, database):
        rows = [_page(port, cookies, name, max(30, int(200 * scale))) for name in PAGES]
        rows += reporters.run(port, database, seconds=max(5.0, 60 * scale))
    return [*rows, *_lists(max(FEW, int(MANY * scale)))]


@contextmanager
def server() -> Iterator[tuple[int, dict[str, str], Path]]:
    """A demonstration that was filled, under the server of `netral serve`; port, sessions by role, and its file."""
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as folder, socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "benchmarks.portal_site", f"{port}"]
        running = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.PIPE, text=True)
        try:
            assert running.stdout is not None
            cookies = json.loads(running.stdout.readline())
            _wait(port)
            yield port, cookies, Path(folder) / "netral.sqlite3"
        finally:
            running.terminate()
            running.wait(30)


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NETRAL_", "DJANGO_"))}
    told = {"NETRAL_DATA": folder, "NETRAL_DEMO": "1", "NETRAL_TODAY": "2024-10-05", "NETRAL_HTTPS": "0"}
    return {**kept, **told}


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            return http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
        except OSError:
            sleep(0.1)
    raise RuntimeError("the portal did not come up")


def _page(port: int, cookies: dict[str, str], name: str, rounds: int) -> dict[str, Any]:
    """The median of each, in turn with the empty page under the same session."""
    method, address, body, role = PAGES[name]
    headers = {"Cookie": cookies[role or "pemeriksa"]}
    floors, ours = [], []
    for number in range(rounds + 5):
        floor = _seconds(port, "GET", EMPTY, "", headers)
        mine = _seconds(port, method, address, body, headers)
        if number >= 5:
            floors.append(floor)
            ours.append(mine)
    floor, mine = median(floors), median(ours)
    title = f"{name}, against an empty page"
    return {"name": title, "floor_s": floor, "ours_s": mine, "ratio": mine / floor, "target": TARGET}


def _seconds(port: int, method: str, address: str, body: str, headers: dict[str, str]) -> float:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    begin = perf_counter()
    line.request(method, address, body or None, {**headers, **form})
    answer = line.getresponse()
    answer.read()
    took = perf_counter() - begin
    line.close()
    assert answer.status == 200, (address, answer.status)
    return took


def _lists(many: int) -> list[dict[str, Any]]:
    """How many queries a list page makes with few rows and with many; equal is 1.0."""
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as folder:
        command = [sys.executable, "-m", "benchmarks.portal_lists", f"{FEW}", f"{many}"]
        said = subprocess.run(command, env=_environment(folder), capture_output=True, text=True, check=True).stdout
    return [
        {
            "name": f"{address}: {after} queries with {many:,} rows, {before} with {FEW}",
            "ratio": after / before,
            "target": 1.0,
        }
        for address, (before, after) in json.loads(said).items()
    ]
