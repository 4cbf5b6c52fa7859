"""Who is there first? An agency, and two people who grant roles together, each with a slip to choose a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.directory.models import Agency, Mandate, Unit, User
from netral.portal.signin import slips
from netral.portal.signin.password import meant


class AlreadySetUp(RuntimeError):
    """Somebody has been here: what is to change is changed by people with roles, in the portal."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first command says; `region` is a Kemendagri code, empty for a national agency."""

    agency: str
    code: str
    region: str
    logins: tuple[str, str]


@transaction.atomic
def set_up(founding: Founding, *, now: datetime) -> dict[str, str]:
    """Login → the slip's code, shown this once. Said again before anybody signed in, it makes new slips.

    Raises AlreadySetUp. Nobody granted the first two anything: they are the only administrators without two grants.
    """
    if Agency.objects.exists():
        return _slips(_waiting(founding), now)
    agency = Agency.objects.create(code=founding.code, name=founding.agency, region=founding.region)
    Unit.objects.create(agency=agency, path="01.", name=founding.agency)
    users = [User.objects.create_user(meant(login)) for login in founding.logins]
    for user in users:
        Mandate.objects.create(user=user, role="admin", agency=agency, valid_from=now.date())
    facts = {"agency": agency.code, "admins": [user.pk for user in users]}
    record(Happening("directory.set_up", {"role": "system", "id": "setup"}, "", facts=facts), now=now)
    return _slips(users, now)


def _waiting(founding: Founding) -> list[User]:
    """The same two, as long as neither has a password."""
    first = User.objects.filter(mandates__role="admin", mandates__agency__code=founding.code)
    users = list(first.filter(login__in=[meant(login) for login in founding.logins]))
    if len(users) != 2 or User.objects.count() != 2 or any(user.has_usable_password() for user in users):
        raise AlreadySetUp
    return users


def _slips(users: list[User], now: datetime) -> dict[str, str]:
    """Each has it from the other: a slip is nobody's own doing."""
    one, other = users
    return {one.login: slips.renew(one, by=other, now=now), other.login: slips.renew(other, by=one, now=now)}
