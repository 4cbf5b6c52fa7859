"""Grant mandates and end them: who decides about others is granted that by two, and nobody grants themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Mandate, Proposal, Unit, User
from netral.portal.directory.regions import regions
from netral.portal.directory.roles import CONFIRMED, ROLES, SECOND_FACTOR
from netral.portal.signin import slips

GRANTERS = ("admin", "ppk")
BESIDE_ADMIN = ("pegawai", "admin")
"""What somebody who runs the machine may be beside it: all other roles see cases, or whom they concern."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mandate that somebody asks for."""

    user: User
    role: str
    agency: Agency
    valid_from: date
    valid_to: date | None = None
    unit: Unit | None = None
    region: str = ""


def grant(wanted: Wanted, by: User, *, now: datetime) -> Mandate | Proposal | Denial:
    """The mandate; for a role of two people the proposal, which a second person confirms."""
    with transaction.atomic():
        # Two who grant the same account at once come one after the other, and the second sees what the first did.
        slips.hold(wanted.user)
        if refused := refusal(wanted, by, today=now.date()):
            return refused
        if wanted.role in CONFIRMED:
            made: Mandate | Proposal = Proposal.objects.create(**_fields(wanted), proposed_by=by, proposed_at=now)
            _tell("mandate.proposed", by, wanted, now)
        else:
            made = Mandate.objects.create(**_fields(wanted), granted_by=by)
            _tell("mandate.granted", by, wanted, now)
    return made


def confirm(proposal: Proposal, by: User, *, now: datetime) -> Mandate | Denial | None:
    """The second person's word; everything is asked anew, and it holds from today on at the earliest.

    None: somebody else decided it meanwhile.
    """
    with transaction.atomic():
        found = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
        if found is None:
            return None
        slips.hold(found.user)
        wanted = Wanted(
            found.user,
            found.role,
            found.agency,
            max(found.valid_from, now.date()),
            found.valid_to,
            found.unit,
            found.region,
        )
        if refused := second_refusal(found, wanted, by, today=now.date()):
            return refused
        made = Mandate.objects.create(**_fields(wanted), granted_by=found.proposed_by, second_grant_by=by)
        found.delete()
        _tell("mandate.confirmed", by, wanted, now)
    return made


def drop(proposal: Proposal, by: User, *, now: datetime) -> Denial | None:
    """The proposal is not followed: said by whoever could confirm it, or taken back by who made it."""
    with transaction.atomic():
        found = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
        if found is None:
            return None
        if not grants_in(by, found.agency, found.unit, on=now.date()):
            return _outside()
        wanted = Wanted(found.user, found.role, found.agency, found.valid_from, found.valid_to, found.unit)
        found.delete()
        _tell("mandate.dropped", by, wanted, now)
    return None


def end(mandate: Mandate, by: User, *, now: datetime) -> Denial | None:
    """From today on it holds no more; a mandate that was to begin later never does."""
    today = now.date()
    with transaction.atomic():
        found = Mandate.objects.select_for_update(of=("self",)).select_related("agency", "unit").get(pk=mandate.pk)
        if found.agency is None or not grants_in(by, found.agency, found.unit, on=today):
            return _outside()
        day = max(today, found.valid_from)
        open_ = Q(valid_to=None) | Q(valid_to__gt=day)
        if Mandate.objects.filter(open_, pk=found.pk).update(valid_to=day):
            facts = {"mandate": found.pk, "user": found.user_id, "role": found.role, "to": day.isoformat()}
            record(Happening("mandate.ended", _who(by, today), "", facts=facts), now=now)
    return None


def refusal(wanted: Wanted, by: User, *, today: date) -> Denial | None:
    """Why this person may not grant it; None where they may, alone or as the first of two."""
    if wanted.role not in ROLES:
        return Denial(_("Pilih salah satu peran."))
    if wanted.user == by:
        return Denial(_("Tidak ada yang memberi peran kepada dirinya sendiri."))
    if not grants_in(by, wanted.agency, wanted.unit, on=today):
        return _outside()
    if wanted.unit and Unit.objects.select_for_update(no_key=True).get(pk=wanted.unit.pk).has_ended(today):
        # Held until the grant is written: nobody ends the unit in between.
        return Denial(_("Unit ini sudah berakhir."))
    if wanted.region and wanted.region not in regions():
        return Denial(_("Kode daerah ini tidak ada. Tulis dua atau empat angka, seperti 7371."))
    if wanted.valid_from < today:
        return Denial(_("Peran tidak dapat dimulai di masa lalu."))
    if wanted.valid_to and wanted.valid_to <= wanted.valid_from:
        return Denial(_("Tanggal selesai harus sesudah tanggal mulai."))
    return _clash(wanted)


def second_refusal(proposal: Proposal, wanted: Wanted, by: User, *, today: date) -> Denial | None:
    """Why this person may not be the second."""
    if by == proposal.proposed_by:
        return Denial(_("Peran ini harus diberikan oleh dua orang yang berbeda."))
    if by == wanted.user:
        return Denial(_("Tidak ada yang memberi peran kepada dirinya sendiri."))
    first = proposal.proposed_by
    if not all(grants_in(one, wanted.agency, wanted.unit, on=today) for one in (by, first)):
        return _outside()
    if wanted.valid_to and wanted.valid_to <= wanted.valid_from:
        return Denial(_("Tanggal selesai harus sesudah tanggal mulai."))
    if needs_the_head(wanted.role, wanted.agency, today) and not any("ppk" in one.roles(today) for one in (by, first)):
        # Two who run machines could otherwise make an examiner of their own, or a head who makes one with them.
        return Denial(_("Salah satu dari kedua orang harus pejabat pembina kepegawaian."))
    return _clash(wanted, but=proposal)


def needs_the_head(role: str, agency: Agency | None, today: date, *, besides: User | None = None) -> bool:
    """For an examiner always; for another head, where the agency has one (`besides` this person)."""
    heads = Mandate.objects.on(today).filter(role="ppk", agency=agency, unit=None).exclude(user=besides)
    return role == "pemeriksa" or (role == "ppk" and heads.exists())


def grants_in(by: User, agency: Agency, unit: Unit | None, *, on: date) -> bool:
    """Does a mandate of this day let this person grant in that agency, or in that subtree?"""
    held = by.mandates.on(on).filter(role__in=GRANTERS, agency=agency).select_related("unit")
    path = unit.path if unit else ""
    return any(path.startswith(one.unit.path if one.unit else "") for one in held)


def _clash(wanted: Wanted, *, but: Proposal | None = None) -> Denial | None:
    """Running the machine and seeing cases never meet in one account, on no day; nor is a role held twice."""
    # What ended on the day of its beginning held on no day.
    met = Mandate.objects.filter(_meets(wanted), user=wanted.user).exclude(valid_to=F("valid_from"))
    others: list[Mandate] = list(met)
    proposed: list[Proposal] = list(Proposal.objects.filter(user=wanted.user).exclude(pk=but.pk if but else 0))
    taken: list[Mandate | Proposal] = [*others, *proposed]
    roles = {one.role for one in taken} | {wanted.role}
    if wanted.role in SECOND_FACTOR and slips.opens(wanted.user, now=clock.running()):
        # Whoever kept it would open the role with it, and set up the second proof themselves.
        return Denial(_("Slip akun ini belum dipakai. Minta orangnya membuka akunnya dulu di /masuk/aktivasi."))
    if "admin" in roles and roles - set(BESIDE_ADMIN):
        return Denial(_("Pengurus mesin tidak memegang peran lain: ia tidak melihat perkara."))
    if any(_same(one, wanted) for one in taken):
        return Denial(_("Orang ini sudah memegang atau diusulkan untuk peran itu."))
    return None


def _same(one: Mandate | Proposal, wanted: Wanted) -> bool:
    if isinstance(one, Proposal):
        return (one.role, one.agency_id) == (wanted.role, wanted.agency.pk)
    told = (one.role, one.agency_id, one.unit_id, one.region)
    return told == (wanted.role, wanted.agency.pk, wanted.unit.pk if wanted.unit else None, wanted.region)


def _meets(wanted: Wanted) -> Q:
    meets = Q(valid_to=None) | Q(valid_to__gt=wanted.valid_from)
    return meets & Q(valid_from__lt=wanted.valid_to) if wanted.valid_to else meets


def _fields(wanted: Wanted) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in wanted.__slots__}


def _outside() -> Denial:
    return Denial(_("Instansi atau unit ini di luar kewenangan Anda."))


def _tell(kind: str, by: User, wanted: Wanted, now: datetime) -> None:
    facts = {"user": wanted.user.pk, "role": wanted.role, "agency": wanted.agency.code, "region": wanted.region}
    facts |= {"unit": wanted.unit.path if wanted.unit else "", "from": wanted.valid_from.isoformat()}
    facts |= {"to": wanted.valid_to.isoformat() if wanted.valid_to else None}
    record(Happening(kind, _who(by, now.date()), "", facts=facts), now=now)


def _who(by: User, today: date) -> dict[str, str]:
    return {"role": _first(by.roles(today)), "id": f"{by.pk}"}


def _first(roles: Iterable[str]) -> str:
    held = set(roles)
    return next((one for one in ("ppk", "admin") if one in held), "")
