"""What would change if these rows were taken over? Compared with the register of this moment.

For the accounts that it names a file says all their periods: those that it no longer has are replaced. Accounts that it
does not name stay. A download of rows to mend only adds: what is not in it was saved before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from netral.law.model import Rulebook
from netral.portal.contests.faults import of_texts, together
from netral.portal.contests.line import Line, of_entry
from netral.portal.contests.models import Entry
from netral.portal.mending import Problem
from netral.portal.sheet import Sheet

Account = tuple[str, ...]
"""Contest, contestant, role, platform, and the id or else the handle."""


@dataclass(frozen=True, slots=True)
class Affected:
    """An account whose periods change: its rows as they are, and as they would be."""

    before: tuple[Line, ...]
    after: tuple[Line, ...]


@dataclass(slots=True)
class Plan:
    """`bad`: per row its number and what is to be mended; read = ready + bad. `gone`: rows of accounts in no row."""

    new: list[Line] = field(default_factory=list)
    changed: list[tuple[Line, Entry]] = field(default_factory=list)
    replaced: list[Entry] = field(default_factory=list)
    same: list[Line] = field(default_factory=list)
    bad: list[tuple[int, list[Problem]]] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    gone_known: bool = True
    kept: list[Line] = field(default_factory=list)
    """Rows of the register that stand in no row of the file and stay."""
    affected: list[Affected] = field(default_factory=list)
    edition: int = 0

    @property
    def ready(self) -> int:
        return len(self.new) + len(self.changed) + len(self.same)

    @property
    def writes(self) -> bool:
        return bool(self.new or self.changed or self.replaced)

    @property
    def after(self) -> list[Line]:
        """The whole register, with what is new in it."""
        return [*self.kept, *self.same, *self.new, *(line for line, _entry in self.changed)]

    def mark(self) -> str:
        """The same for the same changes: what somebody has seen is what is taken over."""
        told = (self.edition, self.after, [one.pk for one in (*self.replaced, *self.gone)], len(self.bad))
        return sha256(repr(told).encode()).hexdigest()[:16]


def plan(sheet: Sheet, entries: Sequence[Entry], rulebook: Rulebook, *, today: date, edition: int) -> Plan:
    """`entries`: the register as it is, whose number is `edition`."""
    bad, lines = of_texts(sheet, rulebook)
    known = [of_entry(one) for one in entries]
    name = Namer([*lines.values(), *known])
    stands: dict[Account, list[Entry]] = {}
    for entry, line in zip(entries, known, strict=True):
        stands.setdefault(name(line), []).append(entry)
    while True:
        _hold_back(bad, lines)
        made = _compared(lines, stands, name, merge=sheet.mended)
        if made.replaced and bad:
            _keep_periods(made, bad, lines, name)
            continue
        more = list(together(made.kept, lines))
        if not more:
            break
        for number, problem in more:
            bad.setdefault(number, []).append(problem)
            lines.pop(number, None)
    made.bad, made.edition, made.gone_known = sorted(bad.items()), edition, not bad and not sheet.mended
    if made.gone_known:
        named = {name(line) for line in lines.values()}
        gone = (entry for account, rows in stands.items() if account not in named for entry in rows)
        made.gone = [one for one in gone if one.valid_to is None or one.valid_to > today]
    return made


def _hold_back(bad: dict[int, list[Problem]], lines: dict[int, Line]) -> None:
    """Of a contestant all rows or none: half of them would be another story, and another's patrol."""
    first: dict[tuple[str, ...], int] = {}
    for number in sorted(bad):
        for problem in bad[number]:
            if problem.of is not None:
                first.setdefault(problem.of, number)
    words = _("Baris {number} peserta ini perlu diperbaiki dulu. Unggah keduanya bersama.")
    for number, line in list(lines.items()):
        if line.contestant in first:
            remedy = words.format(number=first[line.contestant])
            bad[number] = [Problem("contestant_id", line.contestant_id, remedy)]
            del lines[number]


def _keep_periods(made: Plan, bad: dict[int, list[Problem]], lines: dict[int, Line], name: Namer) -> None:
    """While a row cannot be read it may be the very period that is missing."""
    losing = {name(of_entry(one)) for one in made.replaced}
    remedy = _("Akun ini kehilangan satu masa, padahal ada baris yang tidak terbaca. Perbaiki baris itu dulu.")
    for number, line in list(lines.items()):
        if name(line) in losing:
            bad[number] = [Problem("valid_from", line.since, remedy, line.contestant)]
            del lines[number]


class Namer:
    """What is one account: the same id, or the same handle where one side has no id."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.ids: dict[Account, set[str]] = {}
        for line in lines:
            if line.uid and line.handle:
                self.ids.setdefault((*_owner(line), line.handle), set()).add(line.uid)

    def __call__(self, line: Line) -> Account:
        ids = self.ids.get((*_owner(line), line.handle), set())
        uid = line.uid or (next(iter(ids)) if len(ids) == 1 else "")
        return (*_owner(line), f"id:{uid}" if uid else f"acct:{line.handle}")


def _owner(line: Line) -> Account:
    return line.contest, line.contestant_id, line.role, line.platform


def _compared(lines: dict[int, Line], stands: dict[Account, list[Entry]], name: Namer, *, merge: bool) -> Plan:
    told: dict[Account, list[Line]] = {}
    for line in lines.values():
        told.setdefault(name(line), []).append(line)
    made = Plan(kept=[of_entry(one) for account, rows in stands.items() if account not in told for one in rows])
    for account in sorted(told):
        before = {one.since: (one, entry) for entry in stands.get(account, ()) for one in [of_entry(entry)]}
        after = _merged(told[account], before, made, merge=merge)
        was = tuple(one for one, _entry in before.values())
        if sorted(was) != sorted(after):
            made.affected.append(Affected(was, tuple(after)))
    return made


def _merged(rows: list[Line], before: dict[str, tuple[Line, Entry]], made: Plan, *, merge: bool) -> list[Line]:
    """The periods of one account as they would be; what each row is goes into the plan."""
    after = []
    left = dict(before)
    for line in sorted(rows, key=lambda one: one.since):
        old = left.pop(line.since, None)
        if old is None:
            made.new.append(line)
        elif old[0] == line:
            made.same.append(line)
        else:
            made.changed.append((line, old[1]))
        after.append(line)
    for line, entry in left.values():
        if merge:
            made.kept.append(line)
            after.append(line)
        else:
            made.replaced.append(entry)
    return after


def ended(entries: Iterable[Entry], today: date) -> Iterator[tuple[Entry, Line | None]]:
    """Rows of accounts that are gone, each with what stands in its place: until today, nothing where it never began."""
    for entry in entries:
        began = entry.valid_from is None or entry.valid_from < today
        yield entry, of_entry(entry)._replace(until=today.isoformat()) if began else None
