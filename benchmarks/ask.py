"""What an answer costs: starting `netral ask`, questions per second in a batch, and a rulebook of twice the size."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from netral.law.answer import answer
from netral.law.assess import assess
from netral.law.facts import CIRCUMSTANCES, CONTENTS, FACTS, OBJECT_TYPES, RELATIONS, ROLES, VERBS, VISIBILITIES
from netral.law.loader import load_rulebook
from netral.law.model import Norm, Rulebook
from netral.law.table import Table, build

LIKE = '{"at": "2024-10-05T20:00:00+08:00", "verb": "Like", "target": {"role": "campaign_account"}}'
CONTESTS = ("pemilu-2024/PPWP", "pemilu-2024/DPR", "pilkada-2024", "pilkada-2024/7371")
PER_SECOND = 20_000
# No question of the batch is about listening, so norms about it are only weight.
UNASKED = "Listen"


def run(scale: float) -> list[dict[str, Any]]:
    """One row per target; `floor_s` is what the target is measured against."""
    return [*_cold_start(), *_batch(max(2_000, int(20_000 * scale)))]


def _cold_start() -> list[dict[str, Any]]:
    """The fastest of seven, in turn: a loaded machine slows both alike."""
    yaml = "yaml" if find_spec("yaml") else "ruamel.yaml"
    floor_command = [sys.executable, "-c", f"import {yaml}, json"]
    ours_command = [sys.executable, "-m", "netral", "ask", "--json", "-"]
    floors, ours = [], []
    for _ in range(7):
        floors.append(_seconds(floor_command))
        ours.append(_seconds(ours_command))
    floor, mine = min(floors), min(ours)
    memory = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    relative = f"netral ask, cold start, against import {yaml}, json twice plus 0.2 s"
    return [
        _row(relative, ours=mine, floor=2 * floor + 0.2, target=1.0, rss_mb=memory),
        _row("netral ask, cold start, against 0.4 s", ours=mine, floor=0.4, target=1.0, rss_mb=memory),
    ]


def _seconds(command: list[str]) -> float:
    started = perf_counter()
    subprocess.run(command, input=LIKE, text=True, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - started


def _batch(count: int) -> list[dict[str, Any]]:
    book = load_rulebook()
    table, doubled = build(book), build(_doubled(book))
    questions = _questions(count)
    few = questions[: max(200, count // 20)]
    once, twice = [], []
    for _ in range(5):
        once.append(_each(questions, table, assess))
        twice.append(_each(questions, doubled, assess))
    full = _each(few, table, answer)
    mine = min(once)
    return [
        _row(
            f"assess, {count / mine:,.0f} questions a second, against {PER_SECOND:,}",
            ours=mine,
            floor=count / PER_SECOND,
            target=1.0,
        ),
        _row(
            f"assess, {len(doubled.rows)} rows against {len(table.rows)}",
            ours=min(twice),
            floor=mine,
            target=1.15,  # flat, but for the noise of a machine that does other things
        ),
        _row(
            f"whole answers, {len(few) / full:,.0f} a second, against assess alone",
            ours=full / len(few),
            floor=mine / count,
            target=None,
        ),
    ]


def _each(questions: list[dict[str, Any]], table: Table, ask: Callable[[dict[str, Any], Table], object]) -> float:
    started = perf_counter()
    for question in questions:
        ask(question, table)
    return perf_counter() - started


def _row(name: str, *, ours: float, floor: float, target: float | None, rss_mb: int | None = None) -> dict[str, Any]:
    memory = rss_mb or round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {
        "name": name,
        "ours_s": round(ours, 6),
        "floor_s": round(floor, 6),
        "ratio": round(ours / floor, 3),
        "target": target,
        "rss_mb": memory,
    }


def _doubled(book: Rulebook) -> Rulebook:
    """Every norm a second time, about an act that nobody in the batch asks about."""
    copies = {f"{norm.id}-salinan": _copy(norm) for norm in book.norms.values()}
    return replace(book, norms={**book.norms, **copies})


def _copy(norm: Norm) -> Norm:
    verb = frozenset({UNASKED})
    versions = tuple(
        replace(
            version,
            covers=tuple(f"{name}-salinan" for name in version.covers),
            when={
                reading: tuple({**one, "verb": verb} for one in alternatives)
                for reading, alternatives in version.when.items()
            },
        )
        for version in norm.versions
    )
    return replace(norm, id=f"{norm.id}-salinan", versions=versions)


def _questions(count: int) -> list[dict[str, Any]]:
    """Acts of 2023 to 2025 with about half of their facts said; the same ones every time."""
    chance = random.Random(20240214)
    verbs = [verb for verb in VERBS if verb != UNASKED]

    def some(facts: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in facts.items() if chance.random() < 0.5}

    def moment() -> str:
        return f"{chance.randint(2023, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T10:00+07:00"

    return [
        {
            "at": moment(),
            "verb": chance.choice(verbs),
            "actor": {
                "status": chance.choice(FACTS["actor.status"]),
                **some({"relation": chance.choice(RELATIONS), "on_cltn": chance.random() < 0.5}),
            },
            "object": some(
                {
                    "type": chance.choice(OBJECT_TYPES),
                    "visibility": chance.choice(VISIBILITIES),
                    "content": chance.choice(CONTENTS),
                }
            ),
            "target": {"role": chance.choice(ROLES), "contest": chance.choice(CONTESTS)},
            "circumstances": chance.sample(sorted(CIRCUMSTANCES), chance.randint(0, 3)),
        }
        for _ in range(count)
    ]
