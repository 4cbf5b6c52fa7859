"""The pages of the tree: all units in reach, one of them with its history, and each thing that can be done with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.directory.changes import Move
from netral.portal.directory.models import Agency, Unit
from netral.portal.people.units import keeping, moving, showing
from netral.portal.people.units.guard import KEEPERS, Overtaken, Sent
from netral.portal.people.units.showing import ONCE, SEEN
from netral.portal.readable import day, number
from netral.portal.signin.door import needs, person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(*KEEPERS)
def index(request: HttpRequest) -> HttpResponse:
    """A POST adds a unit."""
    if request.method != "POST":
        return showing.tree(request, None)
    target, since = _target(request, request.POST.get("di", "")), day(request.POST.get("sejak", ""))
    if target is None:
        return showing.tree(request, ("di", Denial(_("Pilih di bawah unit mana."))))
    if since is None:
        return showing.tree(request, ("sejak", Denial(_("Tulis tanggal seperti 2024-02-28."))))
    code, name = request.POST.get("kode", "").strip(), " ".join(request.POST.get("nama", "").split())
    made = keeping.add(*target, code=code, name=name, since=since, sent=_sent(request))
    return showing.tree(request, ("kode", made)) if isinstance(made, Denial) else redirect("unit", made.pk)


@never_cache
@require_safe
@needs(*KEEPERS)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, what it was, what is below it, and what can be done with it."""
    return showing.page(request, _unit(request, pk))


@needs(*KEEPERS)
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    name = " ".join(request.POST.get("nama", "").split())
    return _answer(request, unit, "nama", keeping.rename(unit, name, _sent(request)))


@needs(*KEEPERS)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End it today; with `buka` open it again."""
    unit = _unit(request, pk)
    act = keeping.reopen if "buka" in request.POST else keeping.end
    return _answer(request, unit, "akhiri", act(unit, _sent(request)))


@needs(*KEEPERS)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another place."""
    unit = _unit(request, pk)
    target = _target(request, request.POST.get("ke", ""))
    if target is None or target[0].pk != unit.agency_id:
        return showing.page(request, unit, ("ke", Denial(_("Pilih di bawah unit mana."))))
    code, why = request.POST.get("kode", "").strip(), " ".join(request.POST.get("dasar", "").split())
    return _answer(request, unit, "ke", moving.propose(unit, target[1], code=code, why=why, sent=_sent(request)))


@needs(*KEEPERS)
@require_POST
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the move that waits, or with `tolak` drop it."""
    unit = _unit(request, pk)
    waiting = Move.objects.select_related("unit", "parent").filter(unit=unit).first()
    if waiting is None:
        return redirect("unit", pk)
    if "tolak" in request.POST:
        done: object = moving.drop(waiting, _sent(request))
    else:
        done = moving.confirm(waiting, seen=request.POST.get(SEEN, ""), sent=_sent(request))
    if isinstance(done, Denial):
        return showing.page(request, unit, ("pindah", done))
    return leads("unit", pk, did="usulan-dibatalkan" if "tolak" in request.POST else "pindah-disahkan")


def _unit(request: HttpRequest, pk: int) -> Unit:
    """One answer for a unit that is not there and one that is not this person's."""
    return get_object_or_404(Unit.objects.within(showing.held_by(request)).select_related("agency"), pk=pk)


def _sent(request: HttpRequest) -> Sent:
    seen = number(request.POST.get(SEEN, ""))
    return Sent(person(request), clock.now(), request.POST.get(ONCE, ""), -1 if seen is None else seen)


def _target(request: HttpRequest, told: str) -> tuple[Agency, Unit | None] | None:
    """What a choice of places names: a unit by its key, or the agency itself."""
    held = showing.held_by(request)
    for mandate in held:
        if mandate.agency and mandate.unit is None and told == f"i{mandate.agency.pk}":
            return mandate.agency, None
    pk = number(told)
    found = Unit.objects.within(held).select_related("agency").filter(pk=pk).first() if pk is not None else None
    return (found.agency, found) if found else None


def _answer(request: HttpRequest, unit: Unit, field: str, done: Unit | Move | Denial | Overtaken) -> HttpResponse:
    if isinstance(done, Denial):
        unit.refresh_from_db()
        return showing.page(request, unit, (field, done))
    if isinstance(done, Overtaken):
        return showing.overtaken(request, done)
    return leads("unit", unit.pk, did="pindah-diusulkan" if isinstance(done, Move) else "unit-disimpan")
