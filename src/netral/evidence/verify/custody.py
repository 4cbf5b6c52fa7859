"""Seals and keys as they lie in a folder: read, opened, compared with what the reader trusts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.x509 import Certificate

from netral.evidence.errors import Fault, fault
from netral.evidence.note import Key
from netral.evidence.seal import Opened, Seal, forked, open_seals
from netral.evidence.verify.caps import KEYS, TOLD, plain, too_much
from netral.evidence.verify.report import Report

_NOTE = re.compile(r"([0-9]{10})\.note")


@dataclass(frozen=True, slots=True)
class Trust:
    """What the reader brings: the agency's key as published, and roots of timestamp authorities."""

    key: Key | None = None
    roots: Sequence[Certificate] = ()


def seals(folder: Path, trust: Trust, report: Report) -> list[Opened]:
    """The seals that hold, by rising size; everything else goes into the report."""
    keys = _keys(folder / "keys.txt", report.faults)
    report.key = keys[0] if keys else None
    report.chained = bool(trust.roots)
    if trust.key is not None and report.key is not None and report.key != trust.key:
        words = ("kunci pertama bukan kunci yang Anda sebut", "the first key is not the one you named")
        report.faults.append(fault("seal.signature", "keys.txt", *words))
    named = _notes(folder / "seals", report.faults)
    opened = []
    for (size, _), (one, faults) in zip(named, open_seals([s for _, s in named], keys, roots=trust.roots), strict=True):
        if len(report.faults) > TOLD:
            report.faults.append(too_much("seal.note"))
            break
        report.faults += [Fault(two.code, f"{size}" if two.at == "?" else two.at, two.words) for two in faults]
        if one is not None and {(two.name, two.key_hash) for two in one.signatures} - {(k.name, k.hash) for k in keys}:
            words = ("ditandatangani juga dengan kunci yang tidak tercantum", "signed by a key that is not listed, too")
            report.faults.append(fault("seal.signature", size, *words))
        if one is not None and one.checkpoint.size != size:
            words = (f"berkas segel {size} berisi segel {one.name}", f"the file of seal {size} holds seal {one.name}")
            report.faults.append(fault("seal.note", size, *words))
        elif one is not None and not any(two.code == "seal.signature" for two in faults):
            opened.append(one)
    report.faults += forked(opened)
    report.told += [_late(one) for one in opened if one.checkpoint.asked is not None and one.at is not None]
    report.seals = len(opened)
    if opened:
        # Not by the order of keys.txt, which anybody can change: by the seals, each believed on the one before.
        report.sealer = opened[-1].sealer
    if not opened:
        report.faults.append(fault("seal.missing", "seals", "tidak ada segel yang sah", "there is no valid seal"))
    return opened


def _late(one: Opened) -> Fault:
    asked = one.checkpoint.asked
    words = (
        f"cap waktunya menyusul: {asked} menurut jam instansi dimintakan, {one.at:%Y-%m-%dT%H:%M:%SZ} diberikan",
        f"its timestamp came later: asked for {asked} by the agency's clock, given {one.at:%Y-%m-%dT%H:%M:%SZ}",
    )
    return fault("seal.late", one.name, *words)


def _keys(path: Path, faults: list[Fault]) -> list[Key]:
    try:
        # Not splitlines: it also ends a line at bytes that are no end of a line in the published format.
        *lines, rest = (plain(path, KEYS) or b"?").decode("ascii").split("\n")
        if rest:
            raise ValueError("a line without its end")
        keys = [Key.read(line) for line in lines]
        if len({key.hash for key in keys}) < len(keys):
            raise ValueError("two keys of one hash")
        return keys
    except ValueError:
        faults.append(
            fault("seal.signature", "keys.txt", "daftar kunci tidak ada atau rusak", "no readable list of keys")
        )
        return []


def _notes(folder: Path, faults: list[Fault]) -> list[tuple[int, Seal]]:
    found: list[tuple[int, Seal]] = []
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    for name in names:
        note, path = _NOTE.fullmatch(name), folder / name
        if note and (raw := plain(path)) is not None:
            found.append((int(note[1]), Seal(raw, plain(path.with_suffix(".tsr")))))
        elif not (name.endswith(".tsr") and name[:-4] + ".note" in names):
            words = ("berkas yang bukan segel di folder segel", "a file that is no seal among the seals")
            faults.append(fault("seal.note", name, *words))
    return found
