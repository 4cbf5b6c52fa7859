"""Which column names of a refused file may be repeated? Only words that are certainly nobody's.

The first line of a file without a header is somebody's handle and words, and reads like a header all the same.
"""

from __future__ import annotations

from netral.acts.formats import known
from netral.acts.rejects import Said

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


def named(header: tuple[str, ...]) -> Said:
    """The columns that some tool is known to write, and how many others there are."""
    words = TEXTS | ACTORS | _OTHERS
    words |= {path[-1].lower() for fmt in known() if fmt.kind == "table" for path in fmt.cells.values()}
    found = [name.lower() for name in header if name.lower() in words]
    known_names, others = ", ".join(found[:12]), len(header) - len(found[:12])
    kept = Said(f"kolomnya {known_names}", f"its columns are {known_names}") if found else None
    left = Said(f"{others} kolom tidak dikenal", f"{others} unknown column{'s' * (others != 1)}") if others else None
    told = [one for one in (kept, left) if one is not None]
    return Said("; ".join(one.id for one in told), "; ".join(one.en for one in told))
