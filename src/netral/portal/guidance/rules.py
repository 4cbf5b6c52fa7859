"""What does a norm say, in which reading, since when, by which article? Every row of the law as a page."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from netral.law.facts import READINGS
from netral.law.model import Version
from netral.law.words import CLASSES, CONFIDENCES, label
from netral.portal.guidance.rulebook import table

FAMILIES: dict[str, Promise | str] = {
    "hak": _("Yang tetap boleh"),
    "pasangan": _("Suami atau istri calon"),
    "pemilu": _("Pemilu (UU 7/2017)"),
    "pilkada": _("Pilkada (UU 1/2015 dan perubahannya)"),
    "pp_94_2021": _("Disiplin PNS (PP 94/2021)"),
    "skb_disiplin": _("SKB 2022: pelanggaran disiplin"),
    "skb_kode_etik": _("SKB 2022: pelanggaran kode etik"),
    "status_khusus": _("PPPK, desa, BUMN, TNI, Polri"),
}
"""The files of the rulebook, as a reader calls them."""


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All norms by their family, in the rulebook's order."""
    families: dict[str, list[dict[str, str]]] = {}
    for norm in table().rulebook.norms.values():
        entry = {"id": norm.id, "title": getattr(norm.title, _language())}
        families.setdefault(PurePath(norm.file).stem, []).append(entry)
    named = [(FAMILIES.get(family, family.replace("_", " ")), norms) for family, norms in families.items()]
    return render(request, "guidance/rules.html", {"families": named})


@login_not_required
@require_GET
def norm(request: HttpRequest, norm_id: str) -> HttpResponse:
    """One norm with all its versions, the latest first."""
    found = table().rulebook.norms.get(norm_id)
    if found is None:
        raise Http404
    versions = [_version(one) for one in sorted(found.versions, key=lambda one: one.valid_from, reverse=True)]
    context = {"id": found.id, "title": getattr(found.title, _language()), "kind": found.kind, "versions": versions}
    return render(request, "guidance/norm.html", context)


def _version(version: Version) -> dict[str, object]:
    language = _language()
    instruments = table().rulebook.instruments
    return {
        "from": version.valid_from,
        "to": version.valid_to,
        "binds": [label(status, language) for status in sorted(version.binds)],
        "class": CLASSES[version.cls][language] if version.cls else "",
        "readings": [(reading, [_conditions(one) for one in version.when.get(reading, ())]) for reading in READINGS],
        "confidence": CONFIDENCES[version.confidence][language],
        "checked": version.checked_on,
        "laws": [
            {"article": one.text, "says": instruments[one.instrument].articles[one.article]}
            for one in version.citations
        ],
        "contestable": [getattr(one.why, language) for one in version.contestable],
        "conditions": getattr(version.conditions, language) if version.conditions else "",
    }


def _conditions(alternative: dict[str, frozenset[str]]) -> list[str]:
    """One alternative in words: each fact with the values that fulfil it."""
    language = _language()
    return [
        f"{label(fact, language)} {', '.join(label(value, language, fact) for value in sorted(values))}"
        for fact, values in alternative.items()
    ]


def _language() -> str:
    return translation.get_language() or "id"
