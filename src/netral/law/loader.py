"""Read a rulebook: a folder of YAML, or a compiled one; strictly, and as the hash says.

YAML takes about a second to parse, so a compiled copy lies beside the shipped rulebook. It is used only while
its recorded hash is that of the YAML files, so an edited norm is in force at once.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from netral.law.assemble import assemble
from netral.law.errors import RulebookError, RulebookErrors
from netral.law.model import Rulebook

SHIPPED = Path(__file__).parent / "rulebook"
COMPILED = Path(__file__).parent / "rulebook.compiled.json"
SINGLE = ("rulebook", "zones", "defences")
FOLDERS = ("instruments", "sanctions", "norms", "contests")


def load_rulebook(path: Path | None = None) -> Rulebook:
    """The rulebook in a folder or a compiled file; without a path the one shipped. Raises RulebookErrors."""
    if path is not None and path.is_file():
        return assemble(_compiled(path))
    folder = path or SHIPPED
    if path is None and COMPILED.is_file():
        data = _compiled(COMPILED)
        if data["sha256"] == digest(folder):
            return assemble(data)
    return assemble(read_folder(folder))


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of every YAML file, sorted: which rulebook this is."""
    total = hashlib.sha256()
    for file in sources(folder):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def sources(folder: Path) -> list[Path]:
    """The rulebook's files, by name."""
    return sorted(folder.rglob("*.yaml"), key=lambda file: file.relative_to(folder).as_posix())


def read_folder(folder: Path) -> dict[str, Any]:
    """Read and check every file; all faults at once as RulebookErrors. Plain data, dates as text."""
    from netral.law.yaml_files import read_files

    if not folder.is_dir():
        raise RulebookErrors([RulebookError(str(folder), 0, "is no folder; give a rulebook's folder or compiled file")])
    data = read_files(folder, sources(folder))
    return {**data, "sha256": digest(folder)}


def compiled_text(data: dict[str, Any]) -> str:
    """The compiled form of what `read_folder` returned; the same bytes for the same rulebook."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _compiled(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
        data["sha256"], data["norms"]
    except (ValueError, KeyError, TypeError):
        raise RulebookErrors([RulebookError(str(path), 0, "is no compiled rulebook; run netral law compile")]) from None
    return dict(data)
