"""The page of conflicts whose holders want them to end: whoever may be the second person reads why, and decides."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.directory.releases import Release
from netral.portal.people.releasing import DECIDERS, follow, refuse, waiting_for
from netral.portal.signin.door import needs, person


@never_cache
@require_safe
@needs(*DECIDERS)
def page(request: HttpRequest) -> HttpResponse:
    """All that wait for this person, with what was refused before."""
    return _shown(request)


@never_cache
@needs(*DECIDERS)
@require_POST
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the conflict end, or with `tolak` let it bind."""
    by, now = person(request), clock.now()
    # One answer for a request that is not there, one of another agency, and one that this person may not know of.
    found = next((one for one in waiting_for(by, on=now.date()) if one.pk == pk), None)
    if found is None:
        raise Http404
    word = " ".join(request.POST.get("catatan", "").split())
    done = (refuse if "tolak" in request.POST else follow)(found, by, word, now=now)
    if isinstance(done, Denial):
        return _shown(request, (pk, done))
    return leads("releases", did="benturan-mengikat" if "tolak" in request.POST else "benturan-diakhiri")


def _shown(request: HttpRequest, refused: tuple[int, Denial] | None = None) -> HttpResponse:
    waiting = waiting_for(person(request), on=clock.now().date())
    before = Release.objects.filter(conflict__in=[one.conflict_id for one in waiting], refused=True)
    earlier: dict[int, list[Release]] = {}
    for one in before.select_related("decided_by"):
        earlier.setdefault(one.conflict_id, []).append(one)
    context = {
        "waiting": [(one, earlier.get(one.conflict_id, [])) for one in waiting],
        "problems": [(f"catatan-{refused[0]}", refused[1].reason)] if refused else [],
        "told": request.POST if refused else {},
        "at": refused[0] if refused else None,
    }
    return render(request, "people/releases.html", context, status=422 if refused else 200)
