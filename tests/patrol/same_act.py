"""The oracle's own answer to the question which records tell of one act: pairs and lists, no tables."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]
EXACT = (None, "us", "ms", "s")
ORDER = ("us", "ms", "s", "min", "hour", "day", "week", "month", "year", "interval", "none")
BASES = ("stated", "url", "parent", "context", "inferred")
LATEST = datetime.max.replace(tzinfo=UTC)


def bounds(act: Row) -> tuple[datetime | None, datetime | None]:
    exact = act["published_at"] if act["published_precision"] in EXACT else None
    return act["published_earliest"] or exact, act["published_latest"] or exact


def is_once(act: Row) -> bool:
    return act["verb"] in ("Like", "Dislike", "Follow", "Join", "Leave", "Announce")


def is_again(act: Row) -> bool:
    return act["verb"] == "Announce" and act["platform"] not in ("x", "bluesky", "mastodon", "threads")


def own_id(record: Row) -> str | None:
    act, told = record["act"], platform_id(record["act"])
    if told is None and is_again(act) and act["published_at"] is not None:
        return when(record)
    return told


def platform_id(act: Row) -> str | None:
    told: str | None = act["activity_id"]
    if told is None or (is_once(act) and not is_again(act) and told.startswith("synthetic:")):
        return None
    return told.removesuffix("/activity")


def when(record: Row) -> str:
    """Who did it to what at the time that is stated."""
    act, official = record["act"], record["official"]
    names = (platform_id(act), act["object_id"], account(record["contestant"]))
    told = next(one for one in names if one is not None)
    at = act["published_at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") if act["published_at"] else ""
    return f"{official['official_id']}\n{account(official)}\n{told}\n{at}"


def account(row: Row) -> str:
    return f"id:{row['platform_user_id']}" if row["platform_user_id"] is not None else f"acct:{row['handle']}"


def name_all(records: list[Row]) -> None:
    """Give every record `act_name` and `finding_id`. A record: act, official, contestant, in_force."""
    by_id = defaultdict(list)
    for record in records:
        act = record["act"]
        if own_id(record) is not None:
            by_id[act["platform"], act["verb"], own_id(record)].append(record)
    for record in records:
        same = by_id.get((record["act"]["platform"], record["act"]["verb"], own_id(record)), [record])
        record["thing"] = thing(record, same)
        record["since"] = min((end for one in same if (end := bounds(one["act"])[1]) is not None), default=None)
        record["disputed"] = len({one["official"]["official_id"] for one in same if one["in_force"]}) > 1
    doings = defaultdict(list)
    for record in records:
        doings[place(record)].append(record)
    for record in records:
        act, official, contestant = record["act"], record["official"], record["contestant"]
        record["act_name"] = "\n".join((act["platform"], act["verb"], what(record, first(doings[place(record)]))))
        whose = (official["official_id"], *(contestant[name] for name in ("contest", "contestant_id", "role")))
        told = "\n".join((record["act_name"], *whose))
        record["finding_id"] = hashlib.sha256(told.encode()).hexdigest()


def thing(record: Row, same: list[Row]) -> str | None:
    if not is_once(record["act"]):
        return None
    if record["act"]["verb"] == "Follow":
        return account(record["contestant"])
    return min((one["act"]["object_id"] for one in same if one["act"]["object_id"] is not None), default=None)


def place(record: Row) -> tuple[Any, ...]:
    act, official = record["act"], record["official"]
    return act["platform"], act["verb"], official["official_id"], account(official), record["thing"]


def first(records: list[Row]) -> str | None:
    """Of what is told with ids of its own, the earliest that is in force."""
    held = {own: any(one["in_force"] for one in records if own_id(one) == own) for own in owns(records)}
    order = [(not held[own], since is None, since or LATEST, own) for own, since in owns(records).items()]
    return min(order)[-1] if order else None


def owns(records: list[Row]) -> dict[str, datetime | None]:
    return {own: one["since"] for one in records if (own := own_id(one)) is not None}


def what(record: Row, first_own: str | None) -> str:
    act, own = record["act"], own_id(record)
    who = f"{record['official']['official_id']}\n{account(record['official'])}"
    if record["thing"] is not None and own in (None, first_own):
        return f"once\n{who}\n{record['thing']}"
    if own is not None and act["verb"] != "Update":
        return f"id\n{own}"
    return f"at\n{when(record)}"


def exactness(record: Row) -> tuple[Any, ...]:
    """The smallest is shown."""
    act = record["act"]
    basis = act["object_owner_basis"]
    return (
        record["match_basis"] != "id",
        ORDER.index(act["published_precision"] or "s"),
        own_id(record) is None,
        BASES.index(basis) if basis in BASES else len(BASES),
        record["owner_match"] != "id",
        source(act),
    )


def source(act: Row) -> tuple[str, int]:
    return act["source_sha256"].hex(), act["source_row"]


def sources(records: list[Row]) -> str:
    return ";".join(sorted({"{}:{}".format(*source(one["act"])) for one in records}))


def conflicts(records: list[Row]) -> str:
    if len({source(one["act"]) for one in records}) == 1:
        return ""
    acts = [one["act"] for one in records]
    names = ["actor_handle", "actor_id", "object_owner_handle", "object_owner_id"]
    found = {name for name in names if len({act[name] for act in acts} - {None}) > 1}
    if acts[0]["verb"] != "Follow" and len({act["object_id"] for act in acts} - {None}) > 1:
        found.add("object_id")
    if len({act["interaction"] == "reply" for act in acts if act["interaction"] is not None}) > 1:
        found.add("interaction")
    begins = [begun for act in acts if (begun := bounds(act)[0]) is not None]
    ends = [end for act in acts if (end := until(act)) is not None]
    if begins and ends and max(begins) > min(ends):
        found.add("occurred_at")
    if any(one["disputed"] for one in records):
        found.add("official_id")
    return ";".join(sorted(found))


def until(act: Row) -> datetime | None:
    end = bounds(act)[1]
    spare = {None: 999_999, "s": 999_999, "ms": 999}.get(act["published_precision"], 0)
    return None if end is None else end + timedelta(microseconds=spare)
