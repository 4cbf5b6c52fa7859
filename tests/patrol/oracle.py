"""The patrol in plain Python, one act and one row at a time: slow, and simple enough to be right."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from netral.law.assess import applied_rows, assess
from netral.law.contests import ZONES, split_contest, zone_of
from netral.law.table import Table
from tests.patrol import same_act
from tests.patrol.same_act import bounds

Row = dict[str, Any]
UNDATED_DAYS = [date(2022, 1, 1) + timedelta(days=n) for n in range(3650)]


def patrol(acts: list[Row], officials: list[Row], contestants: list[Row], table: Table) -> list[Row]:
    """Findings as dicts, oldest first."""
    records = [
        {"act": act, "official": official, "contestant": contestant, "match_basis": basis, "owner_match": owner}
        for act in acts
        for official, basis in matches(act, "actor", officials)
        for contestant, owner in matches(act, "object_owner", contestants)
    ]
    for record in records:
        record["in_force"] = in_force(record, table)
    same_act.name_all(records)
    found: dict[str, list[Row]] = defaultdict(list)
    for record in records:
        if record["in_force"] and (told := judge(record, table)) is not None:
            found[record["finding_id"]].append({**record, "told": told})
    findings = [shown(of, records, acts) for of in found.values()]
    return sorted(findings, key=lambda f: (f["occurred_at"] is None, f["occurred_at"] or 0, f["finding_id"]))


def shown(of: list[Row], records: list[Row], acts: list[Row]) -> Row:
    """The most exact record of a finding, with what all of them tell."""
    best = min(of, key=same_act.exactness)
    sha256, row = min(same_act.source(one["act"]) for one in of)
    same = [record for record in records if record["act_name"] == best["act_name"]]
    return {
        **best["told"],
        "finding_id": best["finding_id"],
        "source_sha256": sha256,
        "source_row": row,
        "mitigating": "undone" if any(undone(one["act"], acts, one["match_basis"]) for one in of) else "",
        "sources": same_act.sources(same),
        "conflicts": same_act.conflicts(same),
    }


def matches(act: Row, side: str, register: list[Row]) -> list[tuple[Row, str]]:
    """Rows of the account: by id if any row has this id, else by handle unless both have an id."""
    here = [row for row in register if row["platform"] == act["platform"]]
    uid, handle = act[f"{side}_id"], act[f"{side}_handle"]
    by_id = [(row, "id") for row in here if uid is not None and row["platform_user_id"] == uid]
    if by_id:
        return by_id
    return [
        (row, "handle")
        for row in here
        if handle is not None and row["handle"] == handle and (uid is None or row["platform_user_id"] is None)
    ]


def zone_name(official: Row, contestant: Row, table: Table) -> str:
    if split_contest(contestant["contest"])[1]:
        return zone_of(table.rulebook, contest=contestant["contest"])
    return zone_of(table.rulebook, region=official["region"])


def covers(row: Row, earliest: datetime | None, latest: datetime | None, zone: Any) -> bool:
    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    if row["valid_from"] is not None and (earliest is None or earliest < midnight(row["valid_from"])):
        return False
    return not (row["valid_to"] is not None and (latest is None or latest >= midnight(row["valid_to"])))


def in_force(record: Row, table: Table) -> bool:
    earliest, latest = bounds(record["act"])
    if (earliest is None or latest is None) and (record["match_basis"], record["owner_match"]) != ("id", "id"):
        return False
    zone = ZONES[zone_name(record["official"], record["contestant"], table)]
    return all(covers(record[side], earliest, latest, zone) for side in ("official", "contestant"))


def judge(record: Row, table: Table) -> Row | None:
    act, official, contestant = record["act"], record["official"], record["contestant"]
    earliest, latest = bounds(act)
    zone = ZONES[zone_name(official, contestant, table)]
    answers = [answer(act, official, contestant, at, table) for at in instants(earliest, latest, zone, table)]
    told = combine(answers)
    if act["verb"] in ("Undo", "Delete") and told["verdict_literal"] == told["verdict_practice"] == "not_regulated":
        return None
    return {
        **{name: official[name] for name in ("official_id", "agency")},
        **{name: contestant[name] for name in ("contest", "contestant_id", "role")},
        "occurred_at": act["published_at"],
        "match_basis": record["match_basis"],
        "owner_basis": act["object_owner_basis"],
        **{key: act[key] for key in ("platform", "verb", "activity_id", "object_id")},
        **told,
    }


def instants(earliest: datetime | None, latest: datetime | None, zone: Any, table: Table) -> list[datetime]:
    """One instant for each local day that the act may have been on; where that has no end, around every edge."""
    low = earliest.astimezone(zone).date() if earliest else date.min
    high = latest.astimezone(zone).date() if latest else date.max
    if earliest and latest:
        days = [low + timedelta(days=n) for n in range((high - low).days + 1)]
    else:
        days = [day for day in {low, high, *edges(table)} if low <= day <= high and 1945 <= day.year < 2200]
    # No question may be asked of a day outside every calendar.
    return [datetime.combine(day, time(12)).replace(tzinfo=zone) for day in days]


@cache
def every_edge(starts: tuple[int, ...]) -> list[date]:
    return [date.fromordinal(max(1, start - before)) for start in starts for before in (0, 1)]


def edges(table: Table) -> list[date]:
    """Each day on which an answer may change, and the day before it."""
    calendars = {start for calendar in table.calendars.values() for start in calendar.starts}
    return every_edge(tuple(sorted({*calendars, *table.epochs})))


def question(act: Row, official: Row, contestant: Row, at: datetime) -> Row:
    """The same act as somebody would ask about it."""
    asked: Row = {
        "at": at.isoformat(),
        "actor": {"status": official["status"]},
        "verb": act["verb"],
        "object": {"visibility": "public"},
        "target": {"role": contestant["role"], "contest": contestant["contest"]},
    }
    if act["verb"] in ("Create", "Update") and act["interaction"] is not None:
        asked["object"]["in_reply_to"] = act["interaction"] == "reply"
    if contestant["status"] is not None:
        asked["target"]["status"] = contestant["status"]
    return asked


def answer(act: Row, official: Row, contestant: Row, at: datetime, table: Table) -> Row:
    found = assess(question(act, official, contestant, at), table, bakal_calon="registered")
    return {
        "target_status": found.target_status,
        "phase": found.phase,
        "literal": (found.verdict["literal"], found.cls["literal"]),
        "practice": (found.verdict["official_practice"], found.cls["official_practice"]),
        "norms": {row.norm.id for rows in applied_rows(found).values() for row in rows},
        "missing": set(found.missing_facts),
    }


def combine(answers: list[Row]) -> Row:
    """What holds on every day; where the days differ, the time is what is missing."""
    missing = set().union(*(one["missing"] for one in answers))
    told: Row = {}
    for reading in ("literal", "practice"):
        verdicts = {one[reading][0] for one in answers}
        classes = {one[reading][1] for one in answers}
        if len(verdicts) > 1 or len(classes) > 1:
            missing.add("at")
        told[f"verdict_{reading}"] = verdicts.pop() if len(verdicts) == 1 else "permitted_with_conditions"
        same = len(classes) == 1 and told[f"verdict_{reading}"] == answers[0][reading][0]
        told[f"class_{reading}"] = classes.pop() if same else None
    for name in ("target_status", "phase"):
        values = {one[name] for one in answers}
        told[name] = values.pop() if len(values) == 1 else None
    told["norms"] = ";".join(sorted(set.intersection(*(one["norms"] for one in answers))))
    told["missing_facts"] = ";".join(sorted(missing))
    return told


def undone(act: Row, acts: list[Row], basis: str) -> bool:
    if act["verb"] in ("Undo", "Delete") or same_act.platform_id(act) is None:
        return False
    begun, own = bounds(act)[0], same_act.platform_id(act)
    for other in acts:
        if other["verb"] not in ("Undo", "Delete") or other["platform"] != act["platform"]:
            continue
        if (other["object_id"] or "").removesuffix("/activity") != own or not same_actor(act, other, basis):
            continue
        ended = bounds(other)[1]
        if begun is None or ended is None or ended >= begun:
            return True
    return False


def same_actor(one: Row, other: Row, basis: str) -> bool:
    if one["actor_id"] != other["actor_id"]:
        return False
    same_handle = one["actor_handle"] is not None and one["actor_handle"] == other["actor_handle"]
    return same_handle or (basis == "id" and one["actor_id"] is not None)
