"""What does the ledger learn of signing in? What happened, to which account, by which proof; nothing typed."""

from __future__ import annotations

from datetime import date

from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.directory.models import User
from netral.portal.directory.roles import ROLES


def tell(kind: str, user: User, **facts: str | int) -> None:
    """Write `signin.<kind>` of this account into the ledger, in the transaction of the change."""
    now = clock.now()
    who = {"role": role_of(user, now.date()), "id": str(user.pk)}
    record(Happening(kind=f"signin.{kind}", who=who, why="", facts=facts), now=now)


def tell_refused(account: str) -> None:
    """A wrong proof for the account of this keyed hash, by nobody knows whom."""
    who = {"role": "outsider", "id": ""}
    record(Happening(kind="signin.refused", who=who, why="", facts={"account": account[:16]}), now=clock.now())


def role_of(user: User, day: date) -> str:
    """The role that reaches furthest of those that the account has on that day."""
    held = user.roles(day)
    return next((role for role in reversed(ROLES) if role in held), "pegawai")
