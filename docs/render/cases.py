"""Every spec case as a question and its answer, readable by a lawyer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from docs.render.fact_words import CIRCUMSTANCES, name, value
from docs.render.words import READING, class_name, day, verdict
from netral.law.answer import answer
from netral.law.loader import load_rulebook
from netral.law.table import Table, build

FOLDER = Path(__file__).parents[2] / "tests" / "spec" / "cases"
INTRO = """# Kasus · Cases

{count} pertanyaan dengan jawabannya. Setiap jawaban dipegang oleh pengujian: bila aturan diubah dan jawabannya ikut
berubah, `netral law diff` menyebutnya. Sumbernya `tests/spec/cases/`. *Questions with their answers, each held by a
test. Contestable points and missing facts are part of the answer.*

"""
ORDER = ("actor", "verb", "object", "target")


def page() -> str:
    """Cases by file, in the order in which they are written."""
    table = build(load_rulebook())
    chapters = [(file, list(YAML(typ="safe", pure=True).load(file) or [])) for file in sorted(FOLDER.glob("*.yaml"))]
    parts = [INTRO.format(count=sum(len(cases) for _, cases in chapters))]
    for file, cases in chapters:
        parts.append(f"## {_chapter(file)}\n\n")
        parts.extend("".join(_case(case, table)) for case in cases)
    return "".join(parts)


def _chapter(file: Path) -> str:
    """The file's first comment is its heading; else its name."""
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").rstrip(".") if first.startswith("#") else file.stem


def _case(case: Mapping[str, Any], table: Table) -> Iterator[str]:
    told = answer(case["question"], table, lang="id")
    yield f"### {case['case']} · {case['title']['id']}\n\n*{case['title']['en']}*\n\n"
    yield f"- Kapan: {_when(case['question']['at'])}\n"
    yield f"- Fakta: {_facts(case['question'])}\n"
    yield from _verdicts(told)
    norms = dict.fromkeys(norm["id"] for norm in told["norms"])
    if norms:
        yield f"- Norma: {', '.join(f'[{one}](norms.md#{one})' for one in norms)}\n"
    if told["missing_facts"]:
        yield f"- Belum disebut: {', '.join(name(fact) for fact in told['missing_facts'])}\n"
    if told["mitigating"]:
        yield f"- Meringankan: {', '.join(CIRCUMSTANCES[one][0] for one in told['mitigating'])}\n"
    for why in dict.fromkeys(point["why"] for point in told["contestable"]):
        yield f"- Dapat dibantah: {why}\n"
    if because := case.get("because"):
        yield f"- Sebabnya: {because['id']} *{because['en']}*\n"
    yield "\n"


def _verdicts(told: Mapping[str, Any]) -> Iterator[str]:
    said = [_said(told["verdict"][reading], told["class"][reading]) for reading in READING]
    if said[0] == said[1]:
        yield f"- **Kedua bacaan: {said[0]}**\n"
        return
    for words, one in zip(READING.values(), said, strict=True):
        yield f"- **{words}: {one}**\n"


def _said(code: str, cls: str | None) -> str:
    """A class is said where there is one, and its absence where something is forbidden."""
    return f"{verdict(code)} · {class_name(cls)}" if cls or code == "prohibited" else verdict(code)


def _when(at: object) -> str:
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    return f"{day(moment.date())} pukul {moment:%H.%M}{_zone(moment)}"


def _zone(moment: datetime) -> str:
    zones = {"+0700": " WIB", "+0800": " WITA", "+0900": " WIT", "": ""}
    return zones.get(f"{moment:%z}", f" UTC{moment:%z}")


def _facts(question: Mapping[str, Any]) -> str:
    said = []
    for group in ORDER:
        part = question.get(group)
        if group == "verb":
            said.append(f"{name('verb')}: {value('verb', part)}")
        for key, one in (part if isinstance(part, Mapping) else {}).items():
            values = one if isinstance(one, list) else [one]
            said.append(f"{name(f'{group}.{key}')}: {', '.join(value(f'{group}.{key}', each) for each in values)}")
    said += [CIRCUMSTANCES[one][0] for one in question.get("circumstances", ())]
    said += [f"bukan: {CIRCUMSTANCES[one][0]}" for one in question.get("circumstances_not", ())]
    return "; ".join(said)
