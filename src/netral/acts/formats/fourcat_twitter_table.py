"""Posts of X as a table: 4CAT's, and Zeeschuimer's own with the same columns."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.format import Format, Opening, Yields
from netral.acts.mapping import Acts
from netral.acts.platforms import x_rows
from netral.acts.values import when
from netral.acts.values.cells import Cells, flags, handle
from netral.acts.values.cells import when as where
from netral.acts.values.redacted import refusal, revealed

_MUST = ("id", "thread_id", "unix_timestamp", "link", "body", "author", "author_id", "is_retweet", "retweeted_user")
_MAY = ("is_reply", "replied_user", "replied_author", "is_quote_tweet", "quoted_user", "quote_author", "mentions")
_YES_NO = pa.array(["yes", "no"])


def _acts(cells: Cells) -> Acts:
    again, reply, quote = (cells.is_(name, "yes") for name in ("is_retweet", "is_reply", "is_quote_tweet"))
    replied, quoted = cells.first("replied_user", "replied_author"), cells.first("quoted_user", "quote_author")
    unclear = [
        (flags(pc.invert(pc.is_in(cells[name], _YES_NO))) & cells.given(name), name)
        for name in ("is_retweet", "is_reply", "is_quote_tweet")
    ]
    return x_rows.acts(
        cells,
        again=again,
        others=((reply, "reply"), (quote, "quote"), (cells.given("mentions"), "mention")),
        author=revealed(cells["author"]),
        uid=revealed(cells["author_id"]),
        url=cells["link"],
        # The other time column is in the zone of the server, which the table does not tell.
        time=when.epoch(cells["unix_timestamp"]),
        # Which post was reposted is not in the table, only whose.
        object_id=where(~again, cells["id"]),
        object_owner_handle=handle(where(again, cells["retweeted_user"], where(reply, replied, where(quote, quoted)))),
        root_id=cells["thread_id"],
        mention_handles=pc.split_pattern(pc.ascii_lower(cells["mentions"]), ","),
        text=cells["body"],
        against=tuple(("word_unknown", mask, name) for mask, name in unclear),
    )


def _recognise(opening: Opening) -> str | None:
    if not opening.has(*_MUST):
        return None
    return "zeeschuimer csv" if opening.delimiter == ";" else "4cat csv"


FORMATS = (
    Format(
        name="4cat-twitter-table",
        tool="zeeschuimer or 4cat",
        looks={
            "id": "Tabel dengan `thread_id`, `unix_timestamp`, `author_id`, `is_retweet`, dan `retweeted_user`.",
            "en": "A table with `thread_id`, `unix_timestamp`, `author_id`, `is_retweet` and `retweeted_user`.",
        },
        kind="table",
        recognise=_recognise,
        cells={name: (name,) for name in (*_MUST, *_MAY)},
        acts=_acts,
        yields=(Yields("Create", "id", "handle", "s"), Yields("Announce", "id", "handle", "s")),
        cannot_show=(
            {"id": "Suka dan ikuti tidak ada dalam tabel ini.", "en": "No likes or follows."},
            {
                "id": "Unggahan mana yang dibagikan, dan ID pemiliknya, tidak tertulis.",
                "en": "Which post was reposted, and its owner's id, are not stated.",
            },
        ),
        refuse=refusal("author", "author_id"),
    ),
)
