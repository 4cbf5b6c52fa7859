"""From JSON values to cells: a few records at once, and each that cannot be read so on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import length_hint
from types import NoneType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa

from netral.acts.files.masks import Positions
from netral.acts.files.split import Block
from netral.acts.format import Format, Path, listed
from netral.acts.inside import Noted, Whole
from netral.acts.values import json_quick
from netral.acts.values.json_cells import Unreadable, as_column, parse
from netral.acts.values.numbered import Numbered
from netral.acts.values.strings import LOST, Mask

_BETWEEN = b" \t\r\n,"
_FEW = 128
"""Values held at once: so few that they are gone before the collector of garbage looks at them."""
Tree: TypeAlias = dict[str, tuple[list[str], "Tree"]]


class Tracked(list[Any]):
    """A list that knows how many of its elements have been looked at."""

    seen: Iterator[Any] = iter(())

    def __iter__(self) -> Iterator[Any]:
        self.seen = super().__iter__()
        return self.seen

    def left(self) -> int:
        return length_hint(self.seen)


@dataclass(frozen=True, slots=True)
class About:
    """What an object says beside its long list, None where that cannot be read; and what is known of its elements."""

    value: dict[str, Any] | None
    noted: Noted | None


class Part(NamedTuple):
    """Some values or records of a block, and the row of each; whether none of them had to be read alone."""

    rows: list[int]
    values: list[Any]
    plain: bool = True


class Booked(NamedTuple):
    """Why a record gave nothing, by row, and how often something was mended."""

    failed: dict[int, str]
    repairs: dict[str, int]


class JsonValues:
    """How the records of one file become cells."""

    def __init__(self, fmt: Format) -> None:
        self._fmt = fmt
        self._tree = _tree(fmt.cells)

    def read(self, block: Block, keep: Mask) -> tuple[dict[str, pa.Array], Positions, dict[int, str], dict[str, int]]:
        """Columns, the record of each row, reasons for the records that gave none, and repairs."""
        rows = np.flatnonzero(keep).tolist()
        # A walk may look at any number; of a record only the cells are looked at, when they are taken.
        for numbers in (self._fmt.walk is not None, True):
            booked, places = Booked({}, {}), list[int]()
            taken: dict[str, list[Any]] = {name: [] for name in self._fmt.cells}
            for part in self._parts(block, rows, booked, numbers=numbers):
                found = self._found(block.about, part, booked.failed)
                places += found.rows
                _take(found.values, self._tree, taken)
            columns = {name: as_column(values) for name, values in taken.items()}
            exact = {name: column for name, column in columns.items() if column is not None}
            if len(exact) == len(columns):
                break
        return exact, np.array(places, np.int64), booked.failed, booked.repairs

    def about(self, whole: Whole) -> About:
        """What a long list's object says, for all blocks of it."""
        for text in whole.readings():
            try:
                value, _ = self._value(text)
            except (Unreadable, UnicodeDecodeError):
                continue
            return About(value if isinstance(value, dict) else None, whole.noted)
        return About(None, whole.noted)

    def note(self, block: Block) -> tuple[list[Any], list[Any], bool]:
        """Number and word of each element, and whether none had to be read alone; what cannot be read names nobody."""
        numbers, words, plain = list[Any](), list[Any](), True
        for part in self._parts(block, range(len(block.starts)), Booked({}, {}), numbers=True):
            for into, found in zip((numbers, words), self._noted(part.values), strict=True):
                into += found
            plain &= part.plain
        return numbers, words, plain

    def _noted(self, elements: Iterable[Any]) -> tuple[list[Any], list[Any]]:
        assert self._fmt.notes is not None
        known = [one for one in elements if isinstance(one, dict)]
        return [one.get(self._fmt.notes.number) for one in known], [one.get(self._fmt.notes.word) for one in known]

    def _tell(self, records: list[dict[str, Any]], noted: Numbered) -> None:
        """What another element says of each record."""
        assert self._fmt.notes is not None
        told = noted.words([record.get(self._fmt.notes.asked) for record in records])
        for record, word in zip(records, told, strict=True):
            record[self._fmt.notes.told] = word

    def _parts(self, block: Block, rows: Sequence[int], booked: Booked, *, numbers: bool) -> Iterator[Part]:
        """The values of a few records after the other. `numbers`: wherever they are, they must be exact."""
        # Nothing need be proven twice of the same bytes; that they are the same, the digest tells.
        known = block.about is not None and block.about.noted is not None and block.about.noted.plain
        edges = [*block.starts.tolist(), len(block.data)]
        for first in range(0, len(rows), _FEW):
            some = list(rows[first : first + _FEW])
            records = [block.data[edges[row] : edges[row + 1]].strip(_BETWEEN) for row in some]
            found = json_quick.values(records, numbers=numbers, known=known)
            if NoneType not in map(type, found):
                yield Part(some, found)
                continue
            read = list[int]()
            for at, (row, record) in enumerate(zip(some, records, strict=True)):
                if found[at] is None:
                    try:
                        found[at], mended = self._value(record)
                    except (Unreadable, UnicodeDecodeError):
                        booked.failed[row] = "invalid_json"
                        continue
                    for repair in mended:
                        booked.repairs[repair] = booked.repairs.get(repair, 0) + 1
                read.append(at)
            yield Part([some[at] for at in read], [found[at] for at in read], plain=False)

    def _value(self, record: bytes) -> tuple[Any, list[str]]:
        repairs = []
        if b"\0" in record:
            record, repairs = record.replace(b"\0", LOST.encode()), ["nul_replaced"]
        text = record.decode().strip(" \t\r\n,")
        try:
            return parse(text), repairs
        except Unreadable:
            mended = self._fmt.mend(record) if self._fmt.mend else None
            if mended is None:
                raise
            return parse(mended[0].decode().strip(" \t\r\n,")), [*repairs, mended[1]]

    def _found(self, about: About | None, part: Part, failed: dict[int, str]) -> Part:
        """The records in these values; values without one are booked."""
        if about is not None:
            return self._elements(about, part, failed)
        if self._fmt.walk is None and all(type(value) is dict for value in part.values):
            return part
        found = Part([], [])
        for row, value in zip(part.rows, part.values, strict=True):
            records = self._records(value)
            if not records:
                failed[row] = "unknown_record" if records is None else "not_an_act"
                continue
            found.rows.extend([row] * len(records))
            found.values.extend(records)
        return found

    def _records(self, value: Any) -> list[dict[str, Any]] | None:
        """The records of a value; None where it has not the shape of this format."""
        if not isinstance(value, dict):
            return None
        if self._fmt.walk is None:
            return [value]
        try:
            records = list(self._fmt.walk(value))
        except (AttributeError, LookupError, TypeError, RecursionError):
            return None
        if self._fmt.notes is not None and self._fmt.inside is not None:
            noted = Numbered()
            noted.add(*self._noted(listed(value, self._fmt.inside)))
            self._tell(records, noted)
        return records

    def _elements(self, about: About, part: Part, failed: dict[int, str]) -> Part:
        """Elements of a long list, as `walk` finds them in the object that has only these."""
        if about.value is None:
            failed.update(dict.fromkeys(part.rows, "invalid_json"))
            return Part([], [])
        odd: set[int] = set()
        found = self._among(about, part)
        if found is None:
            found = Part([], [])
            for row, value in zip(part.rows, part.values, strict=True):
                made = self._among(about, Part([row], [value]))
                odd |= {row} if made is None else set()
                found.rows.extend(made.rows if made else ())
                found.values.extend(made.values if made else ())
        with_one = set(found.rows)
        for row, value in zip(part.rows, part.values, strict=True):
            if row not in with_one:
                failed[row] = "not_an_act" if isinstance(value, dict) and row not in odd else "unknown_record"
        return found

    def _among(self, about: About, part: Part) -> Part | None:
        """The row and the record of each that `walk` finds; None where one of them has not the shape of this format."""
        assert self._fmt.walk is not None
        assert self._fmt.inside is not None
        inner, left, found = Tracked(part.values), list[int](), list[dict[str, Any]]()
        try:
            for record in self._fmt.walk({**(about.value or {}), self._fmt.inside: inner}):
                left.append(inner.left())
                found.append(record)
        except (AttributeError, LookupError, TypeError, RecursionError):
            return None
        if about.noted is not None:
            self._tell(found, about.noted.numbered)
        return Part([part.rows[-1 - one] for one in left], found)


def _tree(paths: Mapping[str, Path]) -> Tree:
    """The cells by the steps that lead to them, so that no step is taken twice."""
    tree: Tree = {}
    for name, path in paths.items():
        at = tree
        for step in path[:-1]:
            at = at.setdefault(step, ([], {}))[1]
        at.setdefault(path[-1], ([], {}))[0].append(name)
    return tree


def _take(values: list[Any], tree: Tree, taken: dict[str, list[Any]]) -> None:
    """Add what these values hold at the end of each path, None where something is missing."""
    if set(map(type, values)) - {dict}:
        values = [value if type(value) is dict else _NOTHING for value in values]
    for step, (names, deeper) in tree.items():
        found = [value.get(step) for value in values]
        for name in names:
            taken[name] += found
        if deeper:
            _take(found, deeper, taken)


_NOTHING: dict[str, Any] = {}
