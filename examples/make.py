"""`python examples/make.py`: write the synthetic agency again. Seeded: the same bytes every time.

Everybody here is invented. The numbers of officials begin with 0000, which no real number does.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WITA = timedelta(hours=8)
UNITS = ("Dinas Pendidikan", "Dinas Kesehatan", "Sekretariat Daerah", "Kecamatan Contoh", "Inspektorat")
PILKADA = "pilkada-2024/7371"
EPOCH_X = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)


def wita(text: str) -> datetime:
    """An instant by the clock of Kabupaten Contoh."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC) - WITA


def tweet_id(when: datetime, serial: int) -> str:
    """An id that tells the same time as the tweet."""
    return str(((when - EPOCH_X) // timedelta(milliseconds=1) << 22) + serial)


def did(number: int) -> str:
    """A made-up account of the AT protocol."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return f"did:plc:{base64.b32encode(digest).decode().lower()[:24]}"


CONTESTANTS = {"rahmat": did(900001), "melati": did(900002), "rahmatmenang": did(900003)}


def write_csv(name: str, header: str, rows: Iterable[Iterable[Any]]) -> None:
    """A plain CSV, LF."""
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header.split())
        out.writerows(rows)


def officials() -> None:
    """400 people; some declared X, some Bluesky, some Mastodon; the story's people first."""
    rows: list[list[Any]] = []

    def add(number: int, platform: str, user: str, handle: str, dates: tuple[str, str] = ("2023-01-01", "")) -> None:
        status = "pns" if number < 11 else "cpns" if number % 29 == 0 else "pppk" if number % 7 == 0 else "pns"
        unit = UNITS[number % len(UNITS)]
        rows.append([f"0000{number:06}", platform, user, handle, *dates, status, unit, "7371"])

    add(1, "bluesky", did(1), "sari-contoh.bsky.social")
    add(2, "x", "90000000002", "andi_dinkes")
    add(3, "x", "90000000003", "budi_santoso")
    add(4, "x", "90000000004", "wati_lama", ("2023-01-01", "2024-06-01"))
    add(5, "bluesky", did(5), "dewi-contoh.bsky.social")
    add(6, "bluesky", did(6), "joko-contoh.bsky.social")
    add(7, "mastodon", "", "nurul@mastodon.example")
    add(8, "x", "90000000008", "hasan_kec")
    add(9, "bluesky", did(9), "rina-contoh.bsky.social")
    add(10, "x", "", "citra_setda")
    for number in range(11, 401):
        kind = number % 3
        if kind == 0:
            add(number, "x", f"9000{number:07}", f"asn_contoh_{number:03}")
        elif kind == 1:
            add(number, "bluesky", did(number), f"asn-{number}.bsky.social")
        else:
            add(number, "mastodon", "", f"asn_{number}@mastodon.example")
    write_csv(
        "officials.csv",
        "official_id platform platform_user_id handle valid_from valid_to status agency region",
        rows,
    )


def contestants() -> None:
    """Two invented pairs for one place, with their own accounts and campaign accounts; status by the calendar."""
    accounts = [
        ("paslon-1", "Rahmat Karangan", "contestant", "bluesky", CONTESTANTS["rahmat"], "rahmat.example"),
        (
            "paslon-1",
            "Rahmat Menang",
            "campaign_account",
            "bluesky",
            CONTESTANTS["rahmatmenang"],
            "rahmatmenang.example",
        ),
        ("paslon-1", "Rahmat Karangan", "contestant", "x", "80000000001", "rahmat_karangan"),
        ("paslon-1", "Rahmat Menang", "campaign_account", "mastodon", "", "rahmatmenang@mastodon.example"),
        ("paslon-2", "Melati Rekaan", "contestant", "bluesky", CONTESTANTS["melati"], "melati.example"),
        ("paslon-2", "Melati Juara", "campaign_account", "x", "80000000002", "melatijuara"),
    ]
    write_csv(
        "contestants.csv",
        "contest contestant_id name role platform platform_user_id handle status valid_from valid_to",
        ([PILKADA, *account, "", "2024-01-01", ""] for account in accounts),
    )


def jetstream() -> None:
    """Bluesky: likes before and after designation, an accident undone, masa tenang, and a crowd."""
    lines: list[dict[str, Any]] = []

    def event(actor: str, when: datetime, operation: str, collection: str, key: str, record: Any = None) -> None:
        commit = {"rev": "3rev", "operation": operation, "collection": f"app.bsky.{collection}", "rkey": key}
        if record is not None:
            commit |= {"record": {"$type": f"app.bsky.{collection}", "createdAt": stamp(when), **record}, "cid": "bafy"}
        lines.append(
            {"did": actor, "time_us": (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)}
            | {"kind": "commit", "commit": commit}
        )

    def like(actor: str, when: datetime, owner: str, key: str) -> None:
        subject = {"uri": f"at://{owner}/app.bsky.feed.post/3post", "cid": "bafy"}
        event(actor, when, "create", "feed.like", key, {"subject": subject})

    menang = CONTESTANTS["rahmatmenang"]
    like(did(1), wita("2024-09-10T19:30:00"), menang, "3sari1")
    like(did(1), wita("2024-10-05T20:00:00"), menang, "3sari2")
    like(did(5), wita("2024-10-19T07:15:00"), CONTESTANTS["melati"], "3dewi1")
    event(did(5), wita("2024-10-19T07:15:42"), "delete", "feed.like", "3dewi1")
    like(did(6), wita("2024-09-21T23:59:30"), menang, "3joko1")
    like(did(6), wita("2024-09-22T00:00:30"), menang, "3joko2")
    like(did(9), wita("2024-11-25T21:10:00"), CONTESTANTS["rahmat"], "3rina1")
    event(did(9), wita("2024-10-02T08:00:00"), "create", "graph.follow", "3rina2", {"subject": CONTESTANTS["rahmat"]})
    crowd = random.Random(2024)
    for number in range(600):
        when = wita("2024-09-01T00:00:00") + timedelta(seconds=crowd.randrange(90 * 86400))
        like(did(5000 + number), when, crowd.choice(sorted(CONTESTANTS.values())), f"3x{number}")
    for number in range(150):
        when = wita("2024-09-01T00:00:00") + timedelta(seconds=crowd.randrange(90 * 86400))
        like(did(11 + number), when, did(70000 + number), f"3y{number}")
    lines.append({"did": did(1), "time_us": 1727000000000000, "kind": "identity", "identity": {"did": did(1)}})
    lines.sort(key=lambda line: line["time_us"])
    text = "\n".join(json.dumps(line, separators=(",", ":")) for line in lines)
    cut = '{"did":"did:plc:terpotong","time_us":17290'
    (HERE / "bluesky.jetstream.ndjson").write_text(f"{text}\n{cut}\n", "utf-8", newline="\n")


def stamp(when: datetime) -> str:
    """ISO time in UTC with milliseconds."""
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def mastodon() -> None:
    """ActivityPub: a spouse on leave who shares, a private message that is not read, an outsider."""
    host = "https://mastodon.example"
    public = "https://www.w3.org/ns/activitystreams#Public"
    post = f"{host}/users/rahmatmenang/statuses/77"

    def act(kind: str, who: str, number: int, when: datetime, to: str, obj: Any) -> dict[str, Any]:
        actor = f"{host}/users/{who}"
        return {"id": f"{actor}/statuses/{number}/activity", "type": kind, "actor": actor, "published": stamp(when)} | {
            "to": [to],
            "object": obj,
        }

    note = {"id": f"{host}/users/nurul/statuses/3", "type": "Note", "attributedTo": f"{host}/users/nurul"}
    items = [
        act("Announce", "nurul", 1, wita("2024-10-12T18:20:00"), public, post),
        act("Create", "nurul", 3, wita("2024-10-13T08:00:00"), f"{host}/users/kawan", {**note, "inReplyTo": post}),
        act("Announce", "warga", 4, wita("2024-10-12T19:00:00"), public, post),
    ]
    outbox = {"@context": "https://www.w3.org/ns/activitystreams", "id": f"{host}/outbox", "type": "OrderedCollection"}
    text = json.dumps({**outbox, "orderedItems": items}, indent=1)
    (HERE / "mastodon.outbox.json").write_text(text + "\n", "utf-8", newline="\n")


NEW = "conversation_id_str created_at favorite_count full_text id_str image_url in_reply_to_screen_name lang location \
quote_count reply_count retweet_count tweet_url user_id_str username".split()
OLD = "created_at id_str full_text quote_count reply_count retweet_count favorite_count lang user_id_str \
conversation_id_str username tweet_url".split()


def tweet(when: datetime, serial: int, user: tuple[str, str], text: str, to: str = "") -> dict[str, str]:
    """The fields that the tool writes, all versions together."""
    number = tweet_id(when, serial)
    root = tweet_id(when - timedelta(hours=3), serial + 1) if to or text.startswith("@") else number
    return dict.fromkeys(NEW, "") | {
        "conversation_id_str": root,
        "created_at": stamp(when),
        "full_text": text,
        "id_str": number,
        "in_reply_to_screen_name": to,
        "lang": "in",
        "quote_count": "0",
        "reply_count": "0",
        "retweet_count": "0",
        "favorite_count": "1",
        "tweet_url": f"https://x.com/{user[1]}/status/{number}",
        "user_id_str": user[0],
        "username": user[1],
    }


def tweets() -> None:
    """X, by version 2.7.1: a hijacked account, a namesake, a recycled handle, bystanders."""
    crowd = random.Random(2711)
    rows = [
        tweet(
            wita("2024-10-18T02:10:00"),
            11,
            ("90000000002", "andi_dinkes"),
            'Menang! "Lanjutkan"\nAyo, semua',
            "melatijuara",
        ),
        tweet(wita("2024-10-20T12:00:00"), 12, ("91111111111", "budi_sant0so"), "Siap, Bu", "melatijuara"),
        tweet(wita("2024-10-21T12:00:00"), 13, ("92222222222", "wati_lama"), "Mantap", "melatijuara"),
        tweet(wita("2024-11-02T09:30:00"), 14, ("90000000010", "citra_setda"), "Maju terus", "rahmat_karangan"),
    ]
    for number in range(300):
        when = wita("2024-09-01T06:00:00") + timedelta(seconds=crowd.randrange(80 * 86400))
        to = crowd.choice(["melatijuara", "rahmat_karangan", "", "", "warga_lain"])
        rows.append(tweet(when, 100 + number, (f"7{number:010}", f"warga_{number:03}"), "Selamat pagi, dunia", to))
    out = io.StringIO()
    writer = csv.DictWriter(out, NEW, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (HERE / "x.tweet-harvest-2.7.1.csv").write_text(out.getvalue(), "utf-8", newline="")


def old_tweets() -> None:
    """X, by an early version: semicolons, quotes as they came, a reply whose target is only inferred, damage."""
    crowd = random.Random(204)
    rows = [tweet(wita("2024-09-25T20:15:00"), 21, ("90000000008", "hasan_kec"), '@melatijuara Siap "komandan" lanjut')]
    for number in range(120):
        when = wita("2024-09-01T06:00:00") + timedelta(seconds=crowd.randrange(30 * 86400))
        rows.append(tweet(when, 500 + number, (f"6{number:010}", f"orang_{number:03}"), "Hujan lagi hari ini"))
    lines = [";".join(OLD)]
    for row in rows:
        row["created_at"] = datetime.fromisoformat(row["created_at"]).strftime("%a %b %d %H:%M:%S +0000 %Y")
        row["tweet_url"] = row["tweet_url"].replace("x.com", "twitter.com")
        lines.append(";".join(f'"{row[name]}"' if name == "full_text" else row[name] for name in OLD))
    lines[40] = lines[40].replace("orang_038;https", "orang_999;https")
    lines[60] = lines[60][:70]
    (HERE / "x.tweet-harvest-2.3.csv").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def questions() -> None:
    """What the people of the story might have asked before."""
    wita_noon = "2024-10-05T12:00:00+08:00"
    asked = [
        {
            "id": "sari: bolehkah saya menyukai unggahan tim pemenangan?",
            "at": wita_noon,
            "verb": "Like",
            "actor": {"status": "pns"},
            "target": {"role": "campaign_account", "contest": PILKADA},
        },
        {
            "id": "dewi: saya menyukai tidak sengaja lalu membatalkannya",
            "at": "2024-10-19T07:15:00+08:00",
            "verb": "Like",
            "actor": {"status": "pns"},
            "circumstances": ["accidental", "undone"],
            "target": {"role": "contestant", "contest": PILKADA},
        },
        {
            "id": "nurul: suami saya calon, saya cuti, bolehkah saya mendampingi?",
            "at": wita_noon,
            "verb": "Attend",
            "actor": {"status": "pns", "relation": "spouse", "on_cltn": True},
            "circumstances": ["passive"],
            "target": {"role": "contestant", "contest": PILKADA},
        },
        {
            "id": "andi: akun saya dibajak",
            "at": "2024-10-18T02:10:00+08:00",
            "verb": "Create",
            "actor": {"status": "pns"},
            "object": {"in_reply_to": True, "content": "promotes"},
            "target": {"role": "campaign_account", "contest": PILKADA},
            "circumstances": ["not_author"],
        },
    ]
    text = json.dumps(asked, ensure_ascii=False, indent=1)
    (HERE / "questions.json").write_text(text + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    for make in (officials, contestants, jetstream, mastodon, tweets, old_tweets, questions):
        make()
