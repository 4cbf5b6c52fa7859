"""Every fact that a question, a norm or a case may name, with the values it may take."""

from __future__ import annotations

from collections.abc import Iterator

from docs.render.fact_words import CIRCUMSTANCES as MEANING
from docs.render.words import table
from netral.law.facts import BOOL, CIRCUMSTANCES, FACTS
from netral.law.words import ASKED, label

INTRO = """# Fakta · Facts

Daftar tertutup. Yang tidak ada di sini tidak dapat menjadi syarat norma. Fakta yang tidak disebut tidak
pernah ditebak: bila jawabannya bergantung padanya, namanya muncul di `missing_facts`. *A closed list. A fact
that is not said is never assumed; where the answer hangs on it, it is named in `missing_facts`.*

## Perbuatan, pelaku, objek, sasaran · Act, actor, object, target

"""
AROUND = """
## Keadaan · Circumstances

Ditulis di `circumstances` bila benar, di `circumstances_not` bila disangkal. *Diam berarti*: **kurang**:
unsur larangan, harus ditanyakan; **tidak diajukan**: pembelaan, dianggap tidak ada dan ditunjukkan di
`would_change`. *Silence means: missing (an element of a prohibition) or unclaimed (a defence).*

"""
SILENCE = {"missing": "kurang · missing", "unclaimed": "tidak diajukan · unclaimed"}


def page() -> str:
    """Two tables: facts with values, circumstances with what silence means."""
    around = [(f"`{name}`", *MEANING[name], SILENCE[silence]) for name, silence in CIRCUMSTANCES.items()]
    return (
        INTRO
        + table(("fakta", "pertanyaannya", "nilai"), _facts())
        + AROUND
        + table(("keadaan", "artinya", "meaning", "diam berarti"), around)
    )


def _facts() -> Iterator[tuple[str, str, str]]:
    for fact, values in FACTS.items():
        if fact.startswith("circumstances."):
            continue
        asked = ASKED[fact]["id"] if fact in ASKED else "dihitung dari kalender"
        yield f"`{fact}`", asked, "ya / tidak" if values == BOOL else _values(fact, values)


def _values(fact: str, values: tuple[str, ...]) -> str:
    said = ((value, label(value, "id", fact)) for value in values)
    return ", ".join(f"`{value}`" if words == value else f"`{value}` {words}" for value, words in said)
