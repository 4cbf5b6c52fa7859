"""A key that counts how often it signed: a copy of it opens nothing, whichever of the two comes second."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData, CollectedClientData

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.signin import factors, passkey
from tests.portal.cast import Cast

pytestmark = pytest.mark.django_db
PRIVATE = ec.derive_private_key(7, ec.SECP256R1())
IDENTITY = b"kunci uji satu"


def _coded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def owner(cast: Cast) -> User:
    user = cast.holder("pemeriksa")
    public = AttestedCredentialData.create(Aaguid.NONE, IDENTITY, ES256.from_cryptography_key(PRIVATE.public_key()))
    digest = sha256(IDENTITY).hexdigest()
    factors.add_passkey(user, credential=digest, public=bytes(public), name="tongkat", now=clock.running())
    return user


def signs(user: User, count: int) -> bool:
    """The key answers a fresh challenge and says that this was its `count`-th signature."""
    request = RequestFactory().get("/", HTTP_HOST="localhost")
    request.session = SessionStore()
    asked = json.loads(passkey.ask(request, user))["publicKey"]
    client = CollectedClientData.create("webauthn.get", asked["challenge"], "http://localhost")
    data = AuthenticatorData.create(sha256(b"localhost").digest(), AuthenticatorData.FLAG.UP, count)
    signature = PRIVATE.sign(data + client.hash, ec.ECDSA(SHA256()))
    parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
    answer = {
        "id": _coded(IDENTITY),
        "rawId": _coded(IDENTITY),
        "type": "public-key",
        "response": {name: _coded(bytes(part)) for name, part in parts.items()},
    }
    return passkey.proved(request, user, json.dumps(answer), now=clock.running())


def test_a_key_that_counts_opens_as_long_as_it_rises(owner: User) -> None:
    assert [signs(owner, count) for count in (1, 2, 9)] == [True, True, True]
    assert owner.passkeys.get().count == 9


@pytest.mark.parametrize("count", [9, 4, 0])
def test_a_copy_that_is_behind_opens_nothing(owner: User, count: int) -> None:
    assert signs(owner, 9)
    used = owner.passkeys.get().used_at
    assert not signs(owner, count)
    assert (owner.passkeys.get().count, owner.passkeys.get().used_at) == (9, used)


def test_a_key_that_does_not_count_opens_every_time(owner: User) -> None:
    """As those of phones, which are the same on several devices."""
    assert [signs(owner, 0) for _ in range(3)] == [True, True, True]
