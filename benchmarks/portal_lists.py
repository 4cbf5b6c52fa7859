"""How many queries does a list page make as its table grows? `python -m benchmarks.portal_lists FEW MANY`, as JSON."""

from __future__ import annotations

import json
import os
import sys

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
    for table in (_reports, _findings, _officials, _events):
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
    known = {"first_known_on": now.date(), "known_on": now.date(), "due_on": now.date(), "occurred_at": now}
    same = {**act, **basis, **verdicts, **known, "rulebook_sha256": digest, "registers": digest, "content": digest}
    people = list(agency.officials.all()[:100])
    Finding.objects.bulk_create(
        Finding(
            number=f"T-{number:06}",
            agency=agency,
            official=people[number % 100],
            patrol=patrol,
            finding_id=f"{number:064}",
            act=f"{number:064}",
            **same,
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
