"""What must a format say of itself? How it is recognised, where its values stand, and what it can never show.

Adding a format is one file in `netral.acts.formats` with a tuple `FORMATS`, one fixture, and the acts expected of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from netral.acts.context import Context
from netral.acts.mapping import Acts
from netral.acts.rejects import Said
from netral.acts.values.cells import Cells

Kind = Literal["table", "json"]
Path: TypeAlias = tuple[str, ...]
INPUT = "the input's"
"""After a column's name: not the tool's own column but one of the same name that its input had."""
Words: TypeAlias = dict[str, str]
Refusal: TypeAlias = tuple[str, str | Said]
"""Reason of the closed list, and what was found."""


@dataclass(frozen=True, slots=True)
class Yields:
    """One verb that such an export can hold, and how exactly: a row of the manual's table.

    `actor` and `owner`: id, handle, context, or – where the file is silent. `time`: the precision, or –.
    """

    verb: str
    actor: str
    owner: str
    time: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What the beginning of a file shows: a table's header, delimiter and first rows, or the first JSON values."""

    kind: Kind
    header: tuple[str, ...] = ()
    delimiter: str = ""
    records: tuple[dict[str, Any], ...] = ()

    def has(self, *names: str) -> bool:
        """Are these columns there, or these members in one of the first values?"""
        if self.kind == "table":
            return set(names) <= set(self.header)
        return any(set(names) <= record.keys() for record in self.records)

    def behind(self, first: tuple[str, ...]) -> tuple[str, ...]:
        """The columns from the last place on where these stand side by side: a tool's own, behind its input's."""
        size = len(first)
        for at in range(len(self.header) - size, -1, -1):
            if self.header[at : at + size] == first:
                return self.header[at:]
        return ()


class Notes(NamedTuple):
    """The elements of a list have a `number` and a `word`, members both: a record that has another one's number under
    `asked` is given its word under `told`. Null where a number has none, or two that differ.
    """

    number: str
    word: str
    asked: str
    told: str


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of export.

    `recognise`: the variant, or None where it is another format. `cells`: each cell's name and its path in a
    record, for a table the one name of its column (the last of that name; with INPUT, one left of it). `walk`: the
    records inside one JSON value, where they are nested or carry facts of the value around them. `refuse`: reason
    and detail where no act of this file could be used. `inside`: the list in such a value that may be too long for one
    record; `walk` goes through it once, in order. `notes`: what one of its elements says of another. `mend`: bytes that
    are no JSON made JSON, and the repair's name.
    """

    name: str
    tool: str
    looks: Words
    kind: Kind
    recognise: Callable[[Opening], str | None]
    cells: Mapping[str, Path]
    acts: Callable[[Cells], Acts]
    yields: tuple[Yields, ...]
    cannot_show: tuple[Words, ...]
    walk: Callable[[dict[str, Any]], Iterable[dict[str, Any]]] | None = None
    inside: str | None = None
    notes: Notes | None = None
    refuse: Callable[[Opening, Context], Refusal | None] | None = None
    mend: Callable[[bytes], tuple[bytes, str] | None] | None = None


def dig(value: Any, path: Path) -> Any:
    """What stands at `path` of nested objects, None where something is missing."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def listed(value: Any, *path: str) -> Iterator[dict[str, Any]]:
    """The objects in the list at this path."""
    found = dig(value, path)
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, dict))
