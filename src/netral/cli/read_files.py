"""What does `netral read --out` leave? The manifest and the rejects, both or neither."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from netral.acts.aside import aside
from netral.acts.rejects import Reject
from netral.cli.errors import UserError

Rejects = list[tuple[str, Iterable[Reject]]]


def write(out: Path, inputs: list[dict[str, Any]], rejects: Rejects) -> None:
    """Raises UserError where the place refuses; what was there before is then still there."""
    fresh = not out.exists()
    manifest = [json.dumps({"inputs": inputs}, ensure_ascii=False, indent=1) + "\n"]
    try:
        out.mkdir(parents=True, exist_ok=True)
        _replace({out / "rejects.ndjson": _lines(rejects), out / "manifest.json": manifest})
    except OSError as error:
        raise UserError(f"{out}: tidak dapat ditulis ({error.strerror}); pilih --out lain.") from error
    finally:
        if fresh:
            with suppress(OSError):
                out.rmdir()  # only an empty folder goes


def _lines(rejects: Rejects) -> Iterator[str]:
    for path, records in rejects:
        for reject in records:
            line = {
                "path": path,
                "row": reject.row,
                "byte_offset": reject.byte_offset,
                "byte_len": reject.byte_len,
                "reason": reject.reason,
                "column": reject.column,
                "remedy": reject.remedy,
            }
            yield json.dumps(line, ensure_ascii=False) + "\n"


def _replace(files: dict[Path, Iterable[str]]) -> None:
    """All are whole before the first one gets its name: nobody ever sees half a result."""
    places = {target: aside(target) for target in files}
    try:
        for target, lines in files.items():
            with places[target].open("w", encoding="utf-8") as file:
                file.writelines(lines)
        for target, place in places.items():
            place.replace(target)
    finally:
        for place in places.values():
            place.unlink(missing_ok=True)
