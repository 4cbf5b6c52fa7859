"""Make a key, and open boxes with it: each is an event of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pyrage
from django.db import transaction
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.sealed.boxes import opened, unlock
from netral.portal.sealed.models import Box, Key

SHORTEST = 15
"""Signs of a passphrase. It has to withstand guessing by somebody who holds the whole database."""


def make_key(user: User, passphrase: str, *, now: datetime) -> Key | Denial:
    """A new key, from today on; the one before is closed, and opens what was sealed to it until it is handed over."""
    if refused := weak(user, passphrase):
        return refused
    identity = pyrage.x25519.Identity.generate()
    # It takes a second or so: before the transaction, during which others wait.
    locked = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        replaced = Key.objects.filter(user=user, valid_to=None).update(valid_to=now.date())
        key = Key.objects.create(user=user, public=str(identity.to_public()), locked=locked, valid_from=now.date())
        facts = {"key": key.pk, "public": key.public, "replaced": replaced}
        record(Happening("sealed.key_made", who(user), "", facts=facts), now=now)
    return key


def weak(user: User, passphrase: str) -> Denial | None:
    """Why this passphrase does not protect; None where it does."""
    if len(passphrase) < SHORTEST or len(set(passphrase)) < 6:
        words = _(
            "Frasa sandi terlalu mudah ditebak. Pakai empat atau lima kata acak, paling sedikit {count} karakter."
        )
        return Denial(words.format(count=SHORTEST))
    if user.check_password(passphrase):
        return Denial(_("Jangan pakai kata sandi masuk Anda. Frasa ini harus lain."))
    return None


def read(
    boxes: Sequence[Box], user: User, passphrase: str, *, why: str, case: str | None = None, now: datetime
) -> list[bytes] | Denial:
    """What is in these boxes, all or none, in their order; recorded as opened, and refused attempts as refused."""
    secrets: dict[Key, str] = {}
    found: list[bytes] = []
    for box in boxes:
        plain = _with_any_key(box, user, passphrase, secrets)
        if isinstance(plain, Denial):
            _tell("sealed.refused", user, [box], why=why, case=case, now=now)
            return plain
        found.append(plain)
    _tell("sealed.opened", user, boxes, why=why, case=case, now=now)
    return found


def _with_any_key(box: Box, user: User, passphrase: str, secrets: dict[Key, str]) -> bytes | Denial:
    """Somebody who replaced a key may hold a box by the old one, under another passphrase."""
    refused = Denial(_("Kotak ini tidak dikunci untuk Anda."))
    for key in Key.objects.filter(user=user, boxes__box=box):
        secret = secrets.get(key) or unlock(key, passphrase)
        if isinstance(secret, Denial):
            refused = secret
            continue
        secrets[key] = secret
        return opened(box, key, secret)
    return refused


def _tell(kind: str, user: User, boxes: Sequence[Box], *, why: str, case: str | None, now: datetime) -> None:
    with transaction.atomic():
        facts = {"boxes": [f"{box.pk}" for box in boxes]}
        record(Happening(kind, who(user), why, case=case, facts=facts), now=now)


def who(user: User) -> dict[str, str]:
    """How the ledger names an examiner."""
    return {"role": "pemeriksa", "id": f"{user.pk}"}
