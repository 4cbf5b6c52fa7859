"""The sieve never loses an act that concerns somebody, and what it lets through changes no sum."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.acts.read import open_export
from netral.acts.sieve import Names, Sieve
from tests.acts.exports import FIXTURES

NAMES = st.lists(st.one_of(st.none(), st.text(max_size=90), st.text("ab", max_size=90)), max_size=40)


def column(names: list[str | None]) -> pa.Array:
    return pa.array([name.encode("utf-8", "replace").decode() if name else name for name in names], pa.string())


@given(held=NAMES, others=NAMES, cut=st.integers(0, 5))
def test_what_is_in_the_set_is_always_let_through(held, others, cut):
    names = Names(column(held))
    asked = column([*others, *held])[min(cut, len(others)) :]
    known = set(column(held).drop_null().to_pylist())
    found = names.may_hold(asked).tolist()
    assert all(may or name not in known for may, name in zip(found, asked.to_pylist(), strict=True))
    assert not any(may for may, name in zip(found, asked.to_pylist(), strict=True) if name is None)


def test_few_strangers_are_let_through():
    names = Names(pa.array([str(number) for number in range(50_000)]))
    strangers = pa.array([str(number) for number in range(1_000_000, 1_050_000)])
    assert names.may_hold(strangers).mean() < 0.05


def sieve(actors: list[str], owners: list[str]) -> Sieve:
    """Whatever the columns: a name counts as id and as handle."""
    actor, owner = Names(pa.array(actors, pa.string())), Names(pa.array(owners, pa.string()))
    return Sieve(actor_ids=actor, actor_handles=actor, owner_ids=owner, owner_handles=owner)


EXPORTS = ("jetstream.jsonl", "activitypub_outbox.json", "tweet-harvest_2.7.1_iso.csv", "tweet-harvest_2.6.1.csv")


@pytest.mark.parametrize("name", EXPORTS)
def test_the_sums_count_everybody_and_the_acts_are_the_wanted_ones(name):
    whole = open_export(FIXTURES / name)
    acts = [act for batch in whole.batches() for act in batch.to_pylist()]
    one = next(act for act in acts if act["object_owner_id"] or act["object_owner_handle"])
    actor = one["actor_id"] or one["actor_handle"]
    owner = one["object_owner_id"] or one["object_owner_handle"]
    wanted = open_export(FIXTURES / name, only=sieve([actor], [owner]))
    found = [act for batch in wanted.batches() for act in batch.to_pylist()]
    assert found == [act for act in acts if _concerns(act, actor, owner)]
    assert one in found
    assert wanted.report() == whole.report()


def _concerns(act: dict, actor: str, owner: str) -> bool:
    toward = act["verb"] in ("Undo", "Delete") or owner in (act["object_owner_id"], act["object_owner_handle"])
    return toward and actor in (act["actor_id"], act["actor_handle"])


@pytest.mark.parametrize("name", EXPORTS)
def test_nobody_wanted_is_nobody_read(name):
    reading = open_export(FIXTURES / name, only=sieve([], []))
    assert sum(len(batch) for batch in reading.batches()) == 0
    assert reading.report() == open_export(FIXTURES / name).report()
