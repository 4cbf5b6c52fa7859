"""One's own conflicts of interest: declared, listed, ended on one's request by somebody else, never deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.directory.models import Agency, Conflict, Official, Unit, User
from netral.portal.directory.releases import Release
from netral.portal.people.releasing import ask, hold, own_role, withdraw
from netral.portal.people.roll.row import is_nip, nip_of
from netral.portal.readable import number
from netral.portal.signin.door import person


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """A POST declares one."""
    user = person(request)
    if request.method != "POST":
        return _shown(request, user)
    why = request.POST.get("alasan", "").strip()
    named = _named(user, request.POST.get("siapa", "").strip(), request.POST.get("unit", ""))
    if isinstance(named, Denial):
        return _shown(request, user, refused=named)
    if not 3 <= len(why) <= 500:
        return _shown(request, user, refused=Denial(_("Tulis hubungannya dengan singkat, misalnya saudara.")))
    declare(user, named, why, now=clock.now())
    return leads("conflicts", did="benturan-dinyatakan")


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that one's own end; with `batal` ask no longer."""
    user = person(request)
    conflict = get_object_or_404(Conflict, pk=pk, user=user)
    if "batal" in request.POST:
        withdraw(conflict, now=clock.now())
        return leads("conflicts", did="permintaan-ditarik")
    done = ask(conflict, " ".join(request.POST.get("alasan", "").split()), now=clock.now())
    if isinstance(done, Denial):
        return _shown(request, user, refused=done, at=pk)
    return leads("conflicts", did="akhir-diminta")


def declare(user: User, named: Official | Unit, why: str, *, now: datetime) -> Conflict:
    """It binds from now on. Declared twice it is one, and whoever declares it anew does not ask that it end."""
    what = {"official": named} if isinstance(named, Official) else {"unit": named}
    with transaction.atomic():
        hold(user)
        bound = Conflict.objects.binding(user, on=now.date()).filter(**what).first()
        if bound is not None:
            withdraw(bound, now=now)
            return bound
        made = Conflict.objects.create(user=user, why=why, declared_at=now, **what)
        who = {"role": own_role(user, now.date()), "id": f"{user.pk}"}
        record(Happening("conflict.declared", who, "", facts={"conflict": made.pk}), now=now)
    return made


def _named(user: User, asked: str, unit: str) -> Official | Unit | Denial:
    """An official by whole NIP or exact name, or a unit, of an agency that this person belongs to."""
    agencies = _agencies(user)
    if asked and unit:
        return Denial(_("Pilih satu: pegawai atau unit."))
    if unit:
        found = Unit.objects.filter(agency__in=agencies, pk=number(unit) or 0).first()
        return found or Denial(_("Unit ini tidak ada di instansi itu."))
    if not asked:
        return Denial(_("Tulis NIP lengkap atau nama lengkap, atau pilih unit."))
    nip = nip_of(asked)
    by = {"nip": nip} if is_nip(nip) else {"name__iexact": asked}
    people = list(Official.objects.filter(agency__in=agencies, **by)[:2])
    if len(people) == 1:
        return people[0]
    # One sentence for nobody and for several: names are not to be tried out here.
    return Denial(_("Tidak ditemukan satu orang dengan nama itu. Pakai NIP lengkap."))


def _agencies(user: User) -> list[Agency]:
    held = user.mandates.on(clock.now().date()).exclude(agency=None)
    own = [user.official.agency_id] if user.official else []
    return list(Agency.objects.filter(pk__in=[*held.values_list("agency", flat=True), *own]))


def _shown(request: HttpRequest, user: User, *, refused: Denial | None = None, at: int | None = None) -> HttpResponse:
    """`at`: the conflict that was asked about; none where one was to be declared."""
    last = Release.objects.select_related("decided_by").order_by("-asked_at", "-pk")
    own = Conflict.objects.filter(user=user).select_related("official", "unit")
    field = "siapa" if at is None else f"minta-{at}"
    context = {
        "conflicts": own.prefetch_related(Prefetch("releases", last)),
        "units": Unit.objects.filter(agency__in=_agencies(user)).order_by("agency", "path"),
        "told": request.POST if refused and at is None else {},
        "asked": (at, request.POST.get("alasan", "")),
        "problems": [(field, refused.reason)] if refused else [],
    }
    return render(request, "people/conflicts.html", context, status=422 if refused else 200)
