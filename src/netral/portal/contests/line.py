"""What does a row of the register say? Ten texts, canonical; the same row of a file however it was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from netral.law.contests import split_contest
from netral.patrol.registers import CONTESTANTS
from netral.portal.contests.models import Entry
from netral.portal.sheet import Columns, written

LAYOUT = Columns(all=CONTESTANTS, needed=CONTESTANTS)


class Line(NamedTuple):
    """In the order of CONTESTANTS; an empty day is open."""

    contest: str
    contestant_id: str
    name: str
    role: str
    platform: str
    uid: str
    handle: str
    status: str
    since: str
    until: str

    @property
    def contestant(self) -> tuple[str, str]:
        """Whose row it is."""
        return self.contest, self.contestant_id

    @property
    def account(self) -> str:
        """What a person calls it."""
        return f"{self.platform} {self.handle or self.uid}"

    @property
    def days(self) -> tuple[date | None, date | None]:
        """From the first to before the second."""
        first, end = (date.fromisoformat(one) if one else None for one in (self.since, self.until))
        return first, end


def of_entry(entry: Entry) -> Line:
    values = (getattr(entry, name) for name in CONTESTANTS)
    return Line._make("" if one is None else f"{one}" for one in values)


def contest_of(cell: str) -> str:
    """The region's code without dots."""
    base, region = split_contest(cell)
    return f"{base}/{region}" if region else base


def of_cells(cells: Sequence[str], account: dict[str, str | None]) -> Line:
    """Of well-formed cells, with the account as the patrol reads it."""
    names = (account[name] or "" for name in ("platform", "uid", "handle"))
    return Line._make((contest_of(cells[0]), *cells[1:4], *names, *cells[7:]))


def fields(line: Line) -> dict[str, object]:
    """For a table's row."""
    first, end = line.days
    values = (*line[:8], first, end)
    return dict(zip(CONTESTANTS, values, strict=True))


def file_of(lines: Iterable[Line]) -> bytes:
    """The register as `netral patrol --contestants` takes it; the same lines give the same bytes."""
    return written([CONTESTANTS, *sorted(lines)])


def digest(lines: Iterable[Line]) -> str:
    return sha256(file_of(lines)).hexdigest()
