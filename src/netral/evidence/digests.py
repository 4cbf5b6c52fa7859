"""By which name are bytes known? `sha256:…`: the algorithm stands in every name, so that it can be replaced one day.

Several names of the same bytes are joined by a space; all of them must hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import BinaryIO

_LENGTHS = {"sha256": 64, "sha512": 128, "sha3_512": 128}
ALGORITHMS = tuple(_LENGTHS)
_NAME = re.compile("|".join(f"{name}:[0-9a-f]{{{length}}}" for name, length in _LENGTHS.items()))
CHUNK = 1 << 20


def digest(data: bytes, algorithm: str = "sha256") -> str:
    """The name of these bytes."""
    return f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}"


def is_digest(text: object) -> bool:
    """Is this one digest, or several of them joined by a space?"""
    return isinstance(text, str) and all(_NAME.fullmatch(one) for one in text.split(" "))


def names(file: BinaryIO, algorithms: Iterable[str] = ("sha256",)) -> tuple[str, int]:
    """The digests of all that is left of `file`, joined as in a record, and its size in bytes."""
    hashes = {name: hashlib.new(name) for name in algorithms}
    size = 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        for one in hashes.values():
            one.update(chunk)
    return " ".join(f"{name}:{one.hexdigest()}" for name, one in hashes.items()), size


def holds(data: bytes, expected: str) -> bool:
    """Do all of these digests name these bytes?"""
    return all(digest(data, one.partition(":")[0]) == one for one in expected.split(" "))
