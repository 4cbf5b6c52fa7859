"""DuckDB finds what the plain-Python oracle finds, no more and no less, and the law says the same of it."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.law.loader import load_rulebook
from netral.law.table import build
from netral.patrol.batch import patrol
from netral.patrol.errors import EngineRefused
from tests.patrol import oracle, world

Row = dict[str, Any]


TABLE = build(load_rulebook())


def run(folder: Path, acts: list[Row], officials: list[Row], contestants: list[Row]) -> list[Row]:
    """The patrol's findings for small tables, as dicts."""
    folder.mkdir(parents=True, exist_ok=True)
    outcome = patrol(
        [world.write_acts(folder / "acts.parquet", acts)],
        officials=world.write_register(folder / "officials.csv", officials),
        contestants=world.write_register(folder / "contestants.csv", contestants),
        out=folder / "out",
    )
    assert outcome.exit_code in (0, 3)
    found: list[Row] = pq.read_table(folder / "out" / "findings.parquet").to_pylist()
    return found


def told(findings: list[Row]) -> list[Row]:
    """Only what the oracle says too."""
    names = oracle_names()
    return [{name: finding[name] for name in names} for finding in findings]


def oracle_names() -> tuple[str, ...]:
    return (
        *("finding_id", "official_id", "agency", "contest", "contestant_id", "role", "target_status", "phase"),
        *("platform", "verb", "activity_id", "object_id", "occurred_at", "match_basis", "owner_basis"),
        *("verdict_literal", "verdict_practice", "class_literal", "class_practice", "norms", "missing_facts"),
        *("source_sha256", "source_row", "mitigating", "sources", "conflicts"),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_join_is_the_oracle_s(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    random = Random(seed)
    people = random.randrange(3, 9)
    officials, contestants = world.officials(random, people), world.contestants(random, people)
    acts = world.acts(random, 150, people)
    # A row without any account is rejected before the join.
    usable = [act for act in acts if act["actor_key"] is not None]
    folder = tmp_path_factory.mktemp("join")
    found = run(folder, acts, officials, contestants)
    assert told(found) == told(oracle.patrol(usable, officials, contestants, TABLE))
    assert in_other_files(folder, random, acts) == (folder / "out" / "findings.csv").read_bytes()


def in_other_files(folder: Path, random: Random, acts: list[Row]) -> bytes:
    """What comes of the same acts, each from some tool's file, in any order of acts and of files."""
    shuffled = random.sample(acts, len(acts))
    parts = [world.write_acts(folder / f"alat{number}.parquet", shuffled[number::3]) for number in range(3)]
    registers = {name: folder / f"{name}.csv" for name in ("officials", "contestants")}
    patrol(random.sample(parts, 3), **registers, out=folder / "lain")
    return (folder / "lain" / "findings.csv").read_bytes()


def test_ten_thousand_acts_have_the_class_and_verdict_of_assess(tmp_path_factory: pytest.TempPathFactory) -> None:
    compared = 0
    for seed in range(20):
        random = Random(seed)
        officials, contestants = everybody(random), standing(random)
        acts = aimed(random, 500, officials, contestants)
        found = run(tmp_path_factory.mktemp("agree"), acts, officials, contestants)
        expected = oracle.patrol(acts, officials, contestants, TABLE)
        assert told(found) == told(expected)
        compared += len(acts)
    assert compared == 10_000


def everybody(random: Random) -> list[Row]:
    """One official per status, each with an id that always holds."""
    regions = ("7371", "9471", "31")
    return [
        {
            "official_id": f"0000-{n}",
            "platform": "x",
            "platform_user_id": f"p{n}",
            "handle": None,
            "valid_from": None,
            "valid_to": None,
            "status": status,
            "agency": "Dinas Contoh",
            "region": random.choice(regions),
        }
        for n, status in enumerate(
            ("pns", "cpns", "pppk", "ppnpn", "kepala_desa", "perangkat_desa", "bumn", "tni", "polri")
        )
    ]


def standing(random: Random) -> list[Row]:
    """Every role in every contest, with and without a status of its own."""
    rows = []
    for contest in world.CONTESTS:
        for role in (*world.ROLES, "campaign_team", "government_account", "news_media"):
            number = len(rows)
            rows.append(
                {
                    "contest": contest,
                    "contestant_id": f"K{number}",
                    "name": "Contoh",
                    "role": role,
                    "platform": "x",
                    "platform_user_id": f"k{number}",
                    "handle": None,
                    "valid_from": None,
                    "valid_to": None,
                    "status": random.choice((None, None, "calon", "bakal_calon", "former", "none")),
                }
            )
    return rows


def aimed(random: Random, size: int, officials: list[Row], contestants: list[Row]) -> list[Row]:
    """Acts that all meet: a declared account toward a contestant's, at an edge of the calendar."""
    made = []
    for number in range(size):
        act = world.act(random, number, 3, exact=True)
        actor, owner = random.choice(officials)["platform_user_id"], random.choice(contestants)["platform_user_id"]
        made.append(
            {**act, "platform": "x", "actor_key": f"id:{actor}@x", "actor_id": actor, "actor_handle": None}
            | {"object_owner_id": owner, "object_owner_handle": None}
        )
    return made


def test_spark_is_not_there_yet_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(EngineRefused, match="--engine duckdb"):
        patrol([], officials=tmp_path / "o", contestants=tmp_path / "c", out=tmp_path / "out", engine="spark")
