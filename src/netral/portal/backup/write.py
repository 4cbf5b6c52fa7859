"""Make a backup, while the portal goes on working: the database of one moment, then the files that it tells of."""

from __future__ import annotations

import fcntl
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from errno import ENOENT
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import IO

from django.conf import settings
from django.db import connection, models, transaction

from netral.evidence import note
from netral.evidence.digests import CHUNK
from netral.evidence.door import INCOMING
from netral.evidence.event import Happening, instant
from netral.portal.audit import keys
from netral.portal.audit.actions import record
from netral.portal.audit.seals import seal
from netral.portal.backup import form
from netral.portal.backup.form import ABOUT, FILES, KEYS, NOTE, STORED, TABLES, About, applied, columns, encoded, tables

WHO = {"role": "system", "id": "backup"}


class Inside(ValueError):
    """The backup would lie in the folder that it copies."""


def write(file: Path, *, with_keys: bool, now: datetime, turns: bool = False) -> About:
    """Into a new file for its owner alone, whole or not at all; FileExistsError where there is one.

    That a copy was made is the last event in it, under the last seal. Raises NoSealKey. `turns`: as in `About`.
    """
    _refuse(file)
    with transaction.atomic():
        record(Happening("backup.made", WHO, "", facts={"with_keys": with_keys}), now=now)
        seal(now)
    about = About(instant(now), version("netral"), [list(one) for one in applied()], turns=turns)
    aside = file.with_name(f".{file.name}.{token_hex(4)}")
    try:
        with os.fdopen(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
            # Held while it is written: one that nobody holds was left by a kill, and `turn` removes it.
            fcntl.flock(out, fcntl.LOCK_EX)
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                _fill(archive, about, with_keys=with_keys)
            out.flush()
            os.fsync(out.fileno())
        # A link never takes the place of a backup that is there.
        file.hardlink_to(aside)
    finally:
        aside.unlink(missing_ok=True)
    return about


def _refuse(file: Path) -> None:
    """Before anything is recorded: a backup in the folder that it copies would copy itself, and those before it."""
    if file.exists():
        raise FileExistsError(file)
    if not file.parent.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), f"{file}")
    if file.resolve().is_relative_to(Path(settings.NETRAL.data).resolve()):
        raise Inside(file)


def _fill(archive: zipfile.ZipFile, about: About, *, with_keys: bool) -> None:
    with _one_moment():
        key = keys.published()[-1]
        # Before the rows: a key that is changed meanwhile would sign what tells of another one.
        pem = keys.in_force(key).read_bytes()
        for name, model in tables(applied()).items():
            _table(archive, about, name, model)
    # Files after rows: a row never tells of a file that had not come yet.
    root: Path = settings.NETRAL.data
    for path in _files(root):
        file_of(archive, about, path, f"{FILES}/{path.relative_to(root).as_posix()}")
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    about.ledger, about.salt = key.name, token_hex(16)
    about.secrets = [form.fingerprint(one, about.salt) for one in secrets]
    if with_keys:
        _member(archive, about, f"{KEYS}/{form.SECRET}", [secrets[0].encode()])
        _member(archive, about, f"{KEYS}/{form.FORMER}", [f"{one}\n".encode() for one in secrets[1:]])
        _member(archive, about, f"{KEYS}/{form.SEAL}", [pem])
    written = about.written()
    archive.writestr(ABOUT, written)
    archive.writestr(NOTE, note.sign_text(form.signed_text(written), key.name, keys.private(pem)))


def _table(archive: zipfile.ZipFile, about: About, name: str, model: type[models.Model]) -> None:
    fields = columns(model)
    about.tables[name] = {"columns": [one.attname for one in fields], "rows": 0}

    def lines() -> Iterator[bytes]:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=500):
            about.tables[name]["rows"] += 1
            yield encoded(row, fields)

    _member(archive, about, f"{TABLES}/{name}.jsonl", lines())


def _member(archive: zipfile.ZipFile, about: About, name: str, pieces: Iterable[bytes]) -> None:
    hash_ = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as out:
        for piece in pieces:
            hash_.update(piece)
            out.write(piece)
    about.digests[name] = hash_.hexdigest()


def file_of(archive: zipfile.ZipFile, about: About, path: Path, name: str) -> None:
    """A file of the data folder. One that is gone since it was listed was swept: no record told of it."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        _member(archive, about, name, _chunks(file))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything that is read in here is of one moment, and nobody waits for it."""
    if connection.vendor == "sqlite":
        # Django would begin as a writer does, and hold all others up until the last row is read.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _files(root: Path) -> Iterator[Path]:
    """The stored files. Whatever else lies in the data folder is passed by, were it but an old database or key."""
    for one in STORED:
        for folder, folders, names in os.walk(root / one):
            folders[:] = sorted(inside for inside in folders if inside != INCOMING)
            for path in (Path(folder, name) for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    yield path


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
