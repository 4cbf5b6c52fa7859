"""What was done, newest first? The auditor's page; reading it is an event as well."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from netral.evidence.digests import digest
from netral.evidence.event import Event as Line
from netral.evidence.event import Happening, read
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.audit.models import Check, Event, Seal
from netral.portal.auditor.asked import Asked, NoSuchDay, asked
from netral.portal.auditor.kinds import ABOUT, CLOCKS, WORDS
from netral.portal.auditor.who import audits, reader
from netral.portal.directory.roles import ROLES
from netral.portal.options import options
from netral.portal.spoken import day

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is shown: what its line says, not the columns beside it. `told` None: it is no event any more."""

    seq: int
    told: Told | None
    written: str
    hash: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words. `clock`: empty where the time is the machine's own; `words`: empty for an unknown kind."""

    at: str
    clock: str
    role: str
    id: str
    words: str
    kind: str
    about: str


@audits
@never_cache
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Fifty at a time; older ones by the number of the last, so that a page costs the same however far back it is."""
    try:
        question, problem = asked(request.GET), ""
    except NoSuchDay:
        question, problem = Asked(), _("Tanggal ini belum ada di kalender. Contoh: 5 10 2024.")
    with transaction.atomic():
        reading = record(Happening("audit.read", reader(request), "", facts=question.facts()), now=clock.now())
    events = list(question.events()[: PAGE + 1])
    context = {
        "asked": question,
        "typed": request.GET,
        "problem": problem,
        "roles": _roles(_known(request.GET.get("peran", ""), NAMES), get_language() or ""),
        "kinds": _kinds(_known(request.GET.get("jenis", ""), CHOICES), get_language() or ""),
        "rows": [_row(one) for one in events[:PAGE]],
        "older": question.address(events[PAGE - 1].seq) if len(events) > PAGE else "",
        "count": number_format(reading.seq + 1, force_grouping=True),
        "sealed": Seal.objects.order_by("-size").only("size", "at").first(),
        **_state(Check.objects.first()),
    }
    return render(request, "auditor/ledger.html", context, status=422 if problem else 200)


NAMES: dict[str, str | Promise] = {
    **ROLES,
    "pelapor": gettext_lazy("Pelapor"),
    "outsider": gettext_lazy("Orang luar"),
    "system": gettext_lazy("Sistem"),
}
"""Whoever stands in the ledger: holders of a role, and those without one."""


CHOICES = {choice for prefix, _name, kinds in ABOUT for choice in (prefix, *kinds)}
"""What of the kinds can be chosen."""


def _known(chosen: str, offered: Container[str]) -> str:
    return chosen if chosen in offered else ""


# The same for everybody, and long; nothing that somebody typed comes to either.
@cache
def _roles(chosen: str, _language: str) -> SafeString:
    return options(NAMES.items(), chosen)


@cache
def _kinds(chosen: str, _language: str) -> SafeString:
    """The kinds of events, under what they are about; all of a subject can be chosen too."""
    groups = (
        (name, options([(prefix, _("Semua: %(name)s") % {"name": name}), *kinds.items()], chosen))
        for prefix, name, kinds in ABOUT
    )
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', groups)


def _row(event: Event) -> Row:
    whole = bytes(event.line)
    try:
        told = _told(read(whole))
    except ValueError:
        told = None
    return Row(event.seq, told, whole.decode("utf-8", "replace"), digest(whole).removeprefix("sha256:")[:12])


def _told(line: Line) -> Told:
    at, where = datetime.fromisoformat(line.at).astimezone(clock.WIB), " / ".join(filter(None, (line.case, line.item)))
    # A reason of a closed list is written as a name.
    why = line.why.replace("_", " ") if line.why.isidentifier() else line.why
    return Told(
        at=f"{day(at.date(), 'j M Y')}, {at:%H.%M.%S}",
        clock=f"{CLOCKS[line.clock]}",
        role=f"{NAMES.get(line.who['role'], line.who['role'])}",
        id=line.who["id"],
        words=f"{WORDS.get(line.kind, '')}",
        kind=line.kind,
        about=" ".join(filter(None, (where, why))) or "–",
    )


def _state(check: Check | None) -> dict[str, Any]:
    if check is None:
        return {"checked": None}
    language = "en" if get_language() == "en" else "id"
    faults = [{**one, "words": one[language]} for one in check.faults]
    state = {"checked": datetime.fromisoformat(check.at), "read": number_format(check.events, force_grouping=True)}
    return {**state, "check": check, "faults": faults, "broken": _broken(faults[0]) if faults else ""}


def _broken(first: dict[str, str]) -> str:
    """Where the chain broke, in one line."""
    place = "–".join(_grouped(part) for part in first["at"].split("–"))
    if first["code"].startswith("ledger.") and first["at"][:1].isdigit():
        return _("Putus di catatan {place}").format(place=place)
    return _("Segel {place} tidak cocok").format(place=place)


def _grouped(text: str) -> str:
    return number_format(int(text), force_grouping=True) if text.isascii() and text.isdigit() else text
