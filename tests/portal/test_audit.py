"""The ledger in the database: appended one by one by however many, kept with its change or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections, transaction

from netral.evidence.event import Happening
from netral.evidence.ledger import check, check_case
from netral.portal.audit.actions import Outside, lines, record
from netral.portal.audit.models import Event

NOW = datetime(2024, 10, 5, 3, 0, tzinfo=UTC)
WHO = {"role": "pemeriksa", "id": "P-02"}


def faults() -> list[tuple[str, str]]:
    return [(fault.code, fault.at) for _, found in check(lines()) for fault in found]


def tell(number: int, case: str | None = None) -> None:
    with transaction.atomic():
        record(Happening("viewed", WHO, f"alasan {number}", case=case, item=f"B-{number}"), now=NOW)


@pytest.mark.django_db
def test_events_follow_from_each_other_over_cases() -> None:
    for number in range(6):
        tell(number, case=f"P-{number % 2}" if number else None)
    assert faults() == []
    of_case = [bytes(line) for line in Event.objects.filter(case="P-1").order_by("seq").values_list("line", flat=True)]
    assert [found for _, found in check_case(of_case)] == [[]] * len(of_case)


@pytest.mark.django_db
def test_a_clock_that_goes_back_is_told() -> None:
    tell(0)
    with transaction.atomic():
        event = record(Happening("noted", WHO, ""), now=NOW - timedelta(days=1))
    assert (event.clock, faults()) == ("behind", [])


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_leaves_no_event() -> None:
    tell(0)
    with pytest.raises(ZeroDivisionError):
        _record_and_fail()
    tell(1)
    assert (Event.objects.count(), faults()) == (2, [])


def _record_and_fail() -> None:
    with transaction.atomic():
        record(Happening("noted", WHO, ""), now=NOW)
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_an_event_apart_from_its_change_is_refused() -> None:
    with pytest.raises(Outside):
        record(Happening("noted", WHO, ""), now=NOW)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_lose_none_and_break_nothing() -> None:
    def work(worker: int) -> None:
        try:
            for number in range(15):
                tell(number, case=f"P-{worker % 3}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert (Event.objects.count(), faults()) == (120, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("meddle", "named"),
    [
        (lambda events: events.filter(seq=2).update(line=_changed(events, 2)), ("ledger.chain", "3")),
        (lambda events: events.filter(seq=2).delete(), ("ledger.missing", "2")),
    ],
    ids=["changed", "removed"],
)
def test_who_meddles_with_the_database_is_named_by_number(meddle, named) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        tell(number)
    meddle(Event.objects.all())
    assert named in faults()


def _changed(events, seq: int) -> bytes:  # type: ignore[no-untyped-def]
    return bytes(events.get(seq=seq).line).replace(b"alasan 2", b"alasan 9")
