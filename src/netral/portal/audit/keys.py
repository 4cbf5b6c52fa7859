"""With which key does the portal seal? One file that its owner alone reads; its public halves stand in the database."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from netral.evidence import note
from netral.portal.audit import models


class NoSealKey(RuntimeError):
    """The key of this ledger's seals is not at hand; a new one in its place would be believed by nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: bukan kunci segel buku ini; kembalikan berkasnya dari salinan Anda")


def published() -> list[note.Key]:
    """Every key that signed, in order; none before the first seal."""
    written = models.Key.objects.order_by("number").values_list("written", flat=True)
    return [note.Key.read(one) for one in written]


def handed(number: int) -> list[bytes]:
    """The seals by which each key up to this one followed the one before, by rising size."""
    if number == 0:
        return []
    sizes = models.Key.objects.filter(number__gt=0, number__lte=number).values("since")
    return [
        bytes(one) for one in models.Seal.objects.filter(size__in=sizes).order_by("size").values_list("note", flat=True)
    ]


def waiting(path: Path) -> Path:
    """Where the next key waits until it is the one in use."""
    return path.with_name(f"{path.name}.next")


def signing() -> tuple[Ed25519PrivateKey, note.Key]:
    """The key that seals now; made with the ledger's first seal, under the lock of its head. Raises NoSealKey."""
    path: Path = settings.NETRAL.seal_key
    known = published()
    if not known and not path.exists():
        make(path)
    if not known:
        known = [note.public(read(path), _origin())]
        models.Key.objects.create(number=0, written=known[0].written())
    return read(in_force(known[-1])), known[-1]


def in_force(key: note.Key) -> Path:
    """The file that holds the private half of this key; NoSealKey where neither does."""
    path: Path = settings.NETRAL.seal_key
    # A change of keys may have been cut off between its record and its files, or be moving them while we look.
    for one in (path, waiting(path), path):
        if holds(one, key):
            return one
    raise NoSealKey(path)


def holds(path: Path, key: note.Key) -> bool:
    """Is this file the private half of this key?"""
    try:
        return read(path).public_key().public_bytes_raw() == key.public
    except NoSealKey:
        return False


def make(path: Path, *, like: Path | None = None) -> None:
    """A new key in a file of this name, whole or not at all; FileExistsError where there is one.

    `like`: a file whose owner is to be able to read it, too, whoever made it.
    """
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    aside = path.with_name(f"{path.name}.{token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        if like is not None and (owner := like.stat()).st_uid != os.geteuid():
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link, and not a renaming: it never takes the place of a key that is there.
        path.hardlink_to(aside)
    finally:
        aside.unlink()


def read(path: Path) -> Ed25519PrivateKey:
    """The key in this file; NoSealKey where there is none, or another kind."""
    try:
        return private(path.read_bytes())
    except (OSError, ValueError, TypeError):
        raise NoSealKey(path) from None


def private(pem: bytes) -> Ed25519PrivateKey:
    """ValueError or TypeError where it is none, or another kind."""
    found = load_pem_private_key(pem, password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise TypeError("not an Ed25519 key")
    return found


def _origin() -> str:
    """How the ledger is called for good: by the site of its first seal, and a number that no other has."""
    return f"{settings.NETRAL.hosts[0].lstrip('.')}/netral/{token_hex(4)}"
