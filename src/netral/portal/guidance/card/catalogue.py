"""Which questions have a card? A closed list, each with the facts of a reviewed spec case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML

from netral.law.answer import answer
from netral.law.model import Text
from netral.law.question import parse
from netral.portal.guidance.rulebook import table
from netral.portal.guidance.tiles import ACTS as TILES

ACTS: dict[str, Promise] = {
    **{tile.icon: tile.words for tile in TILES[:-1]},
    "party": _("Partai dan pencalonan"),
    "office": _("Jabatan dan bantuan"),
    "right": _("Hak Anda"),
}
"""Kinds of act, in the order of the page: the tiles of the first question, and what they do not name."""


@dataclass(frozen=True, slots=True)
class Card:
    """`name`: its address; `case`: the spec case that reviewed it; `may`: what stays allowed."""

    name: str
    act: str
    case: str
    title: Text
    question: Mapping[str, Any]
    may: Text

    @property
    def status(self) -> str:
        """Of the person who asks: a value of `actor.status`."""
        return str(self.question["actor"]["status"])


@lru_cache(maxsize=1)
def cards() -> Mapping[str, Card]:
    """All cards by their name, in the order of the page."""
    read = YAML(typ="safe", pure=True).load(files(__package__).joinpath("cards.yaml").read_text("utf-8"))
    made = [
        Card(one["card"], one["act"], one["case"], Text(**one["title"]), _question(one["question"]), Text(**one["may"]))
        for one in read
    ]
    return {card.name: card for act in ACTS for card in made if card.act == act}


@lru_cache(maxsize=256)
def answered(name: str, language: str) -> dict[str, Any]:
    """What the law core says to the card's question; never written by hand."""
    return answer(cards()[name].question, table(), lang=language)


def of_answer(asked: Mapping[str, Any], given: Mapping[str, Any]) -> Card | None:
    """The card that says the same as this answer and names none but the facts asked; the closest, if there are more."""
    found = [card for card in cards().values() if _facts(card.question) <= _facts(asked) and _same(card, given)]
    return max(found, key=lambda card: len(_facts(card.question)), default=None)


def _question(raw: Mapping[str, Any]) -> dict[str, Any]:
    at = raw["at"]
    return {**raw, "at": at if isinstance(at, str) else at.isoformat()}


def _facts(raw: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What was said about the act; which election and which day show in the answer."""
    question = parse(raw)
    return {*question.facts.items(), *(("object.with", one) for one in question.companions or ())}


def _same(card: Card, given: Mapping[str, Any]) -> bool:
    own = answered(card.name, "id")
    told = [[norm["id"] for norm in one["norms"]] for one in (own, given)]
    return told[0] == told[1] and all(own[key] == given[key] for key in ("verdict", "class", "target_status", "advice"))
