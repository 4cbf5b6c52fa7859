"""Keys for tests, locked as age locks them, only with so little work that a test need not wait for it."""

from __future__ import annotations

import hmac
import os
from base64 import b64encode
from hashlib import scrypt

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from netral.portal.directory.models import User
from netral.portal.sealed.models import Key
from tests.portal.cast import BEGAN

PASSPHRASE = "kuda benar baterai staples"
VERSION = b"age-encryption.org/v1"
WORK = 4
"""log₂ of scrypt's N; `pyrage` itself takes about 18."""


def key_of(user: User) -> Key:
    """This person's key in force."""
    identity = pyrage.x25519.Identity.generate()
    locked = locked_by(PASSPHRASE, str(identity).encode())
    return Key.objects.create(user=user, public=str(identity.to_public()), locked=locked, valid_from=BEGAN)


def locked_by(passphrase: str, plain: bytes) -> bytes:
    """An age file (C2SP age, scrypt recipient) of one chunk."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = scrypt(passphrase.encode(), salt=VERSION + b"/scrypt" + salt, n=1 << WORK, r=8, p=1, dklen=32)
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    header = b"%s\n-> scrypt %s %d\n%s\n---" % (VERSION, _text(salt), WORK, _text(body))
    mac = hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")
    last = bytes(11) + b"\x01"
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last, plain, None)
    return header + b" " + _text(mac) + b"\n" + nonce + payload


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _text(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")
