"""Seal bytes to people's keys, and open them again: age with X25519; the secret halves stand locked in the database.

A box has a key of its own, and that key is wrapped for each recipient: handing over wraps a few hundred bytes anew and
leaves the box as it was written. Nothing that the portal holds opens a box without somebody's passphrase.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

import pyrage
from django.db import transaction
from django.utils.translation import gettext as _

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency
from netral.portal.sealed.models import Box, BoxRecipient, Key, examiners
from netral.portal.signin import throttle
from netral.portal.signin.limits import PASSPHRASE_KEY


def recipients_of(agency: Agency, *, on: date, without: Collection[int] = ()) -> list[Key]:
    """The keys in force of the agency's examiners, except of the accounts in `without` (their primary keys)."""
    people = examiners(agency, on=on).exclude(pk__in=without)
    return list(Key.objects.on(on).filter(user__in=people).select_related("user"))


def keep(plain: bytes, *, agency: Agency, keys: Collection[Key], without: Collection[int] = (), now: datetime) -> Box:
    """Seal `plain` to these keys and keep it; ValueError where there is no key, since then nobody could ever open it.

    `without` are the accounts to whom it may never be handed over either: those that `recipients_of` left out.
    """
    if not keys:
        raise ValueError("a box without a recipient is lost")
    if barred := {key.user_id for key in keys} & set(without):
        raise ValueError(f"sealed to whom it is to be kept from: {sorted(barred)}")
    own = pyrage.x25519.Identity.generate()
    with transaction.atomic():
        box = Box.objects.create(agency=agency, cipher=seal(plain, [str(own.to_public())]), created=now)
        BoxRecipient.objects.bulk_create(
            [BoxRecipient(box=box, key=key, wrapped=seal(str(own).encode(), [key.public])) for key in keys]
        )
        box.barred.set(without)
    return box


def seal(plain: bytes, recipients: Iterable[str]) -> bytes:
    """An age file to these public keys (`age1…`); `keep` is what rooms use."""
    sealed: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
    return sealed


def unlock(key: Key, passphrase: str) -> str | Denial:
    """The secret half of a key (`AGE-SECRET-KEY-…`). Takes a second or so by design: once for many boxes.

    Whoever finds a session open guesses ten times in a quarter of an hour, whichever page they guess at.
    """
    now, whom = clock.running(), f"{key.pk}"
    tried = throttle.count((PASSPHRASE_KEY, whom), now=now)
    if throttle.full(PASSPHRASE_KEY, whom, now=now):
        tried.take_back()
        return Denial(_("Terlalu banyak percobaan frasa sandi. Coba lagi 15 menit lagi."))
    try:
        secret: bytes = pyrage.passphrase.decrypt(bytes(key.locked), passphrase)
    except pyrage.DecryptError:
        return Denial(_("Frasa sandi kunci tidak cocok. Periksa huruf besar, spasi, dan tanda baca."))
    tried.take_back()
    return secret.decode()


def opened(box: Box, key: Key, secret: str) -> bytes | Denial:
    """What is in the box, by the unlocked secret half of `key`; a box that does not exist for this key is refused."""
    own = own_key(box, key, secret)
    return own if isinstance(own, Denial) else _decrypted(bytes(box.cipher), own)


def own_key(box: Box, key: Key, secret: str) -> str | Denial:
    """The box's own key."""
    wrap = BoxRecipient.objects.filter(box=box, key=key).first()
    if wrap is None:
        return Denial(_("Kotak ini tidak dikunci untuk Anda."))
    return _decrypted(bytes(wrap.wrapped), secret).decode()


def open_box(box: Box, key: Key, passphrase: str) -> bytes | Denial:
    """What is in the box. Records nothing: a room calls `actions.read`, so that every opening stands in the ledger."""
    secret = unlock(key, passphrase)
    return secret if isinstance(secret, Denial) else opened(box, key, secret)


def _decrypted(cipher: bytes, secret: str) -> bytes:
    """A box and a wrap that do not fit their key were changed behind our back: that is a fault, not a refusal."""
    plain: bytes = pyrage.decrypt(cipher, [pyrage.x25519.Identity.from_str(secret)])
    return plain
