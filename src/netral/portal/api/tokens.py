"""Make, end and believe a token. It proves a program, never a person: no scope of it decides about anybody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.evidence.event import Happening
from netral.portal.api.models import Token
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.signin.keyed import mark, marks, new_code

_PURPOSE = "token"
SIGNS = 32
"""160 random bits."""
LONGEST = 365
"""Days."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token may do, in words, and the roles of which its owner must hold one."""

    word: Promise
    roles: tuple[str, ...]


SCOPES = {
    "calendar:read": Scope(gettext_lazy("Membaca kalender"), ("pengelola", "pemeriksa", "ppk", "auditor", "admin")),
    "reports:write": Scope(gettext_lazy("Mengirim laporan untuk orang lain"), ("pengelola", "pemeriksa")),
    "findings:read": Scope(gettext_lazy("Membaca temuan yang disamarkan"), ("pemeriksa",)),
    "directory:import": Scope(gettext_lazy("Mengirim berkas pegawai untuk diperiksa"), ("pengelola",)),
    "audit:read": Scope(gettext_lazy("Mengunduh buku audit"), ("auditor",)),
}


def offered(user: User, *, now: datetime) -> list[str]:
    """The scopes that this person's mandates allow."""
    held = user.roles(now.date())
    return [name for name, scope in SCOPES.items() if held & set(scope.roles)]


def make(user: User, *, name: str, scopes: Collection[str], days: int, now: datetime) -> str | Denial:
    """A fresh token, which is shown once."""
    if not name.strip():
        return Denial(_("Beri nama: program apa yang memakai token ini?"))
    if not scopes or not set(scopes) <= set(offered(user, now=now)):
        return Denial(_("Pilih paling sedikit satu hal yang boleh dilakukan token ini."))
    if not 1 <= days <= LONGEST:
        return Denial(_("Tulis berapa hari token ini berlaku, 1 sampai 365."))
    secret = f"netral_{new_code(SIGNS)}"
    with transaction.atomic():
        token = Token.objects.create(
            user=user,
            name=name.strip()[:80],
            mark=mark(_PURPOSE, secret),
            scopes=" ".join(sorted(scopes)),
            made_on=now.date(),
            until=now.date() + timedelta(days=days),
        )
        record(_happened("api.token_made", user, token), now=now)
    return secret


def end(user: User, number: int, *, now: datetime) -> None:
    """A token of one's own ends at once."""
    with transaction.atomic():
        found = Token.objects.select_for_update().filter(user=user, pk=number, ended_on=None).first()
        if found is not None:
            found.ended_on = now.date()
            found.save(update_fields=["ended_on"])
            record(_happened("api.token_ended", user, found), now=now)


def believed(secret: str, scope: str, *, now: datetime) -> Token | None:
    """The token, where it holds today for this scope, and its owner still holds a role for it."""
    today = now.date()
    found = (
        Token.objects.select_related("user")
        .filter(mark__in=marks(_PURPOSE, secret), ended_on=None, until__gt=today, user__is_active=True)
        .first()
    )
    if found is None or scope not in found.scopes.split():
        return None
    return found if found.user.roles(today) & set(SCOPES[scope].roles) else None


def _happened(kind: str, user: User, token: Token) -> Happening:
    who = {"role": "pemilik token", "id": f"{user.pk}"}
    return Happening(kind, who, "", facts={"token": token.pk, "scopes": token.scopes, "until": token.until.isoformat()})
