"""One bundle made by a program of its own, so that tests can kill it and move it: `bundling.py VAULT OUT`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from netral.evidence.vault import Vault
from tests.evidence.bundles import bundle


def main(vault: str, out: str) -> None:
    there = Vault(Path(vault))
    # Where the work begins: everything before it is Python's own start.
    os.access("/work-begins", os.F_OK)
    bundle(there, Path(out))


if __name__ == "__main__":
    main(*sys.argv[1:])
