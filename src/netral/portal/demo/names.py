"""Names of people who do not exist: a given name, and a second one put together from syllables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

GIVEN = (
    *("Adi", "Anggun", "Arum", "Bagas", "Bayu", "Bening", "Cahya", "Candra", "Damar", "Dian", "Eka", "Elok", "Embun"),
    *("Fajar", "Galih", "Gilang", "Harum", "Indah", "Intan", "Jaya", "Kartika", "Kenanga", "Laras", "Lestari"),
    *("Lintang", "Melati", "Mega", "Nirmala", "Pandu", "Permata", "Puspa", "Ratna", "Rimba", "Rindang", "Satria"),
    *("Sekar", "Surya", "Teguh", "Tirta", "Wahyu", "Wening", "Yudha"),
)
FIRST = ("Arya", "Bumi", "Dana", "Giri", "Hasta", "Jala", "Kerta", "Manik", "Naya", "Rona", "Sila", "Wana")
SECOND = ("brata", "dipa", "gara", "karsa", "laksa", "mukti", "pala", "sena", "swara", "tama")


def invented(count: int) -> list[str]:
    """`count` names, each once, the same ones every time."""
    return Random(1).sample(list(_all()), count)


def _all() -> Iterator[str]:
    for given, first, second in product(GIVEN, FIRST, SECOND):
        yield f"{given} {first}{second}"
