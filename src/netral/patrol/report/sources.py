"""Which records tell of a finding, and on what do they disagree? In words, with the files' names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netral.patrol.report.codes import CONFLICTS, word
from netral.patrol.report.html import esc
from netral.patrol.report.words import SAYS

Finding = dict[str, Any]
_MOST = 6


def first(finding: Finding, files: Mapping[str, str], lang: str) -> str:
    """HTML: file, row, and how the fingerprint begins, of the source that the finding names."""
    return _record(str(finding["source_sha256"]), finding["source_row"], files, lang)


def others(finding: Finding, files: Mapping[str, str], lang: str) -> str:
    """HTML: the records beside the first; empty where there are none."""
    named = f"{finding['source_sha256']}:{finding['source_row']}"
    return _listed([source for source in _all(finding) if source != named], files, lang)


def disagreement(finding: Finding, files: Mapping[str, str], lang: str) -> str:
    """HTML: on what the records disagree, and which they are; empty where they agree."""
    if not finding.get("conflicts"):
        return ""
    what = ", ".join(word(CONFLICTS, name, lang) for name in finding["conflicts"].split(";"))
    return SAYS["conflicts_on"][lang].format(what=esc(what), sources=_listed(_all(finding), files, lang))


def _all(finding: Finding) -> list[str]:
    return [source for source in (finding.get("sources") or "").split(";") if source]


def _listed(sources: list[str], files: Mapping[str, str], lang: str) -> str:
    told = [_record(sha256, row, files, lang) for sha256, row in (one.split(":") for one in sources[:_MOST])]
    if len(sources) > _MOST:
        told.append(esc(SAYS["more_sources"][lang].format(count=len(sources) - _MOST)))
    return "; ".join(told)


def _record(sha256: str, row: object, files: Mapping[str, str], lang: str) -> str:
    place = f"{esc(files.get(sha256, ''))}, {SAYS['row'][lang]} {row} <code>{esc(sha256[:12])}</code>"
    return place.removeprefix(", ")
