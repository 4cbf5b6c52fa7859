"""Which patrols were uploaded, what was read in each, and what could not be seen? And the door to upload one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from netral.acts.rejects import REASONS
from netral.patrol.report.codes import word
from netral.patrol.report.reasons import FORMATS, WHY
from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency
from netral.portal.signin.door import needs, person
from netral.portal.triage import contents, taking
from netral.portal.triage.coherence import SUMS
from netral.portal.triage.models import Patrol
from netral.portal.triage.told import language

MOST_SHOWN = 50
Problems = list[tuple[str, Denial]]
"""The field of each, and why nothing was taken."""


@needs("pemeriksa")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The patrols so far; a POST uploads one."""
    if request.method != "POST":
        return _page(request, [])
    done = _taken(request)
    if isinstance(done, list):
        return _page(request, done)
    patrol, new = done
    return redirect(reverse("patrol", args=(patrol.pk,)) + ("" if new else "?sudah=1"))


def _taken(request: HttpRequest) -> tuple[Patrol, bool] | Problems:
    """Whoever may not, or names no permit, is told before anything is unpacked."""
    file, permit = request.FILES.get("berkas"), request.POST.get("surat", "").strip()
    agency = _agency(request)
    missing = [
        *([] if agency else [_whose(request)]),
        *([] if file else [("berkas", Denial(_("Pilih berkas zip hasil patroli.")))]),
        *([] if permit else [("surat", Denial(_("Tulis nomor surat tugas yang mengizinkan patroli ini.")))]),
        *(
            []
            if request.POST.get("berwenang")
            else [("berwenang", Denial(_("Nyatakan bahwa Anda berwenang mengunggah data ini.")))]
        ),
    ]
    if missing or agency is None or file is None:
        return missing
    found = contents.opened(file)
    if isinstance(found, list):
        return [("berkas", one) for one in found]
    done = taking.take(found, agency=agency, user=person(request), permit=permit, now=clock.now())
    return [("berkas", done)] if isinstance(done, Denial) else done


def _whose(request: HttpRequest) -> tuple[str, Denial]:
    """Whose patrol it is was not said; or there is no agency of which this person examines all."""
    return ("instansi", Denial(_("Pilih instansi."))) if _agencies(request) else ("berkas", taking.of_a_part())


def _agencies(request: HttpRequest) -> list[Agency]:
    """Those that the person examines as a whole."""
    held = [one for one in request.mandates if one.unit_id is None]  # type: ignore[attr-defined]
    return list({one.agency.pk: one.agency for one in held if one.agency is not None}.values())


def _agency(request: HttpRequest) -> Agency | None:
    known = _agencies(request)
    if len(known) == 1:
        return known[0]
    return next((one for one in known if one.code == request.POST.get("instansi")), None)


def _page(request: HttpRequest, problems: Problems) -> HttpResponse:
    visible = Patrol.objects.visible_to(person(request), on=clock.now().date())
    context = {
        "patrols": [(one, _sums(one)) for one in visible.select_related("uploaded_by")[:MOST_SHOWN]],
        "agencies": _agencies(request),
        "sent": request.POST,
        "problems": [(field, one.reason) for field, one in problems],
    }
    return render(request, "triage/patrols.html", context, status=422 if problems else 200)


@needs("pemeriksa")
@never_cache
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read, file by file; what became of the findings is told to whoever brought them alone."""
    user = person(request)
    visible = Patrol.objects.visible_to(user, on=clock.now().date()).select_related("uploaded_by")
    patrol = visible.filter(pk=pk).first()
    if patrol is None:
        raise Http404
    context = {
        "patrol": patrol,
        "sums": _sums(patrol),
        "inputs": [_input(one) for one in patrol.facts["inputs"]],
        "reasons": _reasons(patrol),
        "cannot_show": _cannot_show(patrol),
        # To others the counts could tell that findings are kept from them.
        "mine": patrol.uploaded_by_id == user.pk,
        "kept": patrol.fresh + patrol.again,
        "again": "sudah" in request.GET,
    }
    return render(request, "triage/patrol.html", context)


def _sums(patrol: Patrol) -> dict[str, int]:
    return {name: sum(one[name] for one in patrol.facts["inputs"]) for name in SUMS}


def _input(one: dict[str, Any]) -> dict[str, Any]:
    lang = language()
    told = {"kind": word(FORMATS, one["format"], lang), "print": (one["sha256"] or "")[:12]}
    refused = word(WHY, one["refused"], lang) if one["refused"] else ""
    return {**one, **told, "refused": refused}


def _reasons(patrol: Patrol) -> list[tuple[str, int, str]]:
    """Why rows were rejected, how many, and what can be done; the most frequent first."""
    lang, counted = language(), dict[str, int]()
    for one in patrol.facts["inputs"]:
        for reason, count in one["rejected_by_reason"].items():
            counted[reason] = counted.get(reason, 0) + count
    ordered = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    return [
        (word(WHY, reason, lang), count, REASONS[reason].remedy[lang] if reason in REASONS else "")
        for reason, count in ordered
    ]


def _cannot_show(patrol: Patrol) -> list[str]:
    told = (text[language()] for one in patrol.facts["inputs"] for text in one["cannot_show"])
    return list(dict.fromkeys(told))
