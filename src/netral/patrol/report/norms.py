"""Which norm stands behind which reading? The law is asked again; the finding only lists the norms of both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from netral.law.assess import said_bits
from netral.law.contests import base_of
from netral.law.facts import ACTOR_STATUSES, READINGS
from netral.law.judge import Judgement, Said, judge
from netral.law.model import Rulebook, Version
from netral.law.question import Question
from netral.law.table import Table, build
from netral.patrol.report.codes import CONFIDENCES, word
from netral.patrol.report.html import esc
from netral.patrol.report.times import local
from netral.patrol.report.words import SAYS

SILENT = "not_regulated"
_ANY = datetime(1, 1, 1, tzinfo=UTC)  # the day decides, through the candidates
Known = tuple[tuple[str, str], ...]


class Norms:
    """The rulebook, asked for what a card shows."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._table: Table = build(rulebook)
        self._asked = lru_cache(maxsize=4096)(self._ask)  # of many findings most are alike

    def behind(self, finding: dict[str, Any], zone: str) -> dict[str, list[str]]:
        """Reading -> the finding's norms that carry it; where no exact day decides, each reading that speaks carries all."""
        names = [name for name in (finding["norms"] or "").split(";") if name]
        answers = tuple((finding[f"verdict_{end}"], finding[f"class_{end}"]) for end in ("literal", "practice"))
        when = finding["occurred_at"]
        carried = None
        if when and names and finding["target_status"]:
            known = (
                ("verb", finding["verb"]),
                ("object.visibility", "public"),
                ("target.role", finding["role"]),
                ("target.status", finding["target_status"]),
                ("contest.type", self.rulebook.contests[base_of(finding["contest"])].type),
                ("contest.phase", finding["phase"]),
            )
            day = local(when, zone).date()  # a norm begins at midnight of the place
            carried = self._asked(day, tuple(fact for fact in known if fact[1]), answers, tuple(sorted(names)))
        if carried is None:
            silent = {reading for reading, (verdict, _) in zip(READINGS, answers, strict=True) if verdict == SILENT}
            return {reading: [] if reading in silent else names for reading in READINGS}
        return {
            reading: [name for name in names if name in found] for reading, found in zip(READINGS, carried, strict=True)
        }

    def _ask(
        self, day: date, known: Known, answers: tuple[tuple[str, str | None], ...], names: tuple[str, ...]
    ) -> tuple[frozenset[str], ...] | None:
        """The finding keeps neither the official's status nor whether it was a reply: what gives this very answer?"""
        for status in ACTOR_STATUSES:
            for reply in (None, "true", "false"):
                facts = {**dict(known), "actor.status": status, **({"object.in_reply_to": reply} if reply else {})}
                judged = [self._judged(day, facts, reading) for reading in READINGS]
                same = tuple((one.verdict, one.cls) for one in judged) == answers
                applied = tuple(frozenset(row.norm.id for row in one.applied) for one in judged)
                if same and frozenset().union(*applied) == set(names):
                    return applied
        return None

    def _judged(self, day: date, facts: dict[str, str], reading: str) -> Judgement:
        bits, runs = said_bits(Question(_ANY, facts, None, None))
        rows = self._table.candidates(day, verb=facts["verb"], status=facts["actor.status"], reading=reading)
        return judge(rows, Said(bits, runs))

    def told(self, names: list[str], finding: dict[str, Any], readings: Sequence[str], *, zone: str, lang: str) -> str:
        """HTML: title, articles, how sure this reading of them is, and the id for whoever searches."""
        when = finding["occurred_at"]
        day = local(when, zone).date() if when else None
        return "".join(self._one(name, day, readings, lang) for name in names)

    def _one(self, name: str, day: date | None, readings: Sequence[str], lang: str) -> str:
        norm = self.rulebook.norms.get(name)
        if norm is None:
            return f'<div class="norma"><p><code>{esc(name)}</code></p></div>'
        version = _in_force(norm.versions, day)
        cites = [citation.text for citation in version.citations]
        more = SAYS["more"][lang].format(count=len(cites) - 1) if len(cites) > 1 else ""
        # The fold names the article and how sure we are; on paper only what it unfolds is printed.
        return (
            f'<details class="norma"><summary><span class="pasal">{esc(cites[0])}</span>{esc(more)} · '
            f"{esc(_sure(version, readings, lang))}</summary>"
            f'<p>{esc(getattr(norm.title, lang))}</p><p class="pasal">{esc("; ".join(cites))}</p>'
            f'<p class="kecil kertas">{esc(_sure(version, readings, lang))}</p><p class="kecil"><code>{esc(name)}</code></p></details>'
        )


def _sure(version: Version, readings: Sequence[str], lang: str) -> str:
    found = [word(CONFIDENCES, version.confidence_by_reading.get(one, version.confidence), lang) for one in readings]
    told = found[0] if len(set(found)) == 1 else SAYS["by_reading"][lang].format(literal=found[0], practice=found[1])
    return f"{SAYS['confidence'][lang]}: {told}"


def _in_force(versions: tuple[Version, ...], day: date | None) -> Version:
    return next(
        (one for one in versions if day and one.valid_from <= day and (not one.valid_to or day < one.valid_to)),
        versions[-1],
    )
