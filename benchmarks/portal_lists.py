"""How many queries does a list page make as its table grows? `python -m benchmarks.portal_lists FEW MANY`, as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

LISTS = {
    "/kerja/laporan": "pemeriksa",
    "/kerja/temuan": "pemeriksa",
    "/kerja/pegawai": "pengelola",
    "/audit": "auditor",
}


def main(few: int, many: int) -> None:
    """Address → queries with few rows and with many, asked in this process with sessions of the demonstration."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "netral.portal.settings"
    from netral.portal import ready

    ready.make_ready()
    grown: dict[str, list[int]] = {address: [] for address in LISTS}
    have = 0
    for size in (few, many):
        fill(have, size)
        have = size
        for address, role in LISTS.items():
            grown[address].append(_queries(address, role))
    print(json.dumps(grown))


def fill(have: int, size: int) -> None:
    """From `have` rows of our own in each list to `size`."""
    for table in (_officials, _reports, _findings, _events):
        if size > have:
            table(have, size)


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
    """Two of three say about which unit; one in fifty asks that the examiner should not read it."""
    from netral.portal import clock
    from netral.portal.directory.models import Agency, User
    from netral.portal.intake.models import Report

    agency, now, clerk = Agency.objects.get(), clock.now(), User.objects.get(login="pemeriksa")
    units = list(agency.units.all())
    made = Report.objects.bulk_create(
        Report(
            agency=agency,
            unit=units[number % len(units)] if number % 3 else None,
            number=f"L-{number:06}",
            code=f"{number:032}".encode(),
            received_at=now - timedelta(minutes=number % 9999),
            story="Seorang pegawai mengajak memilih di grup kantor.",
            happened_on=now.date(),
            known_on=now.date(),
            whom="camat",
            named=False,
            receipt=b"{}",
        )
        for number in range(have, size)
    )
    avoided = Report.avoided.through
    avoided.objects.bulk_create(avoided(report=one, user=clerk) for one in made[::50])


def _officials(have: int, size: int) -> None:
    from netral.portal import clock
    from netral.portal.directory.models import Agency, Official, Status

    agency, since = Agency.objects.get(), clock.now().date()
    units = list(agency.units.all())
    made = Official.objects.bulk_create(
        Official(agency=agency, unit=units[number % len(units)], nip=f"{number + 10**6:018}", name=f"Karangan {number}")
        for number in range(have, size)
    )
    Status.objects.bulk_create(Status(official=one, status="pns", valid_from=since) for one in made)


def _findings(have: int, size: int) -> None:
    """About a thousand officials at most; a third is late, and of twenty acts one has two findings."""
    from netral.portal import clock
    from netral.portal.directory.models import Agency, User
    from netral.portal.triage.models import Finding, Patrol

    agency, now, digest = Agency.objects.get(), clock.now(), "0" * 64
    told = {"sha256": f"{have:064}", "permit": "karangan", "rulebook_sha256": digest, "registers": digest, "facts": {}}
    clerk = User.objects.get(login="pemeriksa")
    patrol = Patrol.objects.create(agency=agency, uploaded_by=clerk, uploaded_at=now, rulebook_version="", **told)
    act = {
        "contest": "pilkada-2024",
        "contestant_id": "K-1",
        "role": "campaign_account",
        "platform": "x",
        "verb": "Like",
    }
    basis = {"match_basis": "id", "owner_basis": "stated", "source_sha256": digest, "source_row": 1}
    verdicts = {"verdict_literal": "prohibited", "verdict_practice": "prohibited"}
    known = {"first_known_on": now.date(), "known_on": now.date(), "occurred_at": now}
    same = {**act, **basis, **verdicts, **known, "rulebook_sha256": digest, "registers": digest, "content": digest}
    people = list(agency.officials.order_by("pk"))
    people = people[:: max(1, len(people) // 1000)]
    Finding.objects.bulk_create(
        Finding(
            number=f"T-{number:06}",
            agency=agency,
            official=people[_act(number) % len(people)],
            patrol=patrol,
            finding_id=f"{number:064}",
            act=f"{_act(number):064}",
            due_on=now.date() + timedelta(days=number % 9 - 3),
            **same,
        )
        for number in range(have, size)
    )
    Finding.objects.find_shared_acts()


def _act(number: int) -> int:
    return number - (number % 21 == 20)


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
