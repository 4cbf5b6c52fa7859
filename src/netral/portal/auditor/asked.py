"""Which events does the auditor ask for? What stands in the address, as a filter of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from netral.evidence.event import instant
from netral.portal.audit.models import Event
from netral.portal.clock import WIB


class NoSuchDay(ValueError):
    """A day that is in no calendar."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty, None: whichever. `kind` may be the beginning of one (`report.`); `before`: only events of lower number."""

    kind: str = ""
    role: str = ""
    case: str = ""
    day: date | None = None
    before: int | None = None

    def events(self) -> QuerySet[Event]:
        """Newest first, by keys of an index each."""
        found = Event.objects.order_by("-seq")
        if self.kind:
            found = (
                found.filter(kind__startswith=self.kind) if self.kind.endswith(".") else found.filter(kind=self.kind)
            )
        if self.role:
            found = found.filter(role=self.role)
        if self.case:
            found = found.filter(case=self.case)
        if self.day is not None:
            found = found.filter(at__gte=_midnight(self.day), at__lt=_midnight(self.day + timedelta(days=1)))
        return found if self.before is None else found.filter(seq__lt=self.before)

    def facts(self) -> dict[str, str]:
        """What is recorded of the reading."""
        told = {"kind": self.kind, "role": self.role, "case": self.case, "day": f"{self.day or ''}"}
        return {name: value for name, value in told.items() if value}

    def address(self, before: int) -> str:
        """The query of the next page: the same question, for older events."""
        day = f"{self.day:%d %m %Y}".split() if self.day else ["", "", ""]
        told = [self.kind, self.role, self.case, *day, f"{before}"]
        names = ("jenis", "peran", "perkara", "hari", "bulan", "tahun", "sebelum")
        return urlencode([(name, value) for name, value in zip(names, told, strict=True) if value])


def asked(query: QueryDict) -> Asked:
    """Raises NoSuchDay."""
    before = query.get("sebelum", "")
    return Asked(
        kind=query.get("jenis", "").strip(),
        role=query.get("peran", "").strip(),
        case=query.get("perkara", "").strip(),
        day=_day([query.get(name, "").strip() for name in ("hari", "bulan", "tahun")]),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None,
    )


def _day(parts: list[str]) -> date | None:
    if not any(parts):
        return None
    try:
        day, month, year = (int(one) for one in parts)
        found = date(year, month, day)
    except ValueError:
        raise NoSuchDay from None
    # At both ends of the calendar there is no midnight before or after.
    if not 1900 <= found.year <= 9000:
        raise NoSuchDay
    return found


def _midnight(day: date) -> str:
    """The first moment of a day in Jakarta, as the ledger writes it."""
    return instant(datetime.combine(day, time(), WIB))
