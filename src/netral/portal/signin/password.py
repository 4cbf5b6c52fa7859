"""Is this the password? The same words and the same work for an account that is not there."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from django.contrib.auth import authenticate
from django.db import transaction

from netral.portal.directory.models import User
from netral.portal.signin import keyed, throttle
from netral.portal.signin.limits import PASSWORD_ACCOUNT, PASSWORD_BLOCK, PASSWORD_PAIR, PASSWORD_STRAINED
from netral.portal.signin.told import tell_refused


class Refused(Enum):
    """Why a proof was not taken: it is wrong, or it was not looked at because too many came before.

    FIGURES: too many six figures came from everywhere; other second proofs still open.
    """

    WRONG = "wrong"
    WAIT = "wait"
    FIGURES = "figures"


def meant(login: str) -> str:
    """The login as it is kept: a NIP without spaces, an address in small letters."""
    login = login.strip()
    digits = login.replace(" ", "")
    return digits if digits.isdigit() else login.lower() if "@" in login else login


def check(login: str, password: str, *, block: str, now: datetime) -> User | Refused:
    """The account whose password this is. Strangers who fail elsewhere do not keep its owner out."""
    login = meant(login)[:150]
    pair = f"{login} {block}"
    of_pair = ((PASSWORD_PAIR, pair), (PASSWORD_STRAINED, pair))
    tried = throttle.count(*of_pair, (PASSWORD_BLOCK, block), (PASSWORD_ACCOUNT, login), now=now)
    if _too_many(login, block, now):
        tried.take_back()
        return Refused.WAIT
    # Costs the same without such an account, or without a password of its own: a hash is made either way.
    user = authenticate(login=login, password=password)
    if not isinstance(user, User):
        with transaction.atomic():
            tell_refused(keyed.mark("account", login))
        return Refused.WRONG
    tried.take_back()
    throttle.forget(of_pair)
    return user


def _too_many(login: str, block: str, now: datetime) -> bool:
    pair = f"{login} {block}"
    if throttle.full(PASSWORD_BLOCK, block, now=now) or throttle.full(PASSWORD_PAIR, pair, now=now):
        return True
    strained = throttle.full(PASSWORD_ACCOUNT, login, now=now)
    return strained and throttle.full(PASSWORD_STRAINED, pair, now=now)
