"""What taking over a list of officials costs, against the bare bulk insert of the same rows; both databases new."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from time import perf_counter
from typing import Any

CHECKED = 10_000
UNITS = 200


def run(scale: float) -> list[dict[str, Any]]:
    """Each in a process and a database of its own, in turn; the best of three."""
    count = max(1_000, int(50_000 * min(scale, 1)))
    floors, ours = [], []
    for _ in range(3):
        floors.append(_timed("bare", count))
        ours.append(_timed("import", count))
    floor, mine = min(one["s"] for one in floors), min(one["s"] for one in ours)
    checked = min(one["check_s"] for one in (_timed("import", CHECKED) for _ in range(2)))
    return [
        {
            "name": f"import of {count} officials, read, checked and saved, against insert",
            "floor_s": floor,
            "ours_s": mine,
            "ratio": mine / floor,
            "target": 5.0,
            "rss_mb": max(one["rss_mb"] for one in ours),
        },
        {
            "name": f"check of {CHECKED} rows, against 20 s",
            "floor_s": 20.0,
            "ours_s": checked,
            "ratio": checked / 20,
            "target": 1.0,
        },
    ]


def _timed(what: str, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as folder:
        environment = {**os.environ, "NETRAL_DATA": folder, "NETRAL_HTTPS": "0", "NETRAL_DATABASE": ""}
        command = [sys.executable, "-m", "benchmarks.people", what, f"{count}"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found


def main(what: str, count: int) -> None:
    import resource

    os.environ["DJANGO_SETTINGS_MODULE"] = "netral.portal.settings"
    from netral.portal import ready

    ready.make_ready()
    rows = [_row(number) for number in range(count)]
    told = _bare(rows) if what == "bare" else _imported(rows)
    told["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


def _row(number: int) -> tuple[str, ...]:
    unit = number % UNITS
    name, nip = f"Orang Karangan {number}", f"{number + 1:018}"
    return (nip, name, f"{unit:03}.01", f"Unit {unit}", "pns", "", "2020-03-01", "", "Analis", "tidak")


def _bare(rows: list[tuple[str, ...]]) -> dict[str, float]:
    """The same rows in one transaction, as Django inserts them, with nothing read and nothing checked."""
    from django.db import transaction

    from netral.portal.directory.models import Agency, Official, Position, Status, Unit

    agency = Agency.objects.create(code="X", name="X")
    since = date(2020, 3, 1)
    started = perf_counter()
    with transaction.atomic():
        paths = sorted({(f"{row[2]}.", row[3]) for row in rows})
        made = Unit.objects.bulk_create(Unit(agency=agency, path=path, name=name) for path, name in paths)
        units = {unit.path: unit for unit in made}
        people = [Official(agency=agency, unit=units[f"{row[2]}."], nip=row[0], name=row[1]) for row in rows]
        Official.objects.bulk_create(people)
        Status.objects.bulk_create(Status(official=one, status="pns", valid_from=since) for one in people)
        Position.objects.bulk_create(Position(official=one, title="Analis", valid_from=since) for one in people)
    return {"s": perf_counter() - started}


def _imported(rows: list[tuple[str, ...]]) -> dict[str, float]:
    """From the bytes of a CSV to the answer of the clerk's second request, as the pages do it."""
    from netral.portal import clock
    from netral.portal.directory.models import Agency, Mandate, Official, User
    from netral.portal.people.roll import actions
    from netral.portal.people.roll.file import COLUMNS

    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([COLUMNS, *rows])
    now = clock.now()
    mandate = Mandate.objects.create(
        user=User.objects.create_user("p"),
        role="pengelola",
        agency=Agency.objects.create(code="X", name="X"),
        valid_from=date(2020, 1, 1),
    )
    content = out.getvalue().encode()
    started = perf_counter()
    staged = actions.stage(content, name="x.csv", mandate=mandate, now=now)
    seen = actions.plan_of(staged, today=now.date()).mark()  # type: ignore[arg-type]
    checked = perf_counter() - started
    actions.take_over(staged, seen=seen, end_the_gone=False, now=now)  # type: ignore[arg-type]
    spent = perf_counter() - started
    assert Official.objects.count() == len(rows)
    return {"s": spent, "check_s": checked}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
