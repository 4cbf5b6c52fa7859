"""Fifty people report at the same time, for a minute, through the pages: is one lost, one there twice, one refused?"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

PEOPLE = 50
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:\s+[0-9A-HJKMNP-TV-Z]{4}){3}\b")
STORY = "Seorang pegawai membagikan selebaran di kantor pada jam kerja. Laporan karangan nomor {number}."


@dataclass
class Told:
    """What one person met: stories for which a code was handed out, every answer, how long a whole report took."""

    filed: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class Browser:
    """Keeps cookies, sends the token of the form it read last, and follows nothing by itself."""

    def __init__(self, port: int, told: Told) -> None:
        self._port, self._told = port, told
        self._cookies: dict[str, str] = {}
        self._token = ""

    def ask(self, method: str, address: str, answers: dict[str, str] | None = None) -> str:
        if answers is None:
            return self._sent(method, address, None, {})
        body = urlencode({"csrfmiddlewaretoken": self._token, **answers}).encode()
        return self._sent(method, address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def hand_in(self, address: str, answers: dict[str, str], files: list[bytes]) -> str:
        """A form with files, each called a photo."""
        mark = "karangan-netral"
        named = {"csrfmiddlewaretoken": self._token, **answers}
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in named.items()]
        photo = b'name="berkas"; filename="foto.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts += [photo + data for data in files]
        head = f"--{mark}\r\nContent-Disposition: form-data; ".encode()
        body = b"".join(head + part + b"\r\n" for part in parts) + f"--{mark}--\r\n".encode()
        return self._sent("POST", address, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def _sent(self, method: str, address: str, body: bytes | None, more: dict[str, str]) -> str:
        line = HTTPConnection("127.0.0.1", self._port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()), **more}
        line.request(method, address, body, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        line.close()
        self._told.statuses.append(answer.status)
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = one.partition(";")[0].partition("=")
            self._cookies[name] = value
        found = TOKEN.search(page)
        self._token = found[1] if found else self._token
        return page


DAY = {
    "happened_on_hari": "4",
    "happened_on_bulan": "10",
    "happened_on_tahun": "2024",
    "known": "hari_ini",
    "contest": "pilkada-2024",
}
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/lapor/pihak", {"whom": "camat", "unknown": "on"}),
    ("/lapor/anda", {"named": "tanpa", "colleague": "diam"}),
    ("/lapor/periksa", {"faith": "on"}),
)
"""The pages after the first, and what is answered on each."""


def report(port: int, number: str, told: Told) -> None:
    """One report from the first page to its code; the last answer is sent a second time, as by a double click."""
    browser, begin = Browser(port, told), perf_counter()
    browser.ask("GET", "/lapor")
    story = STORY.format(number=number)
    browser.ask("POST", "/lapor", {"story": story, **DAY})
    for address, answers in PAGES:
        browser.ask("GET", address)
        browser.ask("POST", address, answers)
    browser.ask("POST", *PAGES[-1])
    handed = CODE.search(re.sub(r"<[^>]+>", " ", browser.ask("GET", "/lapor/tanda-terima")))
    if handed:
        told.filed.append(story)
        told.seconds.append(perf_counter() - begin)


def run(port: int, database: Path, *, seconds: float) -> list[dict[str, Any]]:
    """Rows: what was lost, doubled or failed; each has to be none, so their ratio to what was filed is 0."""
    end = perf_counter() + seconds
    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(lambda who: _person(port, who, end), range(PEOPLE)))
    filed = [story for one in told for story in one.filed]
    statuses = Counter(status for one in told for status in one.statuses)
    kept = _kept(database)
    wrong = {
        "lost": sum(story not in kept for story in filed),
        "filed twice": sum(count > 1 for count in kept.values()),
        "5xx": sum(count for status, count in statuses.items() if status >= 500),
    }
    half = median(second for one in told for second in one.seconds) if filed else 0.0
    title = f"{PEOPLE} reporters for {seconds:.0f} s, {len(filed)} reports, {sum(statuses.values())} answers"
    rows = [
        {"name": f"{title}: {what}", "ratio": count / max(1, len(filed)), "target": 0.0}
        for what, count in wrong.items()
    ]
    limited = f"{title}: asked to come back later (429)"
    return [*rows, {"name": limited, "ours_s": half, "ratio": statuses[429] / max(1, len(filed)), "target": None}]


def _person(port: int, who: int, end: float) -> Told:
    told, number = Told(), 0
    while perf_counter() < end:
        report(port, f"{who}-{number}", told)
        number += 1
    return told


def _kept(database: Path) -> Counter[str]:
    """Story → how many reports tell it; read from the file itself, past every page."""
    with closing(sqlite3.connect(database)) as line:
        return Counter(story for (story,) in line.execute("SELECT story FROM intake_report"))
