"""A restore that stopped leaves nothing behind: what it wrote goes, at once or, after a kill, when it is begun again.

A mark in the data folder says that the database was empty before, and which files were not there. While it lies there
no other command opens the portal: half of it would be taken for all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from netral.portal.backup.whole import NotRestored
from netral.portal.variables import RESTORING


def begin(files: Iterable[str]) -> None:
    """`files`: paths inside of the data folder that are to come, none of which is there."""
    told = json.dumps({"database": _database(), "files": sorted(files)})
    aside = _mark().with_name(f".{RESTORING}")
    with aside.open("w") as file:
        file.write(told)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(_mark())


def finish() -> None:
    _mark().unlink()


def undo() -> None:
    """As it was before `begin`; nothing where nothing was begun. NotRestored where it was begun on another database."""
    if not _mark().exists():
        return
    told = json.loads(_mark().read_text())
    if told["database"] != _database():
        words = (
            "di sini ada pemulihan yang terputus ke basis data lain; pakai NETRAL_DATABASE yang itu, atau buang berkas"
        )
        raise NotRestored(f"{words} {_mark()}")
    _empty_database()
    for one in told["files"]:
        path: Path = settings.NETRAL.data / one
        path.unlink(missing_ok=True)
        with suppress(OSError):
            os.removedirs(path.parent)
    finish()


def _empty_database() -> None:
    if connection.vendor == "sqlite":
        connection.close()
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{connection.settings_dict['NAME']}{end}").unlink(missing_ok=True)
        return
    connection.close()
    tables = [connection.ops.quote_name(one) for one in connection.introspection.table_names()]
    if tables:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")


def _database() -> list[str]:
    """Which one, without who logs in to it or how."""
    told = connection.settings_dict
    return [f"{told[one]}" for one in ("ENGINE", "HOST", "PORT", "NAME")]


def _mark() -> Path:
    path: Path = settings.NETRAL.data / RESTORING
    return path
