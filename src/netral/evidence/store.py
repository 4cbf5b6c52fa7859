"""Bytes by their SHA-256: kept once, checked whenever they are read, encrypted where the agency wants that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from netral.evidence.digests import CHUNK
from netral.evidence.door import Door
from netral.evidence.errors import Broken, EvidenceRefused, fault

OBJECTS, KEYS = "objects", "keys"
USUAL = 2 << 30
"""The largest single object in bytes, unless the agency says otherwise."""


@dataclass(frozen=True, slots=True)
class Cipher:
    """Whose keys open the store (age recipients), and those at hand now (age identities); none: it is not encrypted.

    Each object has a key of its own, which is encrypted to the recipients: destroy it, and the object is noise.
    """

    recipients: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()


class Store:
    """The objects of one vault. Digests are `sha256:…`; `quota` bounds all of them together, in bytes."""

    def __init__(self, door: Door, cipher: Cipher, *, largest: int = USUAL, quota: int | None = None) -> None:
        self._door, self._cipher = door, cipher
        self._largest, self._quota = largest, quota

    def add(self, source: BinaryIO) -> tuple[str, int]:
        """Keep all of `source`; its digest and size. EvidenceRefused where it is too large; nothing is kept then."""
        reader = _Counted(source, self._room())
        with self._door.aside() as (file, keep):
            if self._cipher.recipients:
                key = _encrypt(reader, file, self._cipher.recipients)
            else:
                key = b""
                while chunk := reader.read(CHUNK):
                    file.write(chunk)
            name = f"sha256:{reader.hash.hexdigest()}"
            if self.holds(name):
                self._refuse_damaged(name)
                return name, reader.size
            if key:
                # The key first: an object without its key would be lost, a key without its object is swept.
                self._door.write(key, *self._key(name))
            keep(*self._object(name))
        return name, reader.size

    def holds(self, name: str) -> bool:
        """Are there bytes of this name?"""
        return self._door.path(*self._object(name)).is_file()

    def read(self, name: str) -> BinaryIO:
        """The bytes, checked whole before the first of them is handed out; Broken where they are not those bytes.

        Held in memory up to 8 MiB, in an unnamed file beyond.
        """
        found = SpooledTemporaryFile(max_size=8 << 20)  # noqa: SIM115 (it is the caller's)
        hash_ = hashlib.sha256()
        try:
            for chunk in self._chunks(name):
                hash_.update(chunk)
                found.write(chunk)
            if f"sha256:{hash_.hexdigest()}" != name:
                words = ("isi berkas bukan lagi yang diterima", "the bytes are no longer those received")
                raise Broken(fault("object.changed", name, *words))
        except BaseException:
            found.close()
            raise
        found.seek(0)
        return found  # type: ignore[return-value]

    def remove(self, name: str) -> None:
        """Its key first, then its bytes; done again, it finishes what a kill left."""
        self._door.remove(*self._key(name))
        self._door.remove(*self._object(name))

    def names(self) -> list[str]:
        """Every object that is there."""
        root = self._door.path(OBJECTS)
        return sorted(f"sha256:{path.name.removesuffix('.age')}" for path in root.glob("??/*")) if root.is_dir() else []

    def sweep(self, wanted: set[str]) -> list[str]:
        """Remove objects and keys that no record tells of: what a kill left between bytes and record."""
        keys = self._door.path(KEYS)
        keyed = {f"sha256:{path.stem}" for path in keys.glob("??/*")} if keys.is_dir() else set[str]()
        orphans = sorted((set(self.names()) | keyed) - wanted)
        for name in orphans:
            self.remove(name)
        return orphans

    def size(self) -> int:
        """Bytes on disk, of all objects."""
        root = self._door.path(OBJECTS)
        return sum(path.stat().st_size for path in root.glob("??/*")) if root.is_dir() else 0

    def _room(self) -> int:
        left = self._largest if self._quota is None else min(self._largest, self._quota - self.size())
        return max(left, 0)

    def _refuse_damaged(self, name: str) -> None:
        """The same bytes came again: what is there must be them; EvidenceRefused where it is damaged."""
        try:
            self.read(name).close()
        except Broken as broken:
            words = {
                "id": f"{name} sudah ada tetapi rusak; periksa vault sebelum menambah",
                "en": f"{name} is there already, but damaged; check the vault before adding",
            }
            raise EvidenceRefused("damaged", words) from broken

    def _chunks(self, name: str) -> Iterator[bytes]:
        path, locked = self._door.path(*self._object(name)), self._door.path(*self._key(name))
        try:
            key = locked.read_bytes() if self._cipher.recipients else b""
            file = path.open("rb")
        except FileNotFoundError as error:
            words = ("isi berkas atau kuncinya tidak ada", "the bytes or their key are not there")
            raise Broken(fault("object.missing", name, *words)) from error
        with file:
            if not self._cipher.recipients:
                while chunk := file.read(CHUNK):
                    yield chunk
                return
            with SpooledTemporaryFile(max_size=8 << 20) as plain:
                _decrypt(file, plain, key, self._cipher.identities)
                plain.seek(0)
                while chunk := plain.read(CHUNK):
                    yield chunk

    def _object(self, name: str) -> tuple[str, str, str]:
        hex_ = name.removeprefix("sha256:")
        return OBJECTS, hex_[:2], hex_ + (".age" if self._cipher.recipients else "")

    def _key(self, name: str) -> tuple[str, str, str]:
        hex_ = name.removeprefix("sha256:")
        return KEYS, hex_[:2], f"{hex_}.age"


class _Counted:
    """Hashes and counts what is read through it, and refuses more than `room` bytes."""

    def __init__(self, source: BinaryIO, room: int) -> None:
        self._source, self._room = source, room
        self.hash, self.size = hashlib.sha256(), 0

    def read(self, count: int = -1) -> bytes:
        chunk = self._source.read(count if count >= 0 else CHUNK)
        self.size += len(chunk)
        if self.size > self._room:
            words = {
                "id": f"lebih besar daripada {self._room} bita yang masih boleh disimpan",
                "en": f"larger than the {self._room} bytes that may still be kept",
            }
            raise EvidenceRefused("too_large", words)
        self.hash.update(chunk)
        return chunk


def _encrypt(reader: Any, writer: BinaryIO, recipients: Sequence[str]) -> bytes:
    """Encrypt under a fresh key; that key, encrypted to `recipients` (age, X25519)."""
    import pyrage

    own = pyrage.x25519.Identity.generate()
    pyrage.encrypt_io(reader, writer, [own.to_public()])
    for_ = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    sealed: bytes = pyrage.encrypt(str(own).encode(), for_)
    return sealed


def _decrypt(reader: BinaryIO, writer: Any, key: bytes, identities: Sequence[str]) -> None:
    import pyrage

    try:
        own = pyrage.decrypt(key, [pyrage.x25519.Identity.from_str(one) for one in identities])
    except pyrage.DecryptError as error:
        words = {"id": "kunci yang ada tidak membuka berkas ini", "en": "no key at hand opens this file"}
        raise EvidenceRefused("locked", words) from error
    pyrage.decrypt_io(reader, writer, [pyrage.x25519.Identity.from_str(own.decode())])
