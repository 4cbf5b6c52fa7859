"""Who tweeted, which tweet, when? Rows whose answer is not certain get a reason instead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.outcome import Against
from netral.acts.readers.tweet_url import PATTERN, UNDEFINED
from netral.acts.values import strings, times
from netral.acts.values.ids import rounded, rounded_together
from netral.acts.values.strings import Mask

_SCIENTIFIC = r"^[0-9][.,][0-9]+[eE]\+?[0-9]+$"
_SLACK = 2_000_000
_LOST_DIGITS = np.uint64(20_000)


@dataclass(slots=True)
class Judged:
    """Columns of what is certain, and what speaks against the other rows."""

    against: Against
    tweet_id: pa.Array
    actor_id: pa.Array
    handle: pa.Array
    at: times.Micros
    from_snowflake: Mask
    repairs: dict[str, Mask]


def judge(raw: pa.Table, context: Context) -> Judged:
    """One verdict per row of string cells; needs created_at, id_str, user_id_str, username, tweet_url."""
    ids, users, names, urls = (raw.column(n).chunk(0) for n in ("id_str", "user_id_str", "username", "tweet_url"))
    size = len(ids)
    named = strings.made_of(names, strings.HANDLE, longest=strings.MAX_HANDLE)
    whole = strings.made_of(ids, strings.DIGIT, longest=19)
    url_handle, url_id, linked = _links(urls, names, ids)
    no_url = pc.equal(urls, "").to_numpy(zero_copy_only=False)
    judged = Judged(
        against=Against(size),
        tweet_id=pc.if_else(pa.array(linked), url_id, ids),
        actor_id=users,
        handle=names,
        at=np.full(size, times.NO_TIME),
        from_snowflake=np.zeros(size, bool),
        repairs={},
    )
    _not_a_row(judged, raw, whole=whole, linked=linked)
    _shifted(judged, raw)
    number = strings.numbers(judged.tweet_id, linked | whole)
    damaged = ~linked | (strings.numbers(ids, whole) != number)
    _author(judged, users, names, url_handle, named=named, linked=linked, damaged=damaged)
    _tweet(judged, ids, number, whole=whole, linked=linked, no_url=no_url)
    _time(judged, raw.column("created_at").chunk(0), number, context)
    return judged


def _links(urls: pa.Array, names: pa.Array, ids: pa.Array) -> tuple[pa.Array, pa.Array, Mask]:
    """Handle and id in each link, and where there is one.

    A link that is exactly what name and id make needs no regular expression; the others get one.
    """
    expected_name = pc.if_else(pc.equal(names, ""), UNDEFINED, names)
    tail = pc.binary_join_element_wise(expected_name, ids, "/status/")
    plain = pc.or_(
        pc.equal(urls, pc.binary_join_element_wise("https://x.com/", tail, "")),
        pc.equal(urls, pc.binary_join_element_wise("https://twitter.com/", tail, "")),
    ).to_numpy(zero_copy_only=False)
    plain &= strings.made_of(expected_name, strings.HANDLE, longest=strings.MAX_HANDLE)
    plain &= strings.made_of(ids, strings.DIGIT, longest=19)
    if plain.all():
        return expected_name, ids, plain
    rest = pa.array(~plain)
    found = pc.extract_regex(urls.filter(rest), PATTERN)
    handles, numbers = found.field("handle"), found.field("id")
    linked = plain.copy()
    linked[~plain] = found.is_valid().to_numpy(zero_copy_only=False)
    return (
        pc.replace_with_mask(expected_name, rest, handles.fill_null("")),
        pc.replace_with_mask(ids, rest, numbers.fill_null("")),
        linked,
    )


def _not_a_row(judged: Judged, raw: pa.Table, *, whole: Mask, linked: Mask) -> None:
    """Headers in mid-file (also with pseudonymised names) and halves of rows that a spreadsheet cut in two."""
    cells = {name: raw.column(name).chunk(0) for name in ("id_str", "user_id_str", "username", "tweet_url")}
    if whole.all() and linked.all():
        return
    header = pc.or_(pc.equal(cells["id_str"], "id_str"), pc.equal(cells["user_id_str"], "user_id_str"))
    judged.against.book(header.to_numpy(zero_copy_only=False), "header_repeated")
    bare = np.ones(len(whole), bool)
    for name in ("user_id_str", "username", "tweet_url"):
        bare &= pc.equal(cells[name], "").to_numpy(zero_copy_only=False)
    judged.against.book(bare, "row_truncated")
    undated = times.instants(raw.column("created_at").chunk(0)) == times.NO_TIME
    scientific = pc.match_substring_regex(cells["id_str"], _SCIENTIFIC).to_numpy(zero_copy_only=False)
    short = pc.less(pc.binary_length(cells["id_str"]), 9).to_numpy(zero_copy_only=False)
    judged.against.book(undated & ~linked & (~whole | short) & ~scientific, "row_truncated")


def _shifted(judged: Judged, raw: pa.Table) -> None:
    """Cells that stand one column off: where a conversation belongs is a name, or the author is the tweet itself."""
    threads, users, ids = (raw.column(n).chunk(0) for n in ("conversation_id_str", "user_id_str", "id_str"))
    odd = ~strings.made_of(threads, strings.DIGIT, longest=19)
    if odd.any():
        odd &= pc.match_substring_regex(threads, r"[A-Za-z_]{2}").to_numpy(zero_copy_only=False)
        judged.against.book(odd, "actor_conflict", "conversation_id_str")
    same = pc.and_(pc.equal(users, ids), pc.not_equal(users, "")).to_numpy(zero_copy_only=False)
    judged.against.book(same, "actor_conflict", "user_id_str")


def _tweet(
    judged: Judged, ids: pa.Array, number: npt.NDArray[np.uint64], *, whole: Mask, linked: Mask, no_url: Mask
) -> None:
    """The link's id wins; a cell that differs must be a rounded form of it, else the row was mixed up."""
    cell = strings.numbers(ids, whole)
    scientific = pc.match_substring_regex(ids, _SCIENTIFIC).to_numpy(zero_copy_only=False) & ~whole
    differs = linked & (cell != number)
    gap = np.where(cell > number, cell - number, number - cell)
    near = differs & whole & (gap <= _LOST_DIGITS) & rounded(cell)
    empty = pc.equal(ids, "").to_numpy(zero_copy_only=False)
    judged.against.book(~linked & ~no_url, "actor_conflict", "tweet_url")
    judged.against.book(differs & ~near & ~scientific & ~empty, "id_conflict", "id_str")
    judged.against.book(~linked & (scientific | (whole & rounded(cell))), "id_precision_lost", "id_str")
    judged.against.book(~linked & ~whole, "id_missing", "id_str")
    judged.repairs["id_from_url"] = differs


def _author(
    judged: Judged,
    users: pa.Array,
    names: pa.Array,
    url_handle: pa.Array,
    *,
    named: Mask,
    linked: Mask,
    damaged: Mask,
) -> None:
    """The author is the user id; the handle is the link's, else the column's, and the two must agree.

    One true id in a hundred looks rounded, so a user id is suspected only in a row without a witness: where
    the tweet's own id came through whole (cell and link say the same), so did the user's.
    """
    no_name = pc.equal(names, "").to_numpy(zero_copy_only=False)
    undefined = pc.equal(url_handle, UNDEFINED).to_numpy(zero_copy_only=False) | ~linked
    same = pc.equal(pc.ascii_lower(names), pc.ascii_lower(url_handle)).to_numpy(zero_copy_only=False)
    judged.against.book(~undefined & ~no_name & ~same, "actor_conflict", "username")
    judged.against.book(~no_name & ~named, "actor_conflict", "username")
    whole = strings.made_of(users, strings.DIGIT, longest=19)
    scientific = pc.match_substring_regex(users, r"[eE]\+?[0-9]+$").to_numpy(zero_copy_only=False)
    judged.against.book(scientific & ~whole, "actor_id_lost", "user_id_str")
    empty = pc.equal(users, "").to_numpy(zero_copy_only=False)
    judged.against.book(~whole & ~empty, "actor_missing", "user_id_str")
    numbers = strings.numbers(users, whole)
    lost = whole & ((damaged & rounded(numbers)) | rounded_together(numbers))
    nameless = undefined & no_name
    judged.against.book(lost & nameless, "id_precision_lost", "user_id_str")
    judged.against.book(empty & nameless, "actor_missing", "user_id_str")
    judged.actor_id = pc.if_else(pa.array(whole & ~lost), users, pa.scalar(None, pa.string()))
    handle = pc.if_else(pa.array(undefined), names, url_handle)
    judged.handle = pc.if_else(pa.array(nameless), pa.scalar(None, pa.string()), pc.ascii_lower(handle))
    judged.repairs["user_id_rounded"] = lost


def _time(judged: Judged, cells: pa.Array, number: npt.NDArray[np.uint64], context: Context) -> None:
    """The stated time, held against the time inside the tweet's id: catches shifted cells and mangled ids."""
    judged.at = times.instants(cells)
    made = times.snowflake(number)
    for row in np.flatnonzero((judged.at == times.NO_TIME) & judged.against.ok).tolist():
        _local_time(judged, row, cells[row].as_py(), int(made[row]), context)
    checked = (judged.at != times.NO_TIME) & (made != times.NO_TIME)
    judged.against.book(checked & (np.abs(judged.at - made) > _SLACK), "id_time_conflict", "created_at")


def _local_time(judged: Judged, row: int, text: str, made: int, context: Context) -> None:
    """A spreadsheet's display time: the id tells the second, and which order of day and month was meant."""
    one = np.zeros(len(judged.at), bool)
    one[row] = True
    if not text:
        judged.against.book(one, "time_missing", "created_at")
    elif context.timezone is None or not times.is_local_display(text):
        judged.against.book(one, "time_unreadable", "created_at")
    else:
        orders = (context.date_order,) if context.date_order else ("dmy", "mdy")
        candidates = times.local_instants(text, context.timezone, orders)
        fits = made != times.NO_TIME and any(0 <= made - at < 60_000_000 for at in candidates)
        if not fits:
            judged.against.book(one, "id_time_conflict", "created_at")
            return
        judged.at[row] = made - made % 1_000_000
        judged.from_snowflake[row] = True
