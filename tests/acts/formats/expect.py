"""`python -m tests.acts.formats.expect NAME …`: write what these formats' fixtures are read as today, to be looked at.

A format's folder holds one fixture, what is expected of it, and a context where the file needs one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from netral.acts.context import load_contexts
from netral.acts.read import Reading, open_export

FOLDER = Path(__file__).parent
EXPECTED, CONTEXT = "expected.parquet", "context.json"


def fixture(folder: Path) -> Path:
    """The one file that is neither expectation nor context."""
    (found,) = (path for path in folder.iterdir() if path.name not in (EXPECTED, CONTEXT))
    return found


def opened(folder: Path) -> Reading:
    """The fixture as its format reads it."""
    path = fixture(folder)
    contexts = load_contexts(folder / CONTEXT) if (folder / CONTEXT).exists() else {}
    return open_export(path, context=contexts.get(path.name))


def acts(reading: Reading) -> pa.Table:
    """All its acts, dictionaries as plain text: Parquet does not keep the difference."""
    table = pa.Table.from_batches(list(reading.batches()), reading.schema)
    plain = [
        pa.field(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(plain)).combine_chunks()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        table = acts(opened(FOLDER / name))
        pq.write_table(table, FOLDER / name / EXPECTED)
        for row in table.to_pylist():
            print({key: str(value) for key, value in row.items() if value is not None})
