"""Small invented worlds: registers full of look-alikes and edges, and acts among them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from netral.acts.accounts import account_key
from netral.acts.schema import SCHEMA
from netral.patrol.registers import CONTESTANTS, OFFICIALS

Row = dict[str, Any]
PLATFORMS = ("x", "facebook")
DAYS = [date(2023, 11, 13), date(2024, 2, 14), date(2024, 8, 27), date(2024, 9, 22), date(2024, 11, 27)]
STATUSES = ("pns", "cpns", "pppk", "kepala_desa", "tni")
CONTESTS = ("pilkada-2024/7371", "pilkada-2024/9471", "pilkada-2024/3201", "pemilu-2024/PPWP", "pemilu-2024/DPR")
ROLES = ("contestant", "campaign_account", "supporters_account", "party")
VERBS = ("Like", "Create", "Announce", "Follow", "Undo", "Delete", "Update", "Join")


def account(random: Random, letter: str, size: int) -> Row:
    """Ids and handles from small pools, so that handles are recycled and ids shared across platforms."""
    kind = random.random()
    return {
        "platform": random.choice(PLATFORMS),
        "platform_user_id": f"{letter}{random.randrange(size)}" if kind < 0.8 else None,
        "handle": f"{letter}_nama{random.randrange(size)}" if kind > 0.3 else None,
    }


def period(random: Random) -> Row:
    first, second = sorted(random.sample(range(len(DAYS)), 2))
    return {
        "valid_from": DAYS[first] if random.random() < 0.5 else None,
        "valid_to": DAYS[second] if random.random() < 0.5 else None,
    }


def officials(random: Random, size: int) -> list[Row]:
    rows: list[Row] = []
    for _ in range(size * 3):
        row = {
            "official_id": f"0000-{random.randrange(size)}",
            **account(random, "p", size),
            **period(random),
            "status": random.choice(STATUSES),
            "agency": random.choice(("Dinas Contoh", '=Dinas, "Contoh"')),
            "region": random.choice(("7371", "9471", "31", None)),
        }
        if not any(clash(row, other, ()) for other in rows):
            rows.append(row)
    return rows


def contestants(random: Random, size: int) -> list[Row]:
    rows: list[Row] = []
    for _ in range(size * 3):
        row = {
            "contest": random.choice(CONTESTS),
            "contestant_id": f"K{random.randrange(3)}",
            "name": "Contoh",
            "role": random.choice(ROLES),
            **account(random, "k", size),
            "status": random.choice((None, None, "calon", "bakal_calon", "former")),
            **period(random),
        }
        if not any(clash(row, other, ("contest", "contestant_id", "role")) for other in rows):
            rows.append(row)
    return rows


def clash(one: Row, other: Row, owner: tuple[str, ...]) -> bool:
    """Would a register refuse the two rows together?"""
    if any(one[name] != other[name] for name in (*owner, "platform")):
        return False
    first = max(row["valid_from"] or date.min for row in (one, other))
    last = min(row["valid_to"] or date.max for row in (one, other))
    same = any(one[name] is not None and one[name] == other[name] for name in ("platform_user_id", "handle"))
    return same and first < last


def acts(random: Random, size: int, people: int, *, exact: bool = False) -> list[Row]:
    """A tenth is told again word for word, and a quarter by another tool, which knows some things otherwise."""
    made: list[Row] = []
    for number in range(size):
        kind = random.random() if made else 1.0
        if kind < 0.1:
            made.append({**random.choice(made), "source_row": number + 1})
        elif kind < 0.35 and not exact:
            made.append(retold(random, random.choice(made), number))
        else:
            made.append(act(random, number, people, exact=exact))
    return made


def retold(random: Random, told: Row, number: int) -> Row:
    """The same act as another tool has it: without its id, with one of two names, to the day, or otherwise."""
    other = {**told, "activity_key": random.randbytes(16)}
    other |= {"source_sha256": bytes([random.randrange(3)]) * 32, "source_row": number + 1}
    if random.random() < 0.3:
        other["activity_id"] = random.choice((None, f"synthetic:{number}", f"{told['activity_id']}/activity"))
    for side in ("actor", "object_owner"):
        both = told[f"{side}_id"] and told[f"{side}_handle"]
        if both and random.random() < 0.4:
            other[f"{side}_{random.choice(('id', 'handle'))}"] = None
        elif random.random() < 0.1:
            other[f"{side}_handle"] = f"{'p' if side == 'actor' else 'k'}_nama{random.randrange(3)}"
    other["actor_key"] = account_key(told["platform"], id=other["actor_id"], handle=other["actor_handle"])
    kind = random.random()
    if kind < 0.3 and told["published_at"] is not None:
        day = told["published_at"].replace(hour=0, minute=0, second=0, microsecond=0)
        other |= {"published_precision": "day", "published_at": day}
        other |= {"published_earliest": day, "published_latest": day + timedelta(days=1)}
    elif kind < 0.5:
        unbounded = {"published_earliest": None, "published_latest": None}
        other |= {**unbounded, **when(random, exact=False)}
    if random.random() < 0.1:
        other["object_id"] = random.choice((None, f"o{random.randrange(50)}"))
    if random.random() < 0.2:
        other["interaction"] = random.choice(("reply", "post", None))
    return other


def act(random: Random, number: int, people: int, *, exact: bool) -> Row:
    actor, owner = account(random, "p", people + 1), account(random, "k", people + 1)
    verb = random.choice(VERBS)
    earlier = f"a{random.randrange(max(1, number))}"
    return {
        **dict.fromkeys(SCHEMA.names),
        "activity_key": random.randbytes(16),
        "activity_id": f"a{number}" if random.random() < 0.9 else None,
        "platform": actor["platform"],
        "verb": verb,
        "interaction": random.choice(("reply", "post", "mention", None)),
        "actor_key": account_key(actor["platform"], id=actor["platform_user_id"], handle=actor["handle"]),
        "actor_id": actor["platform_user_id"],
        "actor_handle": actor["handle"],
        "object_id": earlier if verb in ("Undo", "Delete") else f"o{random.randrange(30)}",
        "object_owner_id": owner["platform_user_id"],
        "object_owner_handle": owner["handle"],
        "object_owner_basis": random.choice(("stated", "url", "inferred")),
        "is_public": True,
        "source_sha256": bytes([random.randrange(3)]) * 32,
        "source_row": number + 1,
        **when(random, exact=exact),
    }


def when(random: Random, *, exact: bool) -> Row:
    """Mostly within two days of an edge, to the microsecond of local midnights."""
    edge = datetime.combine(random.choice(DAYS), datetime.min.time(), UTC)
    hours = random.choice((-9, -8, -7, 0, 12, 36, -30))
    at = edge + timedelta(hours=hours, microseconds=random.choice((-1, 0, 1)))
    kind = 0.0 if exact else random.random()
    if kind < 0.6:
        return {"published_at": at, "published_precision": "us"}
    if kind < 0.7:
        return {"published_at": None, "published_precision": "none"}
    if kind < 0.75:
        return {"published_at": at, "published_precision": "week", "published_latest": at}
    return {
        "published_at": at,
        "published_precision": "day",
        "published_earliest": at,
        "published_latest": at + timedelta(hours=random.choice((1, 24, 24 * 20))),
    }


def write_acts(path: Path, rows: list[Row]) -> Path:
    fields = [pa.field(f.name, f.type.value_type) if pa.types.is_dictionary(f.type) else f for f in SCHEMA]
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(fields)), path)
    return path


def write_register(path: Path, rows: list[Row]) -> Path:
    columns = OFFICIALS if rows and "official_id" in rows[0] else CONTESTANTS
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path
