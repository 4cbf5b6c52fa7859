"""Which backups of a folder are no longer kept? One a day for so many days, one a week for so many weeks, none longer.

Only what was made to take turns in this folder, by this portal, is ever removed, and only after a new one was read
through and found whole.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from netral.evidence.event import Happening, instant
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.audit.keys import published
from netral.portal.backup.whole import described, whole
from netral.portal.backup.write import WHO, write
from netral.portal.env_backups import Keeping

_NAME, _ASIDE = re.compile(r"netral-(\d{8}T\d{6}Z)\.zip"), re.compile(r"\.netral-\d{8}T\d{6}Z\.zip\.[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Turned:
    """`file`: the new backup, of so many rows; `gone`: names of those that were removed; `stuck`: of those that stay.

    `unread`: of those that bear such a name and cannot be read; `spared`: the clock may have jumped, so that none went.
    """

    file: Path
    rows: int
    gone: list[str]
    stuck: list[str]
    unread: list[str]
    spared: bool


def turn(folder: Path, *, with_keys: bool, now: datetime) -> Turned:
    """Make one more, and let those go whose time is over. FileExistsError, Inside, NoSealKey: as `write`.

    Raises NotRestored, and removes nothing, where the new one cannot be read.
    """
    keeping: Keeping = settings.NETRAL.backups
    file = folder / _named(instant(now))
    about = write(file, with_keys=with_keys, now=now, turns=True)
    whole(file)
    found, unread = _of_this_portal(folder)
    today, before = clock.day(now), [day for path, day in found.items() if path != file]
    # A clock that jumped ahead would take all of them: tomorrow there is one of yesterday, or it was no jump.
    spared = bool(before) and keeping.over(max(before), today)
    kept = {file} | ({*found} if spared else still(found, keeping, today))
    over = sorted(path for path in found if path not in kept)
    gone = [path for path in over if _went(path)]
    stuck = [path.name for path in over if path not in gone]
    stuck += [path.name for path in _left_by_kills(folder) if not _went(path)]
    if gone:
        with transaction.atomic():
            oldest = min(day for path, day in found.items() if path not in gone)
            facts = {"removed": len(gone), "oldest": oldest.isoformat()}
            record(Happening("backup.expired", WHO, "", facts=facts), now=now)
    rows = sum(one["rows"] for one in about.tables.values())
    return Turned(file, rows, [path.name for path in gone], stuck, unread, spared)


def _named(made_at: str) -> str:
    return f"netral-{re.sub('[-:]', '', made_at)}.zip"


def _went(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def still(made: dict[Path, date], keeping: Keeping, today: date) -> set[Path]:
    """The last of each day and of each week, while the period lasts; one from the future as well."""
    kept: dict[tuple[object, ...], Path] = {}
    # By name as well, which holds the time of day: the later one of a day takes the place of the earlier.
    for path, day in sorted(made.items(), key=lambda one: (one[1], one[0].name)):
        age = (today - day).days
        if age < keeping.daily:
            kept["day", day] = path
        if age < keeping.weekly * 7:
            kept["week", *day.isocalendar()[:2]] = path
    return {*kept.values()}


def _of_this_portal(folder: Path) -> tuple[dict[Path, date], list[str]]:
    """Those that take turns, with their day; and names of what only looks like one."""
    ledger, found, unread = published()[-1].name, dict[Path, date](), list[str]()
    for path in sorted(folder.iterdir()):
        if not _NAME.fullmatch(path.name) or path.is_symlink():
            continue
        about = described(path)
        if about is None:
            unread.append(path.name)
        elif about.turns and about.ledger == ledger and path.name == _named(about.made_at):
            found[path] = clock.day(datetime.fromisoformat(about.made_at))
    return found, unread


def _left_by_kills(folder: Path) -> Iterator[Path]:
    """Halves of backups that nobody writes any more: a name of ours, and no lock."""
    for path in folder.iterdir():
        if not _ASIDE.fullmatch(path.name) or path.is_symlink():
            continue
        with path.open("rb") as file, suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield path
