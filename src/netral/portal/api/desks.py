"""What programs get of the desks: masked findings, a file to be looked at by a clerk, the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from ninja import Status

from netral.evidence.event import Happening
from netral.portal.api.models import Token
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.people.roll import actions as roll
from netral.portal.triage.models import Finding

PER_PAGE = 100


def findings(token: Token, *, state: str, after: str, now: datetime) -> dict[str, Any]:
    """A page of the findings that the token's owner may weigh, by number; the reading is an event."""
    mine = Finding.objects.visible_to(token.user, on=now.date()).filter(number__gt=after).order_by("number")
    page = list((mine.filter(state=state) if state else mine)[: PER_PAGE + 1])
    told = [_masked(one) for one in page[:PER_PAGE]]
    with transaction.atomic():
        who = {"role": "pemeriksa", "id": f"{token.user_id}"}
        facts = {"token": token.pk, "findings": len(told), "after": after[:16]}
        record(Happening("api.findings_read", who, "", facts=facts), now=now)
    return {"findings": told, "after": told[-1]["number"] if len(page) > PER_PAGE else None}


def _masked(one: Finding) -> dict[str, Any]:
    """The columns that the desk shows, one by one: a new column of the table is not handed out by itself."""
    return {
        "number": one.number,
        "state": one.state,
        "verb": one.verb,
        "platform": one.platform,
        "phase": one.phase,
        "occurred_at": one.occurred_at,
        "precision": one.precision,
        "verdict": {"literal": one.verdict_literal, "official_practice": one.verdict_practice},
        "norm_class": {"literal": one.class_literal, "official_practice": one.class_practice},
        "norms": _names(one.norms),
        "missing_facts": _names(one.missing_facts),
        "match_basis": one.match_basis,
        "owner_basis": one.owner_basis,
        "known_on": one.known_on,
        "due_on": one.due_on,
    }


def _names(joined: str) -> list[str]:
    """The names in a column that joins them with `;`."""
    return [one for one in joined.split(";") if one]


def stage(token: Token, content: bytes, name: str, *, now: datetime) -> Status[dict[str, Any]]:
    """Check a list of officials and leave it for its clerk, who alone can take it over."""
    mandate = token.user.mandates.on(now.date()).filter(role="pengelola").exclude(agency=None).first()
    if mandate is None:
        return Status(409, {"detail": "mandate"})
    staged = roll.stage(content, name=name, mandate=mandate, now=now)
    if isinstance(staged, Denial):
        return Status(422, {"detail": str(staged.reason)})
    plan = roll.plan_of(staged, today=now.date())
    told = {"read": plan.ready + len(plan.bad), "ready": plan.ready, "to_mend": len(plan.bad)}
    return Status(201, {**told, "page": reverse("import", args=(staged.pk,))})
