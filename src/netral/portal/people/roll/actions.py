"""Keep an upload until its clerk confirms it, and take it over: all its rows at once, as often as one likes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.changes import Change
from netral.portal.directory.models import Mandate, Official, Position, Staged, Status, Unit
from netral.portal.directory.worked import Worked
from netral.portal.people.roll.file import LAYOUT
from netral.portal.people.roll.plan import Known, Plan, Scope, plan
from netral.portal.people.roll.row import Row
from netral.portal.people.units.guard import hold
from netral.portal.sheet import Sheet, read

KEPT = timedelta(hours=24)
_BATCH = 5000


def stage(content: bytes, *, name: str, mandate: Mandate, now: datetime) -> Staged | Denial:
    """Keep the rows of an upload for its clerk alone; nothing of the directory changes."""
    assert mandate.agency is not None
    sheet = read(content, LAYOUT)
    if isinstance(sheet, Denial):
        return sheet
    with transaction.atomic():
        Staged.objects.filter(made__lt=now - KEPT).delete()
        path = mandate.unit.path if mandate.unit else ""
        return Staged.objects.create(
            user=mandate.user,
            agency=mandate.agency,
            path=path,
            name=name[:200],
            sha256=sha256(content).hexdigest(),
            rows=sheet.packed(),
            made=now,
        )


def sheet_of(staged: Staged) -> Sheet:
    return Sheet.unpacked(bytes(staged.rows))


def plan_of(staged: Staged, *, today: date) -> Plan:
    """What taking it over would change by the directory of this moment."""
    return plan(sheet_of(staged), Scope(staged.agency, staged.path), today=today)


def discard(staged: Staged) -> None:
    staged.delete()


def take_over(staged: Staged, *, seen: str, end_the_gone: bool, now: datetime) -> Plan | Denial | None:
    """Write the ready rows. None: it was taken over before. A Denial: no longer covered, or not what the clerk saw."""
    today = now.date()
    with transaction.atomic():
        staged = Staged.objects.select_for_update().select_related("agency", "user").get(pk=staged.pk)
        if staged.done is not None:
            return None
        hold(staged.agency.pk)
        if not _covered(staged, today):
            return Denial(_("Peran Anda untuk unit ini sudah berakhir."))
        found = plan_of(staged, today=today)
        if found.mark() != seen:
            return Denial(_("Data pegawai berubah sejak Anda memeriksa. Periksa angka yang baru, lalu simpan."))
        ended = found.gone if end_the_gone else []
        _write(found, ended, staged, now)
        counts = {"baru": len(found.new), "berubah": len(found.changed), "sama": found.same, "berakhir": len(ended)}
        counts |= {"perbaiki": len(found.bad), "unit": len(found.units)}
        Staged.objects.filter(pk=staged.pk).update(done=now, rows=b"", counts=counts)
        facts = {"agency": staged.agency.code, "unit": staged.path, "sha256": staged.sha256, **counts}
        who = {"role": "pengelola", "id": f"{staged.user_id}"}
        record(Happening("directory.imported", who, "", facts=facts), now=now)
    return found


def _covered(staged: Staged, today: date) -> bool:
    held = staged.user.mandates.on(today).filter(role="pengelola", agency=staged.agency).select_related("unit")
    return any(staged.path.startswith(one.unit.path if one.unit else "") for one in held)


@dataclass(slots=True)
class _Written:
    """Rows to insert, and rows to write over."""

    officials: list[Official] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    posts: list[Position] = field(default_factory=list)
    worked: list[Worked] = field(default_factory=list)
    old_statuses: dict[int, Status] = field(default_factory=dict)
    old_posts: dict[int, Position] = field(default_factory=dict)


def _write(found: Plan, gone: list[Known], staged: Staged, now: datetime) -> None:
    units, today = _units(found, staged, now), now.date()
    written = _Written()
    for row in found.new:
        official = Official(agency=staged.agency, unit=units[row.unit], nip=row.nip, name=row.name)
        written.officials.append(official)
        written.statuses.append(_status(official, row))
        if row.title:
            written.posts.append(_post(official, row, row.since))
    since = dict(
        Worked.objects.filter(official__agency=staged.agency).values_list("official").annotate(Max("valid_to"))
    )
    for row, known in found.changed:
        if known.official.unit.path != row.unit:
            # The day of the list is all that is known of a transfer.
            began = since.get(known.official.pk)
            span = {"valid_from": began and min(began, today), "valid_to": today}
            written.worked.append(Worked(official=known.official, unit=known.official.unit, **span))
        _changed(row, known, units, written, today)
    for known in gone:
        _ended(known, written, today)
    Official.objects.bulk_create(written.officials, batch_size=_BATCH)
    moved = [known.official for _row, known in found.changed]
    _over(Official, moved, ["name", "unit"])
    # First what is there already, so that a period ends before the next begins.
    _over(Status, list(written.old_statuses.values()), ["status", "on_cltn", "valid_to"])
    _over(Position, list(written.old_posts.values()), ["title", "pejabat", "valid_to"])
    Worked.objects.bulk_create(written.worked, batch_size=_BATCH)
    Status.objects.bulk_create(written.statuses, batch_size=_BATCH)
    Position.objects.bulk_create(written.posts, batch_size=_BATCH)


def _units(found: Plan, staged: Staged, now: datetime) -> dict[str, Unit]:
    """Those that the rows name, by path. What is new about them is of their history, as when it is done by hand."""
    fresh = [Unit(agency=staged.agency, path=path, name=name) for path, name in found.units.items()]
    Unit.objects.bulk_create(fresh, batch_size=_BATCH)
    renamed = [found.known_units[path] for path in found.renamed]
    changes = [Change(unit=unit, kind="added") for unit in fresh]
    changes += [Change(unit=unit, kind="renamed", path=unit.path, name=unit.name) for unit in renamed]
    for change in changes:
        change.at, change.by = now, staged.user
    Change.objects.bulk_create(changes, batch_size=_BATCH)
    for unit in renamed:
        unit.name, unit.version = found.renamed[unit.path], unit.version + 1
    _over(Unit, renamed, ["name", "version"])
    return {**found.known_units, **{unit.path: unit for unit in fresh}}


def _changed(row: Row, known: Known, units: dict[str, Unit], written: _Written, today: date) -> None:
    official, status = known.official, known.status
    official.name, official.unit = row.name, units[row.unit]
    if status is not None and status.valid_from == row.since:
        status.status, status.on_cltn, status.valid_to = row.status, row.on_cltn, row.until
        written.old_statuses[status.pk] = status
    else:
        if status is not None and (status.valid_to is None or status.valid_to > row.since):
            status.valid_to = row.since
            written.old_statuses[status.pk] = status
        written.statuses.append(_status(official, row))
    _next_post(row, known, written, today)


def _next_post(row: Row, known: Known, written: _Written, today: date) -> None:
    """A file tells of a post by its title alone: another title begins with the status, or else today."""
    post = known.post
    if post is None:
        if row.title:
            written.posts.append(_post(known.official, row, row.since))
        return
    begins = row.since if row.since > post.valid_from else today
    if row.until and begins >= row.until:
        begins = row.since
    if row.title and ((post.title, post.pejabat) == (row.title, row.pejabat) or begins <= post.valid_from):
        post.title, post.pejabat, post.valid_to = row.title, row.pejabat, _after(row.until, post.valid_from)
        written.old_posts[post.pk] = post
        return
    if post.valid_to is None or post.valid_to > begins:
        post.valid_to = _after(begins, post.valid_from)
        written.old_posts[post.pk] = post
    if row.title:
        written.posts.append(_post(known.official, row, begins))


def _ended(known: Known, written: _Written, today: date) -> None:
    if known.status is not None:
        known.status.valid_to = _after(today, known.status.valid_from)
        written.old_statuses[known.status.pk] = known.status
    if known.post is not None and (known.post.valid_to is None or known.post.valid_to > today):
        known.post.valid_to = _after(today, known.post.valid_from)
        written.old_posts[known.post.pk] = known.post


def _after(day: date | None, begins: date) -> date | None:
    """A period has a day at least, also one that was to begin later."""
    return day if day is None else max(day, begins + timedelta(days=1))


def _status(official: Official, row: Row) -> Status:
    period = {"valid_from": row.since, "valid_to": row.until}
    return Status(official=official, status=row.status, on_cltn=row.on_cltn, **period)


def _post(official: Official, row: Row, begins: date) -> Position:
    return Position(official=official, title=row.title, pejabat=row.pejabat, valid_from=begins, valid_to=row.until)


def _over(model: type[Official | Status | Position | Unit], rows: list, fields: list[str]) -> None:  # type: ignore[type-arg]
    """Write over rows by their key: one statement a batch, where an UPDATE of each would take a minute."""
    model._default_manager.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
