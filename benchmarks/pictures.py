"""Does a bad picture hold up other reporters? A photo handed in alone, beside a bad picture, beside forty of them.

Through the pages, under the server of `netral serve`. A bad one is a small JPEG that takes a minute and more to read.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from statistics import median
from time import perf_counter, sleep
from typing import Any

from benchmarks.portal import server
from benchmarks.reporters import DAY, Browser, Told

NO_COPY = "tanpa salinan untuk dilihat"
WHOM = {"whom": "camat", "unknown": "on", "tambah": "1"}
Handed = tuple[float, bool]
FORMS, A_FORM = 8, 5
"""Of bad pictures; as many forms as the server has threads."""


def run(scale: float) -> list[dict[str, Any]]:
    """Three rows; `scale` shortens how often the photo is handed in."""
    times, good, bad = max(3, int(8 * scale)), photo(), slow()
    with server() as (site, _cookies, _database), ThreadPoolExecutor(FORMS) as pool:
        alone = [handed_in(site.port, good) for _ in range(times)]
        beside, held = _while(site.port, good, [pool.submit(handed_in, site.port, bad)])
        forms = [pool.submit(handed_in, site.port, *[bad] * A_FORM) for _ in range(FORMS)]
        flooded, more = _while(site.port, good, forms)
    floor = median(seconds for seconds, _copied in alone)
    return [
        _row(f"a photo beside a bad one, {len(beside)} times, without a copy", floor, beside, 3.0),
        _row(f"the longest beside {FORMS * A_FORM} at once, of {len(flooded)}, without a copy", floor, flooded, None),
        _row("a form of bad ones, the longest; without a copy", floor, held + more, None),
    ]


def _while(port: int, good: bytes, bad: list[Future[Handed]]) -> tuple[list[Handed], list[Handed]]:
    """What photos met that were handed in while the bad ones were looked at; and what these met."""
    sleep(0.5)
    found = [handed_in(port, good)]
    while not all(one.done() for one in bad):
        found.append(handed_in(port, good))
    return found, [one.result() for one in bad]


def _row(name: str, floor: float, found: list[Handed], target: float | None) -> dict[str, Any]:
    """By the median where there is a target, else by the longest."""
    ours = (median if target else max)([seconds for seconds, _copied in found])
    lacking = sum(not copied for _seconds, copied in found)
    return {"name": f"{name}: {lacking}", "floor_s": floor, "ours_s": ours, "ratio": ours / floor, "target": target}


def handed_in(port: int, *files: bytes) -> Handed:
    """Seconds until the page that has taken them, and whether each has its copy."""
    told = Told()
    browser = Browser(port, told)
    browser.ask("GET", "/lapor")
    browser.ask("POST", "/lapor", {"story": "Laporan karangan tentang foto.", **DAY})
    browser.ask("GET", "/lapor/pihak")
    begin = perf_counter()
    browser.hand_in("/lapor/pihak", WHOM, [*files])
    took = perf_counter() - begin
    assert told.statuses[-1] < 400, told.statuses
    return took, NO_COPY not in browser.ask("GET", "/lapor/pihak")


def photo() -> bytes:
    """Twelve million points, as of a telephone."""
    from PIL import Image

    made = BytesIO()
    Image.effect_noise((504, 378), 60).resize((4032, 3024)).convert("RGB").save(made, "JPEG", quality=85)
    return made.getvalue()


def slow() -> bytes:
    """1.2 MB: the last scan of a JPEG of 36 million points, time and again."""
    from PIL import Image

    made = BytesIO()
    Image.new("L", (6000, 6000), 7).save(made, "JPEG", progressive=True, quality=50)
    data = made.getvalue()
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2] * 3000 + data[-2:]


if __name__ == "__main__":
    for row in run(1):
        print(row)
