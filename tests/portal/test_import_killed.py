"""A save of a list that dies at any write saved nothing, and saving again takes every row, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.changes import Change
from netral.portal.directory.models import Official, Position, Staged, Status, Unit
from netral.portal.directory.worked import Worked
from netral.portal.people.roll import actions
from tests.portal.cast import DAY, Cast
from tests.portal.killing import killed_at
from tests.portal.test_import import GOOD, HEAD, changed, listed

TABLES = (Official, Status, Position, Unit, Change, Worked, Event)


@pytest.mark.django_db(transaction=True)
def test_killed_between_any_two_writes_all_rows_are_there_or_none() -> None:
    cast = Cast()
    moved = changed(GOOD, nip=cast.official.nip, unit="010.", sejak="2020-03-01")
    bad = changed(GOOD, nip="12")
    Status.objects.create(official=cast.official, status="pns", valid_from=date(2020, 3, 1))
    mandate = cast.holder("pengelola").mandates.get()
    staged = actions.stage(listed(GOOD, *HEAD, moved, bad).encode(), name="x.csv", mandate=mandate, now=clock.now())
    assert isinstance(staged, Staged)
    plan = actions.plan_of(staged, today=DAY)
    assert (plan.ready, len(plan.bad)) == (4, 1)

    def there() -> list[int]:
        return [model._default_manager.count() for model in TABLES]

    before = there()
    for at in range(1, 40):
        with killed_at(at) as begun:
            actions.take_over(staged, seen=plan.mark(), end_the_gone=False, now=clock.now())
        if len(begun) < at:
            break
        assert not transaction.get_connection().in_atomic_block
        assert (there(), Staged.objects.get().done) == (before, None)
    assert at > 8
    assert [now - then for now, then in zip(there(), before, strict=True)] == [3, 3, 3, 1, 1, 1, 1]
    assert Staged.objects.get().counts == {
        "baru": 3,
        "berubah": 1,
        "sama": 0,
        "berakhir": 0,
        "perbaiki": 1,
        "unit": 1,
    }
    assert actions.take_over(staged, seen=plan.mark(), end_the_gone=False, now=clock.now()) is None
