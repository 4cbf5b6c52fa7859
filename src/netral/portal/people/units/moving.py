"""Put a unit elsewhere in the tree: who may read about whom goes with it, so that one proposes and another confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from netral.portal.denial import Denial
from netral.portal.directory import tree
from netral.portal.directory.changes import Change, Move
from netral.portal.directory.models import Mandate, Unit, User
from netral.portal.people.granting import GRANTERS, needs_the_head
from netral.portal.people.units.guard import (
    LONGEST,
    Overtaken,
    Sent,
    covers,
    happened,
    held,
    hold,
    keeps,
    no_code,
    outside,
    taken,
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Mandates over part of the tree that will cover the unit once it is moved, and those that no longer will."""

    gained: list[Mandate]
    lost: list[Mandate]


def propose(unit: Unit, to: Unit | None, *, code: str, why: str, sent: Sent) -> Move | Denial | Overtaken:
    """A move that waits for its second person; nothing in the tree changes yet."""
    with transaction.atomic():
        there = held(unit, sent)
        if not isinstance(there, Unit):
            return there
        waiting = Move.objects.filter(unit=there).first()
        move = Move(unit=there, parent=to, code=code, why=why, proposed_by=sent.by, proposed_at=sent.now)
        if waiting and (waiting.parent, waiting.code, waiting.proposed_by) == (to, code, sent.by):
            # Pressed twice.
            return waiting
        if waiting:
            return Denial(_("Usulan pemindahan unit ini sudah ada dan menunggu orang kedua."))
        if refused := refusal(move, sent.by, on=sent.now.date()):
            return refused
        if not 3 <= len(why) <= 300:
            return Denial(_("Tulis dasarnya, misalnya nomor peraturan atau keputusan."))
        move.save()
        happened("unit.move_proposed", there, sent, {"to": move.path}, why)
    return move


def confirm(move: Move, *, seen: str, sent: Sent) -> Move | Denial | None:
    """The second person's word; everything is asked anew. None: somebody else decided it meanwhile.

    `seen`: the mark of what the person looked at.
    """
    with transaction.atomic():
        hold(move.unit.agency_id)
        found = _waiting(move)
        if found is None:
            return None
        if refused := second_refusal(found, sent.by, on=sent.now.date()):
            return refused
        if seen != mark(found):
            return Denial(_("Pohon unit berubah sejak Anda membukanya. Periksa yang baru, lalu sahkan."))
        _carry_out(found, sent)
        found.delete()
    return move


def drop(move: Move, sent: Sent) -> Denial | None:
    """The proposal is not followed: said by whoever could confirm it, or taken back by who made it."""
    with transaction.atomic():
        hold(move.unit.agency_id)
        found = _waiting(move)
        if found is None:
            return None
        if found.proposed_by != sent.by and not confirms(found, sent.by, on=sent.now.date()):
            return outside()
        happened("unit.move_dropped", found.unit, sent, {"to": found.path})
        found.delete()
    return None


def refusal(move: Move, by: User, *, on: date) -> Denial | None:
    """Why this person may not move it there; None where they may, as the first of two."""
    unit, to, path = move.unit, move.parent, move.path
    if to and to.agency_id != unit.agency_id:
        return outside()
    if not all(keeps(by, unit.agency_id, place, on=on) for place in _places(move)):
        return Denial(_("Unit ini dipindahkan oleh yang berwenang di tempat asal dan di tempat tujuan."))
    if unit.has_ended(on) or (to and to.has_ended(on)):
        return Denial(_("Unit ini atau tujuannya sudah berakhir."))
    if to and to.path.startswith(unit.path):
        return Denial(_("Unit tidak dapat berada di bawah dirinya sendiri."))
    if refused := no_code(move.code):
        return refused
    return Denial(_("Unit ini sudah berada di sana.")) if path == unit.path else _no_room(unit, path)


def second_refusal(move: Move, by: User, *, on: date) -> Denial | None:
    """Why this person may not be the second."""
    if by == move.proposed_by:
        return Denial(_("Unit dipindahkan oleh dua orang yang berbeda."))
    if not confirms(move, by, on=on):
        return outside()
    if not move.proposed_by.is_active or refusal(move, move.proposed_by, on=on):
        return refusal(move, by, on=on) or Denial(
            _("Pengusulnya tidak lagi berwenang. Batalkan usulan ini dan mulai lagi.")
        )
    if needs_the_head("ppk", move.unit.agency, on) and not any(
        "ppk" in one.roles(on) for one in (by, move.proposed_by)
    ):
        return Denial(_("Salah satu dari kedua orang harus pejabat pembina kepegawaian."))
    return None


def confirms(move: Move, by: User, *, on: date) -> bool:
    """Does a mandate of this day let this person grant at both places? Moving reaches as far as granting a role."""
    granting = by.holds(*GRANTERS, on=on)
    return all(covers(granting, move.unit.agency_id, place) for place in _places(move))


def mark(move: Move) -> str:
    """The same for the same move: what a person has seen is what is done."""
    return f"{move.unit.version}:{move.unit.path}>{move.path}"


def reach(move: Move, *, on: date) -> Reach:
    """Whose mandates the move would touch: those over a part of the tree, but for the unit and what is below it."""
    old, new = move.unit.path, move.path
    parts = Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit__agency=move.unit.agency_id)
    over = parts.exclude(unit__path__startswith=old).select_related("user", "unit").order_by("unit__path", "pk")
    before = {one for one in over if one.unit and old.startswith(one.unit.path)}
    after = {one for one in over if one.unit and new.startswith(one.unit.path)}
    return Reach([one for one in over if one in after - before], [one for one in over if one in before - after])


def _carry_out(move: Move, sent: Sent) -> None:
    """The unit with all below it: what each was is kept, then every path is written anew in one statement."""
    unit, old, new = move.unit, move.unit.path, move.path
    within = Unit.objects.filter(agency=unit.agency_id, path__startswith=old)
    kept = {"at": _moment(unit, sent.now), "by": move.proposed_by, "second": sent.by}
    kinds = [(one, "moved" if one == unit else "carried") for one in within]
    Change.objects.bulk_create(
        [Change(unit=one, kind=kind, path=one.path, name=one.name, **kept) for one, kind in kinds], batch_size=1000
    )
    within.update(path=Concat(Value(new), Substr("path", len(old) + 1)), version=F("version") + 1)
    facts = {"to": new, "carried": len(kinds) - 1, "proposed_by": move.proposed_by.pk}
    happened("unit.moved", unit, sent, facts, move.why)


def _moment(unit: Unit, now: datetime) -> datetime:
    """Later than every move before it, also where the clock went back: the order of trees is the order of moves."""
    last = Change.objects.filter(unit__agency=unit.agency_id).order_by("-at").values_list("at", flat=True).first()
    return now if last is None or last < now else last + timedelta(microseconds=1)


def _no_room(unit: Unit, path: str) -> Denial | None:
    """Is one of the paths that it and all below it would get too long, or has one been another's?"""
    agency, old = unit.agency_id, unit.path
    within = dict(Unit.objects.filter(agency=agency, path__startswith=old).values_list("pk", "path"))
    fresh = {path + one[len(old) :]: pk for pk, one in within.items()}
    if max(map(len, fresh)) > LONGEST:
        return Denial(_("Kode unit menjadi terlalu panjang."))
    others = Unit.objects.filter(agency=agency, path__startswith=path).exclude(pk__in=within)
    before = Change.objects.filter(unit__agency=agency, path__in=fresh).values_list("unit", "path")
    now = Unit.objects.filter(agency=agency, path__in=fresh).values_list("pk", "path")
    if others.exists() or any(fresh[one] != pk for pk, one in [*before, *now]):
        return taken(path)
    return None


def _places(move: Move) -> tuple[str, str]:
    """Where it hangs, and where it would."""
    return tree.parent(move.unit.path), move.parent.path if move.parent else ""


def _waiting(move: Move) -> Move | None:
    return Move.objects.select_related("unit__agency", "parent", "proposed_by").filter(pk=move.pk).first()
