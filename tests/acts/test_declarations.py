"""Every reader says how it is recognised, what it can yield and what it can never show, and its acts keep to that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from netral.acts.context import VERBS, Context
from netral.acts.read import open_export
from netral.acts.readers.activitystreams import ActivityStreams
from netral.acts.readers.canonical import Canonical
from netral.acts.readers.jetstream import Jetstream
from netral.acts.readers.tweet_harvest import TweetHarvest
from netral.acts.readers.whatsapp import WhatsApp
from tests.acts.exports import FIXTURES, acts

READERS = {
    ActivityStreams: "activitypub_outbox.json",
    Jetstream: "jetstream.jsonl",
    TweetHarvest: "tweet-harvest_2.7.1_iso.csv",
    WhatsApp: "whatsapp_android_id.txt",
    Canonical: "activitypub_outbox.json",
}


def _example(reader: Any, folder: Path) -> Path:
    example = FIXTURES / READERS[reader]
    if reader is not Canonical:
        return example
    made = open_export(example)
    with pq.ParquetWriter(folder / "acts.parquet", made.schema) as writer:
        for batch in made.batches():
            writer.write_batch(batch)
    return folder / "acts.parquet"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.format)
def test_the_acts_are_what_is_declared(reader: Any, tmp_path: Path) -> None:
    reading = open_export(_example(reader, tmp_path), context=Context(date_order="dmy"))
    found = acts(reading)
    assert reading.format == reader.format
    declared = {one.verb: one for one in reader.yields}
    assert declared.keys() <= set(VERBS)
    assert {act["verb"] for act in found} <= declared.keys()
    assert all(act["object_owner_basis"] == "none" for act in found if declared[act["verb"]].owner == "–")
    assert all(act["actor_id"] is None for act in found if declared[act["verb"]].actor == "–")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.format)
def test_the_words_are_there_in_both_languages(reader: Any) -> None:
    assert reader.cannot_show
    assert all(words["id"] and words["en"] for words in (reader.looks, *reader.cannot_show))
