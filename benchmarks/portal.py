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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
    many, rounds = max(FEW, int(MANY * scale)), max(3, int(20 * scale))
    with server(FEW) as (site, cookies, _database):
        rows = [row for name in PAGES for row in _page(site, cookies, name, rounds)]
    with server() as (site, _cookies, database):
        rows += reporters.run(site.port, database, seconds=max(5.0, 60 * scale))
    with server(many) as (site, cookies, _database):
        lists = [name for name in PAGES if PAGES[name][3]]
        full = [row for name in lists for row in _page(site, cookies, name, rounds)]
    rows += [{**row, "name": f"{row['name']}, {many:,} rows", "target": None} for row in full]
    return [*rows, *_lists(many)]


@dataclass(frozen=True)
class Site:
    """A server of our own: where it listens, and the process whose children answer."""

    port: int
    pid: int

    def spent(self) -> float:
        """Seconds of processor time of its workers so far, in steps of a hundredth."""
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                told = path.read_text().rpartition(")")[2].split()
                ticks += int(told[11]) + int(told[12]) if int(told[1]) == self.pid else 0
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(rows: int = 0) -> Iterator[tuple[Site, dict[str, str], Path]]:
    """A demonstration under the server of `netral serve`, and `rows` more in each list; sessions by role, its file."""
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as folder, socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "benchmarks.portal_site", f"{port}", f"{rows}"]
        running = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.PIPE, text=True)
        try:
            assert running.stdout is not None
            cookies = json.loads(running.stdout.readline())
            _wait(port)
            yield Site(port, running.pid), cookies, Path(folder) / "netral.sqlite3"
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


def _page(site: Site, cookies: dict[str, str], name: str, rounds: int) -> list[dict[str, Any]]:
    """Ten of each in turn under one session, behind a round for warmth: the median, and what the workers spent."""
    method, address, body, role = PAGES[name]
    headers = {"Cookie": cookies[role or "pemeriksa"]}
    asked = (("GET", EMPTY, ""), (method, address, body))
    waited: tuple[list[float], list[float]] = ([], [])
    spent = [0.0, 0.0]
    for number in range(rounds + 1):
        for which, one in enumerate(asked):
            before = site.spent()
            seconds = [_seconds(site.port, *one, headers) for _ in range(10)]
            if number:
                waited[which].extend(seconds)
                spent[which] += site.spent() - before
    title, each = f"{name}, against an empty page", rounds * 10
    return [
        _row(title, median(waited[0]), median(waited[1]), TARGET),
        _row(f"{title}, processor time", spent[0] / each, spent[1] / each, None),
    ]


def _row(name: str, floor: float, ours: float, target: float | None) -> dict[str, Any]:
    return {"name": name, "floor_s": floor, "ours_s": ours, "ratio": ours / floor, "target": target}


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
