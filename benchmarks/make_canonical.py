"""A seeded export of everybody, with registers: `python -m benchmarks.make_canonical FOLDER [--scale 0.1]`.

At scale 1: 10 M activities, 1.5 M declared accounts, 300 k contestant accounts; 0.5 % of the activities are a
declared account's toward a contestant. Ids are invented; nobody is in it.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from netral.acts.schema import SCHEMA

SEED = 20241127
ROWS, OFFICIALS, CONTESTANTS, HITS = 10_000_000, 1_500_000, 300_000, 0.005
_CHUNK = 500_000
# Three populations that never meet: declared, contestants', everybody else.
_DECLARED, _STANDING, _OTHERS = 1_000_000_000_000, 2_000_000_000_000, 3_000_000_000_000
_VERBS = np.array(["Like", "Create", "Announce", "Follow"])
_FROM, _TO = 1_704_067_200_000_000, 1_735_603_200_000_000  # 2024, microseconds


def make(folder: Path, scale: float = 1.0) -> Path:
    """Write activities, officials and contestants as Parquet, once per scale; return their folder."""
    target = folder / f"canonical-{scale:g}"
    if (target / "done").exists():
        return target
    target.mkdir(parents=True, exist_ok=True)
    _officials(target / "officials.parquet", int(OFFICIALS * scale))
    _contestants(target / "contestants.parquet", int(CONTESTANTS * scale))
    _activities(target / "activities.parquet", scale)
    (target / "done").touch()
    return target


def _activities(path: Path, scale: float) -> None:
    random = np.random.default_rng(SEED)
    schema = pa.schema([_stored(field) for field in SCHEMA])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, int(ROWS * scale), _CHUNK):
            size = min(_CHUNK, int(ROWS * scale) - start)
            writer.write_table(_chunk(random, schema, start, size, scale), row_group_size=131_072)


def _stored(field: pa.Field) -> pa.Field:
    return pa.field(field.name, field.type.value_type) if pa.types.is_dictionary(field.type) else field


def _chunk(random: np.random.Generator, schema: pa.Schema, start: int, size: int, scale: float) -> pa.Table:
    """0.5 % both sides known, 5 % only the actor, 5 % only the owner: the join cannot guess from one side."""
    kind = random.random(size)
    known_actor, known_owner = kind < HITS + 0.05, (kind < HITS) | (kind > 0.95)
    actor = np.where(
        known_actor,
        _DECLARED + random.integers(0, max(1, int(OFFICIALS * scale)), size),
        _OTHERS + random.integers(0, 40_000_000, size),
    )
    owner = np.where(
        known_owner,
        _STANDING + random.integers(0, max(1, int(CONTESTANTS * scale)), size),
        _OTHERS + random.integers(0, 40_000_000, size),
    )
    own = np.arange(start, start + size)
    ids = pa.array(own + 1_800_000_000_000_000_000).cast(pa.string())
    actors = pa.array(actor).cast(pa.string())
    owners = pa.array(owner).cast(pa.string())
    verbs = pa.array(_VERBS[random.integers(0, len(_VERBS), size)])
    made = {
        "activity_key": pa.Array.from_buffers(pa.binary(16), size, [None, pa.py_buffer(random.bytes(16 * size))]),
        "activity_id": ids,
        "platform": pa.repeat("x", size),
        "verb": verbs,
        "interaction": pc.if_else(pc.equal(verbs, "Create"), "reply", "reaction"),
        "actor_key": pc.binary_join_element_wise("id:", actors, "@x", ""),
        "actor_id": actors,
        "actor_handle": pc.binary_join_element_wise("u", actors, ""),
        "object_id": pa.array(own // 7 + 1_700_000_000_000_000_000).cast(pa.string()),
        "object_url": pc.binary_join_element_wise("https://x.com/u/status/", ids, ""),
        "object_owner_id": owners,
        "object_owner_handle": pc.binary_join_element_wise("u", owners, ""),
        "object_owner_basis": pa.repeat("stated", size),
        "published_at": pa.array(random.integers(_FROM, _TO, size)).cast(pa.timestamp("us", tz="UTC")),
        "published_precision": pa.repeat("s", size),
        "is_public": pa.repeat(True, size),
        "source_row": pa.array(own + 1),
    }
    return pa.table(
        [made[field.name].cast(field.type) if field.name in made else pa.nulls(size, field.type) for field in schema],
        schema,
    )


def _officials(path: Path, size: int) -> None:
    number = np.arange(size)
    ids = pa.array(_DECLARED + number).cast(pa.string())
    statuses = np.array(["pns", "pns", "pns", "cpns", "pppk"])
    regions = np.array(["7371", "3171", "9471", "1101"])
    table = {
        "official_id": pc.binary_join_element_wise("0000-", pa.array(number).cast(pa.string()), ""),
        "platform": pa.repeat("x", size),
        "platform_user_id": ids,
        "handle": pc.binary_join_element_wise("u", ids, ""),
        "valid_from": pa.repeat(pa.scalar(date(2023, 1, 1)), size),
        "valid_to": pa.nulls(size, pa.date32()),
        "status": pa.array(statuses[number % len(statuses)]),
        "agency": pc.binary_join_element_wise("Dinas Contoh ", pa.array(number % 500).cast(pa.string()), ""),
        "region": pa.array(regions[number % len(regions)]),
    }
    pq.write_table(pa.table(table), path, compression="zstd")


def _contestants(path: Path, size: int) -> None:
    number = np.arange(size)
    ids = pa.array(_STANDING + number).cast(pa.string())
    contests = np.array(["pilkada-2024/7371", "pilkada-2024/3201", "pilkada-2024/9471", "pemilu-2024/PPWP"])
    roles = np.array(["contestant", "campaign_account", "supporters_account"])
    table = {
        "contest": pa.array(contests[number % len(contests)]),
        "contestant_id": pc.binary_join_element_wise("K", pa.array(number // 12).cast(pa.string()), ""),
        "name": pc.binary_join_element_wise("Pasangan Contoh ", pa.array(number // 12).cast(pa.string()), ""),
        "role": pa.array(roles[number % len(roles)]),
        "platform": pa.repeat("x", size),
        "platform_user_id": ids,
        "handle": pc.binary_join_element_wise("u", ids, ""),
        "status": pa.nulls(size, pa.string()),
        "valid_from": pa.repeat(pa.scalar(date(2023, 1, 1)), size),
        "valid_to": pa.nulls(size, pa.date32()),
    }
    pq.write_table(pa.table(table), path, compression="zstd")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--scale", type=float, default=1.0)
    chosen = options.parse_args()
    print(make(chosen.folder, chosen.scale))
