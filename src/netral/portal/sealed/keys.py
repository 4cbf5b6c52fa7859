"""The page of handing over: keys whose boxes need a successor, proposals, and the second person's confirmation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.directory.models import Agency, User
from netral.portal.sealed import handing_over
from netral.portal.sealed.boxes import recipients_of
from netral.portal.sealed.models import Handover
from netral.portal.signin.door import needs, person


@sensitive_post_parameters("frasa")
@never_cache
@require_http_methods(["GET", "POST"])
@needs("pemeriksa", "ppk")
def index(request: HttpRequest) -> HttpResponse:
    """A POST proposes; only an examiner holds a key to do so."""
    if request.method != "POST":
        return _shown(request)
    done = _proposed(request, person(request))
    return _shown(request, refused=done) if isinstance(done, Denial) else leads("keys", did="serah-diusulkan")


@needs("pemeriksa", "ppk")
@require_POST
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a handing over, or with `tolak` drop it."""
    user = person(request)
    handover = get_object_or_404(Handover, pk=pk, agency__in=_agencies(request))
    if "tolak" in request.POST:
        handing_over.drop(handover, user, now=clock.now())
        return leads("keys", did="usulan-dibatalkan")
    done = handing_over.confirm(handover, user, now=clock.now())
    return _shown(request, refused=done) if isinstance(done, Denial) else leads("keys", did="serah-disahkan")


def _proposed(request: HttpRequest, user: User) -> Handover | Denial:
    today = clock.now().date()
    for agency in _agencies(request):
        keys = {f"{one.pk}": one for one in handing_over.keys_to_hand_over(agency, user, on=today)}
        to = {f"{one.pk}": one for one in recipients_of(agency, on=today)}
        key, successor = keys.get(request.POST.get("kunci", "")), to.get(request.POST.get("penerima", ""))
        if key and successor and request.POST.get("instansi") == f"{agency.pk}":
            passphrase = request.POST.get("frasa", "")
            done = handing_over.propose(key, successor, user, passphrase, agency=agency, now=clock.now())
            return done if isinstance(done, Denial) else done[0]
    return Denial(_("Pilih kunci dan penerimanya."))


def _agencies(request: HttpRequest) -> list[Agency]:
    """Those that the person examines or heads as a whole."""
    held = {one.agency_id: one.agency for one in request.mandates if one.unit_id is None}  # type: ignore[attr-defined]
    return [agency for agency in held.values() if agency is not None]


def _shown(request: HttpRequest, *, refused: Denial | None = None) -> HttpResponse:
    today, agencies = clock.now().date(), _agencies(request)
    open_ = Handover.objects.filter(agency__in=agencies, confirmed_at=None)
    rows = [
        (agency, key, [one for one in recipients_of(agency, on=today) if one != key])
        for agency in agencies
        for key in handing_over.keys_to_hand_over(agency, person(request), on=today)
        if not open_.filter(agency=agency, from_key=key).exists()
    ]
    context = {
        "rows": rows,
        "waiting": open_.select_related("agency", "from_key__user", "to_key__user", "proposed_by"),
        "opens": "pemeriksa" in {one.role for one in request.mandates},  # type: ignore[attr-defined]
        "problems": [("isi-kunci", refused.reason)] if refused else [],
    }
    return render(request, "sealed/keys.html", context, status=422 if refused else 200)
