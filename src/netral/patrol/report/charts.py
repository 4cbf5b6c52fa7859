"""Charts as SVG made here: ink only, never a colour for a contestant, each with its words and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from netral.law.model import Contest
from netral.patrol.report.html import esc, table
from netral.patrol.report.times import say_day
from netral.patrol.report.words import PHASES, SAYS

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


def count_bar(count: int, most: int, label: str) -> str:
    """A bar of a count against the largest."""
    return share_bar([(count, "i4"), (max(most, 1) - count, "i0")], label)


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
    told = "; ".join(f"{PHASES[phase][lang]} {say_day(starts, lang)}" for phase, starts, _ in spans)
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


def by_day(counts: Counter[date], marks: dict[date, str], lang: str) -> str:
    """Columns over the days, with a dashed line on each day of designation; the table has every day."""
    if not counts:
        return ""
    first, last = min(counts), max(counts)
    for mark in marks:
        if timedelta(0) <= first - mark <= timedelta(days=60):
            first = mark
        if timedelta(0) <= mark - last <= timedelta(days=60):
            last = mark
    days = (last - first).days + 1
    step, most = 600 / days, max(*counts.values(), 4)
    bars = "".join(
        f'<rect class="i4" x="{36 + step * (day - first).days:.2f}" y="{170 - 150 * count / most:.2f}" '
        f'width="{max(step * 0.85, 1.5):.2f}" height="{150 * count / most:.2f}"/>'
        for day, count in sorted(counts.items())
    )
    lines = "".join(
        f'<path class="gt" d="M{36 + step * (day - first).days:.2f} 8V170"/>'
        for day in sorted(marks)
        if first <= day <= last
    )
    named = "; ".join(f"{say_day(day, lang)}: {marks[day]}" for day in sorted(marks) if first <= day <= last)
    desc = f"{say_day(first, lang)} – {say_day(last, lang)}. {named}"
    rows = [[esc(say_day(day, lang)), str(count)] for day, count in sorted(counts.items())]
    readable = table(SAYS["day"][lang], [SAYS["day_name"][lang], SAYS["count"][lang]], rows, numeric=frozenset({1}))
    return (
        f'<figure class="kartu"><svg class="grafik" viewBox="0 0 640 196" role="img" aria-labelledby="hari-t hari-d">'
        f'<title id="hari-t">{esc(SAYS["day"][lang])}</title><desc id="hari-d">{esc(desc)}</desc>'
        f'<path class="gl" d="M36 170H636M36 20H636"/><text x="30" y="25" text-anchor="end">{most}</text>'
        f'<text x="30" y="174" text-anchor="end">0</text>{bars}{lines}'
        f'<text x="36" y="190">{esc(say_day(first, lang))}</text>'
        f'<text x="636" y="190" text-anchor="end">{esc(say_day(last, lang))}</text></svg>'
        f"<figcaption>{esc(named)}</figcaption><details><summary>{esc(SAYS['as_table'][lang])}</summary>{readable}</details>"
        "</figure>"
    )
