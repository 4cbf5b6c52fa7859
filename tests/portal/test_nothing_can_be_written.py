"""The disk is full, or read-only, while a report is sent: nothing is half there, what was written waits, pages open."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import Client

from netral.portal.audit import checks
from netral.portal.audit.models import Event
from netral.portal.intake import flood
from netral.portal.intake.models import Attachment, Report
from netral.portal.sealed.models import Box
from tests.portal.cast import Cast, signed_in
from tests.portal.reporting import NAMED, WHAT, WHOM, examiner, photo, written


@contextmanager
def told(before: str, after: str) -> Iterator[None]:
    """Something that the database is told for a while."""
    with connection.cursor() as cursor:
        cursor.execute(before)
        try:
            yield
        finally:
            cursor.execute(after)


@contextmanager
def full() -> Iterator[None]:
    """A database that has no room for one page more."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such limit; read-only stands for it")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        with told(f"PRAGMA max_page_count = {cursor.fetchone()[0]}", "PRAGMA max_page_count = 1073741823"):
            yield


def read_only() -> AbstractContextManager[None]:
    if connection.vendor == "sqlite":
        return told("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    own = "SET SESSION CHARACTERISTICS AS TRANSACTION READ"
    return told(f"{own} ONLY", f"{own} WRITE")


@contextmanager
def no_room_for_copies() -> Iterator[None]:
    """No file grows beyond some bytes, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


READ = ("/", "/lapor", "/lapor/periksa", "/kalender", "/masuk", "/verifikasi", "/healthz")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broken", [full, read_only, no_room_for_copies])
def test_a_report_is_there_whole_or_still_to_be_sent(broken: Callable[[], AbstractContextManager[None]]) -> None:
    cast = Cast()
    flood.forget()
    examiner(cast)
    desk, browser = signed_in(cast.holder("pemeriksa")), Client(raise_request_exception=False)
    written(browser, what=WHAT, whom={**WHOM, "berkas": photo((900, 900))}, you=NAMED)
    before = Event.objects.count()
    with broken():
        answer = browser.post("/lapor/periksa", {"faith": "on"})
        assert (answer.status_code, "Ada gangguan di pihak kami" in answer.content.decode()) == (500, True)
        assert {address: browser.get(address).status_code for address in READ} == dict.fromkeys(READ, 200)
        assert desk.get("/kerja/laporan").status_code == 200
    assert [one.objects.count() for one in (Report, Box, Attachment)] == [0, 0, 0]
    assert Event.objects.count() == before
    assert browser.post("/lapor/periksa", {"faith": "on"}).status_code == 302
    report = Report.objects.get()
    assert (report.attachments.count(), report.identity is not None) == (1, True)
    assert checks.checked(Event.objects.count()).faults == []
