"""What do two rulebooks say differently, for people: which of the ready questions get another answer, which norms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from netral.law.diff import changes
from netral.law.facts import READINGS
from netral.law.model import Rulebook
from netral.law.words import CLASSES
from netral.portal.guidance.card.catalogue import cards


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading's answer before and after: (verdict, class in words); no verdict where it cannot be asked."""

    name: str
    old: tuple[str, str]
    new: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`answers`: question and readings; `norms`: id and title; `changes`: as `netral law diff` tells them."""

    old: Mapping[str, str]
    new: Mapping[str, str]
    asked: int
    answers: list[tuple[str, list[Reading]]]
    norms: list[tuple[str, str]]
    changes: list[dict[str, Any]]


def compared(old: Rulebook, new: Rulebook) -> Comparison:
    """By the same functions as `netral law diff`; the questions are those that have a card."""
    asked = (
        {"case": one.name, "title": {"id": one.title.id, "en": one.title.en}, "question": one.question}
        for one in cards().values()
    )
    found = changes(old, new, asked)
    answers = [(one["title"][_language()], list(_readings(one))) for one in found["answers"]]
    return Comparison(found["old"], found["new"], found["cases"], answers, _norms(found, old, new), found["changed"])


def _readings(answer: dict[str, Any]) -> Iterator[Reading]:
    for name in READINGS:
        yield Reading(name, *(_told(answer[side], name) for side in ("old", "new")))


def _told(told: dict[str, Any], reading: str) -> tuple[str, str]:
    if "error" in told:
        return "", ""
    cls = told["class"][reading]
    return told["verdict"][reading], CLASSES[cls][_language()] if cls else ""


def _norms(found: dict[str, Any], old: Rulebook, new: Rulebook) -> list[tuple[str, str]]:
    """Norms that something was changed in, each once, in the order of the comparison."""
    places = (place.split(" · ") for change in found["changed"] for place in change["places"])
    ids = dict.fromkeys(parts[1] for parts in places if parts[0] == "norms")
    norms = {**old.norms, **new.norms}
    return [(one, getattr(norms[one].title, _language())) for one in ids]


def _language() -> str:
    return translation.get_language() or "id"
