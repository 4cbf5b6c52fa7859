"""How does the plan run on one machine? DuckDB, twice: a screen that never touches a disk, then the findings.

The screen sees everybody's acts, so it has no temporary folder at all: what does not fit in memory fails.
What it lets through are acts of declared accounts only; those may spill, into the caller's private folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.keys import keys_of
from netral.acts.rejects import FileRefused
from netral.patrol import canonical, plan
from netral.patrol.errors import EngineRefused
from netral.patrol.inputs import COLUMNS, SCHEMA, Input

_NUMBER = "file_row_number"
_HEX = ("activity_key", "source_sha256")
_TIMES = ("published_at", "published_earliest", "published_latest")
Decide = Callable[[pa.Table, bool], pa.Table]


@dataclass(frozen=True, slots=True)
class Statements:
    """The plan as DuckDB's SQL: the same in every run, and made beside the reading of the registers."""

    streamed: str
    stored: str
    matched: str
    judged: str


def statements() -> Statements:
    """Compile the plan; takes longer than many a run's join."""
    acts, *registers = (
        ibis.table(schema, name=name)
        for name, schema in (
            ("activities", plan.ACTIVITIES),
            ("officials", plan.OFFICIALS),
            ("contestants", plan.CONTESTANTS),
        )
    )

    def screened(columns: Iterable[str]) -> str:
        canonical = {name: plan.ACTIVITIES.get(name, "string") for name in columns}
        return _sql(plan.screen(ibis.table(canonical, name="canonical"), *registers))

    matched = plan.matched(acts, *registers)
    decisions = ibis.table(plan.DECISIONS, name="decisions")
    answer = plan.judged(ibis.table(matched.schema(), name="matched"), acts, decisions)
    return Statements(screened(SCHEMA.names), screened((*COLUMNS, _NUMBER)), _sql(matched), _sql(answer))


def _sql(expression: Any) -> str:
    sql: str = ibis.to_sql(expression, dialect="duckdb")
    return sql


class Engine:
    """One run's registers and memory; `screen_*` collect, `findings` answers."""

    def __init__(
        self, *, officials: pa.Table, contestants: pa.Table, memory: str, spill: Path, compiled: Future[Statements]
    ) -> None:
        self._officials, self._contestants = officials, contestants
        self._memory, self._spill, self._compiled = memory, spill, compiled
        self._hits: list[pa.Table] = []
        self._screen = self._connect("")

    @property
    def version(self) -> dict[str, str]:
        return {"name": "duckdb", "duckdb": duckdb.__version__, "ibis": ibis.__version__}

    def screen_stream(self, batches: pa.RecordBatchReader, digests: Callable[[], dict[int, str]]) -> None:
        """Keep the hits of a stream of batches; `digests` tells each input's SHA-256 once it was read."""
        self._screen.register("stream", batches)
        try:
            columns = _columns("input", "NULL", keyed=False)
            screened = self._compiled.result().streamed
            sql = f"WITH canonical AS (SELECT * FROM stream) SELECT {columns} FROM ({screened})"
            found = _keyed(self._collect(sql))
        finally:
            self._screen.unregister("stream")
        self._hits.append(_sourced(found, digests()))

    def screen_parquet(self, one: Input) -> None:
        """Keep the hits of a canonical file and account for its rows; a file that cannot be used is refused."""
        try:
            metadata = canonical.check(one.path)
            relation = f"read_parquet({_literal(one.path)}, file_row_number = true)"
            with ThreadPoolExecutor(1) as beside:
                summed = beside.submit(canonical.account, one, metadata, relation, self._screen.cursor())
                found = self._collect(self._late(one, metadata, relation))
                summed.result()
        except FileRefused as refused:
            one.refused, one.report = refused, None
        except duckdb.Error as error:
            if isinstance(error, duckdb.OutOfMemoryException):
                raise _too_little(self._memory) from None
            one.refused, one.report = FileRefused(one.path, "damaged"), None
        else:
            assert one.report is not None
            self._hits.append(_sourced(found, {one.number: one.report.sha256}))

    def hits(self, refused: Iterable[int]) -> pa.Table:
        """What the screen let through, without inputs that were refused after they had begun."""
        self._screen.close()
        hits = pa.concat_tables(self._hits) if self._hits else _NO_HITS
        refused = pa.array(sorted(refused), pa.int32())
        return hits.filter(pc.invert(pc.is_in(hits.column("input"), refused)))

    def findings(self, hits: pa.Table, decide: Decide) -> tuple[pa.Table, dict[int, int]]:
        """The plan's answer, and how many hits of each input repeat an act that another place tells.

        `decide` is asked for the decisions that the matched acts need, and no others.
        """
        engine = self._connect(str(self._spill))
        try:
            return self._findings(engine, hits, decide)
        except duckdb.OutOfMemoryException:
            raise _too_little(self._memory) from None
        finally:
            engine.close()

    def _findings(
        self, engine: duckdb.DuckDBPyConnection, hits: pa.Table, decide: Decide
    ) -> tuple[pa.Table, dict[int, int]]:
        # The plan scans a register several times: what no hit names cannot match, and is left out first.
        officials = _concerned(self._officials, hits, "actor_id", "actor_handle")
        contestants = _concerned(self._contestants, hits, "object_owner_id", "object_owner_handle")
        named = {"activities": hits, "officials": officials, "contestants": contestants}
        for name, table in named.items():
            engine.register(name, table)
        compiled = self._compiled.result()
        engine.execute(f"CREATE TEMP TABLE matched AS {compiled.matched}")
        facts = engine.sql(f"SELECT DISTINCT {', '.join(plan.FACTS)} FROM matched").to_arrow_table()
        inexact = engine.execute("SELECT count(*) > 0 FROM matched WHERE begins <> finishes").fetchall()[0][0]
        engine.register("decisions", decide(facts, bool(inexact)))
        found = engine.sql(compiled.judged).to_arrow_table()
        return found, dict(engine.execute(_REPEATED).fetchall())

    def _connect(self, spill: str) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(
                config={
                    "memory_limit": self._memory,
                    "temp_directory": spill,
                    "preserve_insertion_order": "false",
                    "enable_external_file_cache": "false",
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                }
            )
        except duckdb.Error:
            raise EngineRefused(f"--memory {self._memory}: bukan ukuran memori; tulis seperti 2GB.") from None

    def _late(self, one: Input, metadata: Any, relation: str) -> str:
        """First the row numbers, from the key columns alone; then the other columns of these rows."""
        columns, screened = canonical.columns(metadata), self._compiled.result().stored
        return f"""
            WITH canonical AS (SELECT {columns}, {_NUMBER} FROM {relation} WHERE {canonical.usable(metadata)}),
                 kept AS MATERIALIZED (SELECT {_NUMBER} AS n FROM ({screened}))
            SELECT {_columns(str(one.number), f"{_NUMBER} + 1")}
            FROM (SELECT {columns}, {_NUMBER} FROM {relation}) WHERE {_NUMBER} IN (SELECT n FROM kept)
        """

    def _collect(self, sql: str) -> pa.Table:
        for name, table in (("officials", self._officials), ("contestants", self._contestants)):
            self._screen.register(name, table)
        try:
            return self._screen.sql(sql).to_arrow_table()
        except duckdb.OutOfMemoryException:
            raise _too_little(self._memory) from None


def _columns(number: str, row: str, *, keyed: bool = True) -> str:
    parts = []
    for name in plan.ACTIVITIES:
        if name == "activity_key" and not keyed:
            parts.append(f"CAST(NULL AS VARCHAR) AS {name}")
        elif name in _HEX:
            parts.append(f"lower(hex({name})) AS {name}")
        elif name in _TIMES:
            parts.append(f"make_timestamp(epoch_us({name})) AS {name}")
        elif name == "source_row":
            parts.append(f"coalesce(source_row, {row}) AS source_row")
        else:
            parts.append(name)
    return ", ".join((*parts, f"CAST({number} AS INTEGER) AS input"))


_NO_HITS = pa.schema([*plan.ACTIVITIES.to_pyarrow(), pa.field("input", pa.int32())]).empty_table()
_REPEATED = """
    SELECT input, count(*) FROM (
        SELECT input, row_number() OVER (
            PARTITION BY activity_key ORDER BY source_sha256, source_row, input
        ) AS nth FROM activities
    ) WHERE nth > 1 GROUP BY input
"""


def _concerned(register: pa.Table, hits: pa.Table, uid: str, handle: str) -> pa.Table:
    """The register's rows whose id or handle some hit has."""
    named = (("uid", uid), ("handle", handle))
    found = [pc.is_in(register.column(mine), hits.column(theirs).unique().drop_null()) for mine, theirs in named]
    return register.filter(pc.or_(*found))


def _keyed(hits: pa.Table) -> pa.Table:
    """Hits of a stream with their keys, in hexadecimal."""
    keys = pa.array([key.hex() for key in keys_of(hits).to_pylist()], pa.string())
    return hits.set_column(hits.schema.get_field_index("activity_key"), "activity_key", keys)


def _sourced(hits: pa.Table, digests: dict[int, str]) -> pa.Table:
    """`source_sha256` of the file itself where the act names no earlier one."""
    numbers = hits.column("input").combine_chunks()
    known = pa.array(list(digests), pa.int32())
    own = pa.array(list(digests.values()), pa.string()).take(pc.index_in(numbers, known))
    column = pc.coalesce(hits.column("source_sha256").combine_chunks(), own)
    at = hits.schema.get_field_index("source_sha256")
    return hits.set_column(at, "source_sha256", column)


def _literal(path: Path) -> str:
    """The path as SQL text that globbing leaves alone."""
    return "'" + re.sub(r"([*?\[])", r"[\1]", str(path)).replace("'", "''") + "'"


def _too_little(memory: str) -> EngineRefused:
    return EngineRefused(f"memori {memory} tidak cukup untuk daftar akun sebesar ini; beri --memory lebih besar.")
