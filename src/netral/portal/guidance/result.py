"""The contract's answer as a page shows it: both readings side by side, the reason, the article, what may be argued."""

from __future__ import annotations

from typing import Any

from netral.law.advice import AFTERWARDS, HIGH_STAKE, REPORT, UNDONE
from netral.law.facts import READINGS
from netral.law.model import Rulebook
from netral.law.words import CLASSES, CONFIDENCES, label

STYLE = {
    "prohibited": "larang",
    "permitted_with_conditions": "syarat",
    "permitted": "boleh",
    "not_regulated": "kosong",
}


def told(answer: dict[str, Any], rulebook: Rulebook, language: str) -> dict[str, Any]:
    """Context of `guidance/result.html`."""
    readings = [_reading(answer, reading, rulebook, language) for reading in READINGS]
    advice, afterwards, stake = _parted(answer["advice"][language], language)
    head, lead = _split(advice)
    same = all(readings[0][key] == readings[1][key] for key in ("verdict", "class"))
    return {
        "advice": head,
        "lead": lead,
        "readings": readings[:1] if same else readings,
        "same": same,
        "contestable": list(dict.fromkeys(point["why"] for point in answer["contestable"])),
        "missing": [label(fact, language) for fact in answer["missing_facts"]],
        "laws": _laws(answer, rulebook),
        "afterwards": afterwards,
        "stake": stake,
        "stake_article": "PP 11/2017 Pasal 37",
        "own_ladder": "disiplin_instansi" in answer["class"].values(),
    }


def _parted(advice: str, language: str) -> tuple[str, dict[str, str], str]:
    """The advice without what to do if it is done already, and without what is at stake; these apart."""
    stake = getattr(HIGH_STAKE, language)
    for text in (*AFTERWARDS.values(), UNDONE, REPORT):
        sentence = getattr(text, language)
        if sentence in advice:
            when, _colon, then = sentence.partition(": ")
            rest = advice.replace(sentence, "").replace(stake, "").strip()
            return rest, {"when": when, "then": then}, stake if stake in advice else ""
    return advice, {}, ""


def _split(advice: str) -> tuple[str, str]:
    """What to do, as a heading; why, and what else, as the sentences beneath it."""
    head, end, rest = min((advice.partition(end) for end in (". ", ": ")), key=lambda parts: len(parts[0]))
    return (head.rstrip("."), rest[:1].upper() + rest[1:]) if end else (advice.rstrip("."), "")


def _reading(answer: dict[str, Any], reading: str, rulebook: Rulebook, language: str) -> dict[str, Any]:
    norms = [norm for norm in answer["norms"] if norm["reading"] == reading]
    acts = [norm for norm in norms if norm["kind"] != "consequence"]
    with_ladder = next((norm for norm in norms if norm["sanction"]), None)
    verdict = answer["verdict"][reading]
    argued = {point["norm"] for point in answer["contestable"]}
    return {
        "name": reading,
        "verdict": verdict,
        "style": STYLE[verdict],
        "class": CLASSES[answer["class"][reading]][language],
        "contestable": any(norm["id"] in argued for norm in acts),
        "sanction": _sanction(with_ladder, rulebook, language) if with_ladder else "",
        "reasons": [getattr(rulebook.norms[norm["id"]].title, language) for norm in acts[:2]],
        "conditions": [text for norm in acts if (text := _conditions(norm, rulebook, language))],
        "confidence": CONFIDENCES[acts[0]["confidence"]][language] if acts else "",
        "consequences": [
            getattr(rulebook.norms[norm["id"]].title, language) for norm in norms if norm["kind"] == "consequence"
        ],
    }


def _conditions(norm: dict[str, Any], rulebook: Rulebook, language: str) -> str:
    """What to keep to, of a permission that has conditions."""
    for version in rulebook.norms[norm["id"]].versions:
        if version.conditions and [one.text for one in version.citations] == norm["citations"]:
            return str(getattr(version.conditions, language))
    return ""


def _sanction(norm: dict[str, Any], rulebook: Rulebook, language: str) -> tuple[str, ...]:
    codes = dict.fromkeys((norm["sanction"]["from"], norm["sanction"]["to"]))
    first, *rest = (getattr(rulebook.sanctions[code].text, language) for code in codes)
    return (first, *(one[0].lower() + one[1:] if one[1:2].islower() else one for one in rest))


def _laws(answer: dict[str, Any], rulebook: Rulebook) -> list[dict[str, str]]:
    """Each article once: what it says in our words, where it stands, and the norm's page."""
    found: dict[str, dict[str, str]] = {}
    for norm in answer["norms"]:
        cited = set(norm["citations"])
        for version in rulebook.norms[norm["id"]].versions:
            for citation in version.citations:
                if citation.text in cited:
                    says = rulebook.instruments[citation.instrument].articles[citation.article]
                    entry = {"says": says, "article": citation.text, "norm": norm["id"]}
                    found.setdefault(citation.text, entry)
    return list(found.values())
