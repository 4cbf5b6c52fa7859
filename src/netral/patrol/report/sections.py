"""What was read, what was not, and what these exports can never show; and the page's foot."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from pathlib import PurePath
from typing import Any

from netral.acts.rejects import REASONS
from netral.law.model import Rulebook
from netral.patrol.report.charts import share_bar
from netral.patrol.report.codes import word
from netral.patrol.report.html import breakable, esc, table
from netral.patrol.report.reasons import FORMATS, WHY
from netral.patrol.report.times import say_day
from netral.patrol.report.words import SAYS

Manifest = dict[str, Any]


def number(count: int) -> str:
    """Thousands with a thin space: reads the same in both languages."""
    return f"{count:,}".replace(",", "\u202f")


def file_name(one: Manifest) -> str:
    """The file without its folders: where it lay on somebody's disk is nobody's business."""
    return PurePath(one["path"]).name


def read(manifest: Manifest, lang: str) -> str:
    """Per file: format, period, and records = accepted + rejected + skipped as a bar."""
    rows = []
    for one in manifest["inputs"]:
        if one.get("refused"):
            rows.append([_file(one, lang), "–", "–", "–", "–", "–", esc(SAYS["refused"][lang])])
            continue
        told = SAYS["told_read"][lang].format(
            **{key: one[key] for key in ("records", "accepted", "rejected", "skipped")}
        )
        bar = share_bar([(one["accepted"], "i4"), (one["rejected"], "i2"), (one["skipped"], "i0")], told)
        counts = [number(one[key]) for key in ("records", "accepted", "rejected", "skipped")]
        rows.append([_file(one, lang), _period(one, lang), *counts, bar])
    head = [SAYS[key][lang] for key in ("file", "period", "records", "accepted", "rejected", "skipped", "share")]
    key = "".join(
        f'<li><i class="{shade}"></i>{esc(SAYS[name][lang])}</li>'
        for shade, name in (("b4", "accepted"), ("b2", "rejected"), ("b0", "skipped"))
    )
    told = table(SAYS["read_why"][lang], head, rows, numeric=frozenset({2, 3, 4, 5}))
    return (
        f'<h2 id="terbaca">{esc(SAYS["read"][lang])}</h2>{told}<ul class="kunci">{key}</ul>{_recycled(manifest, lang)}'
    )


def _recycled(manifest: Manifest, lang: str) -> str:
    """How many declared handles have another id now; whose it is stays unsaid."""
    counts = manifest.get("registers", {}).get("officials", {}).get("recycled_handles", {})
    if not counts.get("acts"):
        return ""
    return f'<p class="catatan">{esc(SAYS["recycled"][lang].format(**counts))}</p>'


def _file(one: Manifest, lang: str) -> str:
    """The file and what made it, in words; the name and version that Netral knows that by, small."""
    name = one["format"]
    if not name:
        return breakable(file_name(one))
    code = f'<code class="kecil">{esc(" ".join(filter(None, (name, one["variant"]))))}</code>'
    return f'{breakable(file_name(one))}<br><span class="kecil">{esc(word(FORMATS, name, lang))} {code}</span>'


def _period(one: Manifest, lang: str) -> str:
    period = one.get("period")
    if not period or not period[0]:
        return "–"
    first, last = (datetime.fromisoformat(moment).date() for moment in period)
    days = [say_day(first, lang)] if first == last else [f"{say_day(first, lang)} –", say_day(last, lang)]
    return " ".join(f'<span class="utuh">{esc(day)}</span>' for day in days)


def unread(manifest: Manifest, lang: str) -> str:
    """Rejects by reason with what to do; refused files with the reason."""
    counts: Counter[str] = Counter()
    for one in manifest["inputs"]:
        counts.update(one.get("rejected_by_reason") or {})
    refused = [one for one in manifest["inputs"] if one.get("refused")]
    out = f"<h2>{esc(SAYS['unread'][lang])}</h2>"
    for one in refused:
        reason = one["refused"]["reason"]
        told = f"{_reason(reason, lang)}. {esc(_remedy(reason, lang))}"
        out += f'<p class="catatan v-larang"><strong>{breakable(file_name(one))}</strong>: {told}</p>'
    if counts:
        head = [SAYS[key][lang] for key in ("reason", "count", "remedy")]
        rows = [[_reason(name, lang), number(n), esc(_remedy(name, lang))] for name, n in sorted(counts.items())]
        return out + table(SAYS["rejects"][lang], head, rows, numeric=frozenset({1}), tight=True)
    return out if refused else f"{out}<p>{esc(SAYS['unread_none'][lang])}</p>"


def _reason(reason: str, lang: str) -> str:
    """In words, with the code that stands in rejects.ndjson small beside it."""
    return f'{esc(word(WHY, reason, lang))} <code class="kecil">{esc(reason)}</code>'


def _remedy(reason: str, lang: str) -> str:
    known = REASONS.get(reason)
    return known.remedy[lang] if known is not None else reason


def blind(manifest: Manifest, lang: str) -> str:
    """The statement of blindness: one list a format, so that silence is never read as innocence."""
    by_format: dict[str, dict[str, None]] = {}
    for one in manifest["inputs"]:
        for sentence in one.get("cannot_show") or []:
            by_format.setdefault(one["format"], {})[sentence[lang]] = None
    if not by_format:
        return ""
    lists = "".join(
        f'<div><h3>{esc(word(FORMATS, name, lang))} <code class="kecil">{esc(name)}</code></h3>'
        f"<ul>{''.join(f'<li>{esc(sentence)}</li>' for sentence in sentences)}</ul></div>"
        for name, sentences in sorted(by_format.items())
    )
    return (
        f"<h2 id=buta>{esc(SAYS['blind'][lang])}</h2><div class=catatan><p><strong>{esc(SAYS['blind_why'][lang])}</strong></p>"
        f'<div class="petak">{lists}</div></div>'
    )


def foot(manifest: Manifest, rulebook: Rulebook, lang: str) -> str:
    """Which law, which engine, which bytes."""
    hashes = "".join(
        f"<li>{esc(file_name(one))}<br><code>{esc(one['sha256'])}</code></li>"
        for one in manifest["inputs"]
        if one["sha256"]
    )
    engine = manifest.get("engine") or {}
    told = f"<p>{esc(SAYS['engine'][lang])}: {esc(_engine(engine, lang))}</p>" if engine else ""
    return (
        f'<footer class="kaki"><div class="lebar"><p>{esc(SAYS["foot"][lang])}</p><p>{esc(SAYS["rulebook"][lang])} '
        f"{esc(rulebook.version)}<br><code>{esc(rulebook.sha256)}</code></p>{told}"
        f"<details><summary>{esc(SAYS['inputs'][lang])}</summary><ul>{hashes}</ul></details></div></footer>"
    )


def _engine(engine: Manifest, lang: str) -> str:
    parts = ("duckdb", "ibis", "memory")
    if any(part not in engine for part in parts):
        return ", ".join(f"{name} {version}" for name, version in engine.items())
    memory = re.sub(r"(?<=\d)(?=[A-Z])", "\u00a0", str(engine["memory"]))  # 2GB as DuckDB writes it, 2 GB as people do
    return SAYS["told_engine"][lang].format(**{**engine, "memory": memory})
