"""Why could a patrol not start? Each says in one sentence what is wrong, where, and what to do.

ValueError
 ├─ RegisterRefused   a register of accounts cannot be used
 ├─ NothingOpened     not one of the exports could be opened
 ├─ FolderRefused     the output folder is not ours to write
 └─ EngineRefused     the engine or its memory cannot do this
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from netral.law.model import Text


class RegisterRefused(ValueError):
    """A register cannot be used; `row` counts data rows from 1, the header excluded.

    What is wrong with a row is said in both languages: a page shows it too. The sentence itself is Indonesian.
    """

    def __init__(
        self, path: Path, problem: Text | str, remedy: Text | str, *, row: int | None = None, column: str | None = None
    ) -> None:
        self.path, self.row, self.column = path, row, column
        self.told = tuple(one if isinstance(one, Text) else Text(one, one) for one in (problem, remedy))
        self.problem, self.remedy = (one.id for one in self.told)
        place = [str(path)]
        if row is not None:
            place.append(f"baris data {row}")
        if column is not None:
            place.append(f"kolom {column}")
        super().__init__(f"{', '.join(place)}: {self.problem}; {self.remedy}.")


class NothingOpened(ValueError):
    """Not one export could be opened, as after a typing error; an earlier result is worth more than none."""

    def __init__(self, paths: Sequence[Path], remedy: str) -> None:
        self.paths = tuple(paths)
        which = str(paths[0]) if len(paths) == 1 else f"{paths[0]} dan {len(paths) - 1} ekspor lain"
        super().__init__(f"{which}: tidak dapat dibuka, jadi tidak ada yang ditulis atau diganti. {remedy}")


class FolderRefused(ValueError):
    """The output folder holds something that is not a patrol's output."""


class EngineRefused(ValueError):
    """The engine is not there, or needs more memory than it was given."""
