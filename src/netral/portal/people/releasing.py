"""End a conflict of interest: its holder asks for it, somebody else decides, and until then it binds."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import Conflict, Mandate, Official, User
from netral.portal.directory.releases import Release

DECIDERS = ("ppk", "auditor")
"""Roles whose holders may be the second person; the latter where no head may be."""
_ROLES = ("pemeriksa", "ppk", "pengelola", "bawaslu", "bkn", "auditor", "admin", "pegawai")


def ask(conflict: Conflict, why: str, *, now: datetime) -> Release | Denial | None:
    """The request, which changes nothing yet; asked twice it is one. None: the conflict has ended already."""
    if not 3 <= len(why) <= 300:
        return Denial(_("Tulis apa yang berubah, sehingga benturan ini tidak ada lagi."))
    with transaction.atomic():
        hold(conflict.user)
        if not Conflict.objects.filter(pk=conflict.pk, valid_to=None).exists():
            return None
        if waiting := Release.objects.filter(conflict=conflict, decided_at=None).first():
            return waiting
        made = Release.objects.create(conflict=conflict, why=why, asked_by=conflict.user, asked_at=now)
        _tell("conflict.release_asked", made, conflict.user, own_role(conflict.user, now.date()), now)
    return made


def withdraw(conflict: Conflict, *, now: datetime) -> None:
    """Its holder no longer asks."""
    with transaction.atomic():
        hold(conflict.user)
        if found := Release.objects.filter(conflict=conflict, decided_at=None).first():
            _tell("conflict.release_withdrawn", found, conflict.user, own_role(conflict.user, now.date()), now)
            found.delete()


def follow(release: Release, by: User, word: str, *, now: datetime) -> Release | Denial | None:
    """The second person's word: from today on the conflict binds no more. None: it was decided meanwhile."""
    return _decided(release, by, word, now=now)


def refuse(release: Release, by: User, word: str, *, now: datetime) -> Release | Denial | None:
    """The second person's other word: the conflict goes on binding, and its holder reads why. None as in `follow`."""
    if len(word) < 3:
        return Denial(_("Tulis mengapa benturan ini tetap mengikat. Orangnya akan membacanya."))
    return _decided(release, by, word, now=now, refused=True)


def deciders(conflict: Conflict, *, on: date) -> dict[int, str]:
    """Who may be the second person that day, by account, with the role in which: the heads of the whole agency.

    Where no head is left, its auditors. Never the holder, never whom the conflict names, never somebody who declared
    a conflict of their own with either.
    """
    whole = Mandate.objects.on(on).filter(role__in=DECIDERS, agency=conflict.place.agency_id, unit=None)
    held = whole.filter(user__is_active=True).select_related("user__official__unit").order_by("pk")
    fit = [one for one in held if not _concerned(one.user, conflict, on=on)]
    heads = {one.user_id: one.role for one in fit if one.role == "ppk"}
    return heads or {one.user_id: one.role for one in fit}


def waiting_for(by: User, *, on: date) -> list[Release]:
    """The requests that this person may decide, the oldest first; nobody learns of others."""
    over = [one.agency_id for one in by.holds(*DECIDERS, on=on) if one.unit_id is None]
    there = Q(conflict__official__agency__in=over) | Q(conflict__unit__agency__in=over)
    told = ("asked_by", "conflict__user__official__unit", "conflict__official__unit", "conflict__unit")
    found = Release.objects.waiting().filter(there).select_related(*told)
    return [one for one in found if by.pk in deciders(one.conflict, on=on)]


def hold(user: User) -> None:
    """Until the transaction ends nobody else does anything about this person's conflicts."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def own_role(user: User, on: date) -> str:
    """In which role somebody speaks of their own conflicts."""
    held = user.roles(on)
    return next((role for role in _ROLES if role in held), "pegawai")


@transaction.atomic
def _decided(release: Release, by: User, word: str, *, now: datetime, refused: bool = False) -> Release | Denial | None:
    """Everything is asked anew, by whoever comes first alone."""
    hold(release.asked_by)
    found = Release.objects.waiting().select_related("conflict__user", "asked_by").filter(pk=release.pk).first()
    if found is None:
        return None
    role = deciders(found.conflict, on=now.date()).get(by.pk)
    if role is None:
        return Denial(_("Anda tidak dapat memutus permintaan ini."))
    found.decided_by, found.decided_at, found.refused, found.word = by, now, refused, word[:300]
    found.save(update_fields=("decided_by", "decided_at", "refused", "word"))
    if refused:
        _tell("conflict.release_refused", found, by, role, now)
    else:
        Conflict.objects.filter(pk=found.conflict_id, valid_to=None).update(valid_to=now.date())
        _tell("conflict.ended", found, by, role, now)
    return found


def _concerned(one: User, conflict: Conflict, *, on: date) -> bool:
    """Is this somebody about whom, or about whose own conflict, it is?"""
    holder, named = conflict.user.official, conflict.official
    if one == conflict.user or _same(one.official, holder) or _same(one.official, named):
        return True
    if conflict.unit and one.official and _within(one.official, conflict.unit.agency_id, conflict.unit.path):
        return True
    stated = Conflict.objects.binding(one, on=on).select_related("official__unit", "unit")
    return any(_meets(own, conflict) or (holder and _names(own, holder)) for own in stated)


def _same(one: Official | None, other: Official | None) -> bool:
    """The same human being, in whichever agency's list."""
    return one is not None and other is not None and one.nip == other.nip


def _within(one: Official, agency: int, path: str) -> bool:
    return one.agency_id == agency and one.unit.path.startswith(path)


def _names(own: Conflict, one: Official) -> bool:
    """Does it bind where that official is concerned?"""
    return _within(one, own.unit.agency_id, own.unit.path) if own.unit else _same(own.official, one)


def _meets(own: Conflict, other: Conflict) -> bool:
    """Is there something with which neither may have to do?"""
    if other.official:
        return _names(own, other.official)
    if own.official:
        return _names(other, own.official)
    mine, theirs = own.place, other.place
    near = mine.path.startswith(theirs.path) or theirs.path.startswith(mine.path)
    return mine.agency_id == theirs.agency_id and near


def _tell(kind: str, release: Release, by: User, role: str, now: datetime) -> None:
    facts = {"conflict": release.conflict_id, "release": release.pk, "asked_by": release.asked_by_id}
    record(Happening(kind, {"role": role, "id": f"{by.pk}"}, "", facts=facts), now=now)
