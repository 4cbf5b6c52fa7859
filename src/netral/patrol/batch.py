"""The whole patrol: read the exports, keep what concerns declared accounts, ask the law, write it down."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from netral.acts.context import Context, assigned
from netral.acts.files.archives import Limits
from netral.acts.files.unpack import USUAL, expanded
from netral.acts.rejects import UNOPENED
from netral.acts.sieve import Sieve
from netral.law.decisions import ActKind, Target, decisions
from netral.law.loader import load_rulebook
from netral.law.table import Table, build
from netral.patrol import findings as written
from netral.patrol import manifest as told
from netral.patrol import registers
from netral.patrol.engines.duckdb import Engine
from netral.patrol.errors import EngineRefused, NothingOpened
from netral.patrol.folder import output, refuse_foreign
from netral.patrol.inputs import SCHEMA, Input, Progress, is_parquet, sifted
from netral.patrol.report import write_report
from netral.patrol.spans import spans
from netral.patrol.tables import FACTS

_MEMORY = re.compile(r"^[0-9]{1,6}(\.[0-9]+)?\s?([KMGT]i?)?B$", re.IGNORECASE)
DONE, REJECTS, REFUSED = 0, 3, 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run leaves: the manifest as written, and the status for scripts (0, 3 or 4)."""

    manifest: dict[str, Any]
    exit_code: int


def patrol(
    exports: Sequence[Path],
    *,
    officials: Path,
    contestants: Path,
    out: Path,
    contexts: Mapping[str, Context] | None = None,
    memory: str = "2GB",
    engine: str = "duckdb",
    bakal_calon: str = "registered",
    progress: Progress | None = None,
    rulebook: Path | None = None,
    demo: bool = False,
    limits: Limits = USUAL,
    read: Callable[[Input, int], None] = lambda _one, _bytes: None,
) -> Outcome:
    """Patrol `exports` and write the output folder of the contract, whole or not at all.

    A file that is refused as a whole stops nobody else's: status 4, and the manifest says why. Raises
    RegisterRefused, FolderRefused, EngineRefused and, where no export can be opened, NothingOpened; `out` is then
    as it was.
    """
    refuse_engine(engine, memory)
    refuse_foreign(out)
    tell = progress or (lambda _what, _done, _total: None)
    book = load_rulebook(rulebook)
    tell("registers", 0, len(exports))
    declared = registers.officials(officials, book)
    standing = registers.contestants(contestants, book)
    with output(out) as (folder, between):
        inputs = _inputs(exports, between, limits)
        told_of = assigned(contexts or {}, [one.shown for one in inputs])
        runs = Engine(officials=declared.table, contestants=standing.table, memory=memory, spill=between)
        with ThreadPoolExecutor(1) as beside:
            # Counting a million names takes a third of a second, which reading leaves free.
            people = beside.submit(lambda: len(declared.table.column("official_id").unique()))
            _screen(runs, inputs, told_of, lambda: registers.sieve(declared, standing), tell, read)
        _refuse_nothing(inputs)
        hits = runs.hits(one.number for one in inputs if one.refused)
        tell("law", len(inputs), len(inputs))
        law = build(book)
        raw, repeated = runs.findings(
            hits, lambda facts, inexact: _decided(law, facts, inexact=inexact, bakal_calon=bakal_calon)
        )
        for one in inputs:
            one.duplicates = repeated.get(one.number, 0)
        found = written.ordered(raw, rulebook_sha256=book.sha256)
        written.write(folder, found)
        summed = told.manifest(
            inputs,
            registers={
                "officials": (officials, declared),
                "contestants": (contestants, standing),
            },
            rulebook=book,
            engine=runs.version,
            memory=memory,
            bakal_calon=bakal_calon,
            findings=found,
            recycled=runs.recycled,
        )
        told.write(folder, summed, inputs)
        tell("report", len(inputs), len(inputs))
        write_report(folder, manifest=summed, findings=found, rulebook=book, officials_count=people.result(), demo=demo)
        shutil.rmtree(between)
    return Outcome(summed, _status(inputs))


def _inputs(exports: Sequence[Path], between: Path, limits: Limits) -> list[Input]:
    """Each file of the folders and archives; members live in a folder that is gone with the run."""
    into = between / "members"
    into.mkdir()
    return [
        Input(number, one.path, one.name, one.container, refused=one.refusal)
        for number, one in enumerate(expanded(exports, into, limits))
    ]


def refuse_engine(engine: str, memory: str = "2GB") -> None:
    """Raise EngineRefused for an engine that is not there, or memory that is none (`-1GB` would be no limit)."""
    if not _MEMORY.match(memory) or not float(re.findall(r"[0-9.]+", memory)[0]):
        raise EngineRefused(f"--memory {memory}: bukan ukuran memori; tulis seperti 2GB.")
    if engine != "duckdb":
        raise EngineRefused("--engine spark belum tersedia di versi ini; pakai --engine duckdb.")


def _screen(
    engine: Engine,
    inputs: list[Input],
    contexts: Mapping[str, Context],
    only: Callable[[], Sieve],
    tell: Progress,
    read: Callable[[Input, int], None],
) -> None:
    raw = []
    for one in inputs:
        if one.refused is not None:
            continue
        if is_parquet(one.path):
            tell(one.shown, one.number, len(inputs))
            engine.screen_parquet(one)
        else:
            raw.append(one)
    if raw:
        acts = pa.Table.from_batches(sifted(raw, contexts, only(), tell, read), SCHEMA)
        engine.screen_sifted(acts, {one.number: one.report.sha256 for one in raw if one.report})


def _decided(law: Table, facts: pa.Table, *, inexact: bool, bakal_calon: str) -> pa.Table:
    """The decisions for facts that occurred: all combinations would take longer than the join."""
    zones: dict[tuple[ActKind, str, Target], set[str]] = {}
    for verb, reply, status, base, role, given, zone in zip(
        *(facts.column(name).to_pylist() for name in FACTS), strict=True
    ):
        kind = ((verb, reply == "true" if reply else None), status, (base, role, given or None))
        zones.setdefault(kind, set()).add(zone)
    decided = (
        one
        for (act, status, target), where in zones.items()
        for one in decisions(law, acts={act}, statuses={status}, targets={target}, zones=where, bakal_calon=bakal_calon)
    )
    return spans(decided, inexact=inexact)


def _refuse_nothing(inputs: Sequence[Input]) -> None:
    refused = [one for one in inputs if one.refused and one.refused.reason in UNOPENED]
    if refused and len(refused) == len(inputs):
        assert refused[0].refused is not None
        raise NothingOpened([Path(one.shown) for one in refused], refused[0].refused.remedy["id"])


def _status(inputs: Sequence[Input]) -> int:
    if any(one.refused for one in inputs):
        return REFUSED
    return REJECTS if any(len(one.rejects) for one in inputs) else DONE
