"""Which findings wait to be weighed? Masked, by their deadline and nothing else; many can be closed with one reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.patrol.report import codes
from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.options import options
from netral.portal.signin.door import needs, person
from netral.portal.triage import actions, overtaken, told
from netral.portal.triage.actions import Choice, Overtaken
from netral.portal.triage.models import Finding
from netral.portal.triage.queue import Queue
from netral.portal.triage.rows import rows
from netral.portal.triage.states import BACK, CLOSED, LACKING, REASONS

PER_PAGE = 25
FILTERS: dict[str, tuple[str, Any]] = {
    "perbuatan": ("verb", codes.VERBS),
    "masa": ("phase", codes.PHASES),
    "kurang": ("missing_facts__regex", codes.FACTS),
    "kembali": ("back__regex", BACK),
}
"""What a list can be narrowed by: its name in the address, the column, and what may be asked for."""


@needs("pemeriksa")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """All that waits for this person; a POST closes what was ticked."""
    if request.method != "POST":
        return _page(request, None)
    sent, user, now = request.POST, person(request), clock.now()
    done = actions.close_many(
        chosen(sent.getlist("temuan")), user, reason=sent.get("alasan", ""), words=sent.get("catatan", ""), now=now
    )
    if isinstance(done, Denial):
        return _page(request, done)
    closed, found = done
    if found:
        read_beside(found, user, now)
        reason = sent["alasan"]
        choice = Choice(REASONS[reason].leads_to, reason, sent.get("catatan", ""))
        return overtaken.page(request, found, choice, closed=len(closed))
    query = request.GET.copy()
    query["ditutup"] = str(len(closed))
    return redirect(f"{reverse('findings')}?{query.urlencode()}")


def read_beside(found: Iterable[Overtaken], user: User, now: datetime) -> None:
    """What stands there now is shown of each, also to whoever never opened it: that is reading it."""
    for one in found:
        actions.opened(one.finding, user, now=now)


def chosen(listed: list[str]) -> list[tuple[str, int]]:
    """Number and version of each row that a page listed; what cannot be one is nobody's."""
    parts = (one.partition(".") for one in listed)
    return [(number, seen) for number, _dot, said in parts if (seen := version(said))]


def version(said: str) -> int:
    """The version that somebody saw; 0, which none has, for what cannot be one."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def narrowed(asked: QueryDict) -> Q:
    """What a list shows of those that wait, by what stands in the address; anything unknown narrows nothing."""
    found = Q()
    for name, (column, words) in FILTERS.items():
        if asked.get(name) in words:
            word = f"{asked[name]}"
            # Among names joined by `;`: `at` is no part of `actor.relation`.
            found &= Q(**{column: rf"(^|;){re.escape(word)}(;|$)" if column.endswith("__regex") else word})
    return found


def _page(request: HttpRequest, problem: Denial | None) -> HttpResponse:
    user, today = person(request), clock.now().date()
    reach = Finding.objects.reach(user, on=today, held=request.mandates)  # type: ignore[attr-defined]
    queue = Queue(reach, narrowed(request.GET))
    counts = queue.counts(today)
    page = Paginator(range(counts.waiting), PER_PAGE).get_page(request.GET.get("halaman"))
    findings = queue.rows(page.start_index() - 1, PER_PAGE) if counts.waiting else []
    query = _kept(request.GET)
    context = {
        "page": page,
        "rows": rows(
            [told.line(one, today, one.others) for one in findings],  # type: ignore[attr-defined]
            ticked={one.partition(".")[0] for one in request.POST.getlist("temuan")},
            query=query,
        ),
        "late": counts.late,
        "lacking": counts.lacking,
        "filters": [_filter(name, request.GET.get(name, ""), told.language()) for name in FILTERS],
        "narrowed": any(request.GET.get(name) for name in FILTERS),
        "reasons": options(
            ((name, one.word) for name, one in REASONS.items() if one.leads_to in (CLOSED, LACKING)),
            request.POST.get("alasan", ""),
        ),
        "sent": request.POST,
        "closed": request.GET.get("ditutup", "") if request.GET.get("ditutup", "").isdecimal() else "",
        "problem": problem,
    }
    return render(request, "triage/findings.html", context, status=422 if problem else 200)


def _filter(name: str, chosen: str, language: str) -> tuple[str, SafeString]:
    return name, _offered(name, chosen if chosen in FILTERS[name][1] else "", language)


@cache
def _offered(name: str, chosen: str, language: str) -> SafeString:
    """Of words that are the same for everybody; nothing that somebody typed comes here."""
    words = FILTERS[name][1]
    return options(((code, one[language] if isinstance(one, dict) else one) for code, one in words.items()), chosen)


def _kept(asked: QueryDict) -> str:
    """What of the address goes along to a finding and back."""
    query = QueryDict(mutable=True)
    for name in FILTERS:
        if value := asked.get(name):
            query[name] = str(value)
    return query.urlencode()
