"""A lost seal key can be had again by two people together: each keeps half of it on paper, worth nothing alone."""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from hashlib import sha256
from secrets import token_bytes
from textwrap import wrap

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence.note import Key

_FORM = "netral-half/1"
_LENGTH, _CHECK = 32, 3
_FORGIVEN = str.maketrans("018", "OIB")
"""Figures that the code does not have, for the letters they are taken for."""


def split(private: Ed25519PrivateKey) -> tuple[str, str]:
    """Two texts of four lines: the form, which half, the key's fingerprint, fourteen groups of four signs.

    One half is random, the other what is left of the key without it: whoever has one knows nothing of the key.
    """
    secret, pad = private.private_bytes_raw(), token_bytes(_LENGTH)
    rest = bytes(one ^ two for one, two in zip(secret, pad, strict=True))
    about = _fingerprint(private)
    return _written(1, about, pad), _written(2, about, rest)


def joined(one: str, other: str) -> Ed25519PrivateKey:
    """The key of two halves, in any order. ValueError, with what is wrong, where they do not make one."""
    (first, about, pad), (second, about_other, rest) = _read(one), _read(other)
    if {first, second} != {1, 2}:
        raise ValueError("the same half twice")
    if about != about_other:
        raise ValueError("halves of two different keys")
    private = Ed25519PrivateKey.from_private_bytes(bytes(one ^ two for one, two in zip(pad, rest, strict=True)))
    if _fingerprint(private) != about:
        raise ValueError("halves of two different keys")
    return private


def _fingerprint(private: Ed25519PrivateKey) -> str:
    return Key("-", private.public_key().public_bytes_raw()).fingerprint


def _written(number: int, about: str, half: bytes) -> str:
    code = b32encode(half + _check(number, half)).decode()
    return f"{_FORM}\n{number}\n{about}\n{' '.join(wrap(code, 4))}\n"


def _read(text: str) -> tuple[int, str, bytes]:
    """Forgiving in spaces, line ends, small letters and figures that the code does not have; not in anything else."""
    found = re.fullmatch(rf"\s*{_FORM}\s+([12])\s+((?:[0-9a-fA-F]{{8}}\s+){{8}})([\s\w]+)", text)
    if found is None:
        raise ValueError("not a half of a key")
    number, about, code = int(found[1]), " ".join(found[2].lower().split()), "".join(found[3].split())
    try:
        raw = b32decode(code.upper().translate(_FORGIVEN))
    except NotBase32:
        raw = b""
    half, check = raw[:_LENGTH], raw[_LENGTH:]
    if len(half) != _LENGTH or check != _check(number, half):
        raise ValueError("mistyped: its check signs do not fit")
    return number, about, half


def _check(number: int, half: bytes) -> bytes:
    return sha256(bytes([number]) + half).digest()[:_CHECK]
