"""The only key to a report: sixteen signs, made once, easy to read aloud, kept as a keyed hash."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
LENGTH, GROUP = 16, 4
_MEANT = str.maketrans("OIL", "011")
_DOMAIN = b"netral receipt code 1\x00"


def make() -> str:
    """A fresh code of 80 random bits, without spaces."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(typed: str) -> str:
    """What was meant: case, spaces and hyphens do not count, O is 0, I and L are 1."""
    return re.sub(r"[\s\-.]+", "", typed).upper().translate(_MEANT)


def read(typed: str) -> str | None:
    """The code that was typed; None where it cannot be one."""
    code = normalised(typed)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def grouped(code: str) -> list[str]:
    """As it is shown and read aloud: four groups of four."""
    return [code[at : at + GROUP] for at in range(0, LENGTH, GROUP)]


def keyed(code: str, secret: str) -> bytes:
    """What is stored of a code: it can be found again by it, and nothing can be told from it.

    Eighty random bits need no slow hash: nobody tries 2^80 codes.
    """
    return hmac.digest(secret.encode(), _DOMAIN + code.encode(), "sha256")


def all_keyed(code: str, secret: str, former: Iterable[str]) -> list[bytes]:
    """The same under the present secret and those before it: a code outlives a change of the secret."""
    return [keyed(code, one) for one in (secret, *former)]
