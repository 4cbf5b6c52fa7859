"""Which column names of a refused file may be repeated? Only words that are certainly nobody's.

The first line of a file without a header is somebody's handle and words, and reads like a header all the same.
"""

from __future__ import annotations

from netral.acts.formats import known

TEXTS = frozenset(
    (
        *("text", "full_text", "comment", "comments", "comment_text", "content", "body", "message", "tweet"),
        *("komentar", "teks", "isi"),
    )
)
ACTORS = frozenset(
    (
        *("author", "author_id", "author_name", "username", "user", "user_id", "user_id_str", "screen_name", "actor"),
        *("from", "from_id", "owner", "ownerusername", "tweet_url", "akun", "pengguna", "author_url", "profile_url"),
    )
)
_OTHERS = frozenset(("created_at", "id_str", "id", "date", "time", "timestamp", "published_at", "waktu", "tanggal"))


def named(header: tuple[str, ...]) -> str:
    """The columns that some tool is known to write, and how many others there are."""
    words = TEXTS | ACTORS | _OTHERS
    words |= {path[-1].lower() for fmt in known() if fmt.kind == "table" for path in fmt.cells.values()}
    found = [name.lower() for name in header if name.lower() in words]
    said = [f"columns are {', '.join(found[:12])}"] if found else []
    others = len(header) - len(found[:12])
    return "; ".join([*said, f"{others} columns are not known"] if others else said)
