"""The page of mandates: who holds which role since when, to grant one, to end one, to confirm what another proposed."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.directory.models import Agency, Mandate, Proposal, User, covered
from netral.portal.directory.roles import CONFIRMED, ROLES
from netral.portal.people.granting import GRANTERS, Wanted, confirm, drop, end, grant
from netral.portal.people.officials import A_PAGE, units_of
from netral.portal.readable import day
from netral.portal.signin.door import needs, person
from netral.portal.signin.password import meant


@require_http_methods(["GET", "POST"])
@needs(*GRANTERS)
def index(request: HttpRequest) -> HttpResponse:
    """A POST grants, or proposes where two are needed."""
    if request.method != "POST":
        return _shown(request)
    wanted = _wanted(request.POST, _held(request))
    made = wanted if isinstance(wanted, Denial) else grant(wanted, person(request), now=clock.now())
    if isinstance(made, Denial):
        return _shown(request, refused=made)
    return leads("mandates", did="peran-diusulkan" if isinstance(made, Proposal) else "peran-diberikan")


@needs(*GRANTERS)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End a mandate today."""
    mandate = get_object_or_404(_covered(_held(request)), pk=pk)
    refused = end(mandate, person(request), now=clock.now())
    return _shown(request, refused=refused) if refused else leads("mandates", did="peran-diakhiri")


@needs(*GRANTERS)
@require_POST
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a proposal, or with `tolak` drop it."""
    proposal = get_object_or_404(Proposal.objects.filter(covered(_held(request))), pk=pk)
    act = drop if "tolak" in request.POST else confirm
    done = act(proposal, person(request), now=clock.now())
    if isinstance(done, Denial):
        return _shown(request, refused=done)
    return leads("mandates", did="usulan-dibatalkan" if act is drop else "peran-disahkan")


def _held(request: HttpRequest) -> list[Mandate]:
    return [one for one in request.mandates if one.agency_id]  # type: ignore[attr-defined]


def _covered(held: list[Mandate]) -> QuerySet[Mandate]:
    """Mandates in the agencies and subtrees that this person grants in, never those of other agencies."""
    return Mandate.objects.filter(covered(held)).select_related(
        "user", "agency", "unit", "granted_by", "second_grant_by"
    )


def _reachable(held: list[Mandate]) -> QuerySet[User]:
    """Accounts that may be named: officials of one's agencies, and whoever holds nothing of another one."""
    mine = {one.agency_id for one in held}
    elsewhere = Mandate.objects.filter(user=OuterRef("pk")).exclude(agency__in=mine)
    theirs = Q(official__agency__in=mine) | (Q(official=None) & ~Exists(elsewhere))
    return User.objects.filter(theirs, is_active=True)


def _wanted(posted: QueryDict, held: list[Mandate]) -> Wanted | Denial:
    """What the form asks for; a person, an agency and a unit outside one's own mandates are not found."""
    user = _reachable(held).filter(login=meant(posted.get("nama", ""))).first()
    if user is None:
        return Denial(
            _("Nama masuk ini tidak dikenal. Pegawai mendapat akun dengan slip; bagi orang lain, buat akunnya dulu.")
        )
    agencies = {f"{one.agency_id}": one.agency for one in held}
    agency = agencies.get(posted.get("instansi", "")) or (held[0].agency if len(agencies) == 1 else None)
    if agency is None:
        return Denial(_("Pilih instansinya."))
    chosen = posted.get("unit", "")
    unit = next((one for one in units_of(held) if f"{one.pk}" == chosen and one.agency_id == agency.pk), None)
    if chosen and unit is None:
        return Denial(_("Unit ini tidak ada di instansi itu."))
    since, until = day(posted.get("sejak", "")), day(posted.get("sampai", ""))
    if since is None or (until is None and posted.get("sampai", "").strip()):
        return Denial(_("Tulis tanggal seperti 2024-02-28."))
    return Wanted(user, posted.get("peran", ""), agency, since, until, unit, posted.get("daerah", "").strip())


def _shown(request: HttpRequest, *, refused: Denial | None = None) -> HttpResponse:
    held, today = _held(request), clock.now().date()
    holds = Q(valid_to=None) | Q(valid_to__gt=today)
    mandates = _covered(held).order_by("role", "user__login", "pk")
    agencies: list[Agency] = list({one.agency_id: one.agency for one in held if one.agency}.values())
    waiting = Proposal.objects.filter(covered(held)).select_related("user", "agency", "unit", "proposed_by")
    context = {
        "page": Paginator(mandates.filter(holds), A_PAGE).get_page(request.GET.get("halaman")),
        "ended": mandates.exclude(holds).order_by("-valid_to")[:A_PAGE],
        "waiting": waiting.order_by("proposed_at"),
        "roles": ROLES,
        "two_people": CONFIRMED,
        "agencies": agencies,
        "units": [one for one in units_of(held) if not one.has_ended(today)],
        "today": today,
        "told": request.POST if refused else {},
        "problems": [("nama", refused.reason)] if refused else [],
    }
    return render(request, "people/mandates.html", context, status=422 if refused else 200)
