"""An act's key can be made again from its other columns, so that only the few acts that matter need one."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from netral.acts.keys import keys_of
from netral.acts.read import open_export

EXAMPLES = Path(__file__).parents[2] / "examples"
COLUMNS = ("activity_key", "platform", "verb", "actor_id", "actor_handle", "object_id", "activity_id", "published_at")


@pytest.mark.parametrize("name", ["bluesky.jetstream.ndjson", "mastodon.outbox.json", "x.tweet-harvest-2.3.csv"])
def test_the_key_follows_from_the_columns(name: str) -> None:
    reading = open_export(EXAMPLES / name, columns=COLUMNS)
    acts = pa.Table.from_batches(list(reading.batches()))
    assert acts.num_rows
    assert keys_of(acts).to_pylist() == acts.column("activity_key").to_pylist()
    assert len(set(keys_of(acts).to_pylist())) == acts.num_rows


def test_the_same_like_given_twice_at_other_times_is_two_acts_only_when_it_has_no_id() -> None:
    like = {"platform": "x", "verb": "Like", "actor_id": "1", "actor_handle": None, "object_id": "9"}
    at = pa.array([1, 2], pa.timestamp("us", "UTC"))
    for own, different in ((None, 2), ("like-1", 1)):
        acts = pa.table(
            {name: pa.array([value] * 2, pa.string()) for name, value in {**like, "activity_id": own}.items()}
        )
        assert len(set(keys_of(acts.append_column("published_at", at)).to_pylist())) == different
