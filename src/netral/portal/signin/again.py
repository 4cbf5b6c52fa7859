"""The page of forms that a session did not live to see: look once more, send, or throw away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.portal.signin import kept
from netral.portal.signin.door import person

_SHORT = 40


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Nothing is sent by itself; a POST throws one away (the door has done so on its way here)."""
    if request.method == "POST":
        return redirect("kept-forms")
    forms = [(one, _told(one)) for one in kept.given_back(request, person(request))]
    return render(request, "signin/kept.html", {"forms": forms, "sent": kept.SENT})


def _told(form: kept.Form) -> list[tuple[str, str, str, bool]]:
    """Field, the name as words, the value, and whether there is enough of it to be written on."""
    return [
        (name, name.replace("_", " ").replace("-", " "), value, len(value) > _SHORT or "\n" in value)
        for name, value in form.fields
    ]
