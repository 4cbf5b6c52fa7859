"""Which reports and findings became no case, and since when has nobody had a word on them?

What is open, waits, or was forwarded is none of these, nor what is nearly the same as such a one, or about the same
act: it may be needed there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from netral.evidence.retention import Class, closed_by, of_agency
from netral.portal import clock
from netral.portal.directory.models import Mandate, User, covered
from netral.portal.intake.models import Message, Report, Step
from netral.portal.intake.states import OPEN, TRIAGED
from netral.portal.intake.states import STATES as OF_REPORTS
from netral.portal.retention.models import Approval, Hold
from netral.portal.triage.models import Finding, Weighing
from netral.portal.triage.states import DISMISSED, FORWARDED, WAITING

CLASS = "informasi_awal"
"""Of everything that ends here. What becomes a case is forwarded, and kept at least until its case is closed."""
_CLOSED = [state for state in OF_REPORTS if state not in (*OPEN, *TRIAGED)]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its word, the address of its page, what one person sees, what mandates cover, what is closed.

    A closed row has `last`, the moment of the last word on it.
    """

    name: str
    word: Promise
    address: str
    seen: Callable[[User, date], QuerySet[Any]]
    within: Callable[[Iterable[Mandate]], QuerySet[Any]]
    closed: Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Record:
    """A record as `netral.evidence.retention` asks about it: `since` is None while it is not closed."""

    kind: Kind
    row: Report | Finding
    last: datetime | None
    hold: Hold | None
    approval: Approval | None
    retention: str | None = CLASS
    state: str = "here"

    @property
    def since(self) -> str | None:
        return None if self.last is None else self.last.astimezone(clock.WIB).date().isoformat()

    @property
    def held(self) -> bool:
        return self.hold is not None

    @property
    def approved_by(self) -> str | None:
        return None if self.approval is None else f"{self.approval.by_id}"


def classes() -> Mapping[str, Class]:
    """All of them, with the periods that this agency set."""
    return of_agency(settings.NETRAL.retention)


def due(seen: QuerySet[Any], kind: Kind, *, on: date) -> QuerySet[Any]:
    """Those of `seen` whose time has come and that nobody holds, the longest closed first."""
    last_day = closed_by(on, classes()[CLASS].months)
    begins = datetime.combine(last_day + timedelta(days=1), time(), clock.WIB)
    found = kind.closed(seen).filter(last__lt=begins)
    return found.filter(~Exists(Hold.objects.filter(number=OuterRef("number")))).order_by("last", "number")


def approved() -> Exists:
    """The first of two approved it as it stands."""
    return Exists(Approval.objects.filter(number=OuterRef("number"), last=OuterRef("last")))


def standing(kind: Kind, row: Report | Finding) -> Record:
    """How this record stands now."""
    objects: QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk)
    closed = kind.closed(objects).first()
    last = None if closed is None else closed.last
    approval = None if last is None else Approval.objects.filter(number=row.number, last=last).first()
    return Record(kind, row, last, Hold.objects.filter(number=row.number).first(), approval)


def locked(number: str, user: User, *, on: date) -> Record | None:
    """A record that this person sees, theirs alone until the transaction ends; None for any other.

    Whoever writes to it, weighs it or holds it waits, and finds it gone or finds it kept.
    """
    for kind in KINDS:
        row = kind.seen(user, on).filter(number=number).first()
        if row is not None and (there := type(row).objects.select_for_update().filter(pk=row.pk).first()) is not None:
            return standing(kind, there)
    return None


def _reports(seen: QuerySet[Report]) -> QuerySet[Any]:
    # Each by its own index: joined by OR, the whole table would be read for every row.
    open_ = Report.objects.filter(state__in=(*OPEN, *TRIAGED)).order_by()
    first, following = Exists(open_.filter(pk=OuterRef("alike"))), Exists(open_.filter(alike=OuterRef("pk")))
    beside = Exists(open_.filter(alike=OuterRef("alike")))
    words = [
        Coalesce(Subquery(said.filter(report=OuterRef("pk")).order_by("-at").values("at")[:1]), F("received_at"))
        for said in (Step.objects, Message.objects)
    ]
    return seen.filter(~first, ~following, ~beside, state__in=_CLOSED).annotate(last=Greatest(*words))


def _findings(seen: QuerySet[Finding]) -> QuerySet[Any]:
    pursued = Finding.objects.filter(act=OuterRef("act"), state__in=(WAITING, FORWARDED))
    word = Weighing.objects.filter(finding=OuterRef("pk")).order_by("-at").values("at")[:1]
    return seen.filter(~Exists(pursued), state__in=DISMISSED).annotate(last=Subquery(word))


KINDS = (
    Kind(
        "report",
        pgettext_lazy("satu", "Laporan"),
        "report-one",
        lambda user, on: Report.objects.visible_to(user, on=on),
        lambda held: Report.objects.filter(covered(held)),
        _reports,
    ),
    Kind(
        "finding",
        pgettext_lazy("satu", "Temuan"),
        "finding",
        lambda user, on: Finding.objects.visible_to(user, on=on),
        lambda held: Finding.objects.filter(covered(held, "official__unit")),
        _findings,
    ),
)
