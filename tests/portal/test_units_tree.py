"""However units are added, moved, ended, opened again, by however many at once: one tree, whose past stays true."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory import tree
from netral.portal.directory.changes import Change, Move
from netral.portal.directory.models import Unit, User
from netral.portal.directory.past import tree_at, trees
from netral.portal.people.units import keeping, moving
from netral.portal.people.units.guard import Sent
from netral.portal.people.units.listing import Node, nodes
from tests.portal.cast import DAY, Cast

ACTS = st.tuples(
    st.sampled_from(["add", "move", "move", "move", "end", "reopen"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(["1", "2", "3"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=25))
def test_no_row_of_moves_makes_anything_but_a_tree(cast: Cast, acts: list[tuple[str, int, int, str]]) -> None:
    with transaction.atomic():
        first, second = cast.holder("admin"), cast.holder("ppk")
        told: list[tuple[datetime, dict[int, str]]] = []
        for step, (act, which, whither, code) in enumerate(acts):
            now = clock.now() + timedelta(minutes=step)
            units = list(Unit.objects.filter(agency=cast.agency).order_by("pk"))
            before = {one.pk: one.path for one in units}
            _do(
                cast,
                act,
                units[which % len(units)],
                [None, *units][whither % (len(units) + 1)],
                code,
                first,
                second,
                now,
            )
            _hold_the_promises(cast)
            told.append((now, before))
        _the_past_is_as_it_was(cast, told)
        transaction.set_rollback(True)


def _do(cast: Cast, act: str, unit: Unit, to: Unit | None, code: str, first: User, second: User, now: datetime) -> None:
    sent = Sent(first, now)
    if act == "add":
        keeping.add(cast.agency, to, code=code, name=f"Unit {now:%H%M}", since=DAY, sent=sent)
    elif act == "end":
        keeping.end(unit, sent)
    elif act == "reopen":
        keeping.reopen(unit, sent)
    else:
        move = moving.propose(unit, to, code=code, why="Perbup 1/2024", sent=sent)
        if isinstance(move, Move):
            done = moving.confirm(move, seen=moving.mark(move), sent=Sent(second, now))
            assert isinstance(done, Move), done


def _hold_the_promises(cast: Cast) -> None:
    units = list(Unit.objects.filter(agency=cast.agency))
    paths = {one.path for one in units}
    # Each hangs on one that is there, up to a root: no circle, and nothing that hangs in the air.
    assert all(set(tree.above(one.path)) <= paths for one in units)
    assert _count(nodes(units)) == len(units) == len(paths)
    # What is there stands under nothing that has ended.
    gone = {one.path for one in units if one.has_ended(DAY)}
    assert all(one.path in gone or not set(tree.above(one.path)) & gone for one in units)
    # A code is one unit's for good.
    owners: dict[str, set[int]] = {}
    for pk, path in [
        *Change.objects.exclude(path="").values_list("unit", "path"),
        *((one.pk, one.path) for one in units),
    ]:
        owners.setdefault(path, set()).add(pk)
    assert all(len(pks) == 1 for pks in owners.values())


def _count(tops: list[Node]) -> int:
    assert all(one.below == _count(one.children) for one in tops)
    return sum(1 + one.below for one in tops)


def _the_past_is_as_it_was(cast: Cast, told: list[tuple[datetime, dict[int, str]]]) -> None:
    present = dict(Unit.objects.filter(agency=cast.agency).values_list("pk", "path"))
    for now, before in told:
        past = tree_at(cast.agency.pk, now - timedelta(seconds=1))
        paths = past.paths if past else present
        assert {pk: paths[pk] for pk in before} == before
    known = list(trees(cast.agency.pk))
    assert all(later.began == earlier.ended for later, earlier in pairwise(known))


def test_what_is_in_line_is_above_or_below() -> None:
    paths = dict(enumerate(("01.", "01.02.", "01.02.03.", "01.03.", "010.", "02."), 1))
    assert tree.in_line(paths, [2]) == {1, 2, 3}
    assert tree.in_line(paths, [1]) == {1, 2, 3, 4}
    assert tree.in_line(paths, [5, 99]) == {5}
    assert tree.in_line(paths, []) == set()
    assert [tree.parent(path) for path in ("01.", "01.02.", "01.02.03.")] == ["", "01.", "01.02."]


def test_moves_of_one_moment_stand_one_after_the_other(cast: Cast) -> None:
    """Also where the clock goes back between them."""
    first, second = cast.holder("admin"), cast.holder("ppk")
    now = clock.now()
    for code, at in (("7", now), ("8", now), ("9", now - timedelta(hours=1))):
        move = moving.propose(cast.below, cast.top, code=code, why="Perbup 1/2024", sent=Sent(first, at))
        assert isinstance(move, Move)
        assert isinstance(moving.confirm(move, seen=moving.mark(move), sent=Sent(second, at)), Move)
    paths = [one.paths[cast.below.pk] for one in trees(cast.agency.pk)]
    assert paths == ["01.8.", "01.7.", "01.02."]
    assert tree_at(cast.agency.pk, now + timedelta(minutes=1)) is None


@pytest.mark.django_db(transaction=True)
def test_two_moves_into_each_other_at_once_make_no_circle() -> None:
    cast = Cast()
    first, second = cast.holder("admin"), cast.holder("ppk")
    sent = Sent(first, clock.now())
    moves = [
        moving.propose(cast.top, cast.beside, code="1", why="Perbup 1/2024", sent=sent),
        moving.propose(cast.beside, cast.top, code="1", why="Perbup 1/2024", sent=sent),
    ]

    def work(move: Move) -> object:
        try:
            there = Move.objects.select_related("unit__agency", "parent").get(pk=move.pk)
            return moving.confirm(there, seen=moving.mark(there), sent=Sent(second, clock.now()))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, moves))
    assert sorted(type(one).__name__ for one in done) == ["Denial", "Move"]
    _hold_the_promises(cast)


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_is_first_and_the_others_are_told() -> None:
    cast = Cast()
    by = cast.holder("pengelola")

    def work(number: int) -> object:
        try:
            sent = Sent(by, clock.now(), f"formulir-{number}", cast.below.version)
            return keeping.rename(cast.below, f"Bidang {number}", sent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(work, range(8)))
    assert sorted(type(one).__name__ for one in done) == ["Overtaken"] * 7 + ["Unit"]
    assert Event.objects.filter(kind="unit.renamed").count() == Change.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_add_the_same_code_at_once_one_adds_it() -> None:
    cast = Cast()
    by = cast.holder("pengelola")

    def work(number: int) -> object:
        try:
            sent = Sent(by, clock.now(), f"formulir-{number}")
            return keeping.add(cast.agency, cast.top, code="05", name=f"Bidang {number}", since=DAY, sent=sent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(work, range(8)))
    assert sorted(type(one).__name__ for one in done) == ["Denial"] * 7 + ["Unit"]


@pytest.mark.django_db(transaction=True)
def test_a_unit_does_not_end_while_somebody_is_granted_a_role_over_it() -> None:
    from netral.portal.people.granting import Wanted, grant

    cast = Cast()
    by, user = cast.holder("admin"), User.objects.create_user("calon")
    unit = Unit.objects.create(agency=cast.agency, path="05.", name="Kosong")

    def work(act: int) -> object:
        try:
            now = clock.now()
            if act:
                return grant(Wanted(user, "pengelola", cast.agency, DAY, unit=unit), by, now=now)
            return keeping.end(unit, Sent(by, now))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, (0, 1)))
    assert sum(isinstance(one, Denial) for one in done) == 1
