"""Which exports lie in these folders and archives? Each file by itself, a member as `archive.zip!member`."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from uuid import uuid4

from netral.acts.files.spreadsheet import MAX_RATIO, RATIO_FLOOR, kind
from netral.acts.rejects import FileRefused

_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Limits(NamedTuple):
    """What an archive may unpack to: `ratio` times its size, but `floor` bytes at any rate."""

    ratio: int = MAX_RATIO
    floor: int = RATIO_FLOOR
    members: int = 10_000
    depth: int = 3


USUAL = Limits()


class Export(NamedTuple):
    """One file to be read: its name for people, and where its bytes are now; or why there are none."""

    name: str
    path: Path
    refusal: FileRefused | None = None

    @property
    def key(self) -> str:
        """Its file name without folders, as a context names it."""
        return PurePosixPath(self.name.rpartition("!")[2]).name


def expanded(paths: Iterable[Path], into: Path, limits: Limits = USUAL) -> Iterator[Export]:
    """The files in order; archives are unpacked to `into`, a private folder, under names that are ours.

    An archive that cannot be used is one entry with its refusal. Hidden files and links in folders are passed over.
    """
    for path in paths:
        found = sorted(_files(path)) if path.is_dir() else [path]
        if not found:
            yield Export(str(path), path, FileRefused(path, "empty_file"))
        for file in found:
            yield from _opened(Export(str(file), file), into, limits, depth=0)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield path


def _opened(export: Export, into: Path, limits: Limits, *, depth: int) -> Iterator[Export]:
    if not _is_archive(export.path):
        yield export
        return
    try:
        if depth == limits.depth:
            raise FileRefused(Path(export.name), "archive_unsafe", f"more than {depth} archives in each other")
        members = _members(export, into, limits)
    except FileRefused as refusal:
        yield export._replace(refusal=refusal)
        return
    for member in members:
        yield from _opened(member, into, limits, depth=depth + 1)


def _is_archive(path: Path) -> bool:
    """A zip that is no spreadsheet; what comes through a pipe is not looked into."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06") and kind(path) is None
    except OSError:
        return False


def _members(export: Export, into: Path, limits: Limits) -> list[Export]:
    """All members, unpacked; FileRefused as soon as one of them is not what it should be."""
    name, found, given = Path(export.name), [], 0
    most = max(limits.floor, limits.ratio * export.path.stat().st_size)
    try:
        with zipfile.ZipFile(export.path) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            if len(entries) > limits.members:
                raise FileRefused(name, "archive_unsafe", f"more than {limits.members} members")
            for info in entries:
                if climbs(info.filename):
                    raise FileRefused(name, "archive_unsafe", "a member's name leads out of the archive")
                # The archive's names stay names: nothing is written where they say.
                target = into / uuid4().hex
                with archive.open(info) as source, target.open("xb") as out:
                    while chunk := source.read(_CHUNK):
                        given += len(chunk)
                        if given > most:
                            raise FileRefused(name, "too_large_unpacked", f"more than {limits.ratio} times its size")
                        out.write(chunk)
                found.append(Export(f"{export.name}!{info.filename}", target))
    except _DAMAGED as error:
        raise FileRefused(name, "damaged", "the archive cannot be unpacked, or asks for a password") from error
    if not found:
        raise FileRefused(name, "empty_file")
    return found


def climbs(member: str) -> bool:
    """Does this name lead out of the archive, or to a place of its own?"""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    return not parts or ".." in parts or parts[0] == "/" or ":" in parts[0]
