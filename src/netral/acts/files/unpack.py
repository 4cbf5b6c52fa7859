"""Which exports lie in these folders and archives? Each file by itself, a member as `archive.zip!member`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from netral.acts.files import archives, captures
from netral.acts.files.archives import Limits, Member
from netral.acts.rejects import FileRefused, Said

USUAL = Limits()


class Container(NamedTuple):
    """The file as given in which an export lies, by its name for people."""

    name: str
    path: Path


class Export(NamedTuple):
    """One file to be read: its name for people, and where its bytes are now; or why there are none."""

    name: str
    path: Path
    refusal: FileRefused | None = None
    container: Container | None = None


def expanded(paths: Iterable[Path], into: Path, limits: Limits = USUAL) -> Iterator[Export]:
    """The files in order; archives are unpacked to `into`, a private folder, under names that are ours.

    An archive that cannot be used is one entry with its refusal, and so is a link that leads out of its folder. Hidden
    files are passed over, and links to what is read anyway.
    """
    for path in paths:
        found = sorted(_files(path)) if path.is_dir() else [path]
        if not found:
            yield Export(str(path), path, FileRefused(path, "empty_file"))
        for file in found:
            if file.is_symlink() and path.is_dir():
                yield Export(str(file), file, FileRefused(file, "is_link"))
                continue
            yield from _opened(Export(str(file), file), into, limits, depth=0)


def _files(folder: Path) -> Iterator[Path]:
    home = folder.resolve()
    for path in folder.rglob("*"):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if not _leads(path).is_relative_to(home) if path.is_symlink() else path.is_file():
            yield path


def _leads(link: Path) -> Path:
    """Where a link leads; itself, which is in no folder then, where it leads in a circle."""
    try:
        return link.resolve(strict=True)
    except (OSError, RuntimeError):
        return Path(link.name)


def _opened(export: Export, into: Path, limits: Limits, *, depth: int) -> Iterator[Export]:
    kind = archives.kind(export.path) if export.refusal is None else None
    if kind is None:
        yield export
        return
    name = Path(export.name)
    try:
        if depth == limits.depth:
            raise FileRefused(
                name,
                "archive_unsafe",
                Said(f"lebih dari {depth} arsip di dalam arsip", f"more than {depth} archives in each other"),
            )
        found = captures.members if kind in captures.KINDS else archives.members
        members = list(found(name, export.path, kind, into, limits))
        if not members:
            raise FileRefused(name, "empty_file")
    except FileRefused as refusal:
        yield export._replace(refusal=refusal)
        return
    around = export.container or Container(export.name, export.path)
    for member in _apart(members):
        told = Export(f"{export.name}!{member.name}", member.path, member.refusal, around)
        yield from _opened(told, into, limits, depth=depth + 1)


def _apart(members: list[Member]) -> Iterator[Member]:
    """Two members of one name are two files."""
    seen = Counter[str]()
    for member in members:
        seen[member.name] += 1
        again = seen[member.name]
        yield member if again == 1 else member._replace(name=f"{member.name} ({again})")
