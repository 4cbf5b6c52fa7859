"""What is wrong with a rulebook: file, line, and what to write instead; all of it at once."""

from __future__ import annotations

from collections.abc import Sequence


class RulebookError(Exception):
    """One fault at one place; `line` counts from 1, 0 means the file as a whole."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")
        self.file, self.line, self.message = file, line, message


class RulebookErrors(Exception):
    """Every fault of a rulebook, by file and line."""

    def __init__(self, errors: Sequence[RulebookError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.file, error.line, error.message)))
        super().__init__("\n".join(str(error) for error in self.errors))
