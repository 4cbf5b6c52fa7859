"""One finding as a card: when, what, toward whom; both readings; with which article; what is not known."""

from __future__ import annotations

from typing import Any

from netral.law.facts import READINGS
from netral.law.model import Rulebook
from netral.patrol.report.html import esc, link
from netral.patrol.report.times import local, say_moment
from netral.patrol.report.words import (
    CLASSES,
    CONFIDENCES,
    FACTS,
    MATCHES,
    MITIGATING,
    OWNERS,
    ROLES,
    SAYS,
    STATUSES,
    UNITS,
    VERBS,
    VERDICTS,
    word,
)

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


def card(finding: Finding, rulebook: Rulebook, *, zone: str, lang: str) -> str:
    """HTML of one finding; `zone` is the place's."""
    when = finding["occurred_at"]
    told = say_moment(when, zone, lang) if when else SAYS["undated"][lang]
    if finding["precision"] in UNITS:
        told += f" ({SAYS['precision'][lang].format(unit=UNITS[finding['precision']][lang])})"
    status = word(STATUSES, finding["target_status"], lang)
    target = f"{word(ROLES, finding['role'], lang)} · {status} · {finding['contest']} · {finding['contestant_id']}"
    url = link(finding["url"], SAYS["open"][lang]) if finding["url"] else esc(SAYS["no_link"][lang])
    bases = [word(MATCHES, finding["match_basis"], lang), word(OWNERS, finding["owner_basis"], lang)]
    rows = [
        ("official", f"{esc(finding['official_id'])} · {esc(finding['agency'])}"),
        ("target", esc(target)),
        ("link", url),
        ("norms", _norms(finding, rulebook, zone=zone, lang=lang)),
        ("missing", esc(_listed(finding["missing_facts"], FACTS, lang))),
        ("mitigating", esc(_listed(finding.get("mitigating"), MITIGATING, lang))),
        ("basis", esc("; ".join(bases))),
        (
            "source",
            f"<code>{esc(str(finding['source_sha256'])[:12])}</code> {SAYS['row'][lang]} {finding['source_row']}",
        ),
    ]
    details = "".join(f"<div><dt>{esc(SAYS[key][lang])}</dt><dd>{value}</dd></div>" for key, value in rows)
    readings = "".join(_reading(finding, reading, lang) for reading in READINGS)
    number = esc(str(finding["finding_id"])[:8])
    return (
        f'<article class="kartu temuan" id="t-{number}"><header><h3>{esc(word(VERBS, finding["verb"], lang))} · '
        f'{esc(told)}</h3><p class="kecil"><code>{number}</code> · '
        f'<span class="label">{esc(SAYS["indication"][lang])}</span></p></header>'
        f'<div class="baca2">{readings}</div><dl class="rinci">{details}</dl></article>'
    )


def verdict(name: str, lang: str) -> str:
    """Shape and word."""
    words, style = VERDICTS[name]
    return (
        f'<p class="kata {style}"><svg viewBox="0 0 24 24" aria-hidden="true">{SHAPES[style]}</svg>'
        f"<span>{esc(words[lang])}</span></p>"
    )


def _reading(finding: Finding, reading: str, lang: str) -> str:
    name = finding[f"verdict_{COLUMN[reading]}"]
    cls = finding[f"class_{COLUMN[reading]}"]
    told = word(CLASSES, cls, lang) if cls else SAYS["none_class"][lang]
    return (
        f'<section class="baca {VERDICTS[name][1]}"><p class="menurut">{esc(SAYS[reading][lang])}</p>'
        f"{verdict(name, lang)}<p>{esc(told)}</p></section>"
    )


def _norms(finding: Finding, rulebook: Rulebook, *, zone: str, lang: str) -> str:
    when = finding["occurred_at"]
    day = local(when, zone).date() if when else None  # a norm begins at midnight of the place
    out = []
    for name in filter(None, (finding["norms"] or "").split(";")):
        norm = rulebook.norms.get(name)
        if norm is None:
            out.append(f"<li><code>{esc(name)}</code></li>")
            continue
        version = next(
            (v for v in norm.versions if day and v.valid_from <= day and (not v.valid_to or day < v.valid_to)),
            norm.versions[-1],
        )
        cites = "; ".join(citation.text for citation in version.citations)
        sure = word(CONFIDENCES, version.confidence, lang)
        out.append(
            f"<li>{esc(getattr(norm.title, lang))}<br><span class=pasal>{esc(cites)}</span> "
            f'<span class="kecil">({esc(SAYS["confidence"][lang])}: {esc(sure)}; {esc(name)})</span></li>'
        )
    return f"<ul>{''.join(out)}</ul>" if out else esc(SAYS["nothing"][lang])


def _listed(names: str | None, words: dict[str, dict[str, str]], lang: str) -> str:
    found = [word(words, name, lang) for name in (names or "").split(";") if name]
    return ", ".join(found) or SAYS["nothing"][lang]
