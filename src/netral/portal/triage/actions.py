"""What can be done with a finding: open it, weigh it, close many. Every one is an event, none happens by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import locked_head, record
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.sealed.actions import who
from netral.portal.triage import policies
from netral.portal.triage.models import Finding, Weighing
from netral.portal.triage.states import FORWARDED, REASONS, WAITING

LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose; `words`: a sentence of their own."""

    state: str
    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody was faster: the finding as it is now, the version that was seen, and who decided since, if anybody."""

    finding: Finding
    seen: int
    by: Weighing | None


def opened(finding: Finding, user: User, *, now: datetime) -> None:
    """Somebody read it: that is an event too."""
    with transaction.atomic():
        record(Happening("triage.opened", who(user), "dibaca", case=finding.number), now=now)


def weigh(
    finding: Finding, user: User, choice: Choice, *, version: int, now: datetime
) -> Weighing | Overtaken | Denial:
    """A person decides about a finding; `version`: the one that they saw when they chose."""
    denied = policies.choosing(choice.state, choice.reason)
    if denied is None and choice.state == FORWARDED:
        denied = policies.forwarding(finding)
    if denied is not None:
        return denied
    with transaction.atomic():
        # Once nobody else writes: a mandate may have ended while this one waited.
        Finding.objects.select_for_update().filter(pk=finding.pk).first()
        locked_head()
        if not Finding.objects.visible_to(user, on=now.date()).filter(pk=finding.pk).exists():
            return Denial(_("Halaman ini bukan untuk peran Anda."))
        return _weighed(finding, user, choice, version=version, now=now)


def _weighed(finding: Finding, user: User, choice: Choice, *, version: int, now: datetime) -> Weighing | Overtaken:
    """Inside a transaction; of two who decide at the same time the second is told of the first."""
    here = Finding.objects.filter(pk=finding.pk, version=version, state=WAITING)
    if not here.update(state=choice.state, version=version + 1):
        # Not there where two people destroyed it a moment ago.
        now_there = get_object_or_404(Finding, pk=finding.pk)
        since = finding.weighings.filter(version__gte=version).select_related("by")
        return Overtaken(now_there, version, since.last())
    said = Weighing.objects.create(
        finding=finding,
        version=version,
        at=now,
        by=user,
        state=choice.state,
        reason=choice.reason,
        words=choice.words.strip()[:LONGEST_WORDS],
    )
    facts = {"to": choice.state, "reason": choice.reason, "version": version}
    record(Happening("triage.weighed", who(user), choice.reason, case=finding.number, facts=facts), now=now)
    return said


def close_many(
    chosen: Iterable[tuple[str, int]], user: User, *, reason: str, words: str, now: datetime
) -> tuple[list[Weighing], list[Overtaken]] | Denial:
    """Close findings, each by its number and the version that was seen, with one reason; those overtaken are told.

    Numbers that are nobody's, or not this person's, are passed over alike.
    """
    denied = policies.closing_many(reason)
    if denied is not None:
        return denied
    versions = dict(chosen)
    if not versions:
        return Denial(_("Centang sekurangnya satu temuan."))
    choice = Choice(REASONS[reason].leads_to, reason, words)
    closed, overtaken = list[Weighing](), list[Overtaken]()
    with transaction.atomic():
        # All of them before the first event: whoever weighs one of them alone holds it and waits for the ledger.
        list(Finding.objects.select_for_update().filter(number__in=versions).order_by("number"))
        locked_head()
        for finding in Finding.objects.visible_to(user, on=now.date()).filter(number__in=versions).order_by("number"):
            done = _weighed(finding, user, choice, version=versions[finding.number], now=now)
            (overtaken if isinstance(done, Overtaken) else closed).append(done)  # type: ignore[arg-type]
    return closed, overtaken
