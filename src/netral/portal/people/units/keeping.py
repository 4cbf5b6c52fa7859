"""Add a unit, rename it, end it, open it again. Nothing is deleted, and every change stays with who made it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from netral.portal.denial import Denial
from netral.portal.directory import tree
from netral.portal.directory.changes import Change, Move
from netral.portal.directory.models import Agency, Mandate, Official, Proposal, Status, Unit
from netral.portal.people.units.guard import (
    LONGEST,
    Overtaken,
    Sent,
    done_before,
    ended,
    happened,
    held,
    hold,
    keeps,
    no_code,
    outside,
    taken,
)
from netral.portal.sheet import wrong_text


def add(agency: Agency, under: Unit | None, *, code: str, name: str, since: date, sent: Sent) -> Unit | Denial:
    """A unit under another, or under the agency itself; the same form sent twice is one unit."""
    with transaction.atomic():
        hold(agency.pk)
        if there := done_before(sent):
            return there
        above = Unit.objects.get(pk=under.pk, agency=agency) if under else None
        path = f"{above.path if above else ''}{code}."
        if refused := _no_place(agency, above, code, path, sent) or _no_name(name) or _no_day(since, above, sent):
            return refused
        made = Unit.objects.create(agency=agency, path=path, name=name, valid_from=since)
        Change.objects.create(unit=made, kind="added", at=sent.now, by=sent.by, token=sent.once)
        happened("unit.added", made, sent, {"name": name, "from": since.isoformat()})
    return made


def rename(unit: Unit, name: str, sent: Sent) -> Unit | Denial | Overtaken:
    """Another name from this moment on."""
    with transaction.atomic():
        there = held(unit, sent)
        if not isinstance(there, Unit) or done_before(sent):
            return there
        if refused := ended(there, sent) or _no_name(name):
            return refused
        if name == there.name:
            return Denial(_("Nama itu sama dengan yang sekarang."))
        _change(there, "renamed", sent, name=name)
        happened("unit.renamed", there, sent, {"from": there.name, "to": name})
    return there


def end(unit: Unit, sent: Sent) -> Unit | Denial | Overtaken:
    """From today on it is no more; whatever was written about it stays."""
    with transaction.atomic():
        there = held(unit, sent)
        if not isinstance(there, Unit) or done_before(sent):
            return there
        today = sent.now.date()
        if refused := ended(there, sent) or end_refusal(there, on=today):
            return refused
        _change(there, "ended", sent, valid_to=today)
        happened("unit.ended", there, sent, {})
    return there


def reopen(unit: Unit, sent: Sent) -> Unit | Denial | Overtaken:
    """What was ended by mistake goes on as if it had not been."""
    with transaction.atomic():
        there = held(unit, sent)
        if not isinstance(there, Unit) or done_before(sent):
            return there
        over = Unit.objects.filter(agency=there.agency_id, path__in=tree.above(tree.parent(there.path)))
        if any(one.has_ended(sent.now.date()) for one in over):
            return Denial(_("Unit di atasnya sudah berakhir. Buka lagi unit itu lebih dulu."))
        _change(there, "reopened", sent, valid_to=None)
        happened("unit.reopened", there, sent, {})
    return there


def end_refusal(unit: Unit, *, on: date) -> Denial | None:
    """Why it cannot end yet: people, roles, units or a move hang on it. Of reports nothing is said to anybody."""
    if Unit.objects.open(on).filter(agency=unit.agency_id, path__startswith=unit.path).exclude(pk=unit.pk).exists():
        return Denial(_("Masih ada unit di bawahnya. Pindahkan atau akhiri unit itu lebih dulu."))
    if at_work(on).filter(unit=unit).exists():
        return Denial(_("Masih ada pegawai di unit ini. Pindahkan mereka lebih dulu lewat impor daftar pegawai."))
    open_ = Q(valid_to=None) | Q(valid_to__gt=on)
    # In this order: a proposal that is confirmed meanwhile is a mandate by then.
    if Proposal.objects.filter(unit=unit).exists() or Mandate.objects.filter(open_, unit=unit).exists():
        return Denial(_("Masih ada peran untuk unit ini. Akhiri peran itu lebih dulu."))
    if Move.objects.filter(Q(unit=unit) | Q(parent=unit)).exists():
        return Denial(_("Pemindahan yang menyangkut unit ini masih menunggu orang kedua."))
    return None


def at_work(on: date) -> QuerySet[Official]:
    """Officials whom a status holds on that day or later, and those of whom no status is known."""
    told = Status.objects.filter(official=OuterRef("pk"))
    lasting = told.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return Official.objects.filter(Exists(lasting) | ~Exists(told))


def _change(unit: Unit, kind: str, sent: Sent, **to: object) -> None:
    """Keep what it was, and make it what it is to be."""
    before = {"path": unit.path, "name": unit.name}
    Change.objects.create(unit=unit, kind=kind, at=sent.now, by=sent.by, token=sent.once, **before)
    Unit.objects.filter(pk=unit.pk).update(version=F("version") + 1, **to)


def _no_place(agency: Agency, above: Unit | None, code: str, path: str, sent: Sent) -> Denial | None:
    if not keeps(sent.by, agency.pk, above.path if above else "", on=sent.now.date()):
        return outside()
    if above and above.has_ended(sent.now.date()):
        return Denial(_("Unit di atasnya sudah berakhir."))
    if refused := no_code(code):
        return refused
    if len(path) > LONGEST:
        return Denial(_("Kode unit menjadi terlalu panjang."))
    theirs = Change.objects.filter(unit__agency=agency, path=path)
    if Unit.objects.filter(agency=agency, path=path).exists() or theirs.exists():
        return taken(path)
    return None


def _no_name(name: str) -> Denial | None:
    wrong = wrong_text(name, needed=True)
    return Denial(wrong) if wrong else None


def _no_day(since: date, above: Unit | None, sent: Sent) -> Denial | None:
    if since > sent.now.date():
        return Denial(_("Unit yang baru ada nanti ditambah pada harinya."))
    if since.year < 1900:
        return Denial(_("Tanggal ini terlalu lama."))
    if above and above.valid_from and since < above.valid_from:
        return Denial(_("Unit ini tidak dapat lebih lama daripada unit di atasnya."))
    return None
