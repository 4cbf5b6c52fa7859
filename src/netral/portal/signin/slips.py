"""Paper slips with which an account gets its password: made by a clerk, of use once, for fourteen days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from netral.portal import clock
from netral.portal.directory.models import Mandate, Official, User
from netral.portal.directory.roles import SECOND_FACTOR
from netral.portal.signin import keyed
from netral.portal.signin.door import has_factor
from netral.portal.signin.models import Session, Slip
from netral.portal.signin.password import meant
from netral.portal.signin.told import tell

GOOD_FOR = timedelta(days=14)
_PURPOSE = "slip"


@transaction.atomic
def make(official: Official, *, by: User, now: datetime) -> str | None:
    """The slip's code, shown now and never again; earlier slips of the account are void. It leaves second factors be.

    Makes the account of a `pegawai` where there is none yet; None where another official signs in with that NIP, or
    where a clerk alone could take over what a role of two proofs opens (`behind_one_proof`).
    """
    user, _made = User.objects.get_or_create(login=official.nip, defaults={"official": official, "name": official.name})
    hold(user)
    if user.official_id != official.pk or not user.is_active or behind_one_proof(user):
        return None
    if _made:
        user.set_unusable_password()
        user.save(update_fields=("password",))
        Mandate.objects.create(
            user=user, role="pegawai", agency=official.agency, granted_by=by, valid_from=clock.now().date()
        )
    return renew(user, by=by, now=now)


def hold(user: User) -> None:
    """Until the transaction ends nobody makes a slip for this account, and nobody grants it a role."""
    User.objects.select_for_update().get(pk=user.pk)


def behind_one_proof(user: User) -> bool:
    """A role above `pegawai`, now or one day, and no second factor: who sets the password could set that up too."""
    open_ = Q(valid_to=None) | Q(valid_to__gt=clock.now().date())
    return user.mandates.filter(open_, role__in=SECOND_FACTOR).exists() and not has_factor(user)


def opens(user: User, *, now: datetime) -> bool:
    """A slip that nobody has used yet would open this account, without a second factor."""
    return not has_factor(user) and Slip.objects.filter(user=user, used_at=None, ends_at__gt=now).exists()


@transaction.atomic
def renew(user: User, *, by: User, now: datetime) -> str:
    """A new slip for an account that is there; those before it are void."""
    code = keyed.new_code()
    put(user, code, by=by, now=now)
    return keyed.spaced(code)


def put(user: User, code: str, *, by: User, now: datetime) -> None:
    """The one slip of this account from now on."""
    Slip.objects.filter(user=user, used_at=None).delete()
    Slip.objects.create(user=user, mark=keyed.mark(_PURPOSE, code), made_by=by, made_at=now, ends_at=now + GOOD_FOR)
    tell("slip_made", by, account=user.pk)


def found(login: str, code: str, *, now: datetime) -> Slip | None:
    """The slip of this account with this code, if it can still be used."""
    marks = keyed.marks(_PURPOSE, keyed.typed(code))
    open_ones = Slip.objects.filter(mark__in=marks, used_at=None, ends_at__gt=now, user__is_active=True)
    return open_ones.filter(user__login=meant(login)).select_related("user").first()


def end_all(user: User) -> None:
    """Every session, and every program's token, of whoever had this account until now."""
    Session.objects.filter(user=user).delete()
    user.tokens.filter(ended_on=None).update(ended_on=clock.now().date())


@transaction.atomic
def use(slip: Slip, password: str, *, now: datetime) -> bool:
    """The account has this password from now on, and no session or program of before; False where it was used first."""
    if Slip.objects.filter(pk=slip.pk, used_at=None).update(used_at=now) != 1:
        return False
    user = slip.user
    user.set_password(password)
    user.save(update_fields=("password",))
    end_all(user)
    tell("password_changed", user, how="slip")
    return True
