"""Who works where and may do what: dated, scoped, and granted by two where it decides about others."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from netral.portal.directory.models import Conflict, Mandate, Official, Status, Unit, User
from tests.portal.cast import BEGAN, DAY, Cast

# Whom may this account see by name? own: the official; neighbour: another unit; stranger: another agency.
SEEN = {
    ("pegawai", "agency"): ("own",),
    ("pengelola", "unit"): ("own",),
    ("pengelola", "agency"): ("own", "neighbour"),
    ("pengelola", "ended"): (),
    ("ppk", "agency"): ("own", "neighbour"),
    ("pemeriksa", "agency"): (),
    ("bawaslu", "agency"): (),
    ("bkn", "agency"): (),
    ("auditor", "agency"): (),
    ("admin", "agency"): (),
}


@pytest.mark.parametrize(("role", "scope"), SEEN)
def test_who_sees_whom(cast: Cast, role: str, scope: str) -> None:
    more: dict[str, object] = {"unit": {"unit": cast.top}, "ended": {"valid_to": DAY}}.get(scope, {})
    if role == "pegawai":
        more = {"official": cast.official}
    seen = set(Official.objects.visible_to(cast.holder(role, **more), on=DAY))
    people = {"own": cast.official, "neighbour": cast.neighbour, "stranger": cast.stranger}
    assert seen == {people[name] for name in SEEN[role, scope]}


def test_an_account_without_a_mandate_sees_nobody(cast: Cast) -> None:
    assert not Official.objects.visible_to(User.objects.create_user("orang-luar"), on=DAY).exists()


def test_a_status_is_that_of_the_day(cast: Cast) -> None:
    for status, since, until in (("cpns", date(2023, 1, 1), DAY), ("pns", DAY, None)):
        Status.objects.create(official=cast.official, status=status, valid_from=since, valid_to=until)
    days = (date(2022, 12, 31), date(2024, 10, 4), DAY)
    told = [cast.official.status_on(day) for day in days]
    assert [one.status if one else None for one in told] == [None, "cpns", "pns"]


@pytest.mark.parametrize("role", ["pemeriksa", "ppk"])
@pytest.mark.parametrize("by", ["one", "same", "self"])
def test_who_decides_about_others_is_granted_that_by_two(cast: Cast, role: str, by: str) -> None:
    user = User.objects.create_user("calon")
    first, second = {
        "one": (cast.granter, None),
        "same": (cast.granter, cast.granter),
        "self": (cast.granter, user),
    }[by]
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(
            user=user, role=role, agency=cast.agency, granted_by=first, second_grant_by=second, valid_from=BEGAN
        )


def test_the_database_keeps_its_promises(cast: Cast) -> None:
    broken = (
        lambda: Official.objects.create(agency=cast.agency, unit=cast.top, nip=cast.official.nip, name="Kembar"),
        lambda: Unit.objects.create(agency=cast.agency, path="01.02.", name="Kembar"),
        lambda: Unit.objects.create(agency=cast.agency, path="07", name="Tanpa titik"),
        lambda: Status.objects.create(official=cast.official, status="pns", valid_from=DAY, valid_to=DAY),
        lambda: Conflict.objects.create(user=cast.granter, why="", declared_at="2024-10-05T00:00:00Z"),
    )
    for write in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_nip_is_shown_by_its_end_only(cast: Cast) -> None:
    assert cast.official.nip_tail == "…0001"
