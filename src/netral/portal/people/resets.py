"""The page of lost proofs: one who grants roles proposes to give them up, another confirms, as roles are granted."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.directory.models import Mandate, User
from netral.portal.people.granting import GRANTERS, grants_in, needs_the_head
from netral.portal.signin import resets
from netral.portal.signin.door import needs, person, stale
from netral.portal.signin.models import Reset
from netral.portal.signin.password import meant
from netral.portal.signin.slips import GOOD_FOR


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(*GRANTERS)
def page(request: HttpRequest) -> HttpResponse:
    """A POST proposes, and shows the first half of the slip."""
    if request.method != "POST":
        return _shown(request)
    if asked := stale(request):
        return asked
    by, now = person(request), clock.running()
    user = User.objects.filter(login=meant(request.POST.get("nama", "")), is_active=True).first()
    why = " ".join(request.POST.get("alasan", "").split())
    if user is None or not may(by, user, on=clock.now().date()):
        return _shown(request, Denial(_("Tidak ada akun dengan nama masuk ini di kewenangan Anda.")))
    if not 3 <= len(why) <= 300:
        return _shown(request, Denial(_("Tulis alasannya, dan bagaimana Anda mengenali orangnya.")))
    half = resets.propose(user, why, by=by, now=now)
    if half is None:
        return _shown(request, Denial(_("Usulan untuk akun ini sudah ada dan menunggu orang kedua.")))
    return _half(request, user, half, first=True)


@never_cache
@needs(*GRANTERS)
@require_POST
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, and show the other half; with `tolak` drop the proposal."""
    by, now, today = person(request), clock.running(), clock.now().date()
    found = get_object_or_404(resets.waiting(now).select_related("user", "proposed_by"), pk=pk)
    if not may(by, found.user, on=today):
        raise Http404
    if "tolak" in request.POST:
        resets.drop(found, by=by, now=now)
        return leads("resets", did="usulan-dibatalkan")
    if asked := stale(request):
        return asked
    if refused := second_refusal(found, by, today=today):
        return _shown(request, refused)
    half = resets.confirm(found, by=by, now=now)
    return redirect("resets") if half is None else _half(request, found.user, half, first=False)


def may(by: User, user: User, *, on: date) -> bool:
    """Another's account, of which this person could have granted every role that holds or will hold."""
    held = list(_open(user, on))
    reach = (one.agency is not None and grants_in(by, one.agency, one.unit, on=on) for one in held)
    return by != user and bool(held) and all(reach)


def second_refusal(reset: Reset, by: User, *, today: date) -> Denial | None:
    """Why this person may not be the second; everything is asked anew, also of the first."""
    first = reset.proposed_by
    if by == first:
        return Denial(_("Bukti kedua orang lain dihapus oleh dua orang yang berbeda."))
    if not (first.is_active and may(first, reset.user, on=today)):
        return Denial(_("Pengusulnya tidak lagi berwenang. Batalkan usulan ini dan mulai lagi."))
    held = _open(reset.user, today)
    head = any(needs_the_head(one.role, one.agency, today, besides=reset.user) for one in held)
    if head and not any("ppk" in one.roles(today) for one in (by, first)):
        return Denial(_("Salah satu dari kedua orang harus pejabat pembina kepegawaian."))
    return None


def _open(user: User, today: date) -> QuerySet[Mandate]:
    return user.mandates.filter(Q(valid_to=None) | Q(valid_to__gt=today)).select_related("agency", "unit")


def _half(request: HttpRequest, user: User, half: str, *, first: bool) -> HttpResponse:
    days = (resets.GOOD_FOR if first else GOOD_FOR).days
    context = {"account": user, "half": half, "first": first, "days": days}
    return render(request, "people/reset_half.html", context)


def _shown(request: HttpRequest, refused: Denial | None = None) -> HttpResponse:
    by, today = person(request), clock.now().date()
    waiting = resets.waiting(clock.running()).select_related("user", "proposed_by")
    context = {
        "waiting": [one for one in waiting if may(by, one.user, on=today)],
        "told": request.POST if refused else {},
        "problems": [("nama", refused.reason)] if refused else [],
    }
    return render(request, "people/resets.html", context, status=422 if refused else 200)
