"""Is this key one of the account's? WebAuthn, with `fido2` doing what is cryptography."""

from __future__ import annotations

import json
import struct
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from netral.portal.directory.models import User
from netral.portal.signin import keyed
from netral.portal.signin.models import Passkey

# What a browser sent is a stranger's: it may lack parts, have others, nest without end, or hold bytes that are no CBOR.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, struct.error)
ASKED = "kunci_ditanya"
"""The session's challenge, of use once."""


def possible(request: HttpRequest) -> bool:
    """Keys belong to a name: none can be made for a bare address."""
    try:
        ip_address(_name(request))
    except ValueError:
        return True
    return False


def ask_to_add(request: HttpRequest, user: User) -> str:
    """The options for the browser as JSON, a new challenge in the session."""
    who = PublicKeyCredentialUserEntity(
        id=bytes.fromhex(keyed.mark("handle", f"{user.pk}")), name=user.login, display_name=f"{user}"
    )
    options, state = _server(request).register_begin(
        who,
        _public(user),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[ASKED] = state
    return json.dumps(dict(options))


def added(request: HttpRequest, answer: str) -> tuple[str, bytes] | None:
    """The new key's (digest of its id, credential), or None where the answer is not one to our question."""
    try:
        made = _server(request).register_complete(_state(request), json.loads(answer))
    except _UNREADABLE:
        return None
    assert made.credential_data is not None
    digest = _digest(made.credential_data.credential_id)
    # One key, one account: whose it is already, is told to nobody.
    return None if Passkey.objects.filter(credential=digest).exists() else (digest, bytes(made.credential_data))


def ask(request: HttpRequest, user: User) -> str:
    """As `ask_to_add`, for one of the keys that the account has."""
    options, state = _server(request).authenticate_begin(
        _public(user), user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[ASKED] = state
    return json.dumps(dict(options))


def proved(request: HttpRequest, user: User, answer: str, *, now: datetime) -> bool:
    """Whether one of the account's keys signed our challenge, and no copy of it.

    A key that counts has never signed as often as it says: of two that say the same, one is a copy (WebAuthn §6.1.1).
    """
    try:
        told = AuthenticationResponse.from_dict(json.loads(answer))
        used = _server(request).authenticate_complete(_state(request), _public(user), told)
    except _UNREADABLE:
        return False
    count = told.response.authenticator_data.counter
    earlier = {"count__lt": count} if count else {"count": 0}
    keys = Passkey.objects.filter(user=user, credential=_digest(used.credential_id), **earlier)
    return bool(keys.update(used_at=now, count=count))


def _server(request: HttpRequest) -> Fido2Server:
    own = f"{request.scheme}://{request.get_host()}"
    about = PublicKeyCredentialRpEntity(id=_name(request), name=f"Netral {settings.NETRAL.agency}")
    # Exactly our own origin: a page on another name under ours is a stranger's.
    return Fido2Server(about, verify_origin=lambda origin: origin == own)


def _state(request: HttpRequest) -> Any:
    return request.session.pop(ASKED)


def _public(user: User) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(one)) for one in user.passkeys.values_list("public", flat=True)]


def _digest(credential: bytes) -> str:
    return sha256(credential).hexdigest()


def _name(request: HttpRequest) -> str:
    host = request.get_host()
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
