"""How long is what kept, and what is due? Numbers for whoever runs the machine, the records for who may read them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.evidence.retention import until
from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate
from netral.portal.retention import actions, records
from netral.portal.retention.models import ROLE, Approval, Destroyed, Hold
from netral.portal.retention.records import CLASS, KINDS, Kind
from netral.portal.signin.door import needs, person, stale
from netral.portal.triage.told import language

A_LIST = 50
"""So many are shown, the longest closed first; whoever approves or holds them sees the next."""


@needs("admin", ROLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """A POST approves, confirms, takes back, holds or releases; only whoever may read records does any of it."""
    if request.method != "POST":
        return _page(request, [])
    if not _examines(request):
        raise PermissionDenied
    if request.POST.get("apa") == "sahkan" and (asked := stale(request)):
        return asked
    done = _done(request)
    if isinstance(done, Denial):
        return _page(request, [done.reason])
    if done.refused:
        return _page(request, [f"{number}: {one.reason}." for number, one in done.refused.items()])
    if not done.numbers:
        return _page(request, [_("Centang sekurangnya satu berkas.")])
    return redirect(f"{reverse('retention')}?{request.POST['apa']}={len(done.numbers)}")


def _done(request: HttpRequest) -> actions.Done | Denial:
    sent, by, now = request.POST, person(request), clock.now()
    numbers, why = sent.getlist("nomor"), " ".join(sent.get("alasan", "").split())
    match sent.get("apa"):
        case "setujui":
            return actions.approve(numbers, by, why, now=now)
        case "sahkan":
            return actions.confirm(numbers, by, now=now)
        case "tarik":
            return actions.withdraw(numbers, by, now=now)
        case "tahan":
            return actions.hold(sent.get("nomor", "").strip().upper(), by, why, now=now)
        case "lepas":
            return actions.release(numbers, by, why, now=now)
    return Denial(_("Pilih apa yang hendak dilakukan."))


def _examines(request: HttpRequest) -> bool:
    return any(one.role == ROLE for one in request.mandates)  # type: ignore[attr-defined]


def _others(request: HttpRequest, today: date) -> bool:
    """May two end anything here? Of one's own agencies: is there another examiner, or are there two?"""
    agencies = {one.agency_id for one in request.mandates if one.role in ("admin", ROLE)}  # type: ignore[attr-defined]
    held = Mandate.objects.on(today).filter(role=ROLE, agency__in=agencies, user__is_active=True)
    return held.values("user").distinct().count() > 1


def _page(request: HttpRequest, problems: list[Any]) -> HttpResponse:
    today, examines = clock.now().date(), _examines(request)
    seen = _seen(request, today, examines=examines)
    due = {kind.name: records.due(rows, kind, on=today) for kind, rows in seen}
    numbers = {"due": sum(one.count() for one in due.values()), "held": _holds(seen).count()}
    numbers["destroyed"] = _destroyed(request, today, examines=examines).count()
    context: dict[str, Any] = {
        "classes": [_class(one.name, numbers) for one in records.classes().values()],
        "examines": examines,
        "alone": not _others(request, today),
        "backups": {"days": settings.NETRAL.backups.days, "over": today + timedelta(days=settings.NETRAL.backups.days)},
        "problems": [("isi", one) for one in problems],
        "done": next(((one, request.GET[one]) for one in _WORDS if request.GET.get(one, "").isdecimal()), None),
        "sent": request.POST,
        "ticked": request.POST.getlist("nomor"),
    }
    if examines:
        fresh = [_row(kind, one) for kind in KINDS for one in due[kind.name].exclude(records.approved())[:A_LIST]]
        context |= {"fresh": fresh, "waiting": _waiting(due), "holds": _held(seen), "due": numbers["due"]}
    return render(request, "retention/page.html", context, status=422 if problems else 200)


_WORDS = ("setujui", "sahkan", "tarik", "tahan", "lepas")


def _seen(request: HttpRequest, today: date, *, examines: bool) -> list[tuple[Kind, QuerySet[Any]]]:
    """What is counted and, for those who may read it, listed."""
    if examines:
        return [(kind, kind.seen(person(request), today)) for kind in KINDS]
    return [(kind, kind.within(request.mandates)) for kind in KINDS]  # type: ignore[attr-defined]


def _destroyed(request: HttpRequest, today: date, *, examines: bool) -> QuerySet[Destroyed]:
    if examines:
        return Destroyed.objects.visible_to(person(request), on=today)
    return Destroyed.objects.filter(agency__in=[one.agency_id for one in request.mandates])  # type: ignore[attr-defined]


def _holds(seen: list[tuple[Kind, QuerySet[Any]]]) -> QuerySet[Hold]:
    found = Hold.objects.none()
    for _kind, rows in seen:
        found |= Hold.objects.filter(number__in=rows.order_by().values("number"))
    return found


def _class(name: str, numbers: dict[str, int]) -> dict[str, Any]:
    one = records.classes()[name]
    told = {"text": one.text[language()], "months": one.months, "confidence": one.confidence, "sources": one.sources}
    told |= {"set": name in settings.NETRAL.retention}
    return told | (numbers if name == CLASS else {"due": 0, "held": 0, "destroyed": 0})


def _row(kind: Kind, row: Any) -> dict[str, Any]:
    closed = row.last.astimezone(clock.WIB).date()
    over = until(closed, records.classes()[CLASS].months)
    return {"number": row.number, "kind": kind.word, "page": kind.address, "closed": closed, "over": over}


def _waiting(due: dict[str, QuerySet[Any]]) -> list[dict[str, Any]]:
    rows = [_row(kind, one) for kind in KINDS for one in due[kind.name].filter(records.approved())[:A_LIST]]
    by = Approval.objects.select_related("by").in_bulk([one["number"] for one in rows], field_name="number")
    return [one | {"approval": by[one["number"]]} for one in rows]


def _held(seen: list[tuple[Kind, QuerySet[Any]]]) -> list[dict[str, Any]]:
    pages = {"L": "report-one", "T": "finding"}
    holds = _holds(seen).select_related("by").order_by("at")[:A_LIST]
    return [{"hold": one, "page": pages[one.number[0]]} for one in holds]
