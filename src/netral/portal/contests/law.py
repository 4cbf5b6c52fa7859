"""The rulebook in use as who keeps the portal sees it: since when, what is in it, what another one says differently.

It is read only: a rulebook comes with the programme, and who changes it does so where it can be reviewed.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.law.errors import RulebookErrors
from netral.law.model import Rulebook
from netral.portal.contests import books
from netral.portal.contests.comparing import Comparison, compared, with_foreign
from netral.portal.contests.models import Book
from netral.portal.guidance.rulebook import table
from netral.portal.signin.door import needs

FIRST = 10
"""Faults of a file that are told; the rest are counted by `netral law check`."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("admin", "ppk", "auditor")
def page(request: HttpRequest) -> HttpResponse:
    """With `lama` what changed since an earlier one; a POST with `berkas` what an uploaded one would change."""
    current = table().rulebook
    if request.method == "POST":
        file = request.FILES.get("berkas")
        if file is None:
            return _shown(request, refused=[_("Pilih berkas lebih dulu.")])
        if (file.size or 0) > books.LARGEST:
            return _shown(request, refused=[_("Berkas terlalu besar (paling banyak 5 MB).")], status=413)
        return _against(request, current, file.read())
    asked = request.GET.get("lama", "")
    if not asked:
        return _shown(request)
    book = get_object_or_404(Book, pk=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0)
    try:
        earlier = books.opened(book)
    except RulebookErrors as faults:
        return _shown(request, refused=_told(faults))
    return _shown(request, found=compared(earlier, current))


def _against(request: HttpRequest, current: Rulebook, content: bytes) -> HttpResponse:
    try:
        return _shown(request, found=with_foreign(current, content))
    except RulebookErrors as faults:
        return _shown(request, refused=_told(faults))


def _told(faults: RulebookErrors) -> list[str]:
    english = translation.get_language() == "en"
    return [one.in_english() if english else f"{one}" for one in faults.errors[:FIRST]]


def _shown(
    request: HttpRequest, *, found: Comparison | None = None, refused: Sequence[str] = (), status: int = 422
) -> HttpResponse:
    rulebook, kept = table().rulebook, list(Book.objects.defer("content"))
    versions = sum(len(one.versions) for one in rulebook.norms.values())
    context = {
        "book": {"version": rulebook.version, "sha256": rulebook.sha256},
        "since": kept[0].since if kept and kept[0].sha256 == rulebook.sha256 else None,
        "earlier": [one for one in kept if one.sha256 != rulebook.sha256],
        "counts": {
            "norms": len(rulebook.norms),
            "versions": versions,
            "instruments": len(rulebook.instruments),
            "sanctions": len(rulebook.sanctions),
            "contests": len(rulebook.contests),
        },
        "found": found,
        "refused": refused,
    }
    return render(request, "contests/rulebook.html", context, status=status if refused else 200)
