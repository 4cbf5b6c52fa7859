"""How does a finding read without telling whom it is about? Words for its codes; of names nothing comes this far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from netral.law.contests import base_of, zone_of
from netral.law.deadlines import Deadline, report_due
from netral.law.facts import READINGS
from netral.law.words import CLASSES as LONG_CLASSES
from netral.law.words import CONFIDENCES
from netral.patrol.report import codes
from netral.patrol.report.codes import word
from netral.patrol.report.norms import Norms
from netral.patrol.report.times import local, say_day, say_moment
from netral.portal.guidance.result import STYLE
from netral.portal.guidance.rulebook import table
from netral.portal.triage.models import Finding
from netral.portal.triage.states import BACK

_VERDICTS = {name: words for name, (words, _style) in codes.VERDICTS.items()}
_COARSE = ("day", "week", "month", "year")
"""Precisions at which the clock of a moment means nothing."""
_COLUMN = {"literal": "literal", "official_practice": "practice"}


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as a row of the list. `others`: how many more wait about the same act; `choose`: to tick it."""

    number: str
    version: int
    choose: str
    act: str
    target: str
    readings: tuple[tuple[str, str], ...]
    missing: str
    left: str
    back: tuple[str, ...]
    others: int


def line(finding: Finding, today: date, others: int = 0) -> Line:
    """The row; each reading as its style and a short word."""
    return Line(
        number=finding.number,
        version=finding.version,
        choose=_("Pilih %(number)s") % {"number": finding.number},
        act=act(finding),
        target=word(codes.ROLES, finding.role, language()),
        readings=tuple(_short(finding, reading) for reading in READINGS),
        missing=listed(finding.missing_facts, codes.FACTS),
        left=left(report_due(finding.contest, finding.known_on), today),
        back=back(finding),
        others=others,
    )


def language() -> str:
    return translation.get_language() or "id"


def act(finding: Finding) -> str:
    """The act in two or three words."""
    said = word(codes.VERBS, finding.verb, language())
    return _("{act}, dibatalkan").format(act=said) if "undone" in finding.mitigating.split(";") else said


def sentence(finding: Finding) -> str:
    """The act and toward what kind of account, as one clause."""
    who = word(codes.ROLES, finding.role, language())
    head = codes.HEADS.get(finding.verb)
    said = head[language()].format(who=who) if head else f"{word(codes.VERBS, finding.verb, language())}: {who}"
    return _("{act}, lalu dibatalkan").format(act=said) if "undone" in finding.mitigating.split(";") else said


def left(found: Deadline | None, today: date) -> str:
    """How long there is still time, in the law's own unit."""
    if found is None:
        return _("tidak diketahui")
    count = found.left(today)
    if today == found.last:
        return _("hari ini")
    working = found.term.unit == "hari_kerja"
    if found.passed(today) and count == 0:
        return _("lewat")
    if count < 0:
        return (_("lewat {count} hari kerja") if working else _("lewat {count} hari")).format(count=-count)
    return (_("{count} hari kerja") if working else _("{count} hari")).format(count=count)


def listed(names: str, words: dict[str, dict[str, str]]) -> str:
    """All of them in one line."""
    return ", ".join(words_of(names, words))


def words_of(names: str, words: dict[str, dict[str, str]]) -> list[str]:
    """The word of each name in a column of names."""
    return [word(words, name, language()) for name in names.split(";") if name]


def back(finding: Finding) -> tuple[str, ...]:
    """Why it is here again; empty for what was never dismissed."""
    return tuple(str(BACK[name]) for name in finding.back.split(";") if name in BACK)


def _short(finding: Finding, reading: str) -> tuple[str, str]:
    verdict = getattr(finding, f"verdict_{_COLUMN[reading]}")
    found = getattr(finding, f"class_{_COLUMN[reading]}")
    said = word(codes.CLASSES, found, language()) if found else word(_VERDICTS, verdict, language())
    return STYLE.get(verdict, "kosong"), said


def detail(finding: Finding, today: date) -> dict[str, Any]:
    """Everything that a person weighs."""
    found = report_due(finding.contest, finding.known_on)
    readings = _readings(finding)
    same = all(readings[0][key] == readings[1][key] for key in ("verdict", "class", "reasons"))
    return {
        "act": sentence(finding),
        "when": _when(finding),
        "platform": codes.PLATFORMS.get(finding.platform, finding.platform),
        "readings": readings[:1] if same else readings,
        "same": same,
        "missing": words_of(finding.missing_facts, codes.FACTS),
        "rows": _rows(finding),
        "sources": _sources(finding),
        "rules": finding.rulebook_sha256[:8],
        "other_rules": finding.rulebook_sha256 != table().rulebook.sha256,
        "back": back(finding),
        "deadline": found,
        "left": left(found, today),
        "skipped": [(one.date, getattr(one.skipped, language(), "")) for one in found.days] if found else [],
    }


def changes(was: Finding, now: Finding) -> list[tuple[str, str, str]]:
    """Label, words before, words now, of everything that reads otherwise than it did."""
    before, after = _all(was), _all(now)
    labels = dict.fromkeys((*before, *after))
    return [
        (label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _all(finding: Finding) -> dict[str, str]:
    literal, practice = (_short(finding, reading)[1] for reading in READINGS)
    return {
        _("Perbuatan"): sentence(finding),
        _("Waktu"): _when(finding),
        _("Bunyi aturan"): literal,
        _("Praktik"): practice,
        _("Yang kurang"): listed(finding.missing_facts, codes.FACTS),
        **dict(_rows(finding)),
        _("Di meja"): ", ".join(back(finding)),
    }


def _rows(finding: Finding) -> list[tuple[str, str]]:
    """Label and words; a doubt is never left out."""
    lang = language()
    standing = [word(codes.ROLES, finding.role, lang), word(codes.STATUSES, finding.target_status, lang)]
    told = [
        (_("Masa"), word(codes.PHASES, finding.phase, lang)),
        (_("Jenis sasaran"), " · ".join(filter(None, standing))),
        (_("Kecocokan akun pegawai"), word(codes.MATCHES, finding.match_basis, lang)),
        (_("Pemilik sasaran"), word(codes.OWNERS, finding.owner_basis, lang)),
        (_("Meringankan"), listed(finding.mitigating, codes.MITIGATING)),
        (_("Catatan tidak sepakat tentang"), listed(finding.conflicts, codes.CONFLICTS)),
    ]
    return [(label, words) for label, words in told if words]


def _when(finding: Finding) -> str:
    lang = language()
    if finding.occurred_at is None:
        return _("Waktunya tidak diketahui")
    coarse = finding.precision in _COARSE
    there = local(finding.occurred_at, _zone(finding))
    told = (
        say_day(there.date(), lang, weekday=True) if coarse else say_moment(finding.occurred_at, _zone(finding), lang)
    )
    unit = codes.UNITS.get(finding.precision)
    return f"{told} ({_('ketelitian waktu: {unit}').format(unit=unit[lang])})" if unit else told


def _zone(finding: Finding) -> str:
    return zone_of(table().rulebook, contest=finding.contest, region=finding.agency.region)


def _sources(finding: Finding) -> list[tuple[str, str]]:
    """Fingerprint of the file and row in it, the finding's own first; a file's name may be that of its target."""
    own = f"{finding.source_sha256}:{finding.source_row}"
    told = [own, *(one for one in finding.sources.split(";") if one and one != own)]
    return [(sha256[:12], row) for sha256, _colon, row in (one.partition(":") for one in told[:7])]


def _readings(finding: Finding) -> list[dict[str, Any]]:
    """Both readings for `c/verdict.html`: verdict, class, and the norms that carry it."""
    behind = _behind(finding)
    return [_reading(finding, reading, behind.get(reading, [])) for reading in READINGS]


def _reading(finding: Finding, reading: str, names: list[str]) -> dict[str, Any]:
    lang, rulebook = language(), table().rulebook
    verdict = getattr(finding, f"verdict_{_COLUMN[reading]}")
    found = getattr(finding, f"class_{_COLUMN[reading]}") or None
    known = [rulebook.norms[name] for name in names if name in rulebook.norms]
    confidence = known[0].versions[-1].confidence if known else ""
    return {
        "name": reading,
        "verdict": verdict,
        "style": STYLE[verdict],
        "class": LONG_CLASSES[found][lang] if found in LONG_CLASSES else found,
        "contestable": False,
        "reasons": [getattr(norm.title, lang) for norm in known[:2]],
        "sanction": (),
        "consequences": (),
        "confidence": CONFIDENCES[confidence][lang] if confidence else "",
    }


def _behind(finding: Finding) -> dict[str, list[str]]:
    """The law is asked which of the finding's norms carries which reading; nothing where it no longer knows them."""
    if base_of(finding.contest) not in table().rulebook.contests:
        return {}
    blank = {"class_literal": finding.class_literal or None, "class_practice": finding.class_practice or None}
    names = ("norms", "verdict_literal", "verdict_practice", "occurred_at", "target_status", "verb", "role", "phase")
    told = {name: getattr(finding, name) for name in (*names, "contest")}
    return _norms().behind({**told, **blank}, _zone(finding))


@lru_cache(maxsize=1)
def _norms() -> Norms:
    return Norms(table().rulebook)
