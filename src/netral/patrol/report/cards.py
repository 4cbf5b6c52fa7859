"""One finding as a card: when, what, toward whom; both readings; with which article; what is not known."""

from __future__ import annotations

from typing import Any

from netral.law.contests import base_of, split_contest
from netral.law.facts import READINGS
from netral.law.model import Rulebook
from netral.patrol.report import sources
from netral.patrol.report.codes import (
    CLASSES,
    FACTS,
    HEADS,
    MATCHES,
    MITIGATING,
    OWNERS,
    PLATFORMS,
    ROLES,
    STATUSES,
    UNITS,
    VERBS,
    VERDICTS,
    word,
)
from netral.patrol.report.html import esc
from netral.patrol.report.norms import Norms
from netral.patrol.report.places import what
from netral.patrol.report.times import say_moment
from netral.patrol.report.words import SAYS

Finding = dict[str, Any]
COLUMN = {"literal": "literal", "official_practice": "practice"}
# Each verdict has a shape of its own, so that it needs no colour.
SHAPES = {
    "v-larang": '<path d="M7.5 2h9L22 7.5v9L16.5 22h-9L2 16.5v-9z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M7 12h10" stroke="currentColor" stroke-width="3"/>',
    "v-syarat": '<path d="M12 2l10 10-10 10L2 12z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "v-boleh": '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M7 12.5l3.5 3.5L17 9" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "v-kosong": '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="4 3"/>',
}


def card(finding: Finding, norms: Norms, files: dict[str, str], *, zone: str, lang: str) -> str:
    """HTML of one finding; `zone` is the place's, `files` the names behind the fingerprints."""
    number = esc(str(finding["finding_id"])[:8])
    when = finding["occurred_at"]
    told = say_moment(when, zone, lang) if when else SAYS["undated"][lang]
    if finding["precision"] in UNITS:
        told += f" ({SAYS['precision'][lang].format(unit=UNITS[finding['precision']][lang])})"
    on = PLATFORMS.get(finding["platform"], finding["platform"])
    inferred = finding["owner_basis"] == "inferred"
    bases = [word(MATCHES, finding["match_basis"], lang), word(OWNERS, finding["owner_basis"], lang)]
    basis = (SAYS["basis"][lang], esc("; ".join(filter(None, bases))))
    mitigating = _listed(finding.get("mitigating"), MITIGATING, lang)
    missing = _listed(finding["missing_facts"], FACTS, lang)
    label, place, code = what(finding, lang)
    rows = [
        (SAYS["official"][lang], f"{esc(finding['official_id'])} · {esc(finding['agency'])}"),
        (SAYS["target"][lang], esc(_target(finding, lang))),
        (label, place),
        # Never "nothing is unknown": who held the account always is.
        *([(SAYS["missing"][lang], esc(missing))] if missing else []),
        *([(SAYS["mitigating"][lang], esc(mitigating))] if mitigating else []),
        # That a target is only inferred, or told otherwise elsewhere, is a doubt; doubts are never folded away.
        *([basis] if inferred else []),
        *([(SAYS["conflicts"][lang], differ)] if (differ := sources.disagreement(finding, files, lang)) else []),
    ]
    more = sources.others(finding, files, lang)
    contest = f"{esc(contest_name(finding['contest'], norms.rulebook, lang))} <code>{esc(finding['contest'])}</code>"
    origin = [
        (SAYS["contest"][lang], contest),
        *([(SAYS["object_code"][lang], f"<code>{esc(code)}</code>")] if code else []),
        *([] if inferred else [basis]),
        (SAYS["source"][lang], sources.first(finding, files, lang)),
        *([(SAYS["also"][lang], more)] if more else []),
        (SAYS["number"][lang], f"<code>{number}</code>"),
    ]
    return (
        f'<article class="kartu temuan" id="t-{number}"><header><h3>{esc(_head(finding, lang))}</h3>'
        f'<p>{esc(told)} · {esc(on)}</p><p class="label">{esc(SAYS["indication"][lang])}</p></header>'
        f'{_readings(finding, norms, zone=zone, lang=lang)}<dl class="rinci">{_rows(rows)}</dl>'
        f'<details><summary>{esc(SAYS["origin"][lang])}</summary><dl class="rinci">{_rows(origin)}</dl></details></article>'
    )


def verdict(name: str, lang: str) -> str:
    """Shape and word."""
    words, style = VERDICTS[name]
    return (
        f'<p class="kata {style}"><svg viewBox="0 0 24 24" aria-hidden="true">{SHAPES[style]}</svg>'
        f"<span>{esc(words[lang])}</span></p>"
    )


def contest_name(contest: str, rulebook: Rulebook, lang: str) -> str:
    """The title in the rulebook and the place's code, as text."""
    _, region = split_contest(contest)
    title: str = getattr(rulebook.contests[base_of(contest)].title, lang)
    return f"{title}, {SAYS['region'][lang].format(code=region)}" if region else title


def _rows(rows: list[tuple[str, str]]) -> str:
    return "".join(f"<div><dt>{esc(label)}</dt><dd>{value}</dd></div>" for label, value in rows)


def _head(finding: Finding, lang: str) -> str:
    who = word(ROLES, finding["role"], lang)
    head = HEADS.get(finding["verb"])
    return head[lang].format(who=who) if head else f"{word(VERBS, finding['verb'], lang)}: {who}"


def _target(finding: Finding, lang: str) -> str:
    standing = [word(ROLES, finding["role"], lang), word(STATUSES, finding["target_status"], lang)]
    return " · ".join([*filter(None, standing), f"{SAYS['contestant'][lang]} {finding['contestant_id']}"])


def _readings(finding: Finding, norms: Norms, *, zone: str, lang: str) -> str:
    """Two readings side by side, each with its norms; or one statement when they say the same."""
    behind = norms.behind(finding, zone)
    said = [(finding[f"verdict_{COLUMN[reading]}"], finding[f"class_{COLUMN[reading]}"]) for reading in READINGS]
    literal, practice = (behind[reading] for reading in READINGS)
    if said[0] == said[1] and literal == practice:
        by = f"<strong>{esc(SAYS['same'][lang])}:</strong> {esc(SAYS['both'][lang])}"
        return _reading(
            *said[0], by=by, law=norms.told(literal, finding, READINGS, zone=zone, lang=lang), lang=lang, style="sama"
        )
    both = (
        _reading(
            *one,
            by=f"<strong>{esc(SAYS[reading][lang])}</strong>",
            law=norms.told(behind[reading], finding, (reading,), zone=zone, lang=lang),
            lang=lang,
        )
        for reading, one in zip(READINGS, said, strict=True)
    )
    return f'<div class="baca2">{"".join(both)}</div>'


def _reading(name: str, cls: str | None, *, by: str, law: str, lang: str, style: str = "") -> str:
    told = word(CLASSES, cls, lang) if cls else SAYS["none_class"][lang]
    # While it depends, there is no class to tell, and "none" would sound like an acquittal.
    sanction = "" if name == "permitted_with_conditions" and not cls else f'<p class="kelas">{esc(told)}</p>'
    return f'<section class="baca {VERDICTS[name][1]} {style}"><p class="menurut">{by}</p><div class="bunyi">{verdict(name, lang)}{sanction}</div>{law}</section>'


def _listed(names: str | None, words: dict[str, dict[str, str]], lang: str) -> str:
    return ", ".join(word(words, name, lang) for name in (names or "").split(";") if name)
