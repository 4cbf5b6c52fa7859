"""Of several who save a register at once one wins, and the others are shown what it says now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.contests import actions, books
from netral.portal.contests.models import Book, Edition, Entry, Upload
from netral.portal.contests.plan import Plan
from netral.portal.denial import Denial
from tests.portal.cast import DAY, Cast
from tests.portal.test_contestants import HOPEFUL, changed, listed

WORKERS = 8
pytestmark = pytest.mark.django_db(transaction=True)


def waiting(cast: Cast, *rows: tuple[str, ...]) -> Upload:
    made = actions.stage(
        listed(*rows).encode(), name="p.csv", user=cast.holder("admin"), agency=cast.agency, now=clock.now()
    )
    assert isinstance(made, Upload)
    return made


def test_of_eight_at_once_one_is_saved() -> None:
    cast = Cast()
    uploads = [waiting(cast, changed(HOPEFUL, name=f"Nama {n}")) for n in range(WORKERS)]
    seen = [actions.plan_of(one, today=DAY).mark() for one in uploads]

    def work(number: int) -> object:
        try:
            return actions.take_over(uploads[number], seen=seen[number], end_the_gone=False, now=clock.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(work, range(WORKERS)))
    assert sorted(type(one).__name__ for one in done) == ["Denial"] * (WORKERS - 1) + ["Plan"]
    assert (Edition.objects.count(), Entry.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="contests.register_changed").count() == 1
    won = next(number for number, one in enumerate(done) if isinstance(one, Plan))
    assert Entry.objects.get().name == f"Nama {won}"
    who = f"{uploads[won].user}"
    assert all(who in one.reason for one in done if isinstance(one, Denial))


def test_the_same_upload_pressed_eight_times_is_saved_once() -> None:
    upload = waiting(Cast(), HOPEFUL)
    seen = actions.plan_of(upload, today=DAY).mark()

    def work(_number: int) -> object:
        try:
            return actions.take_over(upload, seen=seen, end_the_gone=False, now=clock.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(work, range(WORKERS)))
    assert [type(one).__name__ for one in done if one is not None] == ["Plan"]
    assert Edition.objects.count() == 1


def test_of_eight_that_start_at_once_one_notes_the_rulebook() -> None:
    def work(_number: int) -> object:
        try:
            return books.note(now=clock.now()).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        assert len(set(pool.map(work, range(WORKERS)))) == 1
    assert (Book.objects.count(), Event.objects.filter(kind="contests.rulebook_in_use").count()) == (1, 1)
