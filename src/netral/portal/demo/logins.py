"""Who can log in to a demonstration? An account for every role, granted by two, with a password known to all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from netral.portal import clock
from netral.portal.demo import regency
from netral.portal.directory.models import Agency, Conflict, Mandate, Official, Unit, User
from netral.portal.directory.releases import Release

PASSWORD = "peragaan-netral"
SINCE = date(2024, 1, 2)


@dataclass(frozen=True, slots=True)
class Login:
    """A role and its login. `at` is the unit of the official who holds it; none: somebody from outside."""

    role: str
    login: str
    at: str = ""
    name: str = ""


ROSTER = (
    Login("pegawai", "pegawai", "09.01.01."),
    Login("pengelola", "pengelola", "04.01."),
    Login("pemeriksa", "pemeriksa", "03.01."),
    Login("pemeriksa", "pemeriksa2", "03.02."),
    Login("pemeriksa", "pemeriksa3", "04.02."),
    Login("ppk", "ppk", "01."),
    Login("bawaslu", "bawaslu", name="Petugas Bawaslu"),
    Login("bkn", "bkn", name="Petugas BKN"),
    Login("auditor", "auditor", name="Auditor"),
    Login("admin", "admin", name="Pengurus mesin"),
    Login("admin", "admin2", name="Pengurus mesin kedua"),
)
"""The first of a role is the one that is shown."""


def make(agency: Agency) -> None:
    """The accounts of the roster, their mandates, and a conflict of interest whose holder asks that it end."""
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(login=one.login, password=password, official=official, name=official.name if official else one.name)
        for one in ROSTER
        for official in [_official(agency, one)]
    )
    by_login = {user.login: user for user in users}
    Mandate.objects.bulk_create(_mandate(agency, one, by_login) for one in ROSTER)
    bound = Conflict.objects.create(
        user=by_login["pemeriksa3"],
        unit=Unit.objects.get(agency=agency, path="10.03."),
        why="Pasangan bekerja di unit ini.",
        declared_at=clock.noon(date(2024, 8, 12)),
    )
    asked = {"asked_by": bound.user, "asked_at": clock.noon(date(2024, 10, 2))}
    Release.objects.create(conflict=bound, why="Pasangan pindah ke unit lain sejak 1 Oktober.", **asked)


def _official(agency: Agency, one: Login) -> Official | None:
    """The second in that unit: whoever heads it has other things to do; the head of the agency's people is a head."""
    place = 0 if one.role == "ppk" else 1
    return agency.officials.filter(unit__path=one.at).order_by("nip")[place] if one.at else None


def _mandate(agency: Agency, one: Login, users: dict[str, User]) -> Mandate:
    """Two administrators grant; they themselves were there first, and nobody granted them anything."""
    outside = one.role == "bawaslu"
    first = one.role == "admin"
    return Mandate(
        user=users[one.login],
        role=one.role,
        agency=None if outside else agency,
        region=regency.REGION if outside else "",
        granted_by=None if first else users["admin"],
        second_grant_by=None if first else users["admin2"],
        valid_from=SINCE,
    )


def shown() -> list[tuple[str, str, str]]:
    """One login per role, as (role, login, password); only those whose password is still the public one."""
    first: dict[str, str] = {}
    for one in ROSTER:
        first.setdefault(one.role, one.login)
    users = {user.login: user for user in User.objects.filter(login__in=first.values())}
    known = [(role, users[login]) for role, login in first.items() if login in users]
    return [(role, user.login, PASSWORD) for role, user in known if user.check_password(PASSWORD)]
