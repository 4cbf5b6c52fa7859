"""Which sentence a wrong command line earns, in the language of the other messages."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from cyclopts.exceptions import (
    CoercionError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

if TYPE_CHECKING:
    from cyclopts import CycloptsError


def sentence(error: CycloptsError) -> str:
    """What was wrong and what to do; kinds that have no sentence here keep the parser's own words."""
    match error:
        case UnknownCommandError():
            return _unknown_command(error)
        case UnknownOptionError():
            return f"Pilihan `{error.token.keyword or error.token.value}` tidak dikenal."
        case UnusedCliTokensError():
            return f"Kata `{' '.join(error.unused_tokens or [])}` tidak dapat dipakai di sini."
        case RepeatArgumentError():
            return f"Pilihan `{error.token.keyword}` ditulis lebih dari sekali."
        case CoercionError(token=token) if token is not None:
            name = token.keyword or (error.argument.name if error.argument else "")
            return f"Nilai `{token.value}` tidak dapat dipakai untuk `{name}`.{_choices(error)}"
        case MissingArgumentError(argument=argument) if argument is not None:
            return f"`{argument.name}` harus diisi."
        case _:
            return " ".join(str(error).split())


def _unknown_command(error: UnknownCommandError) -> str:
    word = (error.unused_tokens or ["?"])[0]
    commands = [name for name in error.app or () if not name.startswith("-")]
    close = get_close_matches(word, commands, n=1)
    hint = f" Maksud Anda `{close[0]}`?" if close else f" Yang ada: {', '.join(commands)}."
    return f"Perintah `{word}` tidak dikenal.{hint}"


def _choices(error: CoercionError) -> str:
    choices = error.argument.get_choices() if error.argument else None
    return f" Pilih: {', '.join(choices)}." if choices else ""
