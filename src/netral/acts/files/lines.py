"""Where does each line of an NDJSON file begin? Newline is LF only; U+2028 and bare CR are data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netral.acts.files.source import Source
from netral.acts.files.split import Block, overlong, undecodable


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
        yield _block(source, body, base)
        base += source.width(body)
    if begun:
        yield _block(source, begun, base)


def _block(source: Source, body: bytes, base: int) -> Block:
    ends = np.flatnonzero(np.frombuffer(body, np.uint8) == 10)
    if not len(ends) or ends[-1] != len(body) - 1:
        ends = np.append(ends, len(body) - 1)
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
