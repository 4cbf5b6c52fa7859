"""What changed between two rulebooks, and which spec cases are answered differently because of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from netral.cli.spec_cases import read_cases
from netral.law.answer import answer
from netral.law.model import Rulebook
from netral.law.question import BadQuestion
from netral.law.statements import Statement, statements
from netral.law.table import Table, build


def changes(old: Rulebook, new: Rulebook, cases: Path) -> dict[str, Any]:
    """Statements that went and came (in order), and the cases that are answered otherwise; raises UserError."""
    before, after = list(statements(old)), list(statements(new))
    kept = set(before) & set(after)
    removed, added = ([said for said in side if said not in kept] for side in (before, after))
    asked = list(read_cases(cases))
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


def _answers(before: Table, after: Table, cases: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for case in cases:
        old, new = (_told(case["question"], table) for table in (before, after))
        if old != new:
            yield {"case": str(case["case"]), "title": case["title"], "old": old, "new": new}


def _told(question: dict[str, Any], table: Table) -> dict[str, Any]:
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


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The comparison for people."""
    names = [f"{found[side]['version']} {found[side]['sha256'][:8]}" for side in ("old", "new")]
    yield " → ".join(names)
    for change in found["changed"]:
        yield from change["places"]
        yield from (f"  - {said}" for said in change["removed"])
        yield from (f"  + {said}" for said in change["added"])
    yield f"{len(found['answers'])} dari {found['cases']} kasus dijawab berbeda"
    for case in found["answers"]:
        yield f"  {case['case']}: {case['title']['id']}"
        verdicts = [case[side].get("error") or _verdicts(case[side]) for side in ("old", "new")]
        if verdicts[0] != verdicts[1]:
            yield from (f"    {sign} {said}" for sign, said in zip("-+", verdicts, strict=True))
        yield from _details(case["old"], case["new"])


def _verdicts(told: dict[str, Any]) -> str:
    readings = ", ".join(
        f"{reading} {verdict} ({told['class'][reading]})" for reading, verdict in told["verdict"].items()
    )
    return f"{readings} [{', '.join(told['norms'])}]"


def _details(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What else differs, entry by entry."""
    for name in ("sanctions", "citations", "contestable", "missing_facts"):
        before, after = old.get(name, []), new.get(name, [])
        yield from (f"    - {name}: {said}" for said in before if said not in after)
        yield from (f"    + {name}: {said}" for said in after if said not in before)
    for name in ("target_status", "phase"):
        if old.get(name) != new.get(name):
            yield f"    {name}: {old.get(name)} → {new.get(name)}"
