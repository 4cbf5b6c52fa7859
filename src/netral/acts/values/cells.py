"""The values of one block of records, as columns of text: what a format's mapping reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.values import strings
from netral.acts.values.strings import Mask

_TEXT = pa.string()


class Cells:
    """Columns by name; text, null where the record has nothing (or an empty cell) there."""

    def __init__(self, columns: Mapping[str, pa.Array], size: int, context: Context) -> None:
        self._columns, self.size, self.context = columns, size, context

    def __getitem__(self, name: str) -> pa.Array:
        """The column; all null where this file does not have it."""
        found = self._columns.get(name)
        return pa.nulls(self.size, _TEXT) if found is None else found

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def first(self, *names: str) -> pa.Array:
        """Per record the first of these columns that has something."""
        return pc.coalesce(*(self[name] for name in names)) if len(names) > 1 else self[names[0]]

    def is_(self, name: str, *words: str) -> Mask:
        """Where the cell is one of these words."""
        return flags(pc.is_in(self[name], pa.array(words, _TEXT)))

    def given(self, name: str) -> Mask:
        """Where the cell has something."""
        return flags(self[name].is_valid())


def flags(column: pa.Array) -> Mask:
    """A column of truth as a mask; null is false."""
    found: Mask = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return found


def handle(column: pa.Array) -> pa.Array:
    """Handles without @ and in ASCII lower case, null where nothing is left; as `normalise_handle`."""
    bare = pc.ascii_lower(pc.ascii_trim_whitespace(pc.replace_substring_regex(column, r"^[\s@]+", "")))
    return empty_to_null(bare)


def domain_account(column: pa.Array) -> tuple[pa.Array, pa.Array]:
    """DID and handle of Bluesky, whose handles are domains; `handle.invalid` is what every account without one has."""
    name = handle(matched(column, r"^\s*@?(?P<name>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\s*$", "name"))
    nobody = pc.fill_null(pc.equal(name, "handle.invalid"), False)
    return matched(column, r"^(?P<did>did:[a-z]+:\S+)$", "did"), pc.if_else(nobody, pa.scalar(None, _TEXT), name)


def account(said: str) -> tuple[str | None, str | None]:
    """(id, handle) of an account as a person writes it: digits, a DID or a channel's UC… are ids."""
    if re.fullmatch(r"[0-9]{5,}|did:[a-z]+:.+|UC[\w-]{22}", said):
        return said, None
    return None, said.lstrip("@ ").strip().lower() or None


def empty_to_null(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, _TEXT), column)


def matched(column: pa.Array, pattern: str, name: str) -> pa.Array:
    """A named group of the pattern, null where it does not match or is empty."""
    return empty_to_null(pc.struct_field(pc.extract_regex(column, f"(?s){pattern}"), name))


def digits(column: pa.Array) -> pa.Array:
    """Ids that are digits only; what a spreadsheet or a float made of an id is null."""
    whole = strings.made_of(pc.fill_null(column, ""), strings.DIGIT, longest=40)
    return pc.if_else(pa.array(whole), column, pa.scalar(None, _TEXT))


def when(mask: Mask, column: pa.Array, other: pa.Array | str | None = None) -> pa.Array:
    """`column` where the mask holds, else `other`."""
    otherwise = pa.scalar(other, _TEXT) if other is None or isinstance(other, str) else other
    return pc.if_else(pa.array(mask), column, otherwise)


def kinds(size: int, *choices: tuple[Mask, str], other: str) -> pa.Array:
    """Per record the word of the first mask that holds, else `other`."""
    found = pa.repeat(pa.scalar(other, _TEXT), size)
    for mask, word in reversed(choices):
        found = pc.if_else(pa.array(mask), word, found)
    return found
