"""Promises that hold for any question: total, resting only on what was said, honest about what would change it."""

from __future__ import annotations

import functools
import itertools
import random
from dataclasses import replace
from typing import Any

import pytest

from netral.law.assess import applied_rows, assess
from netral.law.facts import CIRCUMSTANCES, CLASSES, READINGS, VERDICTS
from netral.law.loader import load_rulebook
from netral.law.table import Table, build
from netral.law.would_change import apply, would_change

from .questions import many, stripped

DEFENCES = {name for name, silence in CIRCUMSTANCES.items() if silence == "unclaimed"}
COMPUTED = {"target.status", "contest.type", "contest.phase", "verb"}


@functools.cache
def table() -> Table:
    return build(load_rulebook())


def said(asked: dict[str, Any]) -> set[str]:
    """The facts that a question gives."""
    facts = {f"{group}.{key}" for group in ("actor", "object", "target") for key in asked[group]}
    if asked["object"].get("content") == "unknown":
        facts.discard("object.content")
    return facts | {f"circumstances.{name}" for key in ("circumstances", "circumstances_not") for name in asked[key]}


def test_every_question_is_answered_with_one_of_four_verdicts() -> None:
    for asked in [*many(3000, 1), *many(500, 2, sparse=0.95), *many(500, 3, sparse=0.05)]:
        found = assess(asked, table())
        for reading in READINGS:
            assert found.verdict[reading] in VERDICTS
            assert found.cls[reading] is None or found.cls[reading] in CLASSES
            assert found.cls[reading] is None or found.verdict[reading] == "prohibited"


def test_no_answer_rests_on_a_fact_that_was_not_given() -> None:
    chance = random.Random(7)
    rested = 0
    for full in many(1000, 4, sparse=0.2):
        asked = stripped(full, chance)
        given = said(asked) | COMPUTED | {f"circumstances.{name}" for name in DEFENCES}
        found = assess(asked, table())
        for judged in found.judgements.values():
            for one in judged:
                for row in one.applied:
                    rested += 1
                    missing = set(row.conditions) - given
                    assert not missing, (asked, row.norm.id, missing)
    assert rested > 300


def test_what_decides_and_was_not_said_is_named() -> None:
    """If a full question is prohibited and its stripped form is not, the stripped answer names what it lacks."""
    chance, lost = random.Random(8), 0
    for full in many(6000, 5, sparse=0.1):
        asked = stripped(full, chance)
        before, after = assess(full, table()), assess(asked, table())
        for reading in READINGS:
            if before.verdict[reading] != "prohibited" or after.verdict[reading] == "prohibited":
                continue
            gone = said(full) - said(asked)
            if gone & {"target.role", "target.contest", "target.status"} or not gone:
                continue
            lost += 1
            assert after.verdict[reading] == "permitted_with_conditions", asked
            assert set(after.missing_facts) & (gone | {"target.contest"}), (asked, gone, after.missing_facts)
    assert lost > 50


def test_what_would_change_the_answer_does_change_it() -> None:
    flips = 0
    for asked in many(1000, 6):
        for change in would_change(assess(asked, table()), table()):
            flips += 1
            other = assess(apply(asked, change), table())
            assert dict(other.verdict) == change["verdict"], (asked, change)
            assert dict(other.verdict) != dict(assess(asked, table()).verdict)
            assert change["norms"], (asked, change)
    assert flips > 1000


def test_a_defence_that_would_clear_the_act_is_shown() -> None:
    """ADR 0010: nobody is asked for a defence, and nobody is left without knowing that it exists."""
    shown = 0
    for asked in many(1500, 17, sparse=0.3):
        found = assess(asked, table())
        if "prohibited" not in found.verdict.values():
            continue
        silent = DEFENCES - {*asked["circumstances"], *asked["circumstances_not"]}
        offered = {change["fact"] for change in would_change(found, table())}
        for name in sorted(silent):
            claimed = assess({**asked, "circumstances": [*asked["circumstances"], name]}, table())
            if dict(claimed.verdict) != dict(found.verdict):
                shown += 1
                assert f"circumstances.{name}" in offered, (asked, name)
    assert shown > 100


# A verb that is everyday work until it helps or harms a contestant, or is done as a participant of a campaign.
NEEDS_A_SIDE = ("Decide", "HoldActivity", "Execute", "Advise", "Mobilise", "Display", "Invite", "UseFacility")
NEEDS_A_SIDE += ("WearAttribute",)


def test_a_neutral_act_is_never_prohibited() -> None:
    for asked, verb in zip(many(6000, 13, sparse=0.2), itertools.cycle(NEEDS_A_SIDE), strict=False):
        asked["verb"] = verb
        asked["circumstances"] = [name for name in asked["circumstances"] if name != "campaign_participant"]
        for content in ("neutral", "official"):
            asked["object"]["content"] = content
            assert "prohibited" not in assess(asked, table()).verdict.values(), asked


def test_a_verb_alone_convicts_nobody() -> None:
    """Without a word on whom it helps, a decision, an activity or a facility is at most conditional."""
    verbs = itertools.cycle(("Decide", "HoldActivity", "UseFacility", "WearAttribute"))
    for asked, verb in zip(many(6000, 14, sparse=0.2), verbs, strict=False):
        asked["verb"] = verb
        asked["object"].pop("content", None)
        asked["circumstances"] = [name for name in asked["circumstances"] if name != "campaign_participant"]
        if asked["target"].get("role") in ("campaign_account", "supporters_account", "campaign_team"):
            continue  # an activity of the winning side leans by itself
        assert "prohibited" not in assess(asked, table()).verdict.values(), asked


def test_a_prohibition_is_never_without_its_norm_and_article() -> None:
    seen = 0
    for asked in [*many(4000, 15), *many(4000, 16, sparse=0.8)]:
        found = assess(asked, table())
        rows = applied_rows(found)
        for reading in READINGS:
            if found.verdict[reading] != "prohibited":
                continue
            seen += 1
            bans = [row for row in rows[reading] if row.norm.kind == "prohibition"]
            assert bans, asked
            assert all(row.version.citations for row in bans)
            if found.cls[reading] is not None and asked["actor"].get("status"):
                ranks = {row.weights[asked["actor"]["status"]] for row in bans}
                assert CLASSES.index(found.cls[reading]) in ranks, asked
    assert seen > 300


def test_a_contest_without_dates_has_no_status_of_its_own() -> None:
    for contest in ("pilkada-psu-2025", "pilkada-psu-2025/7371", "nasional-2029/DPR", "daerah-2031/PILKADA"):
        asked = {"at": "2025-04-01T10:00:00+07:00", "verb": "Like", "actor": {"status": "pns", "relation": "none"}}
        asked["target"] = {"role": "campaign_account", "contest": contest}
        found = assess(asked, table())
        assert found.target_status is None
        assert found.missing_facts == ("target.status",)
        assert "prohibited" not in found.verdict.values()


@pytest.mark.parametrize("defence", ["not_author", "before_employment"])
def test_an_act_of_somebody_else_is_never_prohibited(defence: str) -> None:
    for asked in many(1000, 9, sparse=0.1):
        asked["circumstances_not"] = [name for name in asked["circumstances_not"] if name != defence]
        asked["circumstances"] = [*asked["circumstances"], defence]
        assert "prohibited" not in assess(asked, table()).verdict.values()


def test_mitigating_facts_change_neither_verdict_nor_class() -> None:
    for asked in many(500, 10, sparse=0.2):
        for name in ("undone", "accidental"):
            asked["circumstances_not"] = [other for other in asked["circumstances_not"] if other != name]
            without = {**asked, "circumstances": [other for other in asked["circumstances"] if other != name]}
            one, two = (
                assess(without, table()),
                assess({**without, "circumstances": [*without["circumstances"], name]}, table()),
            )
            assert (one.verdict, one.cls) == (two.verdict, two.cls)
            assert name in two.mitigating


def test_contests_of_the_same_kind_are_treated_the_same() -> None:
    for asked in many(500, 11):
        for one, other in (("pilkada-2024/7371", "pilkada-2024/7471"), ("pilkada-2024/3171", "pilkada-2024/3271")):
            first, second = ({**asked, "target": {**asked["target"], "contest": contest}} for contest in (one, other))
            assert assess(first, table()).verdict == assess(second, table()).verdict
            assert assess(first, table()).cls == assess(second, table()).cls


def test_the_work_per_question_does_not_grow_with_the_rulebook() -> None:
    """Rows are looked up by day, verb and status: twice the norms about another verb cost a question nothing."""
    book = load_rulebook()
    copies = {}
    for norm in book.norms.values():
        about_listening = tuple(
            replace(
                version,
                covers=(),
                when={
                    reading: tuple({**one, "verb": frozenset({"Listen"})} for one in alternatives)
                    for reading, alternatives in version.when.items()
                },
            )
            for version in norm.versions
        )
        copies[f"{norm.id}-salinan"] = replace(norm, id=f"{norm.id}-salinan", versions=about_listening)
    doubled = build(replace(book, norms={**book.norms, **copies}))
    assert len(doubled.rows) > 1.5 * len(table().rows)
    for asked in many(200, 12, sparse=0.0):
        if asked["verb"] == "Listen":
            continue
        day, who = assess(asked, table()).day, asked["actor"]["status"]
        for reading in READINGS:
            few, same = (
                book.candidates(day, verb=asked["verb"], status=who, reading=reading) for book in (table(), doubled)
            )
            assert len(few) == len(same)
