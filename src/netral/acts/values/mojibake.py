"""Which records hold signs that a spreadsheet read as another encoding and lost bytes of? `ü§£` was an emoji."""

from __future__ import annotations

import re

import numpy as np

from netral.acts.files.split import Block

FLAG = "mojibake_unrepairable"
# An emoji's four bytes as the Macintosh's old encoding has them, of which the first had no sign and is gone.
_LEAD = "ü".encode()
_HIGH = b"|".join(re.escape(bytes([byte]).decode("mac_roman").encode()) for byte in range(0x80, 0xC0))
_MOJIBAKE = re.compile(_LEAD + b"(?:" + _HIGH + b"){2}")


def spoiled(block: Block) -> set[int]:
    """Positions of these records; their text is kept as it is, since what was lost cannot be told."""
    if _LEAD not in block.data:
        return set()
    found = [match.start() for match in _MOJIBAKE.finditer(block.data)]
    return set((np.searchsorted(block.starts, found, "right") - 1).tolist())
