"""What stands before every change of the tree: who may, one after the other, nothing twice, nothing unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.changes import Change
from netral.portal.directory.models import Agency, Mandate, Unit, User

KEEPERS = ("admin", "ppk", "pengelola")
"""Roles that keep the tree: who runs the machine, the head, the personnel clerk; each within the own mandate."""
LONGEST = 120
"""Signs of a path."""
_LABEL = re.compile(r"[0-9A-Za-z]{1,10}")


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody was faster: the unit as it is now, and what was done last."""

    unit: Unit
    last: Change | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came: by whom, once, and when; `seen` is the unit's version that the person looked at."""

    by: User
    now: datetime
    token: str = ""
    seen: int | None = None

    @property
    def once(self) -> str | None:
        """The token, as nobody else's can be; None where the form had none."""
        return f"{self.by.pk}-{self.token}"[:64] if self.token else None


def keeps(by: User, agency: int, path: str, *, on: date) -> bool:
    """Is this place of the tree one that a mandate of this day lets this person keep? Empty: the agency itself."""
    return covers(by.holds(*KEEPERS, on=on), agency, path)


def covers(mandates: Iterable[Mandate], agency: int, path: str) -> bool:
    """Is one of these mandates over this place?"""
    return any(one.agency_id == agency and path.startswith(one.unit.path if one.unit else "") for one in mandates)


def hold(agency: int) -> None:
    """Until the transaction ends nobody else changes this agency's tree: each sees what the one before did."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency)


def held(unit: Unit, sent: Sent) -> Unit | Denial | Overtaken:
    """The unit of this moment, ours alone until the transaction ends; Overtaken where it is not the one looked at."""
    hold(unit.agency_id)
    # Of the row as well: who grants a role over this unit holds that alone.
    there = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=unit.pk)
    if done_before(sent):
        return there
    if not keeps(sent.by, there.agency_id, there.path, on=sent.now.date()):
        return outside()
    if sent.seen is not None and sent.seen != there.version:
        return Overtaken(there, there.changes.select_related("by", "second").last())
    return there


def done_before(sent: Sent) -> Unit | None:
    """The unit that the same form has changed already."""
    change = Change.objects.filter(token=sent.once).select_related("unit").first() if sent.once else None
    return change.unit if change else None


def ended(unit: Unit, sent: Sent) -> Denial | None:
    """The refusal to change what is no more."""
    return Denial(_("Unit ini sudah berakhir.")) if unit.has_ended(sent.now.date()) else None


def outside() -> Denial:
    return Denial(_("Instansi atau unit ini di luar kewenangan Anda."))


def no_code(code: str) -> Denial | None:
    """Why this cannot be the last part of a path."""
    if _LABEL.fullmatch(code):
        return None
    return Denial(_("Tulis kode dengan angka atau huruf saja, tanpa titik, paling banyak sepuluh, seperti 02."))


def taken(path: str) -> Denial:
    """A code that was another's stays its: a list of last year must not put people where they never worked."""
    return Denial(_("Kode {path} sudah atau pernah dipakai unit lain. Pilih kode lain.").format(path=path))


def happened(kind: str, unit: Unit, sent: Sent, facts: dict[str, object], why: str = "") -> None:
    """In the ledger: which unit, and what became of it."""
    roles = sent.by.roles(sent.now.date())
    who = {"role": next((one for one in KEEPERS if one in roles), ""), "id": f"{sent.by.pk}"}
    told = {"unit": unit.pk, "agency": unit.agency.code, "path": unit.path, **facts}
    record(Happening(kind, who, why, facts=told), now=sent.now)
