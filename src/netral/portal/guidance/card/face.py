"""What stands on a card? The same words for the page, the picture and the paper, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from netral.law.contests import find
from netral.law.words import label
from netral.portal.guidance import result
from netral.portal.guidance.card.catalogue import Card, answered
from netral.portal.guidance.card.editions import Edition
from netral.portal.guidance.rulebook import table


@dataclass(frozen=True, slots=True)
class Side:
    """One reading: its name, the verdict (key and word), its style, the class, and why."""

    name: str
    verdict: str
    word: str
    style: str
    cls: str
    why: str


@dataclass(frozen=True, slots=True)
class Face:
    """A card in words; `lead` is the sentence after the advice, `sides` holds one reading where both agree."""

    head: str
    question: str
    advice: str
    lead: str
    sides: tuple[Side, ...]
    may: str
    example: str
    citations: tuple[str, ...]
    foot: str

    @property
    def summary(self) -> str:
        """One sentence for somebody who does not see the picture."""
        readings = "; ".join(f"{one.name}: {one.word}, {one.cls}" for one in self.sides)
        return f"{self.head}. {self.question} {self.advice}. {readings}."


def face(card: Card, edition: Edition, language: str) -> Face:
    with override(language):
        given = answered(card.name, language)
        told = result.told(given, table().rulebook, language)
        return Face(
            head=_head(card, given, language),
            question=getattr(card.title, language),
            advice=told["advice"],
            lead=_first(told["lead"]) or _afterwards(told["afterwards"]),
            sides=tuple(_side(one, same=told["same"], missing=told["missing"]) for one in told["readings"]),
            may=getattr(card.may, language),
            example=_example(card, given, language),
            citations=tuple(law["article"] for law in told["laws"]),
            foot=_("Penjelasan, bukan putusan. Dibuat {day}, buku aturan {rulebook}.").format(
                day=date_format(date.fromisoformat(edition.made), "j F Y"), rulebook=edition.rulebook[:8]
            ),
        )


def _first(sentences: str) -> str:
    first, end, _rest = sentences.partition(". ")
    return f"{first}." if end else first


def _afterwards(told: dict[str, str]) -> str:
    return f"{told['when']}: {told['then']}" if told else ""


def _head(card: Card, given: dict[str, Any], language: str) -> str:
    return " · ".join(part for part in (label(card.status, language), _when(given)) if part)


def _when(given: dict[str, Any]) -> str:
    """In which stretch of an election the answer holds; nothing where it hangs on none."""
    if given["contest"] is None:
        return ""
    if given["phase"] == "masa_tenang":
        return _("pada masa tenang")
    if given["phase"] == "pemungutan_suara":
        return _("pada hari pemungutan suara")
    said = {"calon": _("sesudah calon ditetapkan"), "bakal_calon": _("sebelum calon ditetapkan")}
    return said.get(given["target_status"] or "", "")


def _example(card: Card, given: dict[str, Any], language: str) -> str:
    """The day and the election for which the answer was computed."""
    day = date_format(date.fromisoformat(card.question["at"][:10]), "j F Y")
    if given["contest"] is None:
        return _("Dihitung untuk {day}.").format(day=day)
    title = getattr(find(table().rulebook, given["contest"]).title, language)
    return _("Dihitung untuk {day}, {contest}.").format(day=day, contest=title)


def _side(reading: dict[str, Any], *, same: bool, missing: list[str]) -> Side:
    name = _("Bunyi aturan") if reading["name"] == "literal" else _("Praktik instansi")
    return Side(
        name=_("Kedua bacaan sama") if same else name,
        verdict=reading["verdict"],
        word=_word(reading["verdict"]),
        style=reading["style"],
        cls=reading["class"],
        why=_why(reading, missing, alone=same),
    )


def _word(verdict: str) -> str:
    return {
        "prohibited": _("Dilarang"),
        "permitted": _("Boleh"),
        "permitted_with_conditions": _("Boleh, dengan syarat"),
        "not_regulated": _("Tidak diatur"),
    }[verdict]


def _why(reading: dict[str, Any], missing: list[str], *, alone: bool) -> str:
    if reading["reasons"]:
        return str(reading["reasons"][0])
    if reading["verdict"] == "not_regulated":
        return _("Tidak ada aturan yang menyebut ini.") if alone else _("Bunyi aturannya tidak jelas menyebut ini.")
    return _("Bergantung pada hal yang belum disebut: {facts}").format(facts=", ".join(missing))
