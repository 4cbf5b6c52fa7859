"""An assessment as the answer of the contract: what holds, what may be argued, what would change it, what to do.

The same question and the same rulebook give the same bytes, today and in ten years.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netral.law.advice import advice
from netral.law.assess import Assessment, assess
from netral.law.contestable import contestable
from netral.law.dates import doubt
from netral.law.facts import CONFIDENCES
from netral.law.named import named_rows
from netral.law.question import Question, parse
from netral.law.table import Row, Table
from netral.law.would_change import would_change


def answer(
    raw: Question | Mapping[str, Any], table: Table, *, lang: str = "id", bakal_calon: str | None = None
) -> dict[str, Any]:
    """The contract's answer to one question; raises `BadQuestion`."""
    found = assess(raw if isinstance(raw, Question) else parse(raw), table, bakal_calon=bakal_calon)
    return {
        "id": found.question.id,
        "verdict": dict(found.verdict),
        "class": dict(found.cls),
        "contestable": list(contestable(found, table, lang=lang)),
        "norms": [_norm(row, found, table) for row in named_rows(found, table)],
        "target_status": found.target_status,
        "phase": found.phase,
        "contest": _contest(found),
        "missing_facts": list(found.missing_facts),
        "mitigating": list(found.mitigating),
        "would_change": would_change(found, table, bakal_calon=bakal_calon),
        "advice": advice(found),
        "needs_human": True,
        "rulebook": {"version": table.rulebook.version, "sha256": table.rulebook.sha256},
    }


def _contest(found: Assessment) -> str | None:
    """The contest as asked, or the one that was derived; None when several may be meant."""
    if found.question.contest:
        return found.question.contest
    settings = found.settings["literal"]
    return settings[0].contest if len(settings) == 1 else None


def _norm(row: Row, found: Assessment, table: Table) -> dict[str, Any]:
    version = row.version
    status = found.question.facts.get("actor.status", "")
    ladder = version.sanction.get(status, version.sanction.get("*"))
    return {
        "id": row.norm.id,
        "kind": row.norm.kind,
        "reading": row.reading,
        "citations": [citation.text for citation in version.citations],
        "sanction": {"from": ladder[0], "to": ladder[1]} if ladder else None,
        "confidence": _confidence(row, found, table),
    }


def _confidence(row: Row, found: Assessment, table: Table) -> str:
    """The norm's own, or that of the date which makes it apply, whichever is lower."""
    own = row.version.confidence_by_reading.get(row.reading, row.version.confidence)
    return max(own, doubt(row, found, table) or own, key=CONFIDENCES.index)
