"""What do two rulebooks say differently, for people: which of the ready questions get another answer, which norms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from netral.law import loader
from netral.law.diff import changes
from netral.law.facts import READINGS
from netral.law.model import Rulebook
from netral.law.words import CLASSES
from netral.portal.contests import books
from netral.portal.contests.words import READ, VERDICTS
from netral.portal.guidance.card.catalogue import cards


@dataclass(frozen=True, slots=True)
class Comparison:
    """`answers`: question and what becomes of its answer; `norms`: id and title; `changes`: as `netral law diff`'s."""

    old: Mapping[str, str]
    new: Mapping[str, str]
    asked: int
    answers: list[tuple[str, list[str]]]
    norms: list[tuple[str, str]]
    changes: list[dict[str, Any]]


def with_foreign(current: Rulebook, content: bytes) -> Comparison:
    """With one that somebody handed in; raises RulebookErrors, also where it only fails to answer."""
    try:
        return compared(current, books.read(content))
    except loader.OTHER_FORMS:
        raise loader.of_another_version(Path(books.NAME)) from None


def compared(old: Rulebook, new: Rulebook) -> Comparison:
    """By the same functions as `netral law diff`; the questions are those that have a card."""
    asked = (
        {"case": one.name, "title": {"id": one.title.id, "en": one.title.en}, "question": one.question}
        for one in cards().values()
    )
    found = changes(old, new, asked)
    answers = [(one["title"][_language()], list(_sentences(one))) for one in found["answers"]]
    return Comparison(found["old"], found["new"], found["cases"], answers, _norms(found, old, new), found["changed"])


def _sentences(answer: dict[str, Any]) -> Iterator[str]:
    """One for each reading, or that only the grounds have changed."""
    if "error" in answer["old"] or "error" in answer["new"]:
        yield _("Hanya salah satu buku aturan dapat menjawabnya.")
        return
    outcomes = [[_outcome(answer[side], reading) for side in ("old", "new")] for reading in READINGS]
    if all(old == new for old, new in outcomes):
        yield _("Putusannya tetap; dasar, syarat, atau fakta yang ditanyakan berubah.")
        return
    for words, (old, new) in zip(READ, outcomes, strict=True):
        change = _("tetap {outcome}") if old == new else _("dari {old} menjadi {new}")
        yield f"{words}".format(change=change.format(outcome=new, old=old, new=new))


def _outcome(told: dict[str, Any], reading: str) -> str:
    cls = told["class"][reading]
    words = CLASSES[cls][_language()] if cls else f"{VERDICTS[told['verdict'][reading]]}"
    return words[:1].lower() + words[1:]


def _norms(found: dict[str, Any], old: Rulebook, new: Rulebook) -> list[tuple[str, str]]:
    """Norms that something was changed in, each once, in the order of the comparison."""
    places = (place.split(" · ") for change in found["changed"] for place in change["places"])
    ids = dict.fromkeys(parts[1] for parts in places if parts[0] == "norms")
    norms = {**old.norms, **new.norms}
    return [(one, getattr(norms[one].title, _language())) for one in ids]


def _language() -> str:
    return translation.get_language() or "id"
