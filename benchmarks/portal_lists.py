"""How many queries does a list page make as its table grows? `python -m benchmarks.portal_lists FEW MANY`, as JSON."""

from __future__ import annotations

import json
import os
import sys

LISTS = {"/kerja/laporan": "pemeriksa", "/audit": "auditor"}


def main(few: int, many: int) -> None:
    """Address → queries with few rows and with many, asked in this process with sessions of the demonstration."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "netral.portal.settings"
    from netral.portal import ready

    ready.make_ready()
    grown: dict[str, list[int]] = {address: [] for address in LISTS}
    have = 0
    for size in (few, many):
        for fill in (_reports, _events):
            fill(have, size)
        have = size
        for address, role in LISTS.items():
            grown[address].append(_queries(address, role))
    print(json.dumps(grown))


def _queries(address: str, role: str) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.portal_site import cookies

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"cookie": cookies((role,))[role]})
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def _reports(have: int, size: int) -> None:
    from netral.portal import clock
    from netral.portal.directory.models import Agency
    from netral.portal.intake.models import Report

    agency, now = Agency.objects.get(), clock.now()
    Report.objects.bulk_create(
        Report(
            agency=agency,
            number=f"L-{number:06}",
            code=f"{number:032}".encode(),
            received_at=now,
            story="Seorang pegawai mengajak memilih di grup kantor.",
            happened_on=now.date(),
            known_on=now.date(),
            whom="camat",
            named=False,
            receipt=b"{}",
        )
        for number in range(have, size)
    )


def _events(have: int, size: int) -> None:
    from django.db import transaction

    from netral.evidence.event import Happening
    from netral.portal import clock
    from netral.portal.audit.actions import record

    with transaction.atomic():
        for number in range(have, size):
            record(Happening("bench.noted", {"role": "system", "id": "bench"}, f"{number}"), now=clock.now())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
