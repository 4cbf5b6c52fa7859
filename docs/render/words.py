"""What the values of the law are called on a page that a lawyer reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from netral.law.words import CLASSES, CONFIDENCES, VERDICTS

READING = {
    "literal": "Menurut bunyi aturan (`literal`)",
    "official_practice": "Menurut praktik instansi (`official_practice`)",
}
KIND = {"prohibition": "larangan", "permission": "kebolehan", "consequence": "akibat"}
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def verdict(value: str) -> str:
    """The verdict with its sign, in Indonesian."""
    return VERDICTS[value]["id"]


def class_name(value: str | None) -> str:
    """The class in words; none is said, not left blank."""
    return CLASSES[value]["id"]


def confidence(value: str) -> str:
    """How sure we are, and what to do when we are not."""
    return CONFIDENCES[value]["id"]


def day(value: date | None, *, none: str = "sekarang") -> str:
    """`2023-11-13` as `13 November 2023`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else none


def cell(text: object) -> str:
    """Text that cannot break a table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *[[cell(value) for value in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
