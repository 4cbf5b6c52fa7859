"""How is the plan said in DuckDB's SQL? Compiled from the one Ibis expression, kept beside it as `duckdb.sql`.

Compiling takes a second of each run and the library more than that to load; the text is the same in every run, and
whoever checks a finding can read it. `python -m netral.patrol.engines.statements` writes it again, `--check` says
whether it is what the plan compiles to.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from netral.patrol import tables
from netral.patrol.inputs import COLUMNS, SCHEMA

FILE = Path(__file__).with_name("duckdb.sql")
ROW_NUMBER = "file_row_number"
_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


def load() -> dict[str, str]:
    """`streamed` and `stored`, the screens of both kinds of input; `recycled`; `matched` and `judged`, the findings."""
    _, *parts = _NAME.split(FILE.read_text("utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def compiled() -> str:
    """The text of `duckdb.sql` as the plan compiles today."""
    import ibis

    from netral.patrol import plan

    acts = ibis.table(tables.ACTIVITIES, name="activities")
    registers = ibis.table(tables.OFFICIALS, name="officials"), ibis.table(tables.CONTESTANTS, name="contestants")

    def screened(columns: Iterable[str]) -> Any:
        canonical = {name: tables.ACTIVITIES.get(name, "string") for name in columns}
        return plan.screen(ibis.table(canonical, name="canonical"), *registers)

    matched = plan.matched(acts, *registers)
    decisions = ibis.table(tables.DECISIONS, name="decisions")
    expressions = {
        "streamed": screened(SCHEMA.names),
        "stored": screened((*COLUMNS, ROW_NUMBER)),
        "recycled": plan.recycled(ibis.table({**tables.PLACE, **tables.OTHERS}, name="others"), *registers),
        "matched": matched,
        "judged": plan.judged(ibis.table(matched.schema(), name="matched"), acts, decisions),
    }
    parts = [f"-- name: {name}\n{ibis.to_sql(one, dialect='duckdb')}\n" for name, one in expressions.items()]
    return "-- Compiled from netral/patrol/plan.py by `make docs`; change the plan, not this text.\n\n" + "\n".join(
        parts
    )


def main(words: list[str]) -> int:
    if words == ["--check"]:
        fresh = FILE.is_file() and FILE.read_text("utf-8") == compiled()
        if not fresh:
            print("engines/duckdb.sql is not what the plan compiles to; run `make docs`", file=sys.stderr)
        return 0 if fresh else 1
    FILE.write_text(compiled(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
