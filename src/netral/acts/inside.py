"""What does the object say that a long list of records stands in? Read in two passes, since it may say so behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np

from netral.acts.files.json_inside import Piece, pieces
from netral.acts.files.json_split import cut, one_block, too_long
from netral.acts.files.ordered import in_order
from netral.acts.files.source import Source
from netral.acts.files.split import Block
from netral.acts.rejects import FileRefused, Said
from netral.acts.values.numbered import Numbered

Read = Callable[[], bytes]
Told: TypeAlias = tuple[list[Any], list[Any], bool]


@dataclass(slots=True)
class Noted:
    """What the first pass kept of a list's elements: a word by number, and whether none had to be read alone."""

    numbered: Numbered = field(default_factory=Numbered)
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """An object with its long list empty; `parts`: which byte of its text stood where in the original file.

    `noted`: what the first pass kept of the list's elements. Not `closed`: the file ends within it.
    """

    text: bytes
    parts: list[tuple[int, int]]
    end: int
    noted: Noted | None
    closed: bool

    def readings(self) -> tuple[bytes, ...]:
        """The text, or what may be read of one that was cut: in its list, or in a member behind it."""
        if self.closed:
            return (self.text,)
        return self.text + b"]}", self.text[: self.text.rfind(b",")] + b"}"

    def place(self, source: Source, at: int) -> int:
        """Where byte `at` of the text stood in the original file."""
        begun, place = self.parts[bisect_right(self.parts, at, key=lambda part: part[0]) - 1]
        return place + source.width(self.text[begun:at])


def blocks(
    source: Source,
    names: tuple[str, ...],
    *,
    about: Callable[[Whole], Any],
    note: Callable[[Block], Told] | None = None,
    alone: bool = True,
) -> Iterator[Block]:
    """The elements of lists of these names, each block with what `about` makes of the object; in file order.

    `note`: a number and a word of each element, and whether none had to be read alone; kept for their object before any
    of them is handed out.
    Objects without such a list are a record each, unless `alone` is False. The file is opened twice; a pipe is held,
    and refused beyond `limits.value` bytes.
    """
    first, before, read = _twice(source)
    said: Any = None
    whole, seen = None, False
    wholes = _wholes(first, before, names, note)
    try:
        for piece in pieces(source, read, names):
            if piece.kind == "objects":
                yield from cut(source, piece.data, piece.starts, piece.ends, piece.base)
                continue
            if whole is None:
                whole, seen = next(wholes, None), False
                if whole is None:
                    raise FileRefused(source.path, "changed_while_read")
                said = about(whole)
            if piece.kind == "elements":
                seen = True
                yield from cut(source, piece.data, piece.starts, piece.ends, piece.base, said)
            elif piece.kind == "end":
                if alone and not seen:
                    yield _alone(source, whole)
                whole = None
        if first is not source and first.sha256() != source.sha256():
            raise FileRefused(source.path, "changed_while_read")
    finally:
        if first is not source:
            first.close()


def around(source: Source, name: str) -> Whole | None:
    """The first object that holds such a list, without it; reads the file up to that object's end, but not `source`."""
    with closing(Source(source.path, limits=source.limits)) as first:
        return next(_wholes(first, first.read, (name,), None), None)


def _twice(source: Source) -> tuple[Source, Read, Read]:
    """The source of the first pass, and what to read in the first and in the second."""
    if source.path.is_file():
        first = Source(source.path, limits=source.limits)
        return first, first.read, source.read
    held: list[bytes] = []
    while fresh := source.read():
        held.append(fresh)
        if sum(map(len, held)) > source.limits.value:
            raise FileRefused(
                source.path,
                "pipe_too_large",
                Said(f"lebih dari {source.limits.value >> 20} MiB", f"more than {source.limits.value >> 20} MiB"),
            )
    first_pass, second_pass = iter(held), iter(held)
    return source, lambda: next(first_pass, b""), lambda: next(second_pass, b"")


def _wholes(
    source: Source,
    read: Read,
    names: tuple[str, ...],
    note: Callable[[Block], Told] | None,
) -> Iterator[Whole]:
    """Every object that `pieces` finds in parts, in order."""
    text, parts, noted = bytearray(), list[tuple[int, int]](), None if note is None else Noted()
    for piece, told in _looked_at(source, pieces(source, read, names), note):
        start, end = int(piece.starts[0]), int(piece.ends[-1])
        if noted is not None:
            for numbers, words, plain in told:
                noted.numbered.add(numbers, words)
                noted.plain &= plain
        if piece.kind == "text":
            parts.append((len(text), piece.base + source.width(memoryview(piece.data)[:start])))
            text += piece.data[start:end]
            if len(text) > source.limits.value:
                raise too_long(source, parts[0][1])
        elif piece.kind == "end":
            stop = piece.base + source.width(memoryview(piece.data)[:start])
            yield Whole(bytes(text), parts, stop, noted, closed=piece.closed)
            text, parts, noted = bytearray(), [], None if note is None else Noted()


def _looked_at(
    source: Source, found: Iterator[Piece], note: Callable[[Block], Told] | None
) -> Iterator[tuple[Piece, list[Told]]]:
    """Each piece, and what its elements say of themselves."""

    def look(piece: Piece) -> tuple[Piece, list[Told]]:
        blocks = cut(source, piece.data, piece.starts, piece.ends, piece.base) if piece.kind == "elements" else ()
        return piece, [] if note is None else [note(block) for block in blocks]

    return map(look, found) if note is None else in_order(look, found)


def _alone(source: Source, whole: Whole) -> Block:
    """The object as one record, where it was in the file."""
    block = one_block(source, whole.text, np.array([0]), np.array([len(whole.text)]), 0)
    begin = whole.parts[0][1]
    return replace(block, offsets=np.array([begin]), lengths=np.array([whole.end - begin]))
