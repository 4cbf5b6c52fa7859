"""Second factors come and go: six figures, recovery codes, passkeys. Every change is told to the ledger."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from netral.portal.directory.models import User
from netral.portal.signin import keyed
from netral.portal.signin.door import has_factor, role_asks_twice
from netral.portal.signin.models import Passkey, RecoveryCode, Totp
from netral.portal.signin.told import tell

CODES = 10
_PURPOSE = "recovery"


@transaction.atomic
def add_totp(user: User, secret: str, *, step: int, now: datetime) -> list[str]:
    """Six figures from now on, in place of those of another app; codes for paper where there are none yet.

    `step`: the half minute whose figures showed that the app has the secret; they do not count again.
    """
    Totp.objects.update_or_create(
        user=user, defaults={"secret": keyed.seal(secret), "last_step": step, "added_at": now}
    )
    tell("factor_added", user, factor="totp")
    return [] if codes_left(user) else new_codes(user)


@transaction.atomic
def add_passkey(user: User, *, credential: str, public: bytes, name: str, now: datetime) -> list[str]:
    """Another key of this account; codes for paper where there are none yet."""
    Passkey.objects.create(user=user, credential=credential, public=public, name=name, added_at=now)
    tell("factor_added", user, factor="passkey")
    return [] if codes_left(user) else new_codes(user)


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Ten codes, shown now and never again; those before are void."""
    codes = [keyed.new_code() for _ in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, mark=_mark(user, code)) for code in codes)
    tell("factor_added", user, factor="recovery")
    return [keyed.spaced(code) for code in codes]


@transaction.atomic
def remove_totp(user: User) -> bool:
    """False, and nothing is removed, where a role needs it as the last factor."""
    if _is_last(user, but=Passkey.objects.filter(user=user).exists()):
        return False
    if Totp.objects.filter(user=user).delete()[0]:
        tell("factor_removed", user, factor="totp")
    _without_factor_no_codes(user)
    return True


@transaction.atomic
def remove_passkey(user: User, number: int) -> bool:
    """As `remove_totp`; a key of somebody else is no key of this account, and nothing happens."""
    others = Passkey.objects.filter(user=user).exclude(pk=number).exists() or Totp.objects.filter(user=user).exists()
    if _is_last(user, but=others):
        return False
    if Passkey.objects.filter(user=user, pk=number).delete()[0]:
        tell("factor_removed", user, factor="passkey")
    _without_factor_no_codes(user)
    return True


def codes_left(user: User) -> int:
    """How many recovery codes have not been used."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def use_code(user: User, typed: str, *, now: datetime) -> bool:
    """Whether it was one of the codes; it is none any longer."""
    marks = keyed.marks(_PURPOSE, f"{user.pk} {keyed.typed(typed)}")
    return RecoveryCode.objects.filter(user=user, mark__in=marks, used_at=None).update(used_at=now) == 1


def _mark(user: User, code: str) -> str:
    return keyed.mark(_PURPOSE, f"{user.pk} {code}")


def _is_last(user: User, *, but: bool) -> bool:
    return not but and role_asks_twice(user)


def _without_factor_no_codes(user: User) -> None:
    """Codes on paper stand in for a factor; alone they are none."""
    if not has_factor(user):
        RecoveryCode.objects.filter(user=user).delete()
