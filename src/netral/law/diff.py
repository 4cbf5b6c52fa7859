"""What changed between two rulebooks, and which questions are answered differently because of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from netral.law.answer import answer
from netral.law.model import Rulebook
from netral.law.question import BadQuestion
from netral.law.statements import Statement, statements
from netral.law.table import Table, build


def changes(old: Rulebook, new: Rulebook, asked: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Statements that went and came (in order), and which of the questions that are `asked` are answered otherwise.

    A question comes as `case`, `title` in both languages, and `question`.
    """
    before, after = list(statements(old)), list(statements(new))
    kept = set(before) & set(after)
    removed, added = ([said for said in side if said not in kept] for side in (before, after))
    asked = list(asked)
    return {
        "old": {"version": old.version, "sha256": old.sha256},
        "new": {"version": new.version, "sha256": new.sha256},
        "removed": [" · ".join(said) for said in removed],
        "added": [" · ".join(said) for said in added],
        "changed": list(_by_change(removed, added)),
        "cases": len(asked),
        "answers": list(_answers(build(old), build(new), asked)),
    }


def _by_change(removed: list[Statement], added: list[Statement]) -> Iterator[dict[str, Any]]:
    """Each change once, with all the places where it was made: a sentence that stands under twelve norms is one."""
    places: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for place in dict.fromkeys(place for place, _ in (*removed, *added)):
        went, came = (tuple(said for where, said in side if where == place) for side in (removed, added))
        places.setdefault((went, came), []).append(place)
    for (went, came), where in places.items():
        yield {"places": where, "removed": went, "added": came}


def _answers(before: Table, after: Table, cases: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for case in cases:
        old, new = (_told(case["question"], table) for table in (before, after))
        if old != new:
            yield {"case": str(case["case"]), "title": case["title"], "old": old, "new": new}


def _told(question: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """What a person reads of the answer, without its hash and advice."""
    try:
        full = answer(question, table)
    except BadQuestion as error:
        return {"error": str(error)}
    return {
        "verdict": full["verdict"],
        "class": full["class"],
        "norms": sorted({norm["id"] for norm in full["norms"]}),
        "sanctions": sorted({said for norm in full["norms"] for said in _penalty(norm, table.rulebook)}),
        "citations": sorted({citation for norm in full["norms"] for citation in norm["citations"]}),
        "contestable": sorted({point["why"] for point in full["contestable"]}),
        "missing_facts": full["missing_facts"],
        "target_status": full["target_status"],
        "phase": full["phase"],
    }


def _penalty(norm: dict[str, Any], rulebook: Rulebook) -> Iterator[str]:
    if norm["sanction"]:
        texts = [rulebook.sanctions[norm["sanction"][end]].text.id for end in ("from", "to")]
        yield f"{norm['id']}: {' – '.join(dict.fromkeys(texts))}"
