"""A file that somebody sends along: what it is, a copy that can be looked at, and where copies lie."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from time import monotonic
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from netral.evidence.door import Door
from netral.evidence.errors import EvidenceRefused
from netral.evidence.media import HEAD, media_type
from netral.evidence.store import Cipher, Store
from netral.evidence.views import apart, picture
from netral.portal.denial import Denial

LARGEST, MOST = 10 << 20, 5
"""Bytes of one file, and files of one report or message."""
PATIENCE = 20
"""Seconds in which the pictures of one form are copied; those that are left are kept without a copy."""
PLACES = BoundedSemaphore(2)
"""Readers at once in each worker: one bad picture leaves a place to others."""
MEMORY, SECONDS = 384 << 20, 8
"""Of one reader: four stay below what the service may take. A telephone's photo needs 250 MB and a second."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The original and, of a picture, its pixels anew: without place, device or anything else that was in it."""

    name: str
    media_type: str
    original: bytes
    view: bytes | None
    view_type: str

    def about(self) -> dict[str, str | int]:
        """What is told of it; the name that somebody's telephone gave it stays in the draft."""
        digest = f"sha256:{hashlib.sha256(self.original).hexdigest()}"
        told: dict[str, str | int] = {"name": self.name, "media_type": self.media_type, "size": len(self.original)}
        return told | {"sha256": digest, "view_type": self.view_type}


def deadline() -> float:
    """Until when the pictures of a form that has just come are copied."""
    return monotonic() + PATIENCE


def taken(name: str, data: bytes, *, until: float) -> Taken | Denial:
    """The file as it is kept; a Denial names it and says what to do instead.

    A picture that is not copied within the limits, nor `until` then, is kept without a copy: whoever sends a bad one
    must not hold up others, and no file is lost.
    """
    if not data:
        return Denial(_("Berkas “{name}” kosong. Pilih lagi, atau lewati.").format(name=name))
    if len(data) > LARGEST:
        return Denial(_("Berkas “{name}” terlalu besar (paling banyak 10 MB).").format(name=name))
    kind = media_type(data[:HEAD])
    if kind not in picture.KNOWN and kind not in picture.UNREAD:
        return Taken(name, kind, data, None, "")
    try:
        made = _copied(data, until)
    except EvidenceRefused:
        words = _("Berkas “{name}” tidak bisa dibuka. Kirim sebagai JPG atau PNG, atau lewati.")
        return Denial(words.format(name=name))
    return Taken(name, kind, data, made.data, made.media_type) if made else Taken(name, kind, data, None, "")


def _copied(data: bytes, until: float) -> picture.Picture | None:
    if not PLACES.acquire(timeout=max(0, until - monotonic())):
        return None
    try:
        return picture.copied(data, limits=apart.Limits(MEMORY, SECONDS, max(0, until - monotonic())))
    except EvidenceRefused as refused:
        if refused.reason == picture.BEYOND:
            return None
        raise
    finally:
        PLACES.release()


def door() -> Door:
    """The folder of the copies."""
    return Door(settings.NETRAL.data / "copies")


def store() -> Store:
    """Where copies to look at lie, by their digest; originals lie sealed in the database."""
    return Store(door(), Cipher())


@contextmanager
def held(*, alone: bool = False) -> Iterator[None]:
    """From before a copy is kept until the record that tells of it is written; `alone`: while nobody does that.

    A lock on the folder itself, which ends with its process however that ends. It is taken before any of the database.
    """
    folder = os.open(door().make(), os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(folder)


def keep_view(data: bytes) -> str:
    """The digest under which the copy is found again."""
    return store().add(BytesIO(data))[0]


def view(digest: str) -> BinaryIO:
    """The copy, checked; raises Broken where its bytes changed."""
    return store().read(digest)
