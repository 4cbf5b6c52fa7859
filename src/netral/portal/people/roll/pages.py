"""The pages of an import: choose a file, look at what it would change, mend, save."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from netral.portal import clock, mending
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, Staged
from netral.portal.people.roll import actions
from netral.portal.people.roll.file import COLUMNS
from netral.portal.sheet import LARGEST, download, too_large, written
from netral.portal.signin.door import needs

EXAMPLE = (
    ("000000000000000001", "Pegawai Karangan", "01.02", "Bidang Contoh", "pns", "", "2020-03-01", "", "Analis", ""),
    ("000000000000000002", "Pejabat Karangan", "01.", "Dinas Contoh", "pns", "", "2015-03-01", "", "Kepala", "ya"),
    ("000000000000000003", "Calon Karangan", "01.02", "", "cpns", "tidak", "2024-02-28", "2025-03-01", "", "tidak"),
)


@require_http_methods(["GET", "POST"])
@needs("pengelola")
def choose(request: HttpRequest) -> HttpResponse:
    """A POST with `berkas` checks the file and leads to what it would change."""
    held: list[Mandate] = [one for one in request.mandates if one.agency_id]  # type: ignore[attr-defined]
    if request.method == "POST":
        refused = _staged(request, held)
        if isinstance(refused, Staged):
            return redirect("import", refused.pk)
        return _chooser(request, held, refused=refused, status=413 if refused == too_large() else 422)
    return _chooser(request, held)


def _staged(request: HttpRequest, held: list[Mandate]) -> Staged | Denial:
    file, meant = request.FILES.get("berkas"), request.POST.get("untuk", "")
    mandate = next((one for one in held if f"{one.pk}" == meant or len(held) == 1), None)
    if mandate is None:
        return Denial(_("Pilih untuk unit mana daftar ini."))
    if file is None:
        return Denial(_("Pilih berkas lebih dulu."))
    if file.size is None or file.size > LARGEST:
        return too_large()
    return actions.stage(file.read(), name=file.name or "", mandate=mandate, now=clock.now())


def _chooser(
    request: HttpRequest, held: list[Mandate], *, refused: Denial | None = None, status: int = 200
) -> HttpResponse:
    waiting = Staged.objects.filter(user_id=request.user.pk or 0, made__gte=clock.now() - actions.KEPT)
    context = {
        "held": held,
        "waiting": waiting.defer("rows"),
        "columns": COLUMNS,
        "refused": refused,
        "problems": [("berkas", refused.reason)] if refused else [],
    }
    return render(request, "people/import.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@needs("pengelola")
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the upload would change; a POST takes it over, or with `buang` throws it away."""
    staged = _own(request, pk)
    if request.method != "POST":
        return _shown(request, staged)
    if "buang" in request.POST:
        actions.discard(staged)
        return redirect("imports")
    done = actions.take_over(
        staged, seen=request.POST.get("sidik", ""), end_the_gone="berakhir" in request.POST, now=clock.now()
    )
    return _shown(request, staged, refused=done) if isinstance(done, Denial) else redirect("import", pk)


@require_GET
@needs("pengelola")
def to_mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every row that has to be mended, with the file's own cells and why; to be mended and uploaded by itself."""
    staged = _own(request, pk)
    if staged.done:
        return redirect("import", pk)
    bad = actions.plan_of(staged, today=clock.now().date()).bad
    return mending.to_mend(actions.sheet_of(staged), COLUMNS, bad)


@require_GET
@needs("pengelola")
def example(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """A file as it has to be."""
    return download(_("contoh-pegawai.csv"), written([COLUMNS, *EXAMPLE]))


def _own(request: HttpRequest, pk: UUID) -> Staged:
    fresh = Staged.objects.filter(user_id=request.user.pk or 0, made__gte=clock.now() - actions.KEPT)
    return get_object_or_404(fresh.select_related("agency", "user"), pk=pk)


def _shown(request: HttpRequest, staged: Staged, *, refused: Denial | None = None) -> HttpResponse:
    if staged.done:
        return render(request, "people/imported.html", {"staged": staged})
    plan = actions.plan_of(staged, today=clock.now().date())
    context = {"staged": staged, "plan": plan, "read": plan.ready + len(plan.bad), "first": mending.first(plan.bad)}
    context |= {"refused": refused, "mark": plan.mark(), "shown": mending.FIRST}
    return render(request, "people/check.html", context, status=409 if refused else 200)
