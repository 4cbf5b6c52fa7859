"""Give up the proofs of an account whose owner lost them, and hand out a slip in two halves. Who may, `people` decides.

The proposer is shown the first half of the slip's code, the second person the other: neither can open the account, and
its owner needs both, face to face.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from netral.portal.directory.models import User
from netral.portal.signin import keyed, slips
from netral.portal.signin.models import Passkey, RecoveryCode, Reset, Totp
from netral.portal.signin.told import tell

GOOD_FOR, TOLD_FOR = timedelta(days=7), timedelta(days=90)


def waiting(now: datetime) -> QuerySet[Reset]:
    """Those that a second person can still confirm."""
    return Reset.objects.filter(confirmed_at=None, proposed_at__gt=now - GOOD_FOR)


def told(user: User, *, now: datetime) -> QuerySet[Reset]:
    """What this person has to learn of: a proposal that waits, and what was done in the last three months."""
    done = Reset.objects.filter(user=user, confirmed_at__gt=now - TOLD_FOR)
    return (waiting(now).filter(user=user) | done).select_related("proposed_by", "confirmed_by")


@transaction.atomic
def propose(user: User, why: str, *, by: User, now: datetime) -> str | None:
    """The first half of the slip's code, shown now and never again; None where a proposal waits already."""
    User.objects.select_for_update().get(pk=user.pk)
    if waiting(now).filter(user=user).exists():
        return None
    Reset.objects.filter(user=user, confirmed_at=None).delete()
    half = keyed.new_code()
    Reset.objects.create(user=user, why=why[:300], half=keyed.seal(half), proposed_by=by, proposed_at=now)
    tell("reset_proposed", by, account=user.pk)
    return keyed.spaced(half)


@transaction.atomic
def confirm(reset: Reset, *, by: User, now: datetime) -> str | None:
    """The second half. From now on no proof, session or program of before holds. None: it was decided meanwhile."""
    found = waiting(now).select_for_update(of=("self",)).filter(pk=reset.pk).select_related("user").first()
    if found is None:
        return None
    user, half = found.user, keyed.new_code()
    for proofs in (Totp, Passkey, RecoveryCode):
        proofs._default_manager.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=("password",))
    slips.end_all(user)
    slips.put(user, keyed.unseal(found.half) + half, by=by, now=now)
    Reset.objects.filter(pk=found.pk).update(half="", confirmed_by=by, confirmed_at=now)
    tell("reset", by, account=user.pk)
    return keyed.spaced(half)


@transaction.atomic
def drop(reset: Reset, *, by: User, now: datetime) -> None:
    """It is not followed: so say who could confirm it, who proposed it, or the person whose proofs they are."""
    if waiting(now).filter(pk=reset.pk).delete()[0]:
        tell("reset_dropped", by, account=reset.user_id)
