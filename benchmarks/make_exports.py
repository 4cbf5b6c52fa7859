"""Makes big raw exports from a seed: the same bytes every time, no real person in them.

python -m benchmarks.make_exports tweet-harvest 2400000 th.csv
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

_HEADER = [
    "conversation_id_str",
    "created_at",
    "favorite_count",
    "full_text",
    "id_str",
    "image_url",
    "in_reply_to_screen_name",
    "lang",
    "location",
    "quote_count",
    "reply_count",
    "retweet_count",
    "tweet_url",
    "user_id_str",
    "username",
]
_WORDS = [
    "kami",
    "dukung",
    "program",
    "kerja",
    "untuk",
    "rakyat",
    "desa",
    "kota",
    "jalan",
    "sekolah",
    "pasar",
    "petani",
    "nelayan",
    "guru",
    "bidan",
    "semangat",
    "bersama",
    "maju",
    "terus",
    "jangan",
    "lupa",
    "datang",
    "ke",
    "lapangan",
    "besok",
    "pagi",
    "salam",
    "sehat",
    "selalu",
    "debat",
    "malam",
    "ini",
    "seru",
    "sekali",
]
_START = datetime(2024, 9, 25, tzinfo=UTC)
_TWITTER_EPOCH_MS = 1_288_834_974_657
_CHUNK = 20_000


def tweet_harvest_header() -> list[str]:
    return list(_HEADER)


def tweet_harvest(rows: int, *, seed: int = 1, people: int = 400_000) -> Iterator[str]:
    """tweet-harvest 2.7 CSV: all quoted, CRLF, one text in five over several lines, doubled quotes, emoji."""
    rng = random.Random(seed)
    texts = _texts(rng)
    yield ",".join(f'"{name}"' for name in _HEADER) + "\r\n"
    for n in range(rows):
        at = _START + timedelta(seconds=n % 5_000_000, milliseconds=n // 5_000_000)
        tweet = ((int(at.timestamp() * 1000) - _TWITTER_EPOCH_MS) << 22) + n % 4096
        person = rng.randrange(people)
        reply = n % 3 == 0
        owner = f"calon_{rng.randrange(3000):05d}" if reply else ""
        text = (f"@{owner} " if reply else "") + texts[rng.randrange(len(texts))]
        cells = (
            str(tweet - 4096 if reply else tweet), f"{at:%Y-%m-%dT%H:%M:%S}.000Z", str(n % 50), text, str(tweet), "",
            owner, "in", "Kab. Contoh, Jawa", "0", str(n % 7), str(n % 5),
            f"https://x.com/warga_{person:07d}/status/{tweet}", str(900_000_000_000 + person), f"warga_{person:07d}",
        )  # fmt: skip
        yield '"' + '","'.join(cells) + '"\r\n'


def _texts(rng: random.Random) -> list[str]:
    made = []
    for n in range(5000):
        words = [rng.choice(_WORDS) for _ in range(rng.randrange(6, 34))]
        if n % 5 == 0:
            words.insert(3, "\n\n")
        if n % 9 == 0:
            words[1] = f'""{words[1]}""'
        if n % 4 == 0:
            words.append("💪")
        if n % 13 == 0:
            words.append("&amp;")
        made.append(" ".join(words))
    return made


def jetstream(rows: int, *, seed: int = 1, people: int = 400_000) -> Iterator[str]:
    """Jetstream NDJSON: 60 % likes, 12 % follows, 8 % reposts, 16 % posts, 3 % deletions, 1 % identity."""
    rng = random.Random(seed)
    texts = [text.replace("\n", "\\n").replace('""', '\\"') for text in _texts(rng)]
    start = int(_START.timestamp() * 1_000_000)
    for n in range(rows):
        seen = start + n * 1_000
        did, owner = _did(rng.randrange(people)), _did(5_000_000 + rng.randrange(3000))
        claimed = datetime.fromtimestamp(seen / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{n % 1000:03d}Z"
        yield _event(n, did, owner, seen, claimed, texts[rng.randrange(len(texts))]) + "\n"


def _event(n: int, did: str, owner: str, seen: int, claimed: str, text: str) -> str:
    kind = n % 100
    head = f'{{"did":"{did}","time_us":{seen},"kind":'
    if kind == 99:
        return f'{head}"identity","identity":{{"did":"{did}","handle":"warga.example","seq":{n},"time":"{claimed}"}}}}'
    rkey = f"3m{n:011d}"
    if kind >= 96:
        deletion = f'"rev":"{rkey}","operation":"delete","collection":"app.bsky.feed.like","rkey":"{rkey}"'
        return f'{head}"commit","commit":{{{deletion}}}}}'
    subject = f'{{"cid":"bafyreigwmq2i{n:046d}","uri":"at://{owner}/app.bsky.feed.post/3k{n % 9999:011d}"}}'
    if kind < 60:
        name, body = "feed.like", f'"subject":{subject}'
    elif kind < 72:
        name, body = "graph.follow", f'"subject":"{owner}"'
    elif kind < 80:
        name, body = "feed.repost", f'"subject":{subject}'
    else:
        name = "feed.post"
        body = f'"langs":["id"],"reply":{{"parent":{subject},"root":{subject}}},"text":"{text}"'
    record = f'{{"$type":"app.bsky.{name}","createdAt":"{claimed}",{body}}}'
    commit = f'"rev":"{rkey}","operation":"create","collection":"app.bsky.{name}","rkey":"{rkey}","record":{record}'
    return f'{head}"commit","commit":{{{commit},"cid":"bafyreigwmq2i{n:046d}"}}}}'


def _did(number: int) -> str:
    return f"did:plc:{number:024d}"


MAKERS = {"tweet-harvest": tweet_harvest, "jetstream": jetstream}


def write(kind: str, rows: int, path: Path, *, seed: int = 1) -> Path:
    """Write an export of `rows` records in constant memory."""
    with path.open("w", encoding="utf-8", newline="") as file:
        waiting: list[str] = []
        for line in MAKERS[kind](rows, seed=seed):
            waiting.append(line)
            if len(waiting) == _CHUNK:
                file.writelines(waiting)
                waiting.clear()
        file.writelines(waiting)
    return path


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
