"""What somebody is writing, until it is sent: on the server as ciphertext, its key in a cookie alone."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from netral.portal.intake import cookies
from netral.portal.intake.models import Draft, DraftFile, moment

COOKIE = cookies.named("lapor")
KEPT = timedelta(minutes=60)
"""How long a draft lives after the last touch, and a code that was shown can be shown again."""
_NONCE = 12


@dataclass(slots=True)
class Writing:
    """A draft that could be opened. `told`: answers by page; `sent`: what the receipt page shows, once it was sent.

    `new`: nobody has written it yet.
    """

    key: bytes
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    sent: dict[str, Any] | None = None
    desk: dict[str, Any] | None = None
    new: bool = False

    @property
    def id(self) -> str:
        """Found by the key, and by nothing else."""
        return sha256(b"netral draft id\x00" + self.key).hexdigest()

    @property
    def mark(self) -> str:
        """What its pages send along, so that one of another draft is known; empty while nobody has written it."""
        return "" if self.new else sha256(b"netral draft page\x00" + self.key).hexdigest()[:16]

    def sealed(self) -> bytes:
        """All of it, under its key."""
        told = {"told": self.told, "files": self.files, "sent": self.sent, "desk": self.desk}
        return _lock(self.key, orjson.dumps(told))

    def save(self, now: datetime) -> None:
        """Write it, as touched now; a draft that nobody wrote before is made."""
        values = {"cipher": self.sealed(), "touched_at": moment(now)}
        Draft.objects.update_or_create(id=self.id, defaults=values)

    def take(self, about: dict[str, Any], original: bytes, view: bytes | None, now: datetime) -> bool:
        """One more file, whatever another window took meanwhile; `about` is what the page shows of it.

        False where the report was sent, or its draft forgotten, while the file was looked at.
        """
        cipher = _lock(self.key, original), _lock(self.key, view) if view is not None else None

        def added(there: Writing) -> None:
            row = DraftFile.objects.create(draft_id=there.id, original=cipher[0], view=cipher[1])
            there.files.append({**about, "id": str(row.id)})

        done = changed(self, now, added)
        if done is None or done.sent is not None:
            return False
        self.files = done.files
        return True

    def content(self, file: dict[str, Any]) -> tuple[bytes, bytes | None]:
        """The original and the copy of one of `files`."""
        row = DraftFile.objects.get(draft_id=self.id, id=UUID(file["id"]))
        view = row.view
        return _unlock(self.key, bytes(row.original)), _unlock(self.key, bytes(view)) if view is not None else None


def begun() -> Writing:
    """An empty one with a fresh key; it is written when it is saved."""
    return Writing(secrets.token_bytes(32), new=True)


def of(request: HttpRequest, now: datetime) -> Writing | None:
    """The draft of this browser; None where there is none, or where it lay too long."""
    key = _key(request.COOKIES.get(COOKIE, ""))
    return opened(key, now) if key else None


def opened(key: bytes, now: datetime, *, lock: bool = False) -> Writing | None:
    """The draft of this key; with `lock`, nobody else writes it until the transaction ends."""
    found = Writing(key)
    rows = Draft.objects.select_for_update() if lock else Draft.objects
    row = rows.filter(id=found.id, touched_at__gt=now - KEPT).first()
    if row is None:
        return None
    try:
        told = orjson.loads(_unlock(key, bytes(row.cipher)))
    except InvalidTag:
        return None
    return Writing(key, told["told"], told["files"], told["sent"], told["desk"])


def changed(writing: Writing, now: datetime, edit: Callable[[Writing], None]) -> Writing | None:
    """`edit` what is there now, alone; what was sent stays as it is, and what was forgotten is not brought back.

    What a page read some time ago is never written over what another window wrote since.
    """
    with transaction.atomic():
        there = opened(writing.key, now, lock=True)
        if there is None:
            if not writing.new:
                return None
            there = Writing(writing.key)
            there.save(now)
        if there.sent is None:
            edit(there)
            there.save(now)
    return there


def kept(writing: Writing, now: datetime) -> None:
    """The code of what was sent is in its reporter's hands."""
    with transaction.atomic():
        there = opened(writing.key, now, lock=True)
        if there is not None and there.sent is not None:
            there.sent["kept"] = True
            there.save(now)


def without(file_id: str) -> Callable[[Writing], None]:
    """The change that forgets a file; one that is not of the draft is none."""

    def removed(there: Writing) -> None:
        if any(one["id"] == file_id for one in there.files):
            DraftFile.objects.filter(draft_id=there.id, id=UUID(file_id)).delete()
            there.files = [one for one in there.files if one["id"] != file_id]

    return removed


def forget(writing: Writing) -> None:
    """It is gone, with its files."""
    Draft.objects.filter(id=writing.id).delete()


def sweep(now: datetime) -> int:
    """Drafts that lay too long are gone, with their files; how many that were."""
    old = Draft.objects.filter(touched_at__lte=now - KEPT)
    # Asked first: a deletion, even of nothing, waits for whoever writes.
    return old.delete()[1].get(Draft._meta.label, 0) if old.exists() else 0


def keep_cookie(response: HttpResponse, writing: Writing) -> HttpResponse:
    """The browser holds the key; the server forgets it with this answer."""
    return cookies.keep(response, COOKIE, urlsafe_b64encode(writing.key).decode(), KEPT)


def _key(cookie: str) -> bytes | None:
    try:
        key = urlsafe_b64decode(cookie)
    except ValueError:
        return None
    return key if len(key) == 32 else None


def _lock(key: bytes, plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(sha256(b"netral draft\x00" + key).digest()).encrypt(nonce, plain, None)


def _unlock(key: bytes, cipher: bytes) -> bytes:
    return AESGCM(sha256(b"netral draft\x00" + key).digest()).decrypt(cipher[:_NONCE], cipher[_NONCE:], None)
