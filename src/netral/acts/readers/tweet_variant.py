"""Which version of tweet-harvest wrote this header, and what does that version do to rows?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from netral.acts.context import Context
from netral.acts.files.dialect import Dialect
from netral.acts.rejects import FileRefused, Said
from netral.acts.values.headings import named
from netral.acts.values.times import is_local_display

_EARLY = (
    *("created_at", "id_str", "full_text", "quote_count", "reply_count", "retweet_count", "favorite_count"),
    *("lang", "user_id_str", "conversation_id_str", "username", "tweet_url"),
)
_SHIFTING = (*_EARLY, "in_reply_to_screen_name", "image_url", "location")
_ALPHABETICAL = (
    *("conversation_id_str", "created_at", "favorite_count", "full_text", "id_str", "image_url"),
    *("in_reply_to_screen_name", "lang", "location", "quote_count", "reply_count", "retweet_count"),
    *("tweet_url", "user_id_str", "username"),
)
ACTOR_COLUMNS = ("user_id_str", "username", "tweet_url")


@dataclass(frozen=True, slots=True)
class Variant:
    """`shifts_replies`: 2.5.0 to 2.5.2 put the account replied to where the author's name belongs."""

    name: str
    shifts_replies: bool = False


def recognise(dialect: Dialect) -> Variant:
    header = dialect.header
    if header == _EARLY:
        if not dialect.quoted:
            return Variant("2.0.4-2.4.0" if dialect.delimiter == ";" else "2.4.1")
        return Variant("<=2.4.3 re-saved")
    if header == (*_EARLY, "image_url", "location"):
        return Variant("2.4.2-2.4.3")
    if header == _SHIFTING:
        return Variant("2.5.0-2.5.2", shifts_replies=True)
    if header == _ALPHABETICAL:
        created = dict(zip(header, dialect.first_row, strict=False)).get("created_at", "")
        return Variant("2.7.0-2.7.1" if "T" in created[8:12] else "2.5.3-2.6.1")
    if "in_reply_to_screen_name" in header:
        return Variant(">=2.5.3 re-saved")
    return Variant("<=2.4.3 re-saved" if "tweet_url" in header else "<=1.0")


def check_usable(path: Path, dialect: Dialect, context: Context) -> None:
    """Raises FileRefused when no row of such a file can be used."""
    header = dialect.header
    if twice := sorted({name for name in (*ACTOR_COLUMNS, "id_str", "created_at") if header.count(name) > 1}):
        raise FileRefused(path, "column_twice", ", ".join(twice))
    if not set(ACTOR_COLUMNS) & set(header):
        raise FileRefused(path, "actor_column_missing", named(header))
    row = dict(zip(header, dialect.first_row, strict=False))
    if not row:
        raise FileRefused(path, "header_only")
    if is_local_display(row.get("created_at", "")) and context.timezone is None:
        raise FileRefused(path, "ambiguous_date_order", Said("kolom created_at", "column created_at"))
