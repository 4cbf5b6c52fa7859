"""Charts as SVG made here: ink only, never a colour for a contestant, each with its words and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from netral.law.model import Contest
from netral.patrol.report.codes import PHASES
from netral.patrol.report.html import esc
from netral.patrol.report.times import say_day
from netral.patrol.report.words import SAYS

SHADES = {
    "belum": "i0",
    "bakal_calon": "i1",
    "penetapan": "i2",
    "kampanye": "i3",
    "masa_tenang": "i5",
    "pemungutan_suara": "i4",
    "rekapitulasi": "i2",
    "sesudah": "i1",
}


def share_bar(parts: Sequence[tuple[int, str]], label: str) -> str:
    """One textless bar; the numbers stand beside it in the table."""
    whole = sum(count for count, _ in parts) or 1
    at, rects = 0.0, []
    for count, shade in parts:
        width = 100 * count / whole
        if count:
            rects.append(f'<rect class="{shade}" x="{at:.3f}" y="0" width="{width:.3f}" height="8"/>')
        at += width
    return (
        f'<svg class="bilah" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{esc(label)}">'
        f"{''.join(rects)}</svg>"
    )


def count_bar(name: str, count: int, whole: int, lang: str) -> str:
    """A bar of a count against all; told as a sentence to whoever does not see it."""
    told = SAYS["told_share"][lang].format(name=name, count=count, all=whole)
    return share_bar([(count, "i4"), (max(whole, 1) - count, "i0")], told)


def phases(contest: Contest, counts: Counter[str], lang: str) -> str:
    """The contest's strip: ink grows with strictness, the day of designation is marked and named."""
    spans = _spans(contest)
    if not spans:
        return ""
    first, last = spans[0][1], spans[-1][2]
    whole = (last - first).days or 1
    rects = [
        f'<rect class="{SHADES[phase]}" x="{1000 * (starts - first).days / whole:.2f}" y="0" '
        f'width="{1000 * (ends - starts).days / whole:.2f}" height="28"/>'
        for phase, starts, ends in spans
    ]
    mark = 1000 * (contest.calon_from - first).days / whole if contest.calon_from else 0
    named = (
        SAYS["told_phase"][lang].format(
            phase=PHASES[phase][lang], day=say_day(starts, lang), count=counts.get(phase, 0)
        )
        for phase, starts, _ in spans
    )
    told = SAYS["told_phases"][lang].format(phases="; ".join(named))
    items = "".join(_phase_item(phase, starts, counts, lang) for phase, starts, _ in spans)
    extra = [phase for phase in ("belum", "sesudah") if counts.get(phase) and phase not in {p for p, _, _ in spans}]
    items += "".join(
        f'<li style="--c:var(--garis)"><b>{PHASES[phase][lang]}: {counts[phase]}</b></li>' for phase in extra
    )
    return (
        f'<svg class="strip" viewBox="0 0 1000 28" preserveAspectRatio="none" role="img" aria-label="{esc(told)}">'
        f'{"".join(rects)}<path class="gk" d="M{mark:.2f} 0V28"/></svg><ol class="masa">{items}</ol>'
    )


def _phase_item(phase: str, starts: date, counts: Counter[str], lang: str) -> str:
    shade = SHADES[phase].replace("i0", "garis").replace("i", "f") if SHADES[phase] != "i0" else "garis"
    marked = phase == "penetapan"
    name = f"{PHASES[phase][lang]}: {counts.get(phase, 0)}"
    when = f"{say_day(starts, lang)}{' · ' + SAYS['designation'][lang] if marked else ''}"
    return f'<li style="--c:var(--{shade})"{" class=tetap" if marked else ""}><b>{esc(name)}</b>{esc(when)}</li>'


def _spans(contest: Contest) -> list[tuple[str, date, date]]:
    """(phase, first day, day after) from registration to the end of the recapitulation."""
    if contest.placeholder or not (contest.calon_from and contest.campaign and contest.masa_tenang and contest.vote):
        return []
    day = timedelta(days=1)
    begins = contest.bakal_calon_from.get("registered")
    starts = [
        *([("bakal_calon", begins)] if begins else []),
        ("penetapan", contest.calon_from),
        ("kampanye", contest.campaign[0]),
        ("masa_tenang", contest.masa_tenang[0]),
        ("pemungutan_suara", contest.vote),
        ("rekapitulasi", contest.vote + day),
    ]
    end = (contest.recap_to or contest.vote + 21 * day) + day
    after = [when for _, when in starts[1:]] + [end]
    return [(phase, begins, ends) for (phase, begins), ends in zip(starts, after, strict=True)]
