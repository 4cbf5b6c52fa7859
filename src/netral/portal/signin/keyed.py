"""What is kept of a secret? A hash under the portal's own secret, or a copy sealed with it."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import blake2b, sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

# Crockford's base32: nothing that is mistaken for something else when it is read aloud.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})


def new_code(signs: int = 10) -> str:
    """Random, five bits a sign."""
    return "".join(secrets.choice(_SIGNS) for _ in range(signs))


def typed(code: str) -> str:
    """What somebody meant who typed a code: any case, with or without spaces, O for 0, I and L for 1."""
    return code.upper().translate(_MEANT)


def spaced(code: str) -> str:
    """The code in groups of five, to read and to copy."""
    return " ".join(code[at : at + 5] for at in range(0, len(code), 5))


def mark(purpose: str, text: str) -> str:
    """The keyed hash under which `text` is kept; the same text for another purpose has another."""
    return _mark(_keys()[0], purpose, text)


def marks(purpose: str, text: str) -> list[str]:
    """The keyed hashes of `text` under this secret and the former ones: to find what was kept before a rotation."""
    return [_mark(key, purpose, text) for key in _keys()]


def seal(plain: str) -> str:
    """A sealed copy for the database."""
    return _box().encrypt(plain.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises `cryptography.fernet.InvalidToken` where no secret of ours sealed it."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key, "seal"))) for key in _keys()])


def _mark(key: str, purpose: str, text: str) -> str:
    return hmac.new(_derived(key, purpose), text.encode(), sha256).hexdigest()


def _derived(key: str, purpose: str) -> bytes:
    return blake2b(
        purpose.encode(), key=blake2b(key.encode()).digest(), person=b"netral.signin", digest_size=32
    ).digest()


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
