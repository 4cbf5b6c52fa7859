"""What would change if these rows were taken over? Compared with the directory of this moment, within a scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TypeVar

from django.utils.translation import gettext as _

from netral.portal.directory.changes import Change
from netral.portal.directory.models import Agency, Official, Position, Status, Unit
from netral.portal.directory.tree import above
from netral.portal.mending import Problem
from netral.portal.people.roll.row import Row, is_nip, nip_of, read
from netral.portal.sheet import Sheet

Dated = TypeVar("Dated", Status, Position)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a clerk's mandate covers: an agency, or a subtree of its units (`path`, empty for all)."""

    agency: Agency
    path: str = ""

    def covers(self, path: str) -> bool:
        return path.startswith(self.path)


@dataclass(slots=True)
class Known:
    """An official of the directory, with the last status and the last post."""

    official: Official
    status: Status | None = None
    post: Position | None = None


@dataclass(slots=True)
class Plan:
    """`bad`: per row its number and what is to be mended; read = ready + bad. `gone`: who stands in no row."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Known]] = field(default_factory=list)
    same: int = 0
    bad: list[tuple[int, list[Problem]]] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    known_units: Mapping[str, Unit] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    """Codes that stand for nothing new: of units that have another one now, or that have ended; with how to mend it."""
    gone_known: bool = True
    """False where somebody may stand in a row whose NIP cannot be read, or the file is a part by its nature."""

    @property
    def ready(self) -> int:
        return len(self.new) + len(self.changed) + self.same

    @property
    def writes(self) -> bool:
        return bool(self.new or self.changed or self.units or self.renamed)

    def mark(self) -> str:
        """The same for the same changes: what a clerk has seen is what is taken over."""
        told = [[row.nip for row in self.new], [row.nip for row, _known in self.changed], sorted(self.units)]
        gone = [one.official.pk for one in self.gone]
        return sha256(repr((told, sorted(self.renamed.items()), gone, len(self.bad))).encode()).hexdigest()[:16]


def plan(sheet: Sheet, scope: Scope, *, today: date) -> Plan:
    """Reads the directory with five queries, whatever the size of either."""
    units = {one.path: one for one in Unit.objects.filter(agency=scope.agency)}
    known = _known(scope.agency, units)
    made = Plan(known_units=units, left=_left(scope.agency, units, today), gone_known=not sheet.mended)
    first: dict[str, int] = {}
    for number, cells in sheet.rows:
        if cells is None:
            made.bad.append((number, [Problem("", "", _("Jumlah kolom baris ini lain daripada judulnya."))]))
            made.gone_known = False
            continue
        nip = nip_of(cells[0])
        row, wrong = read(number, cells)
        if nip in first:
            words = _("NIP ini sudah ada di baris {number}. Sisakan satu baris.")
            wrong = [*wrong, Problem("nip", cells[0], words.format(number=first[nip]))]
        elif is_nip(nip):
            first[nip] = number
        else:
            made.gone_known = False
        if row and not wrong:
            wrong = _misplaced(row, scope, known.get(row.nip), made)
        if wrong or row is None:
            made.bad.append((number, wrong))
        else:
            _sorted_in(row, known.get(row.nip), made)
    if made.gone_known:
        made.gone = [one for nip, one in known.items() if nip not in first and _still(one, scope, today)]
    return made


def _misplaced(row: Row, scope: Scope, known: Known | None, made: Plan) -> list[Problem]:
    """What a row cannot say here, though it is well written."""
    if not scope.covers(row.unit):
        return [Problem("unit", row.unit, _("Unit ini di luar kewenangan Anda. Minta pengelola unit itu."))]
    if old := next((made.left[path] for path in reversed(above(row.unit)) if path in made.left), None):
        return [Problem("unit", row.unit, old)]
    if known and not scope.covers(known.official.unit.path):
        return [Problem("nip", row.nip, _("NIP ini tercatat di unit lain. Minta pengelola instansi memindahkannya."))]
    if known and known.status and known.status.valid_from > row.since:
        words = _("Status terakhir pegawai ini mulai {day}. Tanggal sejak tidak boleh lebih awal.")
        return [Problem("sejak", f"{row.since}", words.format(day=known.status.valid_from.isoformat()))]
    told = made.units.get(row.unit) or made.renamed.get(row.unit)
    if told and row.unit_name and told != row.unit_name:
        return [Problem("nama_unit", row.unit_name, _("Unit ini bernama “{name}” di baris lain.").format(name=told))]
    if row.unit not in made.known_units and not (told or row.unit_name):
        return [Problem("unit", row.unit, _("Unit ini belum dikenal. Isi juga nama_unit, atau perbaiki kodenya."))]
    return []


def _left(agency: Agency, units: Mapping[str, Unit], today: date) -> dict[str, str]:
    """A list of last year puts nobody where they never worked."""
    words = _("Unit ini sudah pindah dan kini berkode {path}. Pakai kode itu.")
    by_id = {unit.pk: unit for unit in units.values()}
    before = Change.objects.filter(unit__agency=agency).exclude(path="").values_list("unit", "path").distinct()
    left = {path: words.format(path=by_id[pk].path) for pk, path in before.order_by() if path not in units}
    for unit in units.values():
        if unit.has_ended(today):
            left[unit.path] = _("Unit ini sudah berakhir. Pakai kode unit yang sekarang.")
    return left


def _sorted_in(row: Row, known: Known | None, made: Plan) -> None:
    unit = made.known_units.get(row.unit)
    if unit is None:
        made.units.setdefault(row.unit, row.unit_name)
    elif row.unit_name and unit.name != row.unit_name:
        made.renamed[row.unit] = row.unit_name
    if known is None:
        made.new.append(row)
    elif _differs(row, known):
        made.changed.append((row, known))
    else:
        made.same += 1


def _differs(row: Row, known: Known) -> bool:
    official, status, post = known.official, known.status, known.post
    if (official.name, official.unit.path) != (row.name, row.unit) or status is None:
        return True
    told = (row.status, row.on_cltn, row.since, row.until)
    if (status.status, status.on_cltn, status.valid_from, status.valid_to) != told:
        return True
    if not row.title:
        return post is not None and post.valid_to is None
    return post is None or (post.title, post.pejabat, post.valid_to) != (row.title, row.pejabat, row.until)


def _still(one: Known, scope: Scope, today: date) -> bool:
    """In scope, and somebody whose status has not ended."""
    ends = one.status.valid_to if one.status else today
    return scope.covers(one.official.unit.path) and (ends is None or ends > today)


def _known(agency: Agency, units: Mapping[str, Unit]) -> dict[str, Known]:
    by_id = {unit.pk: unit for unit in units.values()}
    people: dict[int, Known] = {}
    for official in Official.objects.filter(agency=agency).order_by():
        official.unit = by_id[official.unit_id]
        people[official.pk] = Known(official)
    for status in _in_time(Status.objects.filter(official__agency=agency)):
        people[status.official_id].status = status
    for post in _in_time(Position.objects.filter(official__agency=agency)):
        people[post.official_id].post = post
    return {one.official.nip: one for one in people.values()}


def _in_time(rows: Iterable[Dated]) -> list[Dated]:
    return sorted(rows, key=lambda one: (one.valid_from, one.pk))
