"""The table that the patrol joins says what `assess` says, at every moment."""

from __future__ import annotations

import functools
import itertools
import random
from datetime import UTC, datetime, timedelta

from netral.law.assess import applied_rows, assess
from netral.law.contests import ZONES
from netral.law.decisions import Decision, decisions
from netral.law.facts import ACTOR_STATUSES
from netral.law.loader import load_rulebook
from netral.law.table import Table, build

ACTS = {("Like", None), ("Announce", None), ("Follow", None), ("Create", True), ("Create", False), ("Undo", None)}
TARGETS = {("pilkada-2024", "contestant", None), ("pilkada-2024", "campaign_account", None)} | {
    ("pemilu-2024/PPWP", "campaign_account", "bakal_calon"),
    ("pemilu-2024/DPR", "party", None),
    ("pilkada-psu-2025", "campaign_account", None),
    ("pilkada-2024", "government_account", None),
}


@functools.cache
def table() -> Table:
    return build(load_rulebook())


@functools.cache
def made() -> list[Decision]:
    return decisions(table(), acts=ACTS, statuses=ACTOR_STATUSES, targets=TARGETS, zones=ZONES)


def key(one: Decision) -> tuple[object, ...]:
    return one.verb, one.in_reply_to, one.actor_status, one.contest_base, one.role, one.given_status, one.zone


def test_they_cover_all_time_without_gap_or_overlap() -> None:
    for _, group in itertools.groupby(made(), key):
        spans = list(group)
        assert spans[0].starts is None
        assert spans[-1].ends is None
        assert all(one.ends == other.starts for one, other in itertools.pairwise(spans))
        assert all(one.ends is not None for one in spans[:-1])
    assert len({key(one) for one in made()}) == len(ACTS) * len(ACTOR_STATUSES) * len(TARGETS) * len(ZONES)


def test_they_say_what_assess_says() -> None:
    chance = random.Random(12)
    by_key: dict[tuple[object, ...], list[Decision]] = {}
    for one in made():
        by_key.setdefault(key(one), []).append(one)
    for _ in range(2000):
        chosen = chance.choice(list(by_key))
        verb, reply, status, base, role, given, zone = chosen
        at = datetime(2022, 6, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(4 * 365 * 1440))
        if chance.random() < 0.3:
            edges = [one.starts for one in by_key[chosen] if one.starts]
            at = chance.choice(edges or [at]) + timedelta(minutes=chance.choice((-1, 0, 1)))
        row = next(
            one
            for one in by_key[chosen]
            if (one.starts is None or one.starts <= at) and (one.ends is None or at < one.ends)
        )
        thing = {"visibility": "public"} | ({} if reply is None else {"in_reply_to": reply})
        target = {"role": role, "contest": base} | ({} if given is None else {"status": given})
        found = assess(
            {
                "at": at.astimezone(ZONES[str(zone)]).isoformat(),
                "verb": verb,
                "actor": {"status": status},
                "object": thing,
                "target": target,
            },
            table(),
            bakal_calon="registered",
        )
        told = (found.verdict["literal"], found.verdict["official_practice"], found.cls["literal"])
        assert told == (row.verdict_literal, row.verdict_practice, row.class_literal)
        assert found.cls["official_practice"] == row.class_practice
        assert (found.target_status, found.phase) == (row.target_status, row.phase)
        assert ";".join(sorted(found.missing_facts)) == row.missing_facts
        norms = {one.norm.id for rows in applied_rows(found).values() for one in rows}
        assert ";".join(sorted(norms)) == row.norms
