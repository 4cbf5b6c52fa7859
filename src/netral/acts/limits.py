"""How much of a file is held at once, and beyond what is a record or a file turned down? Every bound in one place."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Bytes, where nothing else is said. The memory of a reading depends on these and not on the file's size.

    `record`: a line or a row. `value`: one JSON value, so an element of a list, or an object without its long list;
    what comes through a pipe and has to be read twice; and a document that has no list. `whole`: an object that ends
    within it is read as one record. `rejects`: records of one file that cannot be used, 30 bytes each. `ratio`: what is
    packed may hold so many times its size, but `floor` at any rate.
    """

    record: int = 16 << 20
    value: int = 64 << 20
    whole: int = 4 << 20
    rejects: int = 10_000_000
    ratio: int = 300
    floor: int = 256 << 20


USUAL = Limits()
