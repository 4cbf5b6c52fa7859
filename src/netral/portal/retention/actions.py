"""Approve, destroy, hold, release: what people do about the end of records. A transaction and an event a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral.evidence import retention
from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, User
from netral.portal.intake import files
from netral.portal.retention import records, rinsing
from netral.portal.retention.destruction import destroy, remove_copies
from netral.portal.retention.models import ROLE, Approval, Destroyed, Hold
from netral.portal.retention.records import CLASS, Record
from netral.portal.sealed.actions import who

SHORTEST_WHY, LONGEST_WHY = 3, 300


@dataclass(slots=True)
class Done:
    """Numbers with which it was done, and those that were refused, each with its reason.

    A number that is nobody's, or not this person's, is in neither.
    """

    numbers: list[str] = field(default_factory=list)
    refused: dict[str, Denial] = field(default_factory=dict)


def approve(numbers: Iterable[str], by: User, why: str, *, now: datetime) -> Done | Denial:
    """The first person's word, for a reason: the time of these records has come, and nothing keeps them."""

    def one(found: Record) -> Denial | None:
        denied = _against(found, by, now)
        if denied is None or denied.reason != "not_approved":
            return Denial(_("sudah disetujui")) if denied is None or denied.reason == "same_person" else _said(denied)
        told = {"last": found.last, "by": by, "at": now, "why": why}
        Approval.objects.update_or_create(number=found.row.number, defaults=told)
        _tell("retention.approved", by, why, found, now)
        return None

    return _reasoned(why) or _each(numbers, by, one, now)


def withdraw(numbers: Iterable[str], by: User, *, now: datetime) -> Done:
    """An approval is taken back, by whoever could confirm it or gave it."""

    def one(found: Record) -> Denial | None:
        if found.approval is not None:
            found.approval.delete()
            _tell("retention.withdrawn", by, "", found, now)
        return None

    return _each(numbers, by, one, now)


def hold(number: str, by: User, why: str, *, now: datetime) -> Done | Denial:
    """Keep it, whatever its time, and void an approval; held twice, it stays held for the first reason."""

    def one(found: Record) -> Denial | None:
        if found.hold is None:
            Hold.objects.create(number=number, by=by, at=now, why=why)
            Approval.objects.filter(number=number).delete()
            _tell("retention.held", by, why, found, now)
        return None

    refused = _reasoned(why)
    if refused is not None:
        return refused
    done = _each([number], by, one, now)
    return done if done.numbers else Denial(_("Nomor ini tidak ada di antara berkas Anda."))


def release(numbers: Iterable[str], by: User, why: str, *, now: datetime) -> Done | Denial:
    """Nobody needs it for a process any more, for a reason."""

    def one(found: Record) -> Denial | None:
        if found.hold is not None:
            found.hold.delete()
            _tell("retention.released", by, why, found, now)
        return None

    return _reasoned(why) or _each(numbers, by, one, now)


def confirm(numbers: Iterable[str], by: User, *, now: datetime) -> Done:
    """The second person's word: each of these records is destroyed and its destruction recorded, or nothing happens."""
    wanted = sorted(set(numbers))
    readers = _readers(wanted, now)

    def one(found: Record) -> Denial | frozenset[str]:
        denied = _against(found, by, now)
        if denied is not None:
            return _said(denied)
        assert found.approval is not None
        if found.approval.by_id not in readers.get(found.row.number, ()):
            return Denial(_("yang menyetujui tidak lagi berwenang atas berkas ini"))
        return _destroyed(found, by, readers[found.row.number], now)

    done = Done()
    for number in wanted:
        # The lock on the copies before any of the database, as whoever brings a file takes them.
        with files.held(alone=True):
            with transaction.atomic():
                found = records.locked(number, by, on=now.date())
                copies = None if found is None else one(found)
            if isinstance(copies, frozenset):
                remove_copies(copies)
                done.numbers.append(number)
            elif copies is not None:
                done.refused[number] = copies
    transaction.on_commit(rinsing.empty_log)
    return done


def _destroyed(found: Record, by: User, readers: set[int], now: datetime) -> frozenset[str]:
    """Copies that are to be removed once this is kept."""
    number, approval = found.row.number, found.approval
    assert approval is not None
    gone = Destroyed.objects.create(number=number, agency=found.row.agency, retention=CLASS, on=now.date())
    gone.readers.set(readers)
    facts = {"record": found.kind.name, "class": CLASS, "since": found.since, "approved_by": f"{approval.by_id}"}
    remains = destroy(found.row)
    Approval.objects.filter(number=number).delete()
    happened = Happening(
        "retention.destroyed", who(by), approval.why, case=number, before=remains.before, facts=facts | remains.facts
    )
    record(happened, now=now)
    return remains.copies


def _readers(numbers: list[str], now: datetime) -> dict[str, set[int]]:
    """Whose eyes each of these records is for today; asked before, since for one by one it is the most work."""
    today = now.date()
    found = dict[str, set[int]]()
    for user in User.objects.filter(pk__in=Mandate.objects.on(today).filter(role=ROLE).values("user")):
        for kind in records.KINDS:
            for number in kind.seen(user, today).filter(number__in=numbers).values_list("number", flat=True):
                found.setdefault(number, set()).add(user.pk)
    return found


def _each(numbers: Iterable[str], by: User, act: Callable[[Record], Denial | None], now: datetime) -> Done:
    done = Done()
    for number in sorted(set(numbers)):
        with transaction.atomic():
            found = records.locked(number, by, on=now.date())
            if found is None:
                continue
            refused = act(found)
        if refused is None:
            done.numbers.append(number)
        else:
            done.refused[number] = refused
    return done


def _against(found: Record, by: User, now: datetime) -> retention.Denial | None:
    return retention.against(found, records.classes(), by=f"{by.pk}", on=now.date())


def _said(denied: retention.Denial) -> Denial:
    return Denial(denied.words.get(get_language() or "id", denied.words["id"]))


def _reasoned(why: str) -> Denial | None:
    if SHORTEST_WHY <= len(why) <= LONGEST_WHY:
        return None
    return Denial(_("Tulis alasannya, tanpa nama orang."))


def _tell(kind: str, by: User, why: str, found: Record, now: datetime) -> None:
    facts = {"record": found.kind.name, "class": CLASS, "since": found.since}
    record(Happening(kind, who(by), why, case=found.row.number, facts=facts), now=now)
