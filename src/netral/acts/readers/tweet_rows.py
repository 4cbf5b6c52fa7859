"""The slow lane: what can be recovered from one tweet-harvest record that the fast lane could not prove?"""

from __future__ import annotations

from dataclasses import dataclass

from netral.acts.files.dialect import Dialect, split_cells, unquoted
from netral.acts.readers.tweet_url import TWEET_URL, UNDEFINED
from netral.acts.readers.tweet_variant import Variant
from netral.acts.values.strings import LOST

_COUNTS = ("quote_count", "reply_count", "retweet_count", "favorite_count", "conversation_id_str")
_HOPELESS = ("encoding", "record_too_long")


@dataclass(frozen=True, slots=True)
class Recovered:
    """A record's cells under the header, and what was done to get them."""

    cells: dict[str, str]
    repairs: tuple[str, ...]


def recover(record: bytes, flag: str, dialect: Dialect, variant: Variant) -> Recovered | str:
    """The cells of `record`, or the reason why it must be rejected. Never pads, never guesses a column."""
    if flag in _HOPELESS:
        return flag
    text = record.decode().rstrip("\r\n")
    repairs: tuple[str, ...] = ()
    if "\0" in text:
        text, repairs = text.replace("\0", LOST), ("nul_replaced",)
    cells = _cells(text, dialect)
    if cells is None:
        cells = _anchored(text, dialect)
        if cells is None:
            return "row_truncated" if flag == "row_truncated" else "unescaped_quote"
        repairs += ("unescaped_quote",)
    if len(cells) == dialect.width:
        row = dict(zip(dialect.header, cells, strict=True))
        cut = flag == "unterminated" and _may_be_cut(row, dialect.header[-1])
        return "row_truncated" if cut else Recovered(row, repairs)
    if variant.shifts_replies and len(cells) == dialect.width + 1:
        realigned = _realign(cells)
        return Recovered(realigned, (*repairs, "reply_realigned")) if realigned else "actor_conflict"
    if len(cells) < dialect.width:
        return "row_truncated"
    cells = _anchored(text, dialect)
    if cells is None:
        return "row_width"
    return Recovered(dict(zip(dialect.header, cells, strict=True)), (*repairs, "delimiter_in_text"))


def _may_be_cut(row: dict[str, str], last: str) -> bool:
    """Is the last cell one that says who or which, with nothing else in the row to tell whether it is whole?"""
    link = TWEET_URL.match(row.get("tweet_url", ""))
    if last in ("username", "id_str"):
        return link is None or link["handle"] == UNDEFINED
    return last in ("user_id_str", "in_reply_to_screen_name", "conversation_id_str")


def _cells(text: str, dialect: Dialect) -> list[str] | None:
    if dialect.quoted:
        return split_cells(text, dialect.delimiter)
    return [unquoted(cell) for cell in text.split(dialect.delimiter)]


def _anchored(text: str, dialect: Dialect) -> list[str] | None:
    """Cells counted from both ends, what is left in the middle is the text.

    Believed only if link, id and author to its left and right confirm that the cells are where they belong.
    """
    if "full_text" not in dialect.header or "tweet_url" not in dialect.header:
        return None
    everywhere = text[:1] == '"' == text[-1:]
    body, separator = (text[1:-1], f'"{dialect.delimiter}"') if everywhere else (text, dialect.delimiter)
    parts = body.split(separator)
    left = dialect.header.index("full_text")
    right = dialect.width - left - 1
    if len(parts) < dialect.width:
        return None
    middle = separator.join(parts[left : len(parts) - right])
    cells = [*parts[:left], middle, *parts[len(parts) - right :]]
    cells = cells if everywhere else [unquoted(cell) for cell in cells]
    return cells if _confirmed(dict(zip(dialect.header, cells, strict=True))) else None


def _confirmed(row: dict[str, str]) -> bool:
    link = TWEET_URL.match(row["tweet_url"])
    if link is None or link["id"] != row.get("id_str"):
        return False
    name, user = row.get("username", ""), row.get("user_id_str", "")
    named = name.lower() == link["handle"].lower() or (not name and link["handle"] == UNDEFINED)
    counted = all(row.get(column, "0").isdecimal() for column in _COUNTS)
    lettered = not any(sign.isdecimal() for sign in row.get("lang", ""))
    return named and counted and lettered and user.isdecimal() and user != link["id"]


def _realign(cells: list[str]) -> dict[str, str] | None:
    """A 2.5.0-2.5.2 reply: the account replied to stands before the author and again at the end."""
    *early, replied, author, url = cells[:13]
    link = TWEET_URL.match(url)
    if link is None or link["handle"].lower() != author.lower() or cells[-1] != replied or not replied:
        return None
    names = (
        *("created_at", "id_str", "full_text", "quote_count", "reply_count", "retweet_count"),
        *("favorite_count", "lang", "user_id_str", "conversation_id_str"),
    )
    row = dict(zip(names, early, strict=True))
    return {**row, "username": author, "tweet_url": url, "in_reply_to_screen_name": replied}
