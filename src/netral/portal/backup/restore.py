"""Bring everything back, into an empty database of whichever kind, and ask the audit whether it is whole."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from netral.evidence.digests import CHUNK
from netral.evidence.event import Happening
from netral.portal.audit import keys
from netral.portal.audit.actions import record
from netral.portal.audit.checks import Result, checked
from netral.portal.audit.models import Head
from netral.portal.backup import form
from netral.portal.backup.form import ABOUT, FILES, KEYS, TABLES, About, columns, decoded

WHO = {"role": "system", "id": "backup"}


UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError)
SECRET, SEAL = "secret", "seal.pem"


class NotRestored(Exception):
    """Nothing was changed; the message says why, and what to do."""


class Halfway(Exception):
    """It stopped while it was writing, over a full disk or a database that went away; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`audit`: whether the ledger holds, as of its last event in the backup; `lacking`: keys that are not in force.

    Of `SECRET` and `SEAL` those that were not in the backup, or in whose place the machine has another.
    """

    about: About
    audit: Result
    lacking: tuple[str, ...]


def restore(file: Path, *, now: datetime) -> Restored:
    """Raises NotRestored before anything is changed: where the file is damaged, is newer, or something is there.

    And Halfway once it has begun: what is there then is not the backup.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            about = _whole(archive, file)
    except UNREADABLE as error:
        raise NotRestored(f"{file}: bukan cadangan yang dapat dibaca ({error})") from error
    _refuse_unknown(about)
    _refuse_full()
    _refuse_taken(about)
    try:
        with zipfile.ZipFile(file) as archive:
            _rows(archive, about)
            _files(archive, about)
            secret = _keys(archive, about)
        return _checked(about, secret=secret, now=now)
    except (*UNREADABLE, DatabaseError) as error:
        told = f"pemulihan berhenti di tengah ({error}); kosongkan basis data dan {settings.NETRAL.data}, lalu ulangi"
        raise Halfway(told) from error


def _checked(about: About, *, secret: bool, now: datetime) -> Restored:
    call_command("migrate", verbosity=0, interactive=False)
    audit = checked(Head.objects.get().seq)
    with transaction.atomic():
        facts = {"made_at": about.made_at, "events": audit.events, "faults": len(audit.faults)}
        record(Happening("backup.restored", WHO, "", facts=facts), now=now)
    here = {SECRET: secret, SEAL: _seals()}
    return Restored(about, audit, tuple(name for name, there in here.items() if not there))


def _whole(archive: zipfile.ZipFile, file: Path) -> About:
    """Every member once, as its digest says, and none besides."""
    try:
        about = form.read(archive.read(ABOUT))
    except (KeyError, ValueError) as error:
        raise NotRestored(f"{file}: bukan cadangan Netral") from error
    if sorted(archive.namelist()) != sorted([*about.digests, ABOUT]):
        raise NotRestored(f"{file}: isinya bukan yang tercantum; pakai salinan lain")
    for name, digest in about.digests.items():
        hash_ = hashlib.sha256()
        with archive.open(name) as member:
            while chunk := member.read(CHUNK):
                hash_.update(chunk)
        if hash_.hexdigest() != digest:
            raise NotRestored(f"{file}: {name} berubah atau rusak; pakai salinan lain")
    return about


def _refuse_unknown(about: About) -> None:
    known = MigrationExecutor(connection).loader.graph.nodes
    if missing := [f"{app}.{name}" for app, name in about.migrations if (app, name) not in known]:
        raise NotRestored(f"dibuat Netral {about.version}, yang lebih baru ({missing[0]}); pasang versi itu dahulu")


def _refuse_full() -> None:
    if connection.introspection.table_names():
        told = "basis data ini tidak kosong; pulihkan ke NETRAL_DATA baru atau basis data kosong"
        raise NotRestored(told)


def _refuse_taken(about: About) -> None:
    """No file is written over, and none outside of the data folder."""
    for name in about.digests:
        kind, _, inside = name.partition("/")
        parts = PurePosixPath(inside).parts
        if kind == FILES and (not parts or ".." in parts or inside != "/".join(parts)):
            raise NotRestored(f"{name}: bukan nama berkas sebuah cadangan")
        if kind == FILES and settings.NETRAL.data.joinpath(*parts).exists():
            raise NotRestored(f"{settings.NETRAL.data.joinpath(*parts)} sudah ada; pulihkan ke NETRAL_DATA baru")


def _rows(archive: zipfile.ZipFile, about: About) -> None:
    """The tables as they were, in the shape that they had then; brought up to date afterwards."""
    targets = [(app, name) for app, name in about.migrations]
    MigrationExecutor(connection).migrate(targets)
    kept = form.tables(targets)
    # References are checked when the transaction ends, so that no order of tables matters.
    with transaction.atomic():
        for model in kept.values():
            # What a migration itself put there.
            models.QuerySet(model)._raw_delete(using="default")
        for name, model in kept.items():
            _table(archive, name, model, about.tables[name]["columns"])
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(kept.values())):
                cursor.execute(statement)


def _table(archive: zipfile.ZipFile, name: str, model: type[models.Model], names: Sequence[str]) -> None:
    by_name: dict[str, models.Field[Any, Any]] = {one.attname: one for one in columns(model)}
    fields = [by_name[one] for one in names]
    with archive.open(f"{TABLES}/{name}.jsonl") as member:
        rows = (decoded(line, model, fields) for line in member)
        while batch := list(islice(rows, 500)):
            model._base_manager.bulk_create(batch)


def _files(archive: zipfile.ZipFile, about: About) -> None:
    for name in about.digests:
        kind, _, inside = name.partition("/")
        if kind == FILES:
            _written(settings.NETRAL.data / inside, _chunks(archive, name))


def _keys(archive: zipfile.ZipFile, about: About) -> bool:
    """The portal's secret in place of the one that this start has just made, and the key that seals, if there is none.

    Whether that secret is in force now: one in NETRAL_SECRET goes before the file.
    """
    if f"{KEYS}/{SEAL}" not in about.digests:
        return False
    path: Path = settings.NETRAL.data / SECRET
    kept = archive.read(f"{KEYS}/{SECRET}").decode()
    given = not path.exists() or path.read_text() != settings.SECRET_KEY
    path.unlink(missing_ok=True)
    _written(path, iter([kept.encode()]))
    if not settings.NETRAL.seal_key.exists():
        _written(settings.NETRAL.seal_key, _chunks(archive, f"{KEYS}/{SEAL}"))
    return not given or kept == settings.SECRET_KEY


def _seals() -> bool:
    """Is the key at hand the one that sealed this ledger?"""
    known = keys.published()
    return not known or keys.holds(settings.NETRAL.seal_key, known[-1])


def _written(path: Path, pieces: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as member:
        while chunk := member.read(CHUNK):
            yield chunk
