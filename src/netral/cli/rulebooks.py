"""The rulebook that a command works with, or every fault of it in the language that was asked for."""

from __future__ import annotations

from pathlib import Path

from netral.cli.errors import UserError
from netral.law import loader
from netral.law.errors import RulebookErrors
from netral.law.model import Rulebook


def opened(path: Path | None, *, lang: str = "id") -> Rulebook:
    """The rulebook in a folder or compiled file, without a path the shipped one; raises UserError."""
    try:
        return loader.load_rulebook(path)
    except RulebookErrors as faults:
        raise UserError(told(faults, lang=lang)) from None


def told(faults: RulebookErrors, *, lang: str = "id") -> str:
    """One fault a line; several are counted."""
    count = len(faults.errors)
    lines = str(faults) if lang == "id" else faults.in_english()
    if count == 1:
        return f"{lines}."
    if lang == "id":
        return f"{lines}\n{count} kesalahan; perbaiki, lalu periksa lagi dengan netral law check."
    return f"{lines}\n{count} faults; mend them, then look again with netral law check."
