"""Posts of X in a table: what each row is, and what speaks against it, for id, link, author and time must agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.mapping import Acts
from netral.acts.values import ids as ids_
from netral.acts.values import strings, times
from netral.acts.values.cells import Cells, digits, flags, handle, kinds, matched
from netral.acts.values.cells import when as where
from netral.acts.values.strings import Mask
from netral.acts.values.when import When

_LINK = r"^https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?P<handle>[A-Za-z0-9_]{1,15})/status/(?P<id>[0-9]{1,19})"
_SLACK = 2_000_000


def acts(
    cells: Cells,
    *,
    again: Mask,
    others: tuple[tuple[Mask, str], ...],
    author: pa.Array,
    uid: pa.Array,
    url: pa.Array,
    time: When,
    against: tuple[tuple[Any, ...], ...],
    **told: Any,
) -> Acts:
    """Announce for the reposts (`again`), Create for the rest, of the kind that the first of `others` says."""
    return Acts(
        cells,
        platform="x",
        verb=kinds(cells.size, (again, "Announce"), other="Create"),
        time=time,
        interaction=kinds(cells.size, (again, "repost"), *others, other="post"),
        activity_id=cells["id"],
        actor_id=digits(uid),
        actor_handle=handle(author),
        object_type="Note",
        object_url=where(~again, url),
        # A post says itself whom it answers: a context for the whole file cannot know better.
        by_context=False,
        against=(*against, *_doubts(ids=cells["id"], links=url, authors=author, users=uid, at=time.at)),
        **told,
    )


def _doubts(
    *, ids: pa.Array, links: pa.Array, authors: pa.Array, users: pa.Array, at: times.Micros
) -> tuple[tuple[str, Mask, str], ...]:
    """Reasons with rows and column. A time more than two seconds from the id's own betrays a shifted row."""
    whole = strings.made_of(pc.fill_null(ids, ""), strings.DIGIT, longest=19)
    numbers = strings.numbers(pc.fill_null(ids, ""), whole)
    made = times.snowflake(numbers)
    timed = whole & (made != times.NO_TIME) & (at != times.NO_TIME)
    linked, handle = matched(links, _LINK, "id"), matched(links, _LINK, "handle")
    same_author = pc.equal(pc.ascii_lower(handle), pc.ascii_lower(authors))
    # A link with another id than the cell: a spreadsheet rounded the cell, or the row was mixed up.
    other = flags(pc.not_equal(linked, ids))
    named = strings.made_of(pc.fill_null(authors, ""), strings.HANDLE, longest=strings.MAX_HANDLE)
    known = strings.made_of(pc.fill_null(users, ""), strings.DIGIT, longest=19)
    return (
        ("id_missing", ~whole, "id"),
        ("id_precision_lost", other & ids_.rounded(numbers), "id"),
        ("id_conflict", other, "id"),
        ("id_precision_lost", flags(linked.is_null()) & ids_.unwitnessed(ids), "id"),
        ("actor_id_lost", flags(users.is_valid()) & ~known, "user_id"),
        ("actor_conflict", flags(pc.invert(same_author)), "author"),
        ("account_unreadable", flags(authors.is_valid()) & ~named, "author"),
        ("id_time_conflict", timed & (np.abs(at - np.where(timed, made, at)) > _SLACK), "timestamp"),
    )
