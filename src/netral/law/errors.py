"""What is wrong with a rulebook: file, line, and what to write instead; all of it at once."""

from __future__ import annotations

from collections.abc import Sequence

from netral.law.model import Text


class RulebookError(Exception):
    """One fault at one place; `line` counts from 1, 0 means a path that holds no text."""

    def __init__(self, file: str, line: int, message: Text) -> None:
        self.file, self.line, self.message = file, line, message
        super().__init__(self._at_its_place(message.id))

    def in_english(self) -> str:
        """The same sentence for an English reader."""
        return self._at_its_place(self.message.en)

    def _at_its_place(self, said: str) -> str:
        return f"{self.file}:{self.line}: {said}" if self.line else f"{self.file}: {said}"


class RulebookErrors(Exception):
    """Every fault of a rulebook, by file and line."""

    def __init__(self, errors: Sequence[RulebookError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.file, error.line, error.message.id)))
        super().__init__("\n".join(str(error) for error in self.errors))

    def in_english(self) -> str:
        """The same lines for an English reader."""
        return "\n".join(error.in_english() for error in self.errors)
