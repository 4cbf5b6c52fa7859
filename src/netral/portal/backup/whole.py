"""Is this file a backup as it was made? Read through before anything is done with it; nothing here needs a database."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from pathlib import Path

from netral.evidence import note
from netral.evidence.digests import CHUNK
from netral.evidence.note import Key
from netral.portal.backup import form
from netral.portal.backup.form import ABOUT, NOTE, TABLES, About

UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError)


class NotRestored(Exception):
    """Nothing was changed; the message says why, and what to do."""


def whole(file: Path, *, key: Key | None = None) -> About:
    """Every member once, as its digest says, none besides, and the digests signed by the ledger's own key.

    `key`: the one that the agency published; a backup of another ledger is refused. Raises NotRestored.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            about = _described(archive, file)
            _compared(archive, about, file)
            _signed(archive, about, file, key)
    except UNREADABLE as error:
        raise NotRestored(f"{file}: bukan cadangan yang dapat dibaca ({error})") from error
    return about


def described(file: Path) -> About | None:
    """What the file says of itself, unchecked; None where it is no backup."""
    try:
        with zipfile.ZipFile(file) as archive:
            return form.read(archive.read(ABOUT))
    except (*UNREADABLE, KeyError, ValueError):
        return None


def _described(archive: zipfile.ZipFile, file: Path) -> About:
    try:
        about = form.read(archive.read(ABOUT))
    except (KeyError, ValueError) as error:
        raise NotRestored(f"{file}: bukan cadangan Netral") from error
    if sorted(archive.namelist()) != sorted([*about.digests, ABOUT, *([NOTE] if about.signed else [])]):
        raise NotRestored(f"{file}: isinya bukan yang tercantum; pakai salinan lain")
    return about


def _compared(archive: zipfile.ZipFile, about: About, file: Path) -> None:
    for name, digest in about.digests.items():
        hash_ = hashlib.sha256()
        with archive.open(name) as member:
            while chunk := member.read(CHUNK):
                hash_.update(chunk)
        if hash_.hexdigest() != digest:
            raise NotRestored(f"{file}: {name} berubah atau rusak; pakai salinan lain")


def _signed(archive: zipfile.ZipFile, about: About, file: Path, key: Key | None) -> None:
    known = _keys(archive, about)
    if key is not None and (not about.signed or known[:1] != [key]):
        raise NotRestored(f"{file}: bukan cadangan dari buku dengan kunci itu")
    if not about.signed:
        return
    try:
        text, signatures = note.read_text(archive.read(NOTE))
    except ValueError:
        text, signatures = "", []
    said = form.signed_text(archive.read(ABOUT))
    if text != said or not known or not any(note.holds(one, text, known[-1]) for one in signatures):
        raise NotRestored(f"{file}: tanda tangannya tidak cocok, isinya diubah sesudah dibuat; pakai salinan lain")


def _keys(archive: zipfile.ZipFile, about: About) -> list[Key]:
    """The keys of the ledger inside, in order."""
    try:
        at = about.tables["audit.key"]["columns"].index("written")
        lines = archive.read(f"{TABLES}/audit.key.jsonl").splitlines()
        return [Key.read(json.loads(line)[at]) for line in lines]
    except (KeyError, ValueError, IndexError, TypeError):
        return []
