"""By which name are bytes known? `sha256:…`: the algorithm stands in every name, so that it can be replaced one day.

Several names of the same bytes are joined by a space; all of them must hold.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_LENGTHS = {"sha256": 64, "sha512": 128, "sha3_512": 128}
_NAME = re.compile("|".join(f"{name}:[0-9a-f]{{{length}}}" for name, length in _LENGTHS.items()))
CHUNK = 1 << 20


def digest(data: bytes, algorithm: str = "sha256") -> str:
    """The name of these bytes."""
    return f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}"


def is_digest(text: object) -> bool:
    """Is this one digest, or several of them joined by a space?"""
    return isinstance(text, str) and all(_NAME.fullmatch(one) for one in text.split(" "))


def hashed(path: Path, algorithm: str = "sha256") -> str:
    """The digits alone, of all that a file holds."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def holds(data: bytes, expected: str) -> bool:
    """Do all of these digests name these bytes?"""
    return all(digest(data, one.partition(":")[0]) == one for one in expected.split(" "))
