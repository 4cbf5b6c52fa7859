"""Reports by program: the same filing, the same checks and the same box as on the pages."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Status

from netral.evidence.event import Happening
from netral.law.contests import UnknownContest, find
from netral.portal.api import tokens
from netral.portal.api.models import Token
from netral.portal.api.schemas import NewReport
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Unit
from netral.portal.guidance.rulebook import table
from netral.portal.intake import actions, draft, filing, flood, inbox
from netral.portal.intake.forms import What, Whom, today_at
from netral.portal.intake.models import Message, Report
from netral.portal.intake.receivers import receivers


def file(told: NewReport, token: Token, bearer: str, key: str, *, now: datetime) -> tuple[Report, str] | Denial:
    """File it, or find what the same key filed within the hour; `bearer` is the token as its program sent it."""
    roles = tokens.SCOPES["reports:write"].roles
    held = token.user.mandates.on(now.date()).filter(role__in=roles).exclude(agency=None)
    agency = Agency.objects.filter(pk__in=held.values("agency")).order_by("pk").first()
    if agency is None:
        return Denial(_("Portal ini belum disiapkan oleh instansinya."))
    # A draft whose key comes from what the caller alone has: sent again, it is the same draft. The key that a program
    # chooses may be a number, which whoever has the database and our secret would soon have tried out.
    own = hmac.digest(settings.SECRET_KEY.encode(), f"api draft {bearer} {key}".encode(), sha256)
    writing = draft.opened(own, now)
    if writing is None or writing.sent is None:
        answers = _answers(told, agency, now)
        if isinstance(answers, Denial):
            return answers
        desk = {"channel": told.channel, "by": token.user_id, "sbt": told.sbt, "lapor": told.lapor}
        # Two requests at once change the same draft one after the other, and the second finds it sent.
        writing = draft.changed(draft.Writing(own, new=True), now, _filled(answers, desk))
        assert writing is not None
        done = filing.file(writing, agency, now=now)
        if isinstance(done, Denial):
            return done
        writing = done
    assert writing.sent is not None
    return Report.objects.get(number=writing.sent["number"]), writing.sent["code"]


def _filled(answers: dict[str, dict[str, Any]], desk: dict[str, Any]) -> Callable[[draft.Writing], None]:
    def edit(there: draft.Writing) -> None:
        there.told, there.desk = answers, desk

    return edit


def _answers(told: NewReport, agency: Agency, now: datetime) -> dict[str, dict[str, Any]] | Denial:
    """The answers as the pages leave them, checked by the pages' own forms."""
    unit = Unit.objects.filter(agency=agency, path=told.unit).first() if told.unit else None
    if told.unit and unit is None:
        return Denial(_("Kode unit “{code}” tidak ada.").format(code=told.unit))
    to = receivers(agency, unit, on=now.date())
    if told.reporter is not None and not to.keys:
        return Denial(_("Tidak ada petugas lain yang dapat menyimpan nama Anda dengan aman. Pilih tanpa nama."))
    try:
        if told.contest:
            find(table().rulebook, told.contest)
    except UnknownContest as error:
        return Denial(str(error))
    what = What(_of_what(told), today=today_at(agency, now))
    who = Whom(_of_whom(told, unit), agency=agency)
    for form in (what, who):
        if not form.is_valid():
            field, words = next(iter(form.errors.items()))
            return Denial(f"{field}: {' '.join(map(str, words))}")
    days = {"happened_on": told.happened_on.isoformat(), "known_on": told.known_on.isoformat()}
    identity = told.reporter.dict() if told.reporter else None
    you: dict[str, Any] = {
        "named": identity is not None,
        "identity": identity,
        "avoided": [],
        "colleague": told.colleague,
    }
    return {
        "what": {**what.cleaned_data, **days, "contest": told.contest},
        "who": who.cleaned_data,
        "you": you,
    }


def _of_what(told: NewReport) -> dict[str, str]:
    days = {
        f"{name}_{part}": f"{getattr(getattr(told, name), field)}"
        for name in ("happened_on", "known_on")
        for part, field in (("hari", "day"), ("bulan", "month"), ("tahun", "year"))
    }
    return {"story": told.story, "happened_at": told.happened_at, "known": "lain", "place": told.place, **days}


def _of_whom(told: NewReport, unit: Unit | None) -> dict[str, str]:
    given = {"whom": told.whom, "where_works": told.where_works, "link": told.link, "unknown": "on"}
    return {**given, "unit": f"{unit.pk}" if unit else ""}


def of_code(request: HttpRequest, code: str) -> Report | Status[dict[str, str]]:
    """The report, or the answer that it is not to be had; wrong codes are counted as on the page."""
    room = flood.take("code", request)
    found = inbox.found(code) if room or flood.spare("code", request) else None
    if found is None and not room:
        return Status(429, {"detail": _("Terlalu banyak kode yang tidak cocok. Coba lagi 15 menit lagi.")})
    if found is None:
        return Status(404, {"detail": _("Kode tidak cocok. Periksa lagi hurufnya.")})
    if room:
        flood.give_back("code", request)
    return found


def standing(report: Report, token: Token, *, now: datetime) -> dict[str, Any]:
    """Where it stands; a program that reads it is an event, as its owner's reading at the desk is."""
    with transaction.atomic():
        who = {"role": "pemilik token", "id": f"{token.user_id}"}
        record(Happening("api.report_read", who, "", case=report.number, facts={"token": token.pk}), now=now)
    steps = [{"state": one.state, "on": one.at.date(), "words": one.words} for one in report.steps.all()]
    messages = [
        {"from_staff": one.by_id is not None, "on": one.at.date(), "words": one.words} for one in report.messages.all()
    ]
    return {"number": report.number, "state": report.state, "steps": steps, "messages": messages}


def say(report: Report, words: str, once: str, *, now: datetime) -> Message | Denial:
    """What the reporter adds; the same `once` is the same message."""
    return actions.answer(report, words, (), pressure=False, token=sha256(f"api {once}".encode()).hexdigest(), now=now)
