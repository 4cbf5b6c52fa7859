"""Who packed this bundle? A note over its tag manifest, and so over every byte, by the key that seals the ledger."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import note
from netral.evidence.note import Key

FILE = "bundle.note"
_KIND = "netral-bundle/1"
"""Where a seal has its size: no signature over one can be taken for one over the other."""


def sign(origin: str, digest: str, private: Ed25519PrivateKey) -> bytes:
    """The note; `digest`: that of `tagmanifest-sha256.txt`. The same key and bundle give the same bytes."""
    return note.sign_text(_text(origin, digest), origin, private)


def signed_by(raw: bytes, origin: str, digest: str, key: Key) -> bool:
    """Is this that note, and signed by this key and by no other?"""
    try:
        text, signatures = note.read_text(raw)
    except ValueError:
        return False
    (first, *others) = signatures
    return text == _text(origin, digest) and not others and note.holds(first, text, key)


def _text(origin: str, digest: str) -> str:
    return f"{origin}\n{_KIND}\n{digest}\n"
