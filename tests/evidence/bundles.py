"""Small real vaults and bundles for tests, and what a cheat can do to them."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import canonical
from netral.evidence.bundle import said
from netral.evidence.bundle.contents import Contents, Rulebook
from netral.evidence.bundle.write import members, write
from netral.evidence.digests import digest
from netral.evidence.event import Happening
from netral.evidence.vault import Vault
from tests.evidence.authority import Authority
from tests.evidence.work import NOW, PRIVATE, WHO, found, receive

RULES = canonical.encode({"norms": [], "version": "uji"})
RULEBOOK = Rulebook("uji", digest(RULES).removeprefix("sha256:"), RULES)
ACT = {"type": "Like", "netral:finding": "f1"}
ASSESSMENT = {"finding": "f1", "norms": ["UU20-24-1d"], "rulebook": {"sha256": RULEBOOK.sha256}}
SUCCESSOR = Ed25519PrivateKey.from_private_bytes(b"n" * 32)


def told(folder: Path, authority: Authority | None = None) -> Vault:
    """Two cases, four items of P-1 (one destroyed, one a copy), three seals, a key that was handed on.

    Without an authority the clock is set, with one it is today's, as the authority's is.
    """
    vault = found(folder)
    ask = authority.answer if authority else None
    now, hour = (datetime.now(UTC), timedelta()) if authority else (NOW, timedelta(hours=1))
    markup = "<b>berkas</b> #let x = 1 $y$"
    facts = {"name": "a.txt", "source": None, "digests": None, "looks_like": None}
    facts |= {said.FACT: said.pair(ACT, ASSESSMENT)}
    receive(vault, b"isi satu", title=markup, facts=facts, now=now)
    receive(vault, b"isi lain", case="P-2", now=now)
    original = receive(vault, b"isi dua " * 50, now=now)
    vault.seal(PRIVATE, who=WHO, now=now, ask=ask)
    receive(vault, b"isi d\xe2\x96\x87\xe2\x96\x87", event="redacted", of=original, kind="redaction", now=now)
    receive(vault, b"akan musnah", now=now)
    vault.view(original, who=WHO, why="klarifikasi", now=now + hour).close()
    vault.destroy(vault.item("P-1", "B-004"), who=WHO, why="masa simpan habis", now=now)
    vault.seal(PRIVATE, SUCCESSOR, who=WHO, now=now, ask=ask)
    vault.record(Happening("transferred", WHO, "ke BKN", case="P-1"), now=now + 2 * hour)
    vault.seal(SUCCESSOR, who=WHO, now=now, ask=ask)
    vault.record(Happening("noted", WHO, "sesudah segel", case="P-1"), now=now + 3 * hour)
    return vault


def contents(vault: Vault, **more: object) -> Contents:
    """The case P-1, with acts and rules."""
    record = {
        "format": "netral-capture/1",
        "item": "B-001",
        "kind": "file",
        "media_type": "text/plain",
        "size": 8,
        "object": digest(b"isi satu"),
        "name": "a.txt",
        "received_at": vault.item("P-1", "B-001").received_at,
        "source": None,
        "views": [],
        "digests": None,
        "looks_like": None,
    }
    parts = {
        "withheld": frozenset({"B-002"}),
        "acts": canonical.encode(said.collection([ACT])),
        "assessments": canonical.encode([ASSESSMENT]),
        "rulebook": RULEBOOK,
        "captures": {"B-001": canonical.encode(record)},
    }
    lines = list(vault.lines())
    parts |= {"open": vault.store.read}
    return Contents("P-1", vault.origin, lines, vault.seals(), vault.keys(), **{**parts, **more})  # type: ignore[arg-type]


def bundle(vault: Vault, folder: Path, *, key: Ed25519PrivateKey | None = None, **more: object) -> Path:
    write(folder, contents(vault, **more), key=key)
    return folder


UNTOLD: dict[str, object] = {"acts": None, "assessments": None, "rulebook": None}
"""Of a case of which no patrol said anything."""


def repack(root: Path) -> None:
    """Make all manifests anew, as a cheat would who knows BagIt: only the deeper layers can see it then."""
    payload = [name for name in members(root) if name.startswith("data/")]
    lines = "".join(f"{_sha256(root / name)}  {name}\n" for name in payload)
    oxum = f"Payload-Oxum: {sum((root / name).stat().st_size for name in payload)}.{len(payload)}"
    info = root.joinpath("bag-info.txt")
    told = re.sub(r"^Payload-Oxum: .*$", oxum, info.read_text("latin-1"), flags=re.MULTILINE)
    info.write_text(told, "latin-1")
    root.joinpath("manifest-sha256.txt").write_text(lines)
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    root.joinpath("tagmanifest-sha256.txt").write_text("".join(f"{_sha256(root / name)}  {name}\n" for name in tags))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
