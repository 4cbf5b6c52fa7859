"""What stands against a piece of evidence, or against taking one in? Every fault names its place and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Words: TypeAlias = dict[str, str]
"""One sentence in Indonesian (`id`) and English (`en`)."""


class EvidenceRefused(Exception):
    """Something that was handed in, or asked for, cannot be had; nothing was changed.

    `reason`: a word for programs. The message is the Indonesian sentence, with what to do next.
    """

    def __init__(self, reason: str, words: Words) -> None:
        self.reason, self.words = reason, words
        super().__init__(words["id"])

    def in_english(self) -> str:
        """The same sentence for an English reader."""
        return self.words["en"]


def another_key() -> EvidenceRefused:
    """Who wants to sign does not hold the key in force."""
    words = {
        "id": "kunci ini bukan kunci vault ini, atau sudah diganti",
        "en": "this is not a key of this vault, or it was changed",
    }
    return EvidenceRefused("key", words)


class Broken(Exception):
    """What is read is not what was written: a record, a proof or an object was altered. `fault` says which."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"{fault.code} {fault.at}: {fault.words['id']}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold: `code` from the published format, `at` the event, file or seal it concerns."""

    code: str
    at: str
    words: Words


def fault(code: str, at: object, indonesian: str, english: str) -> Fault:
    """A fault in both languages."""
    return Fault(code, f"{at}", {"id": indonesian, "en": english})
