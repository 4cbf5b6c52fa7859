"""Somebody was faster: who, when and what, beside what this person had chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from netral.portal.triage.actions import Choice, Overtaken
from netral.portal.triage.models import Weighing
from netral.portal.triage.states import REASONS, STATES


def page(request: HttpRequest, found: Sequence[Overtaken], choice: Choice, *, closed: int = 0) -> HttpResponse:
    """409; nothing of what was overtaken is changed. `closed`: how many of the others were kept."""
    context: dict[str, Any] = {
        "overtaken": [(one.finding.number, one.by, _stored(one.by)) for one in found],
        "mine": _words(choice.state, choice.reason, choice.words),
        "closed": closed,
        "query": request.GET.urlencode(),
    }
    return render(request, "triage/overtaken.html", context, status=409)


def _stored(said: Weighing | None) -> list[str | Promise]:
    return _words(said.state, said.reason, said.words) if said else []


def _words(state: str, reason: str, words: str) -> list[str | Promise]:
    told = (STATES.get(state, ""), REASONS[reason].word if reason in REASONS else "", words)
    return [one for one in told if one]
