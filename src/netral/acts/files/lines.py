"""Where does each line of an NDJSON file begin? Newline is LF only; U+2028 and bare CR are data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netral.acts.files.masks import Positions
from netral.acts.files.source import Source
from netral.acts.files.split import MOST, Block, overlong, undecodable


def lines(source: Source) -> Iterator[Block]:
    """Every line in file order; flags: blank_line, encoding, nul, record_too_long."""
    begun, base = b"", source.start
    while fresh := source.read():
        cut = fresh.rfind(b"\n") + 1
        if not cut:
            begun += fresh
            if len(begun) > source.limits.record:
                block, begun = overlong(source, begun, base)
                yield block
                base += int(block.lengths[0])
            continue
        body, begun = begun + fresh[:cut], fresh[cut:]
        yield from _blocks(source, body, base)
        base += source.width(body)
    if begun:
        yield from _blocks(source, begun, base)


def _blocks(source: Source, body: bytes, base: int) -> Iterator[Block]:
    ends = np.flatnonzero(np.frombuffer(body, np.uint8) == 10)
    if not len(ends) or ends[-1] != len(body) - 1:
        ends = np.append(ends, len(body) - 1)
    if len(ends) <= MOST:
        yield _block(source, body, ends, base)
        return
    begun = 0
    for first in range(0, len(ends), MOST):
        some = ends[first : first + MOST]
        part = body[begun : int(some[-1]) + 1]
        yield _block(source, part, some - begun, base)
        base, begun = base + source.width(part), begun + len(part)


def _block(source: Source, body: bytes, ends: Positions, base: int) -> Block:
    starts = np.concatenate(([0], ends[:-1] + 1))
    flags: dict[int, str] = {}
    for i in np.flatnonzero(ends - starts < 8).tolist():
        if not body[starts[i] : ends[i] + 1].strip():
            flags[i] = "blank_line"
    for i in np.flatnonzero(ends - starts > source.limits.record).tolist():
        flags[i] = "record_too_long"
    if b"\0" in body:
        for i in np.unique(
            np.searchsorted(starts, np.flatnonzero(np.frombuffer(body, np.uint8) == 0), "right") - 1
        ).tolist():
            flags[i] = "nul"
    flags |= dict.fromkeys(undecodable(body, starts, ends + 1), "encoding")
    edges = source.places(body, np.append(starts, len(body)), base)
    return Block(body, starts, edges[:-1], np.diff(edges), flags)
