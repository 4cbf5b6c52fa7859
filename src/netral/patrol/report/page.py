"""The whole page, in the order in which a head of office reads: what it is, what was read, what is blind, what was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from netral.law.contests import base_of, zone_of
from netral.law.facts import CLASSES as CLASS_ORDER
from netral.law.facts import READINGS
from netral.law.model import Rulebook
from netral.patrol.report import sections
from netral.patrol.report.cards import COLUMN, card
from netral.patrol.report.charts import count_bar, phases
from netral.patrol.report.codes import CLASSES
from netral.patrol.report.days import by_day
from netral.patrol.report.html import esc, table
from netral.patrol.report.norms import Norms
from netral.patrol.report.times import local
from netral.patrol.report.words import SAYS

MOST_CARDS = 500
FILES = {"id": "report.html", "en": "report.en.html"}
MARK = (
    '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="var(--tinta)"/>'
    '<path d="M9 12.5h14M9 19.5h14" stroke="var(--di-atas-tinta)" stroke-width="3.6" stroke-linecap="round"/></svg>'
)


def write_report(
    out: Path,
    *,
    manifest: dict[str, Any],
    findings: pa.Table,
    rulebook: Rulebook,
    officials_count: int,
    demo: bool = False,
) -> Path:
    """Write report.html and its English twin report.en.html into `out`; returns the first."""
    rows = sorted(
        findings.to_pylist(), key=lambda row: (row["occurred_at"] is None, row["occurred_at"], row["finding_id"])
    )
    for lang, name in FILES.items():
        text = page(
            manifest=manifest, rows=rows, rulebook=rulebook, officials_count=officials_count, demo=demo, lang=lang
        )
        (out / name).write_text(text, "utf-8")
    return out / FILES["id"]


def page(
    *,
    manifest: dict[str, Any],
    rows: list[dict[str, Any]],
    rulebook: Rulebook,
    officials_count: int,
    demo: bool,
    lang: str,
) -> str:
    """One language's page."""
    says = {key: words[lang] for key, words in SAYS.items()}
    body = "".join(
        (
            f"<h1>{esc(says['h1'])}</h1><p class=pengantar>{esc(says['lead'])}</p>",
            _figures(manifest, rows, officials_count, says),
            f'<div class="catatan v-syarat"><p><strong>{esc(says["indication"])}.</strong> {esc(says["indication_why"])}</p></div>',
            _contents(rows, lang),
            sections.read(manifest, lang),
            sections.unread(manifest, lang),
            sections.blind(manifest, lang),
            _when(rows, rulebook, lang),
            _classes(rows, lang),
            _agencies(rows, lang),
            _days(rows, rulebook, lang),
            _cards(manifest, rows, rulebook, lang),
        )
    )
    other = "en" if lang == "id" else "id"
    names = {code: code.upper() for code in FILES}
    switch = f'<b aria-current="true">{names[lang]}</b><a href="{FILES[other]}" hreflang="{other}" lang="{other}">{names[other]}</a>'
    strip = f'<aside class="peraga"><div class="lebar">{esc(says["demo"])}</div></aside>' if demo else ""
    style = (Path(__file__).parent / "style.css").read_text("utf-8")
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{esc(says['title'])} – Netral</title><style>\n{style}</style></head><body>"
        f'<a class="lompat" href="#isi">{esc(says["skip"])}</a>{strip}<header class="kepala"><div class="lebar">'
        f'<div class="merek">{MARK}<span>Netral<small>{esc(says["title"])}</small></span></div>'
        f'<div class="bahasa">{switch}</div></div></header><main class="lebar" id="isi">{body}</main>'
        f"{sections.foot(manifest, rulebook, lang)}</body></html>\n"
    )


def _figures(manifest: dict[str, Any], rows: list[dict[str, Any]], officials: int, says: dict[str, str]) -> str:
    inputs = manifest["inputs"]
    figures = [
        (len(rows), says["n_findings"]),
        (len({row["official_id"] for row in rows}), says["n_officials"].format(of=officials)),
        (sum(one["records"] for one in inputs), says["n_records"].format(of=len(inputs))),
        (sum(one["rejected"] for one in inputs), says["n_rejects"]),
    ]
    cells = "".join(f"<div><dt>{esc(name)}</dt><dd>{sections.number(count)}</dd></div>" for count, name in figures)
    return f'<section class="kartu"><dl class="angka">{cells}</dl></section>'


def _contents(rows: list[dict[str, Any]], lang: str) -> str:
    """Where to jump: most readers want the indications, the careful ones what cannot be seen."""
    places = [("terbaca", "read"), ("buta", "blind"), *([("kapan", "when"), ("petunjuk", "findings")] if rows else [])]
    links = "".join(f'<li><a href="#{place}">{esc(SAYS[key][lang])}</a></li>' for place, key in places)
    return f'<nav aria-label="{esc(SAYS["contents"][lang])}"><ul class="loncat">{links}</ul></nav>'


def _when(rows: list[dict[str, Any]], rulebook: Rulebook, lang: str) -> str:
    out = [f'<h2 id="kapan">{esc(SAYS["when"][lang])}</h2>']
    for base in sorted({base_of(row["contest"]) for row in rows}):
        contest = rulebook.contests[base]
        counts = Counter(row["phase"] for row in rows if base_of(row["contest"]) == base)
        out.append(
            f'<section class="kartu"><h3>{esc(getattr(contest.title, lang))}</h3>{phases(contest, counts, lang)}</section>'
        )
    return "".join(out) if len(out) > 1 else ""


def _classes(rows: list[dict[str, Any]], lang: str) -> str:
    if not rows:
        return ""
    columns = []
    for reading in READINGS:
        counts = Counter(row[f"class_{COLUMN[reading]}"] for row in rows)
        order = [cls for cls in (*CLASS_ORDER, None) if counts.get(cls)]
        cells = [
            [
                esc(name),
                count_bar(name, counts[cls], len(rows), lang),
                sections.number(counts[cls]),
            ]
            for cls in order
            for name in (CLASSES[cls][lang] if cls else SAYS["none_class"][lang],)
        ]
        head = [SAYS["class_name"][lang], SAYS["share"][lang], SAYS["count"][lang]]
        columns.append(
            f'<div class="kartu">{table(SAYS[reading][lang], head, cells, numeric=frozenset({2}), tight=True)}</div>'
        )
    return f"<h2>{esc(SAYS['class'][lang])}</h2><p>{esc(SAYS['class_why'][lang])}</p><div class=dua>{''.join(columns)}</div>"


def _agencies(rows: list[dict[str, Any]], lang: str) -> str:
    if not rows:
        return ""
    counts = Counter(row["agency"] or "–" for row in rows)
    cells = [
        [esc(name), count_bar(name, count, len(rows), lang), sections.number(count)]
        for name, count in sorted(counts.items())
    ]
    head = [SAYS["agency_name"][lang], SAYS["share"][lang], SAYS["count"][lang]]
    told = table(SAYS["agency_why"][lang], head, cells, numeric=frozenset({2}), tight=True)
    return f'<h2>{esc(SAYS["agency"][lang])}</h2><div class="kartu">{told}</div>'


def _days(rows: list[dict[str, Any]], rulebook: Rulebook, lang: str) -> str:
    counts: Counter[date] = Counter()
    marks: dict[date, str] = {}
    for row in rows:
        if row["occurred_at"]:
            zone = zone_of(rulebook, contest=row["contest"])
            counts[local(row["occurred_at"], zone).date()] += 1
        contest = rulebook.contests[base_of(row["contest"])]
        if contest.calon_from:
            marks[contest.calon_from] = f"{SAYS['designation'][lang]}, {getattr(contest.title, lang)}"
    chart = by_day(counts, marks, lang)
    return f"<h2>{esc(SAYS['day'][lang])}</h2>{chart}" if chart else ""


def _cards(manifest: dict[str, Any], rows: list[dict[str, Any]], rulebook: Rulebook, lang: str) -> str:
    head = f'<h2 id="petunjuk">{esc(SAYS["findings"][lang])}</h2>'
    if not rows:
        return f"{head}<p>{esc(SAYS['findings_none'][lang])}</p>"
    cut = SAYS["findings_cut"][lang].format(shown=MOST_CARDS, all=len(rows)) if len(rows) > MOST_CARDS else ""
    norms = Norms(rulebook)
    files = {one["sha256"]: sections.file_name(one) for one in manifest["inputs"] if one["sha256"]}
    told = "".join(
        card(row, norms, files, zone=zone_of(rulebook, contest=row["contest"]), lang=lang) for row in rows[:MOST_CARDS]
    )
    said = (SAYS["order"][lang], cut, *_told_again(manifest["counts"], lang))
    return f"{head}<p>{esc(' '.join(filter(None, said)))}</p>{told}"


def _told_again(counts: dict[str, Any], lang: str) -> Iterator[str]:
    for key, name in (("several", "findings_in_several_files"), ("differing", "findings_with_conflicts")):
        if count := counts.get(name):
            yield SAYS[key][lang].format(count=count)
