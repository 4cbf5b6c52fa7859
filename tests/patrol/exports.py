"""Exports as the tools write them, with invented people: one declared act each, among a crowd of bystanders."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.patrol import world

START = datetime(2024, 10, 5, 3, tzinfo=UTC)
CROWD = 1_000
CANARY = "kenari"  # in every handle, id, text and name of a bystander
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
Row = dict[str, Any]


def did(name: str) -> str:
    return f"did:plc:{name:x<24}"


def tweet_id(at: datetime) -> str:
    return str((int(at.timestamp() * 1000) - 1_288_834_974_657) << 22)


def people() -> list[str]:
    """Names of bystanders; X allows 15 characters."""
    return [f"{CANARY}{number:04}" for number in range(CROWD)]


def tweet_harvest(path: Path) -> Path:
    columns = [
        *("conversation_id_str", "created_at", "favorite_count", "full_text", "id_str", "image_url"),
        *("in_reply_to_screen_name", "lang", "location", "quote_count", "reply_count", "retweet_count"),
        *("tweet_url", "user_id_str", "username"),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        for number, (name, uid) in enumerate([*((name, f"8800{name[6:]}") for name in people()), ("pegawai", "101")]):
            at = START + timedelta(seconds=number)
            own = tweet_id(at)
            cells = [tweet_id(START - timedelta(days=1)), at.strftime("%a %b %d %H:%M:%S +0000 %Y"), 0]
            cells += [f"@calon {name} setuju", own, "", "calon", "in", "", 0, 0, 0]
            writer.writerow([*cells, f"https://x.com/{name}/status/{own}", uid, name])
    return path


def jetstream(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number, name in enumerate([*people(), "pegawai"]):
            at = START + timedelta(seconds=number)
            commit: Row = {"rev": "r", "operation": "create", "collection": "app.bsky.feed.like", "rkey": f"k{number}"}
            subject = {"cid": "c", "uri": f"at://{did('calon')}/app.bsky.feed.post/p1"}
            created = at.isoformat().replace("+00:00", "Z")
            commit["record"] = {"$type": "app.bsky.feed.like", "createdAt": created, "subject": subject}
            line = {"did": did(name), "time_us": int(at.timestamp() * 1e6), "kind": "commit", "commit": commit}
            file.write(json.dumps(line) + "\n")
    return path


def activitystreams(path: Path) -> Path:
    base = "https://masto.example/users"
    items = [
        {
            "id": f"{base}/{name}#likes/1",
            "type": "Like",
            "actor": f"{base}/{name}",
            "published": (START + timedelta(seconds=number)).isoformat(),
            "to": [PUBLIC],
            "object": {"id": f"{base}/calon/statuses/1", "type": "Note", "attributedTo": f"{base}/calon"},
        }
        for number, name in enumerate([*people(), "pegawai"])
    ]
    page = {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollectionPage", "orderedItems": items}
    path.write_text(json.dumps(page), encoding="utf-8")
    return path


def registers(folder: Path) -> dict[str, Path]:
    masto = "https://masto.example/users"
    accounts = [("x", "101", "pegawai"), ("bluesky", did("pegawai"), None), ("mastodon", f"{masto}/pegawai", None)]
    theirs = [("x", None, "calon"), ("bluesky", did("calon"), None), ("mastodon", f"{masto}/calon", None)]
    keys = ("platform", "platform_user_id", "handle")
    officials = [
        {"official_id": "0000-1", "status": "pns", "agency": "Dinas Contoh", "region": "7371"}
        | dict(zip(keys, account, strict=True))
        for account in accounts
    ]
    standing = [
        {"contest": "pilkada-2024/7371", "contestant_id": "K1", "name": "Contoh", "role": "contestant"}
        | dict(zip(keys, account, strict=True))
        for account in theirs
    ]
    return {
        "officials": world.write_register(folder / "pegawai.csv", officials),
        "contestants": world.write_register(folder / "peserta.csv", standing),
    }


def all_three(folder: Path) -> list[Path]:
    return [
        tweet_harvest(folder / "tweets.csv"),
        jetstream(folder / "bluesky.ndjson"),
        activitystreams(folder / "outbox.json"),
    ]
