"""Is this the second proof? Six figures or a recovery code, each of use once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from netral.portal.directory.models import User
from netral.portal.signin import factors, keyed, throttle, totp
from netral.portal.signin.limits import CODE_PAIR, FIGURES_ACCOUNT
from netral.portal.signin.models import Totp
from netral.portal.signin.password import Refused
from netral.portal.signin.told import tell_refused


def check(user: User, typed: str, *, block: str, now: datetime) -> str | Refused:
    """`totp` or `recovery`, whichever it was. Too many figures from everywhere close figures alone, not the account."""
    typed = "".join(typed.split())
    is_figures = typed.isascii() and typed.isdigit() and len(typed) == totp.FIGURES
    account, pair = f"{user.pk}", f"{user.pk} {block}"
    tried = throttle.count((CODE_PAIR, pair), *([(FIGURES_ACCOUNT, account)] if is_figures else []), now=now)
    if throttle.full(CODE_PAIR, pair, now=now):
        tried.take_back()
        return Refused.WAIT
    if is_figures and throttle.full(FIGURES_ACCOUNT, account, now=now):
        tried.take_back()
        return Refused.FIGURES
    if not (_figures_fit(user, typed, now) if is_figures else factors.use_code(user, typed, now=now)):
        with transaction.atomic():
            tell_refused(keyed.mark("account", user.login))
        return Refused.WRONG
    tried.take_back()
    throttle.forget([(CODE_PAIR, pair)])
    return "totp" if is_figures else "recovery"


def _figures_fit(user: User, typed: str, now: datetime) -> bool:
    mine = Totp.objects.filter(user=user).first()
    step = totp.step_of(keyed.unseal(mine.secret), typed, now=now) if mine else None
    # Figures that were read over a shoulder do not count a second time, nor do earlier ones.
    return bool(step) and Totp.objects.filter(user=user, last_step__lt=step).update(last_step=step) == 1
