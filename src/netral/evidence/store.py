"""Bytes by their SHA-256: kept once, checked whenever they are read, encrypted where the agency wants that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from netral.evidence.digests import CHUNK
from netral.evidence.door import Batch, Door
from netral.evidence.errors import Broken, EvidenceRefused, fault
from netral.evidence.limits import USUAL, Room

OBJECTS, KEYS = "objects", "keys"


@dataclass(frozen=True, slots=True)
class Cipher:
    """Whose keys open the store (age recipients), and those at hand now (age identities); none: it is not encrypted.

    Each object has a key of its own, which is encrypted to the recipients: destroy it, and the object is noise.
    """

    recipients: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()


class Store:
    """The objects of one vault. Digests are `sha256:…`."""

    def __init__(self, door: Door, cipher: Cipher) -> None:
        self._door, self._cipher = door, cipher

    @property
    def files_each(self) -> int:
        """How many files one object is: with encryption its key, too."""
        return 2 if self._cipher.recipients else 1

    def add(self, source: BinaryIO) -> tuple[str, int]:
        """Keep all of one source; its digest and size. EvidenceRefused where it is too large; nothing is kept then."""
        with self.taking() as taking:
            taken = taking.add(source, Room(USUAL, "file"))
            taking.flush()
            taking.keep(taken)
            taking.settle()
        return taken.name, taken.size

    @contextmanager
    def taking(self) -> Iterator[Taking]:
        """Many objects at once: aside, flushed together, then kept; what is not kept is gone."""
        with self._door.many() as batch:
            yield Taking(self, batch, self._cipher)

    def holds(self, name: str) -> bool:
        """Are there bytes of this name?"""
        return self._door.path(*self.place(name)).is_file()

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
        self._door.remove(*self.key_place(name))
        self._door.remove(*self.place(name))

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

    def refuse_damaged(self, name: str) -> None:
        """The same bytes came again: what is there must be them; EvidenceRefused where it is damaged."""
        try:
            self.read(name).close()
        except Broken as broken:
            words = {
                "id": f"{name} sudah ada tetapi rusak; periksa vault sebelum menambah",
                "en": f"{name} is there already, but damaged; check the vault before adding",
            }
            raise EvidenceRefused("damaged", words) from broken

    def whole(self, name: str) -> bool:
        """Are the bytes there, and those that came? Read to the end, kept nowhere; EvidenceRefused without a key."""
        hash_ = hashlib.sha256()
        try:
            for chunk in self._chunks(name):
                hash_.update(chunk)
        except Broken:
            return False
        return f"sha256:{hash_.hexdigest()}" == name

    def _chunks(self, name: str) -> Iterator[bytes]:
        path, locked = self._door.path(*self.place(name)), self._door.path(*self.key_place(name))
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
                _decrypt(file, plain, key, self._cipher.identities, name)
                plain.seek(0)
                while chunk := plain.read(CHUNK):
                    yield chunk

    def place(self, name: str) -> tuple[str, str, str]:
        """Where an object lies in the vault."""
        hex_ = name.removeprefix("sha256:")
        return OBJECTS, hex_[:2], hex_ + (".age" if self._cipher.recipients else "")

    def key_place(self, name: str) -> tuple[str, str, str]:
        """Where its key lies, in a vault that is encrypted."""
        hex_ = name.removeprefix("sha256:")
        return KEYS, hex_[:2], f"{hex_}.age"


@dataclass(frozen=True, slots=True)
class Taken:
    """An object aside: its digest, its size in bytes, where it lies, and where its key, if it has one."""

    name: str
    size: int
    path: Path
    key: Path | None


class Taking:
    """Objects that come in together: first all `add`, then `flush`, then `keep` what is wanted, then `settle`."""

    def __init__(self, store: Store, batch: Batch, cipher: Cipher) -> None:
        self._store, self._batch, self._cipher = store, batch, cipher

    def add(self, source: BinaryIO, room: Room) -> Taken:
        """All of `source`, aside; EvidenceRefused where there is no room for it, and nothing of it is left."""
        reader = _Counted(source, room)
        file, path = self._batch.new()
        key = None
        try:
            if self._cipher.recipients:
                locked = _encrypt(reader, file, self._cipher.recipients)
                other, key = self._batch.new()
                other.write(locked)
            else:
                while chunk := reader.read(CHUNK):
                    file.write(chunk)
        except EvidenceRefused:
            self._batch.drop(path)
            raise
        return Taken(f"sha256:{reader.hash.hexdigest()}", reader.size, path, key)

    def flush(self) -> None:
        """All that was added is on disk when this returns."""
        self._batch.flush()

    def keep(self, taken: Taken) -> None:
        """Under its name from now on, unless the same bytes are; EvidenceRefused where those are damaged."""
        if self._batch.has(*self._store.place(taken.name)):
            self._store.refuse_damaged(taken.name)
            return
        if taken.key is not None:
            # The key first: an object without its key would be lost, a key without its object is swept.
            self._batch.name(taken.key, *self._store.key_place(taken.name))
        self._batch.name(taken.path, *self._store.place(taken.name))

    def settle(self) -> None:
        """What was kept stays kept, whatever happens to the power."""
        self._batch.settle()


class _Counted:
    """Hashes and counts what is read through it, and refuses more than there is room for."""

    def __init__(self, source: BinaryIO, room: Room) -> None:
        self._source, self._room = source, room
        self.hash, self.size = hashlib.sha256(), 0
        self.refusal: EvidenceRefused | None = None

    def read(self, count: int = -1) -> bytes:
        chunk = self._source.read(count if count >= 0 else CHUNK)
        self.size += len(chunk)
        if self.size > self._room.bytes:
            self.refusal = self._room.refused()
            raise self.refusal
        self.hash.update(chunk)
        return chunk


def _encrypt(reader: _Counted, writer: BinaryIO, recipients: Sequence[str]) -> bytes:
    """Encrypt under a fresh key; that key, encrypted to `recipients` (age, X25519)."""
    import pyrage

    own = pyrage.x25519.Identity.generate()
    try:
        pyrage.encrypt_io(reader, writer, [own.to_public()])
    except pyrage.EncryptError:
        # Whatever its reader raises comes out as this.
        if reader.refusal is not None:
            raise reader.refusal from None
        raise
    for_ = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    sealed: bytes = pyrage.encrypt(str(own).encode(), for_)
    return sealed


def _decrypt(reader: BinaryIO, writer: Any, key: bytes, identities: Sequence[str], name: str) -> None:
    import pyrage

    try:
        own = pyrage.decrypt(key, [pyrage.x25519.Identity.from_str(one) for one in identities])
    except pyrage.DecryptError as error:
        words = {"id": "kunci yang ada tidak membuka berkas ini", "en": "no key at hand opens this file"}
        raise EvidenceRefused("locked", words) from error
    try:
        pyrage.decrypt_io(reader, writer, [pyrage.x25519.Identity.from_str(own.decode())])
    except pyrage.DecryptError as error:
        told = ("isi berkas bukan lagi yang diterima", "the bytes are no longer those received")
        raise Broken(fault("object.changed", name, *told)) from error
