"""The list of cards, a card as a page, and its pictures. All public, nothing stored about who reads."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from netral.law.facts import ACTOR_STATUSES
from netral.law.words import label
from netral.portal.guidance.card.catalogue import ACTS, Card, cards
from netral.portal.guidance.card.editions import current, found, lock
from netral.portal.guidance.card.face import face
from netral.portal.guidance.card.picture import FORMATS, picture


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All cards by act; `cari` and `status` in the address narrow them."""
    language = _language()
    words, status = request.GET.get("cari", "").strip()[:80], request.GET.get("status", "")
    shown = [card for card in cards().values() if _matches(card, words, status)]
    groups = [
        (name, [_entry(card, language) for card in shown if card.act == act])
        for act, name in ACTS.items()
        if any(card.act == act for card in shown)
    ]
    held = {card.status for card in cards().values()}
    context = {
        "groups": groups,
        "count": len(shown),
        "words": words,
        "status": status,
        "statuses": [(one, label(one, language)) for one in ACTOR_STATUSES if one in held],
    }
    return render(request, "guidance/cards.html", context)


@login_not_required
@require_GET
def page(request: HttpRequest, address: str) -> HttpResponse:
    """One card in words; of an edition that was replaced, only the way to the new one."""
    at = found(address, lock())
    if at is None:
        raise Http404
    if at.replaced:
        return render(request, "guidance/card_replaced.html", {"current": at.current})
    language = _language()
    context = {
        "face": face(at.card, at.edition, language),
        "address": address,
        "site": _site(request),
        "asked": f"?bahasa={language}" if language != "id" else "",
    }
    return render(request, "guidance/card.html", context)


@login_not_required
@require_GET
def image(request: HttpRequest, address: str, kind: str) -> HttpResponseBase:
    """The card as a file; in Indonesian unless the address asks for English, so that a link shows the same to all."""
    at = found(address, lock())
    if at is None:
        raise Http404
    own = reverse("card", args=[address])
    if at.replaced:
        return redirect(own)
    language = "en" if request.GET.get("bahasa") == "en" else "id"
    shown = face(at.card, at.edition, language)
    made = picture(shown, at.edition, kind=kind, language=language, address=_site(request) + own)
    response = HttpResponse(made, content_type=FORMATS[kind])
    response.headers["Content-Disposition"] = f'inline; filename="netral-{address}.{kind}"'
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _site(request: HttpRequest) -> str:
    """Where this portal stands: in use the first of its names, whichever was asked, so that a QR code is fixed."""
    if settings.NETRAL.https:
        return f"https://{settings.NETRAL.hosts[0].lstrip('.')}"
    return f"http://{request.get_host()}"


def _matches(card: Card, words: str, status: str) -> bool:
    if status and card.status != status:
        return False
    told = " ".join((card.title.id, card.title.en, str(ACTS[card.act]), label(card.status, "id"))).casefold()
    return all(word in told for word in words.casefold().split())


def _entry(card: Card, language: str) -> dict[str, str]:
    return {
        "address": current(card.name, lock()),
        "question": getattr(card.title, language),
        "status": label(card.status, language),
    }


def _language() -> str:
    return translation.get_language() or "id"
