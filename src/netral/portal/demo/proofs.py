"""What do people of a demonstration prove themselves with? Figures that the page shows, and keys of examiners."""

from __future__ import annotations

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.directory.roles import SECOND_FACTOR
from netral.portal.sealed.actions import make_key
from netral.portal.signin import factors, totp

PASSPHRASE = "kunci peragaan untuk semua orang"
"""Of every examiner's key; as public as the password."""


def make() -> None:
    """An app of six figures for every role that needs one, and for each examiner a key to open boxes with."""
    now = clock.now()
    for user in User.objects.filter(mandates__role__in=SECOND_FACTOR).order_by("pk"):
        factors.add_totp(user, totp.new_secret(), step=0, now=now)
    for user in User.objects.filter(mandates__role="pemeriksa").order_by("pk"):
        made = make_key(user, PASSPHRASE, now=now)
        assert not isinstance(made, Denial), made
