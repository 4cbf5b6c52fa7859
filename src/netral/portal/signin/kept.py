"""What somebody wrote when their session ended: kept for an hour, given back to the same person in the same browser.

The key stands in a cookie alone, with whose it is, from the moment of signing in: after the session is gone, nothing
else says who sends a form. The server keeps ciphertext, and nothing of a form that came without its token against
forgery, since that is asked first. What nobody should keep is not kept at all: passwords, passphrases, codes, files.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.http import HttpRequest, HttpResponse

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.readable import number
from netral.portal.signin.models import Kept

FOR, COOKIE_FOR = timedelta(hours=1), timedelta(hours=14)
MOST, LARGEST = 5, 100_000
"""Forms of one person, and bytes of one form."""
SENT = "isian_disimpan"
"""The field with which a form comes that is sent again."""
SECRET = frozenset({"sandi", "baru", "lagi", "frasa", "ulang", "kode", "slip", "jawaban", "csrfmiddlewaretoken", SENT})
_SALT = "netral.signin.kept"


@dataclass(frozen=True, slots=True)
class Form:
    """`fields`: name and value in the order in which they came; `path`: where they were to go."""

    id: int
    path: str
    fields: list[tuple[str, str]]


def cookie() -> str:
    """Bound to this host and to HTTPS, where there is HTTPS."""
    return f"{'__Host-' if settings.NETRAL.https else ''}isian"


def keep(request: HttpRequest) -> bool:
    """Keep this form for whoever signed in last in this browser; False where there is nothing to keep, or nobody."""
    whose = _whose(request)
    told = [(name, value) for name, values in request.POST.lists() if name not in SECRET for value in values]
    # Of an act without words a press is lost, which is made again where the page shows what it is about by then.
    if whose is None or request.FILES or not any(value.strip() for _name, value in told):
        return False
    user, key = whose
    plain = orjson.dumps([request.get_full_path(), told])
    if len(plain) > LARGEST or not User.objects.filter(pk=user, is_active=True).exists():
        return False
    nonce, now = os.urandom(12), clock.running()
    sweep(now)
    Kept.objects.create(user_id=user, cipher=nonce + AESGCM(key).encrypt(nonce, plain, _bound(user)), at=now)
    newest = Kept.objects.filter(user=user).order_by("-at", "-pk").values_list("pk", flat=True)
    Kept.objects.filter(user=user).exclude(pk__in=list(newest[:MOST])).delete()
    return True


def given_back(request: HttpRequest, user: User) -> list[Form]:
    """The forms of this person that this browser can open, newest first."""
    whose = _whose(request)
    if whose is None or whose[0] != user.pk:
        return []
    rows = Kept.objects.filter(user=user, at__gt=clock.running() - FOR).order_by("-at", "-pk")
    return [form for row in rows if (form := _opened(row, whose[1])) is not None]


def done(request: HttpRequest) -> None:
    """A form that was given back has been sent again, or thrown away: it is kept no more."""
    if isinstance(request.user, User) and (sent := number(request.POST.get(SENT, ""))) is not None:
        Kept.objects.filter(user=request.user, pk=sent).delete()


def remembered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whoever is signed in has a key in this browser, and one of their own."""
    user = request.session.get(SESSION_KEY)
    whose = _whose(request)
    if user is None or (whose is not None and f"{whose[0]}" == f"{user}"):
        return response
    value = signing.dumps([int(user), secrets.token_hex(32)], salt=_SALT)
    seconds = int(COOKIE_FOR.total_seconds())
    response.set_cookie(cookie(), value, seconds, secure=settings.NETRAL.https, httponly=True, samesite="Lax")
    return response


def sweep(now: datetime) -> int:
    """What lay for an hour is gone; how many."""
    deleted: int = Kept.objects.filter(at__lte=now - FOR).delete()[0]
    return deleted


def _whose(request: HttpRequest) -> tuple[int, bytes] | None:
    try:
        user, key = signing.loads(request.COOKIES.get(cookie(), ""), salt=_SALT, max_age=COOKIE_FOR)
    except signing.BadSignature:
        return None
    return user, bytes.fromhex(key)


def _opened(row: Kept, key: bytes) -> Form | None:
    cipher = bytes(row.cipher)
    try:
        told: Any = orjson.loads(AESGCM(key).decrypt(cipher[:12], cipher[12:], _bound(row.user_id)))
    except InvalidTag:
        return None
    return Form(row.pk, told[0], [(name, value) for name, value in told[1]])


def _bound(user: int) -> bytes:
    return f"netral kept {user}".encode()
