"""One piece of work on a vault, as a program of its own, so that tests can kill it: `work.py VAULT WHAT`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import note
from netral.evidence.event import Happening
from netral.evidence.ledger import check
from netral.evidence.receiving import Arrival
from netral.evidence.vault import Vault

ORIGIN = "bkpsdm.contoh.example/bukti"
NOW = datetime(2024, 10, 18, 6, 0, tzinfo=UTC)
WHO = {"role": "pemeriksa", "id": "P-02"}
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


def faults(vault: Vault) -> list[tuple[str, str]]:
    """What speaks against a vault: reason and place."""
    return [(fault.code, fault.at) for _, told in check(vault.lines()) for fault in told]


def identity() -> str:
    """A fresh age identity, made for this test alone."""
    import pyrage

    return str(pyrage.x25519.Identity.generate())


def recipient(identity_: str) -> str:
    import pyrage

    return str(pyrage.x25519.Identity.from_str(identity_).to_public())


def found(folder: Path, *identities: str) -> Vault:
    recipients = [recipient(one) for one in identities]
    Vault.found(folder, ORIGIN, note.public(PRIVATE, ORIGIN), recipients)
    return Vault(folder, identities)


def receive(vault: Vault, data: bytes, case: str = "P-1", **more: object):  # type: ignore[no-untyped-def]
    about = {"title": "tangkapan", "kind": "file", "media_type": "text/plain", "who": WHO, "why": "diserahkan pelapor"}
    return vault.receive(BytesIO(data), case=case, **{"now": NOW, **about, **more})


def _arrival() -> Arrival:
    return Arrival("P-1", "tangkapan", "file", "text/plain", WHO, "diserahkan pelapor")


def main(folder: str, what: str) -> None:
    vault = Vault(Path(folder))
    # Where the work begins: everything before it is Python's own start.
    os.access("/work-begins", os.F_OK)
    if what == "add":
        receive(vault, b"isi yang baru" * 1000)
    elif what in ("add many", "add twenty"):
        # Two are the same; enough of them are flushed side by side.
        numbers = (1, 2, 2) if what == "add many" else range(20)
        arriving = [(_arrival(), BytesIO(b"isi %d" % number * 1000)) for number in numbers]
        vault.receive_all(arriving, now=NOW)
    elif what == "seal":
        vault.seal(PRIVATE, who=WHO, now=NOW)
    elif what == "destroy":
        vault.destroy(vault.item("P-1", "B-001"), who=WHO, why="masa simpan habis", now=NOW)
    elif what == "many":
        for number in range(20):
            vault.record(Happening("noted", WHO, f"{os.getpid()} {number}", case=f"P-{number % 3}"), now=NOW)
    else:
        raise SystemExit(f"{what}: not known")


if __name__ == "__main__":
    main(*sys.argv[1:])
