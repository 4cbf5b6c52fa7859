"""What a command says when it cannot go on: one sentence, and the exit status that scripts rely on."""

from __future__ import annotations

USAGE, REJECTS, REFUSED, UNVERIFIED, BUG = 2, 3, 4, 5, 1


class UserError(Exception):
    """A sentence for the person at the keyboard: what, where, what to do."""

    def __init__(self, message: str, exit_code: int = USAGE) -> None:
        super().__init__(message)
        self.exit_code = exit_code
