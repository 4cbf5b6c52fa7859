"""Bring everything back, into an empty database of whichever kind, and ask the audit whether it is whole."""

from __future__ import annotations

import fcntl
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
from netral.evidence.note import Key
from netral.portal import env
from netral.portal.audit import keys
from netral.portal.audit.actions import record
from netral.portal.audit.checks import Result, checked
from netral.portal.audit.models import Head
from netral.portal.backup import form
from netral.portal.backup.form import FILES, FORMER, KEYS, SEAL, SECRET, TABLES, About, columns, decoded
from netral.portal.backup.undo import begin, finish, undo
from netral.portal.backup.whole import UNREADABLE, NotRestored, whole

WHO = {"role": "system", "id": "backup"}


class Halfway(Exception):
    """It stopped while it was writing, over a full disk or a database that went away; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`audit`: whether the ledger holds, as of its last event in the backup; `lacking`: keys that are not in force.

    Of `SECRET`, `FORMER` and `SEAL` those that were not in the backup, or in whose place the machine has others.
    """

    about: About
    audit: Result
    lacking: tuple[str, ...]


def restore(file: Path, *, now: datetime, key: Key | None = None) -> Restored:
    """Raises NotRestored before anything is changed: where the file is damaged, is newer, or something is there.

    And Halfway once it has begun: what was written is gone again. `key`: as in `whole`.
    """
    about = whole(file, key=key)
    _refuse_unknown(about)
    with _alone():
        return _restored(file, about, now=now)


@contextmanager
def _alone() -> Iterator[None]:
    """Two at once would each take the other for one that was cut off."""
    folder = os.open(settings.NETRAL.data, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise NotRestored(f"{settings.NETRAL.data}: pemulihan lain sedang berjalan di sini") from None
    finally:
        os.close(folder)


def _restored(file: Path, about: About, *, now: datetime) -> Restored:
    undo()
    _refuse_full()
    _refuse_taken(about)
    begin(name.removeprefix(f"{FILES}/") for name in about.digests if name.startswith(f"{FILES}/"))
    try:
        with zipfile.ZipFile(file) as archive:
            _rows(archive, about)
            _files(archive, about)
            audit = _checked(about, now=now)
            _keys(archive, about)
    except (*UNREADABLE, DatabaseError) as error:
        raise Halfway(f"pemulihan berhenti di tengah ({error}); {_undone()}") from error
    except BaseException:
        undo()
        raise
    finish()
    return Restored(about, audit, _lacking(about))


def _undone() -> str:
    """What became of what was written, and what to do."""
    try:
        undo()
    except (OSError, DatabaseError):
        return "yang sudah tertulis belum dapat dibuang; ulangi perintah yang sama sesudah sebabnya diatasi"
    return "yang sudah tertulis dibuang lagi; atasi sebabnya, lalu ulangi perintah yang sama"


def _checked(about: About, *, now: datetime) -> Result:
    call_command("migrate", verbosity=0, interactive=False)
    audit = checked(Head.objects.get().seq)
    with transaction.atomic():
        facts = {"made_at": about.made_at, "events": audit.events, "faults": len(audit.faults)}
        record(Happening("backup.restored", WHO, "", facts=facts), now=now)
    return audit


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


def _keys(archive: zipfile.ZipFile, about: About) -> None:
    """The portal's secrets in place of the one that this start has just made, and the key that seals, if there is none.

    What is given in the environment goes before these files.
    """
    for name in (SECRET, FORMER):
        if kept := archive.read(f"{KEYS}/{name}") if f"{KEYS}/{name}" in about.digests else b"":
            path: Path = settings.NETRAL.data / name
            aside = path.with_name(f".{name}.restored")
            aside.unlink(missing_ok=True)
            _written(aside, iter([kept]))
            aside.replace(path)
    if f"{KEYS}/{SEAL}" in about.digests and not settings.NETRAL.seal_key.exists():
        _written(settings.NETRAL.seal_key, _chunks(archive, f"{KEYS}/{SEAL}"))


def _lacking(about: About) -> tuple[str, ...]:
    """By what the next start will read: of an older backup nobody can tell, so that its secret counts as lacking."""
    read = env.read(os.environ)
    prints = {form.fingerprint(one, about.salt) for one in (read.secret, *read.former)}
    last, former = about.secrets[:1], about.secrets[1:]
    here = {SECRET: bool(last) and prints.issuperset(last), FORMER: prints.issuperset(former), SEAL: _seals()}
    return tuple(name for name, there in here.items() if not there)


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
