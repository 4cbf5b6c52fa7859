"""Keep an uploaded register until it is confirmed, and take it over as a new edition: all of it at once, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.law.model import Rulebook
from netral.patrol import registers
from netral.patrol.errors import RegisterRefused
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.contests.line import LAYOUT, Line, fields, file_of, of_entry
from netral.portal.contests.models import Edition, Entry, Upload
from netral.portal.contests.plan import Plan, ended, plan
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, User
from netral.portal.guidance.rulebook import table
from netral.portal.sheet import Sheet, read
from netral.portal.spoken import day_and_time

KEPT = timedelta(hours=24)
KEEPER = "admin"
"""Who changes the register: whoever runs the machine sees no cases, and decides none."""
_BATCH = 2000


def stage(content: bytes, *, name: str, user: User, agency: Agency, now: datetime) -> Upload | Denial:
    """Keep the rows of an upload for who sent it alone; nothing of the register changes."""
    sheet = read(content, LAYOUT)
    if isinstance(sheet, Denial):
        return sheet
    with transaction.atomic():
        Upload.objects.filter(made__lt=now - KEPT).delete()
        told = {"user": user, "agency": agency, "name": name[:200], "made": now}
        return Upload.objects.create(sha256=sha256(content).hexdigest(), rows=sheet.packed(), **told)


def sheet_of(upload: Upload) -> Sheet:
    return Sheet.unpacked(bytes(upload.rows))


def plan_of(upload: Upload, *, today: date) -> Plan:
    """What taking it over would change by the register of this moment."""
    entries = list(Entry.objects.current().filter(agency=upload.agency_id))
    last = Edition.objects.filter(agency=upload.agency_id).first()
    edition = last.number if last else 0
    return plan(sheet_of(upload), entries, table().rulebook, today=today, edition=edition)


def take_over(upload: Upload, *, seen: str, end_the_gone: bool, now: datetime) -> Plan | Denial | None:
    """Write the ready rows. None: it was taken over before. A Denial: no longer one's to do, or not what was seen."""
    today = now.date()
    with transaction.atomic():
        found = Upload.objects.select_for_update(of=("self",)).select_related("agency", "user").get(pk=upload.pk)
        if found.done is not None:
            return None
        # One after the other: the second sees what the first did.
        Agency.objects.select_for_update(no_key=True).get(pk=found.agency_id)
        if not keeps(found.user, found.agency_id, on=today):
            return Denial(_("Peran Anda untuk instansi ini sudah berakhir."))
        made = plan_of(found, today=today)
        if made.mark() != seen:
            return Denial(overtaken(found.agency_id))
        gone = list(ended(made.gone, today)) if end_the_gone else []
        after = after_of(made, gone)
        if refused := refusal(after, table().rulebook):
            return refused
        counts = _counts(made, gone)
        if made.writes or gone:
            edition = _edition(found, after, counts, now)
            _write(made, gone, edition)
        Upload.objects.filter(pk=found.pk).update(done=now, rows=b"", counts=counts)
    return made


def keeps(user: User, agency: int, *, on: date) -> bool:
    """Does a mandate of this day, over the whole agency, let this person change its register?"""
    return any(one.agency_id == agency and one.unit_id is None for one in user.holds(KEEPER, on=on))


def overtaken(agency: int) -> str:
    """Somebody was faster: who, and when."""
    last = Edition.objects.filter(agency=agency).select_related("by").first()
    if last is None:
        return _("Daftar ini berubah sejak Anda memeriksa. Periksa angka yang baru, lalu simpan.")
    words = _("Daftar ini diubah {who}, {at}. Bandingkan angka yang baru dengan yang Anda lihat, lalu simpan.")
    return words.format(who=last.by, at=day_and_time(last.at.astimezone(clock.WIB)))


def after_of(made: Plan, gone: Iterable[tuple[Entry, Line | None]]) -> list[Line]:
    """The whole register as it would be."""
    gone = list(gone)
    left = {of_entry(entry) for entry, _line in gone}
    return [*(line for line in made.after if line not in left), *(line for _entry, line in gone if line)]


def refusal(lines: list[Line], rulebook: Rulebook) -> Denial | None:
    """Why a patrol would not take this register; it is asked itself."""
    if not lines:
        return None
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(file_of(lines))
        file.flush()
        try:
            registers.contestants(Path(file.name), rulebook)
        except RegisterRefused as error:
            said = (one.en if translation.get_language() == "en" else one.id for one in error.told)
            words = _("Patroli tidak menerima daftar ini: {said}.")
            return Denial(words.format(said="; ".join(said)))
    return None


def _counts(made: Plan, gone: list[tuple[Entry, Line | None]]) -> dict[str, int]:
    counts = {
        "baru": len(made.new),
        "berubah": len(made.changed),
        "sama": len(made.same),
        "diganti": len(made.replaced),
    }
    return counts | {"berakhir": len(gone), "perbaiki": len(made.bad)}


def _edition(upload: Upload, after: list[Line], counts: dict[str, int], now: datetime) -> Edition:
    """The next, with its event."""
    last = Edition.objects.filter(agency=upload.agency_id).first()
    edition = Edition.objects.create(
        agency=upload.agency,
        number=last.number + 1 if last else 1,
        at=now,
        by=upload.user,
        sha256=sha256(file_of(after)).hexdigest(),
        was=last.sha256 if last else "",
        counts=counts,
    )
    digests = {"before": edition.was or None, "after": edition.sha256, "file": upload.sha256}
    facts = {"agency": upload.agency.code, "edition": edition.number, **digests, **counts}
    who = {"role": KEEPER, "id": f"{upload.user_id}"}
    record(Happening("contests.register_changed", who, "", facts=facts), now=now)
    return edition


def _write(made: Plan, gone: list[tuple[Entry, Line | None]], edition: Edition) -> None:
    left = [entry for _line, entry in made.changed] + made.replaced + [entry for entry, _line in gone]
    for begins in range(0, len(left), _BATCH):
        Entry.objects.filter(pk__in=[one.pk for one in left[begins : begins + _BATCH]]).update(until=edition)
    fresh = [*made.new, *(line for line, _entry in made.changed), *(line for _entry, line in gone if line)]
    told = ({"agency": edition.agency, "since": edition, **fields(line)} for line in sorted(fresh))
    Entry.objects.bulk_create([Entry(**one) for one in told], batch_size=_BATCH)
