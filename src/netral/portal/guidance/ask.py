"""May I? One question a page, at most five taps, then the answer in two readings. Nothing is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from netral.law.answer import answer
from netral.law.decided import decided
from netral.law.interview import choices, following
from netral.law.words import ASKED, UNKNOWN, label
from netral.portal import clock
from netral.portal.guidance import answers, result, strip
from netral.portal.guidance.card.catalogue import of_answer
from netral.portal.guidance.card.editions import current, lock
from netral.portal.guidance.rulebook import table
from netral.portal.guidance.tiles import ACTS, OTHER, words_of


@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The first question, what phase it is, and what always stays one's right."""
    return render(request, "guidance/start.html", {"tiles": ACTS, "now": strip.running(clock.now().date())})


# It changes nothing and stores nothing, so there is nothing to forge; and it must work without a cookie.
@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """GET shows the first question; each POST carries all answers so far and shows what comes next."""
    pressed = [told for told in request.POST.getlist("pilih") if told]
    told = [*request.POST.getlist("jawab"), *(one for one in pressed if one != OTHER)]
    if "balik" in request.POST:
        told = told[:-1]
    try:
        raw, skipped = answers.of_form(told)
    except answers.Nonsense:
        return HttpResponseBadRequest(
            _("Jawaban ini tidak dikenal. Mulai lagi dari /tanya."), content_type="text/plain"
        )
    day, problem = _day(request)
    raw = answers.dated(raw, day)
    fact = answers.next_page(raw, skipped)
    around = {"told": told, "day": day, "problem": problem, "today": clock.now().date()}
    if fact is not None:
        return render(request, "guidance/question.html", around | _question(fact, raw, everything=OTHER in pressed))
    return render(request, "guidance/result.html", around | _result(raw, skipped))


def _day(request: HttpRequest) -> tuple[date, str]:
    """The day of the act, today unless changed, and what is wrong with what was typed."""
    today = clock.now().date()
    typed = [request.POST.get(name, "").strip() for name in ("tahun", "bulan", "hari")]
    if not any(typed):
        return today, ""
    try:
        day = date(*(int(part) for part in typed))
        if not 1945 <= day.year < 2200:
            raise ValueError
    except ValueError:
        return today, _("Tanggal ini belum ada di kalender. Contoh: 5 10 2024.")
    return day, ""


def _question(fact: str, raw: dict[str, Any], *, everything: bool) -> dict[str, Any]:
    language = translation.get_language() or "id"
    if fact == "verb" and not everything:
        return {"fact": fact, "title": ASKED[fact][language], "tiles": ACTS, "why": _why(fact, raw, language)}
    offered = [(f"{fact}={one}", _choice(one, fact, language)) for one in choices(fact, raw, table())]
    return {
        "fact": fact,
        "title": _title(fact, raw, language),
        "choices": offered,
        "unknown": f"{fact}={answers.UNKNOWN}" if fact != "verb" else "",
        "unknown_words": UNKNOWN[language],
        "why": _why(fact, raw, language),
    }


def _title(fact: str, raw: dict[str, Any], language: str) -> str:
    if fact == "target.role" and raw.get("verb") == "Attend":
        return _("Acara siapa?")
    if fact == "target.role" and (raw.get("object") or {}).get("type") == "Image":
        return _("Bersama siapa?")
    return ASKED[fact][language] if fact in ASKED else label(fact, language)


def _choice(value: str, fact: str, language: str) -> str:
    if fact == "target.contest":
        title = table().rulebook.contests[value].title
        return title.en if language == "en" else title.id
    return label(value, language, fact)


def _why(fact: str, raw: dict[str, Any], language: str) -> list[dict[str, str]]:
    """The two heaviest norms that this question decides."""
    return [
        {"id": row.norm.id, "title": getattr(row.norm.title, language), "article": row.version.citations[0].text}
        for row in decided(fact, raw, table())[:2]
    ]


def _result(raw: dict[str, Any], skipped: set[str]) -> dict[str, Any]:
    language = translation.get_language() or "id"
    day = date.fromisoformat(raw["at"][:10])
    asked = {"target": {}, **raw}
    given = answer(asked, table(), lang=language)
    fact = following(raw, table(), skipped)
    further = {"question": _question(fact, raw, everything=True)} if fact is not None and fact != "at" else {}
    card = of_answer(asked, given)
    return {
        "restated": _restated(raw, language),
        "event": raw["verb"] == "Attend",
        "card": current(card.name, lock()) if card else "",
        "answer": result.told(given, table().rulebook, language),
        "strip": strip.of(given["contest"], day, asked) or strip.running(day, asked),
        **further,
    }


def _restated(raw: dict[str, Any], language: str) -> str:
    act = words_of(raw) or label(raw["verb"], language, "verb")
    status, role = (raw.get("actor") or {}).get("status"), (raw.get("target") or {}).get("role")
    parts = [label(status, language) if status else "", f"{act}", label(role, language) if role else ""]
    return " · ".join(part for part in parts if part)
