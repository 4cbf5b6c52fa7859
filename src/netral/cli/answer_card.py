"""An answer as a person reads it on a terminal: what to do, both readings, articles, what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netral.law.facts import READINGS
from netral.law.model import Rulebook
from netral.law.words import CLASSES, CONFIDENCES, LABELS, VERDICTS, label


def card(answer: dict[str, Any], rulebook: Rulebook, *, lang: str) -> str:
    """Plain text, no colour: it prints, pipes and reads aloud."""
    return "\n".join(_lines(answer, rulebook, lang)) + "\n"


def _lines(answer: dict[str, Any], rulebook: Rulebook, lang: str) -> Iterator[str]:
    yield ""
    yield answer["advice"][lang]
    yield ""
    same = len({(answer["verdict"][reading], answer["class"][reading]) for reading in READINGS}) == 1
    for reading in READINGS[:1] if same else READINGS:
        head = LABELS["same" if same else reading][lang]
        yield f"{head}: {VERDICTS[answer['verdict'][reading]][lang]} · {CLASSES[answer['class'][reading]][lang]}"
        yield from _sanction(answer, reading, rulebook, lang)
    yield from _list("missing", [label(fact, lang) for fact in answer["missing_facts"]], lang)
    yield from _list("contestable", dict.fromkeys(point["why"] for point in answer["contestable"]), lang)
    yield from _list("change", [_change(entry, lang) for entry in answer["would_change"][:3]], lang)
    articles = dict.fromkeys(citation for norm in answer["norms"] for citation in norm["citations"])
    yield from _list("basis", articles, lang)
    yield ""
    yield LABELS["foot"][lang]
    yield f"{LABELS['rulebook'][lang]} {answer['rulebook']['version']} · {answer['rulebook']['sha256'][:8]}"


def _sanction(answer: dict[str, Any], reading: str, rulebook: Rulebook, lang: str) -> Iterator[str]:
    for norm in answer["norms"]:
        if norm["reading"] == reading and norm["sanction"]:
            codes = dict.fromkeys((norm["sanction"]["from"], norm["sanction"]["to"]))
            words = f" {LABELS['to'][lang]} ".join(getattr(rulebook.sanctions[code].text, lang) for code in codes)
            yield f"   {words}. {LABELS['confidence'][lang]}: {CONFIDENCES[norm['confidence']][lang]}"
            return


def _list(name: str, items: Any, lang: str) -> Iterator[str]:
    if items:
        yield ""
        yield f"{LABELS[name][lang]}:"
        yield from (f" – {item}" for item in items)


def _change(entry: dict[str, Any], lang: str) -> str:
    value = entry["to"]
    text = (
        "true"
        if value is True
        else "false"
        if value is False
        else ", ".join(value)
        if isinstance(value, list)
        else value
    )
    verdicts = " / ".join(dict.fromkeys(VERDICTS[entry["verdict"][reading]][lang] for reading in READINGS))
    return f"{label(entry['fact'], lang)} {label(text, lang)} → {verdicts}"
