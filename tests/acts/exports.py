"""Small invented exports for the tests: rows of tweet-harvest, lines of Jetstream, activities."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from netral.acts.context import Context
from netral.acts.read import Reading, open_export

FIXTURES = Path(__file__).parent.parent / "fixtures" / "exports"
HEADER = (
    *("conversation_id_str", "created_at", "favorite_count", "full_text", "id_str", "image_url"),
    *("in_reply_to_screen_name", "lang", "location", "quote_count", "reply_count", "retweet_count"),
    *("tweet_url", "user_id_str", "username"),
)
EARLY = (
    *("created_at", "id_str", "full_text", "quote_count", "reply_count", "retweet_count", "favorite_count"),
    *("lang", "user_id_str", "conversation_id_str", "username", "tweet_url"),
)
START = datetime(2024, 10, 5, 12, 0, 0, tzinfo=UTC)


def tweet(n: int, **cells: str) -> dict[str, str]:
    """The n-th tweet of an invented evening; any cell may be given another value."""
    at = START + timedelta(seconds=n)
    number = str(((int(at.timestamp() * 1000) - 1_288_834_974_657) << 22) + n)
    name = cells.get("username", f"warga_{n:03d}")
    return {
        "conversation_id_str": number,
        "created_at": f"{at:%a %b %d %H:%M:%S} +0000 {at:%Y}",
        "favorite_count": "3",
        "full_text": f"teks {n}",
        "id_str": number,
        "image_url": "",
        "in_reply_to_screen_name": "",
        "lang": "in",
        "location": "Kab. Contoh, Jawa",
        "quote_count": "0",
        "reply_count": "1",
        "retweet_count": "0",
        "tweet_url": f"https://x.com/{name or 'undefined'}/status/{number}",
        "user_id_str": str(90_000_000_000 + n),
        "username": name,
    } | cells


def line(row: dict[str, str], header: tuple[str, ...] = HEADER, end: str = "\r\n") -> str:
    return ",".join('"' + row[name].replace('"', '""') + '"' for name in header) + end


def modern(*rows: dict[str, str]) -> bytes:
    """A tweet-harvest 2.5.3+ file: all quoted, CRLF."""
    head = ",".join(f'"{name}"' for name in HEADER) + "\r\n"
    return (head + "".join(line(row) for row in rows)).encode()


def early(*rows: dict[str, str]) -> bytes:
    """A tweet-harvest 2.0.4-2.4.0 file: `;`, only the text quoted, inner quotes left as they are."""
    lines = [";".join(EARLY)]
    lines += [";".join(f'"{r[c]}"' if c == "full_text" else r[c] for c in EARLY) for r in rows]
    return ("\n".join(lines) + "\n").encode()


def event(n: int, collection: str = "app.bsky.feed.like", operation: str = "create", **record: Any) -> dict[str, Any]:
    """The n-th Jetstream event; `record` replaces the record's members."""
    seen = int(START.timestamp() * 1_000_000) + n * 1_000_000
    commit: dict[str, Any] = {"rev": "r", "operation": operation, "collection": collection, "rkey": f"3k{n:04d}"}
    if operation != "delete":
        owner = "at://did:plc:calon0000000000000000000/app.bsky.feed.post/3kz"
        claimed = (START + timedelta(seconds=n)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        commit["record"] = {"$type": collection, "createdAt": claimed, "subject": {"uri": owner, "cid": "b"}} | record
    return {"did": f"did:plc:warga{n:019d}", "time_us": seen, "kind": "commit", "commit": commit}


def ndjson(*events: Any) -> bytes:
    return b"".join(json.dumps(e, separators=(",", ":")).encode() + b"\n" for e in events)


def opened(path: Path, content: bytes, *, context: Context | None = None, name: str = "export") -> Reading:
    file = path / name
    file.write_bytes(content)
    return open_export(file, context=context)


def acts(reading: Reading) -> list[dict[str, Any]]:
    return [row for batch in reading.batches() for row in batch.to_pylist()]


def reasons(reading: Reading) -> list[tuple[int, str]]:
    return [(reject.row, reject.reason) for reject in reading.rejects]
