"""The pages of an import: choose a file, see on which day which status begins, mend, save."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from netral.patrol.registers import CONTESTANTS
from netral.portal import clock, mending
from netral.portal.contests import actions, told
from netral.portal.contests.models import Upload
from netral.portal.contests.pages import address, chosen, whole
from netral.portal.denial import Denial
from netral.portal.guidance.rulebook import table
from netral.portal.sheet import LARGEST, download, too_large, written
from netral.portal.signin.door import needs, person

EXAMPLE = """
pilkada-2024/7371,paslon-1,Pasangan Karangan Satu,contestant,x,998877,satu_karangan,,,
pilkada-2024/7371,paslon-1,Tim Karangan Satu,campaign_account,instagram,,tim_satu,,2024-05-01,
pilkada-2024/7371,paslon-2,Pasangan Karangan Dua,contestant,x,998866,dua_karangan,,,
pilkada-2024/7371,paslon-2,Tim Karangan Dua,campaign_account,instagram,,tim_dua,,2024-05-01,
"""


@require_http_methods(["GET", "POST"])
@needs(actions.KEEPER)
def choose(request: HttpRequest) -> HttpResponse:
    """A POST with `berkas` checks the file and leads to what it would change."""
    if request.method != "POST":
        return _chooser(request)
    made = _staged(request)
    if isinstance(made, Upload):
        return redirect("contestants-check", made.pk)
    return _chooser(request, refused=made, status=413 if made == too_large() else 422)


def _staged(request: HttpRequest) -> Upload | Denial:
    file, agencies = request.FILES.get("berkas"), whole(request)
    agency = chosen(agencies, request.POST.get("untuk", ""))
    if agency is None:
        return Denial(_("Daftar peserta dijaga pengurus seluruh instansi."))
    if len(agencies) > 1 and f"{agency.pk}" != request.POST.get("untuk", ""):
        return Denial(_("Pilih untuk instansi mana daftar ini."))
    if file is None:
        return Denial(_("Pilih berkas lebih dulu."))
    if file.size is None or file.size > LARGEST:
        return too_large()
    return actions.stage(file.read(), name=file.name or "", user=person(request), agency=agency, now=clock.now())


def _chooser(request: HttpRequest, *, refused: Denial | None = None, status: int = 200) -> HttpResponse:
    context = {
        "agencies": whole(request),
        "waiting": _own_all(request).defer("rows"),
        "columns": CONTESTANTS,
        "refused": refused,
        "problems": [("berkas", refused.reason)] if refused else [],
    }
    return render(request, "contests/import.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@needs(actions.KEEPER)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the upload would change; a POST takes it over, or with `buang` throws it away."""
    upload = _own(request, pk)
    if request.method != "POST":
        return _shown(request, upload)
    if "buang" in request.POST:
        upload.delete()
        return redirect("contestants-import")
    done = actions.take_over(
        upload, seen=request.POST.get("sidik", ""), end_the_gone="berakhir" in request.POST, now=clock.now()
    )
    return _shown(request, upload, refused=done) if isinstance(done, Denial) else redirect("contestants-check", pk)


@require_GET
@needs(actions.KEEPER)
def to_mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every row that has to be mended, with the file's own cells and why; to be mended and uploaded by itself."""
    upload = _own(request, pk)
    if upload.done:
        return redirect("contestants-check", pk)
    bad = actions.plan_of(upload, today=clock.now().date()).bad
    return mending.to_mend(actions.sheet_of(upload), CONTESTANTS, bad)


@require_GET
@needs(actions.KEEPER)
def example(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """A file as it has to be."""
    return download(
        _("contoh-peserta.csv"), written([CONTESTANTS, *(row.split(",") for row in EXAMPLE.strip().splitlines())])
    )


def _own_all(request: HttpRequest) -> QuerySet[Upload]:
    return Upload.objects.filter(user=person(request), made__gte=clock.now() - actions.KEPT)


def _own(request: HttpRequest, pk: UUID) -> Upload:
    return get_object_or_404(_own_all(request).select_related("agency", "user"), pk=pk)


def _shown(request: HttpRequest, upload: Upload, *, refused: Denial | None = None) -> HttpResponse:
    back = address(upload.agency)
    if upload.done:
        return render(request, "contests/imported.html", {"upload": upload, "back": back})
    today = clock.now().date()
    plan = actions.plan_of(upload, today=today)
    groups = told.groups(plan.affected, today)
    context = {
        "upload": upload,
        "plan": plan,
        "read": plan.ready + len(plan.bad),
        "first": mending.first(plan.bad),
        "groups": groups[: mending.FIRST],
        "more": max(0, len(groups) - mending.FIRST),
        "mark": plan.mark(),
        "refused": refused or actions.refusal(plan.after, table().rulebook),
        "overtaken": refused is not None,
    }
    return render(request, "contests/check.html", context, status=409 if refused else 200)
