"""The one door to the file system: names are resolved and checked here, and every write is whole or not at all.

Nothing else in this core joins paths or opens a file for writing.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO
from uuid import uuid4

from netral.evidence.errors import EvidenceRefused

INCOMING = "incoming"
_SIDE_BY_SIDE = 16


class Door:
    """A folder, and what may be done in it. Paths are given as parts; a part never leads elsewhere."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def path(self, *parts: str) -> Path:
        """Where `parts` lie; EvidenceRefused where that is outside, or goes through a link."""
        path = self.root
        for part in parts:
            path /= part
            # Not `resolve`: the root is, and this is asked for several times for each file that comes in.
            if part in ("", ".", "..") or "/" in part or "\0" in part or path.is_symlink():
                told = f"{'/'.join(parts)}: berada di luar folder ini"
                raise EvidenceRefused("outside", {"id": told, "en": f"{'/'.join(parts)}: lies outside this folder"})
        return path

    def make(self, *parts: str) -> Path:
        """The folder, made if it is missing and then as lasting as a file."""
        path = self.path(*parts)
        if not path.is_dir():
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
            _sync_folder(path.parent)
        return path

    @contextmanager
    def aside(self) -> Iterator[tuple[BinaryIO, Callable[..., None]]]:
        """A file without a name, and `keep(*parts)`, which flushes it to disk and then gives it one.

        Not kept, it is gone; after a kill it lies in `incoming` until the next `sweep`.
        """
        kept = False
        file, path = self.unnamed()
        with file:

            def keep(*parts: str) -> None:
                nonlocal kept
                file.flush()
                os.fsync(file.fileno())
                target = self.path(*parts)
                self.make(*parts[:-1])
                path.replace(target)
                kept = True
                _sync_folder(target.parent)

            try:
                yield file, keep
            finally:
                if not kept:
                    path.unlink(missing_ok=True)

    def unnamed(self, folder: Path | None = None) -> tuple[BinaryIO, Path]:
        """An empty file in `incoming`, which no `sweep` takes for a leftover as long as it is open."""
        folder = folder or self.make(INCOMING)
        while True:
            path = folder / uuid4().hex
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_nlink:
                return file, path
            # Swept between its making and its lock: another one.
            file.close()

    @contextmanager
    def many(self) -> Iterator[Batch]:
        """Many files aside, flushed together and then named; those not named when this ends are gone."""
        batch = Batch(self)
        try:
            yield batch
        finally:
            batch.drop()

    @contextmanager
    def folder_aside(self, name: str) -> Iterator[tuple[Path, Callable[[], None]]]:
        """A folder without its name, and `keep()`, which gives it the name at once; not kept, it is gone."""
        with self._beside(name) as (path, keep):
            path.mkdir(mode=0o755)
            yield path, keep

    @contextmanager
    def file_aside(self, name: str) -> Iterator[tuple[BinaryIO, Callable[[], None]]]:
        """The same for a file in a folder that is not ours, where no `incoming` belongs."""
        with self._beside(name) as (path, keep), path.open("xb") as file:

            def flushed() -> None:
                file.flush()
                os.fsync(file.fileno())
                keep()

            yield file, flushed

    @contextmanager
    def _beside(self, name: str) -> Iterator[tuple[Path, Callable[[], None]]]:
        """A name to write under until `keep()`; what a killed run left under such a name goes first."""
        target, path = self.path(name), self.path(f".{name}-{os.getpid()}-{uuid4().hex}")
        left = re.compile(rf"\.{re.escape(name)}-([0-9]+)-[0-9a-f]{{32}}")
        for one in self.root.iterdir():
            if (found := left.fullmatch(one.name)) and not _alive(int(found[1])):
                _remove(one)

        def keep() -> None:
            path.rename(target)
            _sync_folder(target.parent)

        try:
            yield path, keep
        finally:
            _remove(path)

    def unmake(self, *parts: str) -> None:
        """Remove a folder that is empty."""
        path = self.path(*parts)
        if path.is_dir():
            path.rmdir()

    def write(self, data: bytes, *parts: str) -> None:
        """`data` as a file of this name, replacing an older one in one step."""
        with self.aside() as (file, keep):
            file.write(data)
            keep(*parts)

    def jot(self, data: bytes, *parts: str) -> None:
        """`data` in place of what the file held, not flushed and not at once: only for what its reader checks whole.

        Renamed and flushed like everything else, what is only a shortcut would cost more than half of an append.
        """
        with os.fdopen(os.open(self.path(*parts), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(data)
            file.truncate()

    def append(self, data: bytes, *parts: str) -> None:
        """`data` behind what the file holds, and on disk when this returns."""
        path = self.path(*parts)
        new = not path.exists()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "wb", buffering=0) as file:
            size = file.tell()
            try:
                written = file.write(data)
                if written != len(data):
                    raise OSError(errno.ENOSPC, "the disk is full")
                os.fsync(file.fileno())
            except OSError:
                # Half a line would be taken for a torn one: what did not fit is taken back.
                with suppress(OSError):
                    file.truncate(size)
                raise
        if new:
            _sync_folder(path.parent)

    def cut(self, size: int, *parts: str) -> None:
        """Keep the first `size` bytes."""
        with self.path(*parts).open("r+b") as file:
            file.truncate(size)
            os.fsync(file.fileno())

    def remove(self, *parts: str) -> None:
        """Gone, and gone on disk when this returns; nothing happens where it already is."""
        path = self.path(*parts)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)

    def sweep(self) -> int:
        """Remove what killed runs left in `incoming`; how many that was."""
        folder = self.root / INCOMING
        return sum(_swept(left) for left in folder.iterdir()) if folder.is_dir() else 0


class Batch:
    """Files without names in one door, and folders whose new names are not yet on disk.

    A flush costs about the same for one file as for many at once, when the system is asked for them side by side.
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self._files: dict[Path, BinaryIO] = {}
        self._known: dict[tuple[str, ...], Path] = {}
        self._folders: set[Path] = set()

    def new(self) -> tuple[BinaryIO, Path]:
        """An empty file aside; what is written into it is kept by the path beside it."""
        file, path = self._door.unnamed(self._folder(INCOMING))
        self._files[path] = file
        return file, path

    def flush(self) -> None:
        """Every byte of every file is on disk when this returns."""
        for file in self._files.values():
            file.flush()
        _sync_all([file.fileno() for file in self._files.values()])

    def has(self, *parts: str) -> bool:
        """Is there a file of this name? EvidenceRefused where a link is."""
        *folders, name = parts
        target = self._folder(*folders) / name
        try:
            mode = target.lstat().st_mode
        except FileNotFoundError:
            return False
        # A link: the door says what it thinks of those.
        return stat.S_ISREG(mode) or self._door.path(*parts).is_file()

    def _folder(self, *parts: str) -> Path:
        """A folder of the door, looked at once: every look at every part costs half of what is kept there."""
        if parts not in self._known:
            missing = path = self._door.path(*parts)
            while not missing.is_dir():
                missing = missing.parent
                self._folders.add(missing)
            if missing != path:
                path.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._known[parts] = path
        return self._known[parts]

    def name(self, path: Path, *parts: str) -> None:
        """Give a flushed file its name, which is lasting after `settle`."""
        *folders, name = parts
        target = self._folder(*folders) / name
        path.replace(target)
        self._files.pop(path).close()
        self._folders.add(target.parent)

    def settle(self) -> None:
        """The names given so far are on disk when this returns."""
        folders = []
        try:
            folders += [os.open(folder, os.O_RDONLY) for folder in self._folders]
            _sync_all(folders)
        finally:
            for folder in folders:
                os.close(folder)
        self._folders.clear()

    def drop(self, *paths: Path) -> None:
        """Remove these, or all that have no name."""
        for path in paths or list(self._files):
            path.unlink(missing_ok=True)
            self._files.pop(path).close()


def _sync_all(files: Sequence[int]) -> None:
    """Side by side where there are many: the file system then writes its journal once for all of them."""
    if len(files) < _SIDE_BY_SIDE:
        _sync_each(files)
        return
    # A share for each thread, not a file: else they wait for each other more often than for the disk.
    shares = [files[begin::_SIDE_BY_SIDE] for begin in range(_SIDE_BY_SIDE)]
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        for _ in pool.map(_sync_each, shares):
            pass


def _sync_each(files: Sequence[int]) -> None:
    for one in files:
        os.fsync(one)


def _remove(path: Path) -> None:
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sync_folder(path: Path) -> None:
    """A new name is as lasting as its bytes only when the folder was flushed, too."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _swept(left: Path) -> bool:
    """Gone, unless somebody still has it open: the lock on it ends with its process, however that ends."""
    with suppress(FileNotFoundError), left.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        left.unlink(missing_ok=True)
    return True


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
