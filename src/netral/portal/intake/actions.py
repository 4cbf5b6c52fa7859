"""What can be done with a report that is there: answer, withdraw, weigh, write, open. One function a verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import locked_head, record
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.intake import files, filing
from netral.portal.intake.files import Taken
from netral.portal.intake.models import Attachment, Message, Report, Step, moment
from netral.portal.intake.receivers import Receivers, receivers
from netral.portal.intake.states import REASONS, STATES, WITHDRAWABLE
from netral.portal.sealed import actions as sealed

LONGEST_WHY = 1000


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody was faster: the step that came first."""

    by: Step


def answer(
    report: Report, words: str, taken: Sequence[Taken], *, pressure: bool, token: str, now: datetime
) -> Message | Denial:
    """The reporter writes; the same form sent twice is one message."""
    if not (words.strip() or taken or pressure):
        return Denial(_("Pesan ini masih kosong. Tulis sesuatu, atau pilih berkas."))
    to = receivers_of(report, now)
    if taken and not to.keys:
        return Denial(_("Belum ada petugas yang memegang kunci, jadi berkas belum dapat diterima. Kirim tanpa berkas."))
    said = Message(report=report, at=moment(now), words=words.strip(), pressure=pressure, token=token[:64])
    with files.held():
        return _answered(said, [filing.prepared(one) for one in taken], to, now=now)


def _answered(said: Message, prepared: list[filing.Prepared], to: Receivers, *, now: datetime) -> Message:
    report = said.report
    with transaction.atomic():
        if there := _said(said):
            return there
        said.save()
        filing.attach(report, prepared, to, now=now, message=said)
        who = {"role": "pelapor", "id": report.number}
        facts = {"files": len(prepared), "pressure": said.pressure}
        record(_happened("intake.answered", who, "pesan pelapor", report, facts), now=now)
    return said


def _said(message: Message) -> Message | None:
    """The message of the same form, if it is there; whoever writes first holds the report until it is.

    Http404 where two people destroyed the report a moment ago: then it is as if it had never been.
    """
    get_object_or_404(Report.objects.select_for_update(), pk=message.report.pk)
    same = Message.objects.filter(token=message.token, report=message.report)
    return same.first() if message.token else None


def withdraw(report: Report, *, now: datetime) -> Report | Denial:
    """The reporter withdraws. What was told stays, as an early hint; nobody writes to them any more."""
    with transaction.atomic():
        moved = Report.objects.filter(pk=report.pk, state__in=WITHDRAWABLE).update(state="ditarik")
        if not moved:
            return Denial(_("Laporan ini tidak dapat ditarik lagi, karena sudah diteruskan atau dihentikan."))
        Step.objects.create(report=report, state="ditarik", at=moment(now))
        who = {"role": "pelapor", "id": report.number}
        record(_happened("intake.withdrawn", who, "ditarik pelapor", report, {}), now=now)
    report.refresh_from_db()
    return report


def weigh(
    report: Report,
    user: User,
    *,
    state: str,
    reason: str,
    words: str,
    seen: str,
    now: datetime,
    steps: int | None = None,
) -> Report | Overtaken | Denial:
    """A person at the desk moves a report on, with a reason; `seen`: the state that they saw when they chose.

    `steps`: how many they saw; a report that went on and came back to the same state is another one to weigh.
    """
    if reason not in REASONS or state not in STATES:
        return Denial(_("Pilih satu keputusan dan satu alasan."))
    if state not in STATES[seen].leads_to:
        return Denial(_("Dari keadaan ini laporan tidak dapat dipindahkan ke sana."))
    with transaction.atomic():
        there = get_object_or_404(Report.objects.select_for_update(), pk=report.pk)
        if refused := _not_theirs(report, user, now):
            return refused
        so_far = Step.objects.filter(report=report).select_related("by")
        if there.state != seen or (steps is not None and so_far.count() != steps):
            return Overtaken(so_far.latest("pk"))
        Report.objects.filter(pk=report.pk).update(state=state)
        Step.objects.create(
            report=report, state=state, at=moment(now), by=user, reason=reason, words=words.strip()[:LONGEST_WHY]
        )
        facts = {"from": seen, "to": state, "reason": reason}
        record(_happened("intake.weighed", sealed.who(user), reason, report, facts), now=now)
    report.refresh_from_db()
    return report


def write(report: Report, user: User, words: str, *, token: str, now: datetime) -> Message | Denial:
    """The desk writes to the reporter, who sees a letter and not a name."""
    if not words.strip():
        return Denial(_("Pesan ini masih kosong."))
    if report.state == "ditarik":
        return Denial(_("Pelapor menarik laporannya; jangan menghubunginya lagi."))
    with transaction.atomic():
        said = Message(report=report, at=moment(now), by=user, words=words.strip(), token=token[:64])
        if there := _said(said):
            return there
        if refused := _not_theirs(report, user, now):
            return refused
        said.save()
        record(_happened("intake.wrote", sealed.who(user), "pesan petugas", report, {}), now=now)
    return said


def refer(report: Report, user: User, *, sbt: str, lapor: str, now: datetime) -> Denial | None:
    """Keep the numbers under which the same matter stands elsewhere."""
    with transaction.atomic():
        if refused := _not_theirs(report, user, now):
            return refused
        Report.objects.filter(pk=report.pk).update(sbt=sbt.strip()[:60], lapor=lapor.strip()[:60])
        record(_happened("intake.referred", sealed.who(user), "nomor rujukan", report, {}), now=now)
    return None


def _not_theirs(report: Report, user: User, now: datetime) -> Denial | None:
    """Asked once nobody else writes: a mandate may have ended, or a record been destroyed, while this one waited."""
    Report.objects.select_for_update().filter(pk=report.pk).first()
    locked_head()
    if Report.objects.visible_to(user, on=now.date()).filter(pk=report.pk).exists():
        return None
    return Denial(_("Halaman ini bukan untuk peran Anda."))


def looked(report: Report, user: User, *, now: datetime, what: str = "report") -> None:
    """Somebody at the desk read it: that is an event too."""
    with transaction.atomic():
        record(_happened("intake.read", sealed.who(user), "dibaca", report, {"what": what}), now=now)


def view_of(report: Report, attachment_id: str) -> Attachment | None:
    """An attachment of this report that has a copy to look at."""
    return report.attachments.filter(pk=attachment_id).exclude(view="").first()


def receivers_of(report: Report, now: datetime) -> Receivers:
    """Who could open what its reporter adds now."""
    avoided = report.avoided.values_list("pk", flat=True)
    return receivers(report.agency, report.unit, avoided=list(avoided), on=now.date(), since=report.received_at)


def _happened(kind: str, who: dict[str, str], why: str, report: Report, facts: Mapping[str, object]) -> Happening:
    return Happening(kind=kind, who=who, why=why, case=report.number, facts=dict(facts))
