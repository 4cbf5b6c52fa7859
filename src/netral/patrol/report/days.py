"""How many indications a day? Textless columns in SVG; every word and number beside them is HTML, so that it reflows."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from netral.patrol.report.html import esc, table
from netral.patrol.report.times import say_day
from netral.patrol.report.words import SAYS

_NEAR = timedelta(days=60)


def by_day(counts: Counter[date], marks: dict[date, str], lang: str) -> str:
    """Columns over the days, with a dashed line on each day of designation; the table has every day."""
    if not counts:
        return ""
    first, last = min(counts), max(counts)
    for mark in marks:
        if timedelta(0) <= first - mark <= _NEAR:
            first = mark
        if timedelta(0) <= mark - last <= _NEAR:
            last = mark
    ticks = _ticks(max(counts.values()))
    step, top = 1000 / ((last - first).days + 1), ticks[-1]

    def at(day: date) -> float:
        return step * (day - first).days

    bars = "".join(
        f'<rect class="i4" x="{at(day):.2f}" y="{100 - 100 * count / top:.2f}" '
        f'width="{max(step * 0.85, 4):.2f}" height="{100 * count / top:.2f}"/>'
        for day, count in sorted(counts.items())
    )
    rules = "".join(f'<path class="gl" d="M0 {100 - 100 * tick / top:.2f}H1000"/>' for tick in ticks)
    inside = [day for day in sorted(marks) if first <= day <= last]
    lines = "".join(f'<path class="gt" d="M{at(day):.2f} 0V100"/>' for day in inside)
    said = _sentence(counts, {day: marks[day] for day in inside}, lang)
    axis = "".join(f"<span>{tick}</span>" for tick in reversed(ticks))
    rows = [[esc(say_day(day, lang)), str(count)] for day, count in sorted(counts.items())]
    readable = table(SAYS["day"][lang], [SAYS["day_name"][lang], SAYS["count"][lang]], rows, numeric=frozenset({1}))
    return (
        f'<figure class="kartu"><div class="grafik"><div class="skala" aria-hidden="true">{axis}</div>'
        f'<svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="{esc(said)}">{rules}{bars}{lines}</svg>'
        f'<div class="ujung" aria-hidden="true"><span>{esc(say_day(first, lang))}</span>'
        f"<span>{esc(say_day(last, lang))}</span></div></div><figcaption>{esc(said)}</figcaption>"
        f"<details><summary>{esc(SAYS['as_table'][lang])}</summary>{readable}</details></figure>"
    )


def _ticks(most: int) -> list[int]:
    """Whole numbers from nought to the largest count, at most five of them, evenly apart."""
    step = next(by * 10**power for power in range(19) for by in (1, 2, 5) if 4 * by * 10**power >= most)
    return list(range(0, most + step, step))[: -(-most // step) + 1]


def _sentence(counts: Counter[date], marks: dict[date, str], lang: str) -> str:
    told = SAYS["told_days"][lang].format(
        all=sum(counts.values()),
        days=len(counts),
        first=say_day(min(counts), lang),
        last=say_day(max(counts), lang),
        most=max(counts.values()),
    )
    named = "; ".join(f"{say_day(day, lang)}, {marks[day]}" for day in sorted(marks))
    return f"{told} {SAYS['told_mark'][lang].format(marks=named)}" if named else told
