"""A short interview: at most seven questions, each saying which norm it decides; nothing is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from netral.law.answer import answer
from netral.law.decided import decided
from netral.law.interview import answered, choices, following
from netral.law.question import BadQuestion, parse
from netral.law.table import Table
from netral.law.words import ASKED, LABELS, UNKNOWN, WHY, label

AT_MOST = 7


def interview(table: Table, *, lang: str, bakal_calon: str | None, say: Callable[[str], Any] | None = None) -> int:
    """Ask on the terminal and print the answer; the last question is always one that can still decide."""
    tell = say or (lambda text: print(text, file=sys.stderr))
    raw: dict[str, Any] = {}
    skipped: set[str] = set()
    asked = 0
    while asked < AT_MOST:
        fact = following(raw, table, skipped, bakal_calon=bakal_calon)
        if fact is None:
            break
        asked += 1
        value = _ask(fact, raw, table, lang=lang, number=asked, tell=tell)
        if value is None:
            skipped.add(fact)
        else:
            raw = answered(raw, fact, value)
    if "verb" not in raw:
        tell(LABELS["stopped"][lang])
        return 2
    raw.setdefault("target", {})
    raw.setdefault("at", _now())
    from netral.cli.answer_card import card

    sys.stdout.write(card(answer(raw, table, lang=lang, bakal_calon=bakal_calon), table.rulebook, lang=lang))
    return 0


def _ask(
    fact: str, raw: dict[str, Any], table: Table, *, lang: str, number: int, tell: Callable[[str], Any]
) -> Any | None:
    tell(f"\n{number}. {ASKED[fact][lang] if fact in ASKED else label(fact, lang)}")
    for norm in _why(fact, raw, table, lang):
        tell(f"   {norm}")
    if fact == "at":
        return _moment(lang, tell)
    offered = choices(fact, raw, table)
    for position, choice in enumerate(offered, 1):
        tell(f"   {position:>2}  {label(choice, lang, fact)}")
    tell(f"    0  {UNKNOWN[lang]}")
    return _pick(offered, lang, tell)


def _why(fact: str, raw: dict[str, Any], table: Table, lang: str) -> Iterator[str]:
    """The two heaviest norms that this question decides, each with its article, and how many more there are."""
    rows = decided(fact, raw, table)
    for number, row in enumerate(rows[:2], 1):
        more = LABELS["more"][lang].format(count=len(rows) - 2) if number == 2 and len(rows) > 2 else ""
        yield f"{WHY[lang]} {getattr(row.norm.title, lang)} ({row.version.citations[0].text}){more}"


def _pick(offered: Sequence[str], lang: str, tell: Callable[[str], Any]) -> str | None:
    while True:
        typed = _line()
        if typed in ("", "0"):
            return None
        if typed.isdigit() and 1 <= int(typed) <= len(offered):
            return offered[int(typed) - 1]
        if typed in offered:
            return typed
        tell(LABELS["number"][lang].format(most=len(offered)))


def _moment(lang: str, tell: Callable[[str], Any]) -> str:
    """Today when nothing is typed; 2024-10-05, with or without a time and a zone."""
    while True:
        typed = _line()
        if not typed:
            return _now()
        try:
            parse({"at": typed, "verb": "View", "target": {}})
        except BadQuestion:
            tell(LABELS["date"][lang])
        else:
            return typed


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _line() -> str:
    try:
        # The prompt goes where the questions go; stdout holds nothing but the answer.
        sys.stderr.write("> ")
        sys.stderr.flush()
        return input().strip()
    except EOFError:
        raise KeyboardInterrupt from None
