"""How does the plan run on one machine? DuckDB, twice: a screen that never touches a disk, then the findings.

The screen sees acts of people outside the register, so it has no temporary folder at all: what does not fit in
memory fails. What it lets through are acts of declared accounts only; those may spill, into the caller's folder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.keys import keys_of
from netral.acts.rejects import FileRefused
from netral.patrol import canonical, tables
from netral.patrol.engines.statements import ROW_NUMBER, load
from netral.patrol.errors import EngineRefused
from netral.patrol.inputs import Input

_HEX = ("activity_key", "source_sha256")
_OTHERS = ", ".join(tables.OTHERS)
_TIMES = ("published_at", "published_earliest", "published_latest")
Decide = Callable[[pa.Table, bool], pa.Table]


class Engine:
    """One run's registers and memory; `screen_*` collect, `findings` answers."""

    def __init__(self, *, officials: pa.Table, contestants: pa.Table, memory: str, spill: Path) -> None:
        self._officials, self._contestants = officials, contestants
        self._memory, self._spill, self._sql = memory, spill, load()
        self._hits: list[pa.Table] = []
        self._recycled = Counter[tuple[str, str]]()
        self._screen = self._connect("")

    @property
    def version(self) -> dict[str, str]:
        return {"name": "duckdb", "duckdb": duckdb.__version__, "ibis": version("ibis-framework")}

    def screen_sifted(self, acts: pa.Table, digests: dict[int, str]) -> None:
        """Keep the hits among acts that a sieve let through; `digests`: each input's SHA-256."""
        self._screen.register("sifted", acts)
        columns, screened = _columns("input", "NULL", keyed=False), self._sql["streamed"]
        seen = f"WITH canonical AS (SELECT * FROM sifted), seen AS ({screened})"
        self._register(*self._concerned(acts))
        found = self._collect(f"{seen} SELECT {columns} FROM seen WHERE mine")
        self._hits.append(_sourced(_keyed(found), digests))
        numbers = ", ".join(map(str, digests)) or "NULL"
        others = f"SELECT input, source_row AS place, {_OTHERS} FROM seen WHERE NOT mine AND input IN ({numbers})"
        self._recycled.update(self._counted(f"{seen}, others AS ({others})"))

    def screen_parquet(self, one: Input) -> None:
        """Keep the hits of a canonical file and account for its rows; a file that cannot be used is refused."""
        try:
            metadata = canonical.check(one.path)
            relation = f"read_parquet({_literal(one.path)}, file_row_number = true)"
            with ThreadPoolExecutor(1) as beside:
                summed = beside.submit(canonical.account, one, metadata, relation, self._screen.cursor())
                found, others = self._stored(one, metadata, relation)
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
            self._recycled.update(others)

    @property
    def recycled(self) -> dict[tuple[str, str], int]:
        """Declared accounts, by platform and handle, whose handle has another id now, and how many acts showed it."""
        return dict(self._recycled)

    def hits(self, refused: Iterable[int]) -> pa.Table:
        """What the screen let through, without inputs that were refused after they had begun."""
        self._screen.close()
        hits = pa.concat_tables(self._hits) if self._hits else _NO_HITS
        refused = pa.array(sorted(refused), pa.int32())
        return hits.filter(pc.invert(pc.is_in(hits.column("input"), refused)))

    def findings(self, hits: pa.Table, decide: Decide) -> tuple[pa.Table, dict[int, int]]:
        """The plan's answer, and how many hits of each input repeat an act that was told before it.

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
        officials, contestants = self._concerned(hits)
        named = {"activities": hits, "officials": officials, "contestants": contestants}
        for name, table in named.items():
            engine.register(name, table)
        engine.execute(f"CREATE TEMP TABLE matched AS {self._sql['matched']}")
        facts = engine.sql(f"SELECT DISTINCT {', '.join(tables.FACTS)} FROM matched WHERE in_force").to_arrow_table()
        inexact = engine.execute("SELECT count(*) > 0 FROM matched WHERE in_force AND begins <> finishes").fetchall()[
            0
        ][0]
        engine.register("decisions", decide(facts, bool(inexact)))
        found = engine.sql(self._sql["judged"]).to_arrow_table()
        return found, dict(engine.execute(_REPEATED).fetchall())

    def _concerned(self, acts: pa.Table) -> tuple[pa.Table, pa.Table]:
        """The registers without what no act names: it cannot match, and the plan scans a register several times."""
        return (
            _named(self._officials, acts, "actor_id", "actor_handle"),
            _named(self._contestants, acts, "object_owner_id", "object_owner_handle"),
        )

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

    def _stored(self, one: Input, metadata: Any, relation: str) -> tuple[pa.Table, Counter[tuple[str, str]]]:
        """The hits of a canonical file, and what `recycled` adds."""
        columns, screened = canonical.columns(metadata), self._sql["stored"]
        self._register(self._officials, self._contestants)
        # First the row numbers, from the key columns alone; then the other columns of these rows.
        self._screen.execute(f"""
            CREATE OR REPLACE TEMP TABLE kept AS
            WITH canonical AS (SELECT {columns}, {ROW_NUMBER} FROM {relation} WHERE {canonical.usable(metadata)})
            SELECT {ROW_NUMBER} AS n, mine FROM ({screened})
        """)
        rows = f"(SELECT {columns}, {ROW_NUMBER} FROM {relation}) WHERE {ROW_NUMBER} IN (SELECT n FROM kept WHERE "
        found = self._collect(f"SELECT {_columns(str(one.number), f'{ROW_NUMBER} + 1')} FROM {rows} mine)")
        if self._screen.execute("SELECT bool_and(mine) FROM kept").fetchall()[0][0] is not False:
            return found, Counter()
        others = f"SELECT {one.number} AS input, {ROW_NUMBER} AS place, {_OTHERS} FROM {rows} NOT mine)"
        return found, self._counted(f"WITH others AS ({others})")

    def _counted(self, others: str) -> Counter[tuple[str, str]]:
        rows = self._collect(f"{others} SELECT * FROM ({self._sql['recycled']})").to_pylist()
        return Counter({(row["platform"], row["handle"]): row["acts"] for row in rows})

    def _register(self, officials: pa.Table, contestants: pa.Table) -> None:
        self._screen.register("officials", officials)
        self._screen.register("contestants", contestants)

    def _collect(self, sql: str) -> pa.Table:
        try:
            return self._screen.sql(sql).to_arrow_table()
        except duckdb.OutOfMemoryException:
            raise _too_little(self._memory) from None


def _columns(number: str, row: str, *, keyed: bool = True) -> str:
    parts = []
    for name in tables.ACTIVITIES:
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


_KINDS = {"string": pa.string(), tables.TIME: pa.timestamp("us"), "int64": pa.int64()}
_NO_HITS = pa.schema(
    [*((name, _KINDS[kind]) for name, kind in tables.ACTIVITIES.items()), ("input", pa.int32())]
).empty_table()
_REPEATED = """
    SELECT input, count(*) FROM (
        SELECT input, row_number() OVER (
            PARTITION BY activity_key ORDER BY input
        ) AS nth FROM activities
    ) WHERE nth > 1 GROUP BY input
"""


def _named(register: pa.Table, acts: pa.Table, uid: str, handle: str) -> pa.Table:
    """The register's rows whose id or handle some act has."""
    named = (("uid", uid), ("handle", handle))
    found = [pc.is_in(register.column(mine), acts.column(theirs).unique().drop_null()) for mine, theirs in named]
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
