"""Random well-formed questions, the same ones every time."""

from __future__ import annotations

import random
from typing import Any

from netral.law.facts import (
    ACTOR_STATUSES,
    CIRCUMSTANCES,
    COMPANIONS,
    CONTENTS,
    OBJECT_TYPES,
    RELATIONS,
    ROLES,
    TARGET_STATUSES,
    VERBS,
    VISIBILITIES,
)

CONTESTS = (
    *("pemilu-2024/PPWP", "pemilu-2024/DPR", "pemilu-2024/DPD", "pemilu-2024/DPRD", "pilkada-2024"),
    *("pilkada-2024/7371", "pilkada-2024/9171", "pilkada-ulang-2025/1971", "nasional-2029/PPWP"),
)
ZONES = ("+07:00", "+08:00", "+09:00", "+00:00")


def question(chance: random.Random, *, sparse: float = 0.5) -> dict[str, Any]:
    """Every part may be left out with the chance `sparse`."""

    def maybe(value: Any) -> dict[str, Any]:
        return {} if chance.random() < sparse else value

    year, month, day = chance.choice((2022, 2023, 2024, 2025, 2026)), chance.randint(1, 12), chance.randint(1, 28)
    said = chance.sample(sorted(CIRCUMSTANCES), chance.randint(0, 6))
    actor = maybe({"status": chance.choice(ACTOR_STATUSES)}) | maybe({"pejabat": chance.random() < 0.5})
    thing = maybe({"type": chance.choice(OBJECT_TYPES)}) | maybe({"visibility": chance.choice(VISIBILITIES)})
    return {
        "at": f"{year}-{month:02}-{day:02}T{chance.randint(0, 23):02}:30:00{chance.choice(ZONES)}",
        "verb": chance.choice(VERBS),
        "actor": actor | maybe({"relation": chance.choice(RELATIONS)}) | maybe({"on_cltn": chance.random() < 0.5}),
        "object": thing
        | maybe({"content": chance.choice(CONTENTS)})
        | maybe({"with": chance.sample(COMPANIONS, chance.randint(0, 2))})
        | maybe({"in_reply_to": chance.random() < 0.5}),
        "target": maybe({"role": chance.choice(ROLES)})
        | maybe({"contest": chance.choice(CONTESTS)})
        | ({} if chance.random() < 0.7 else {"status": chance.choice(TARGET_STATUSES)}),
        "circumstances": said[: len(said) // 2],
        "circumstances_not": said[len(said) // 2 :],
    }


def many(count: int, seed: int, *, sparse: float = 0.5) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    return [question(chance, sparse=sparse) for _ in range(count)]


def stripped(asked: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The question with some of its facts gone; at, verb and target stay."""
    out = dict(asked)
    for group in ("actor", "object", "target"):
        out[group] = {key: value for key, value in asked[group].items() if chance.random() < 0.5}
    for group in ("circumstances", "circumstances_not"):
        out[group] = [name for name in asked[group] if chance.random() < 0.5]
    return out
