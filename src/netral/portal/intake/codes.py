"""The only key to a report: sixteen signs, made once, easy to read aloud, kept as a keyed hash."""

from __future__ import annotations

from netral.portal.signin.keyed import mark, marks, new_code, typed

LENGTH, GROUP = 16, 4
"""Eighty bits; so many need no slow hash, for nobody tries 2^80 codes."""
_PURPOSE = "report"


def make() -> str:
    """A fresh code of 80 random bits, without spaces."""
    return new_code(LENGTH)


def read(written: str) -> str | None:
    """The code that was meant, however it was written; None where it cannot be one."""
    code = typed(written)
    return code if len(code) == LENGTH and code.isascii() and code.isalnum() and "U" not in code else None


def grouped(code: str) -> list[str]:
    """As it is shown and read aloud: four groups of four."""
    return [code[at : at + GROUP] for at in range(0, LENGTH, GROUP)]


def kept(code: str) -> str:
    """What is stored of a code: it can be found again by it, and nothing can be told from it."""
    return mark(_PURPOSE, code)


def sought(code: str) -> list[str]:
    """The same under the present secret and those before it: a code outlives a change of the secret."""
    return marks(_PURPOSE, code)
