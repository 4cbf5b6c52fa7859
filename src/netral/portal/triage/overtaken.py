"""Somebody was faster: what this person saw and chose beside what stands there now, and the way to choose again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from netral.portal.triage import told
from netral.portal.triage.actions import Choice, Overtaken
from netral.portal.triage.states import REASONS, STATES, WAITING

Words = str | Promise


def page(request: HttpRequest, found: Sequence[Overtaken], choice: Choice, *, closed: int = 0) -> HttpResponse:
    """409; nothing of what was overtaken is changed. `closed`: how many of the others were kept."""
    context: dict[str, Any] = {
        "overtaken": [_beside(one, choice) for one in found],
        "choice": choice,
        "closed": closed,
        "query": request.GET.urlencode(),
    }
    return render(request, "triage/overtaken.html", context, status=409)


def _beside(one: Overtaken, choice: Choice) -> dict[str, Any]:
    """The finding's rows: label, mine, theirs."""
    finding = one.finding
    rows: list[tuple[Words, Words, Words]] = [*told.changes(finding.as_of(one.seen), finding)]
    if one.by is not None:
        theirs = _words(one.by.state, one.by.reason, one.by.words)
        rows += zip((_("Keputusan"), _("Alasan"), _("Catatan pemeriksa")), _chosen(choice), theirs, strict=True)
    return {"finding": finding, "by": one.by, "rows": rows, "waits": finding.state == WAITING}


def _chosen(choice: Choice) -> tuple[Words, Words, Words]:
    return _words(choice.state, choice.reason, choice.words)


def _words(state: str, reason: str, words: str) -> tuple[Words, Words, Words]:
    return STATES.get(state, ""), REASONS[reason].word if reason in REASONS else "", words
