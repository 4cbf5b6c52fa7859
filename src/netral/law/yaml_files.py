"""The rulebook's YAML files into plain data, each file by the form of its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from netral.law.check import check
from netral.law.errors import RulebookError, RulebookErrors
from netral.law.forms import FILES

ENTRIES = {"instruments": "instrument", "contests": "contest"}


def read_files(folder: Path, files: list[Path]) -> dict[str, Any]:
    """All files by their forms, then checked together; raises RulebookErrors with every fault found."""
    data: dict[str, Any] = {"version": "", "zones": {}, "defences": []}
    data |= {name: [] for name in ("instruments", "sanctions", "norms", "contests")}
    errors: list[RulebookError] = []
    for file in files:
        try:
            _file(file, file.relative_to(folder).as_posix(), data)
        except RulebookError as error:
            errors.append(error)
    if not data["version"] and not errors:
        errors.append(RulebookError("rulebook.yaml", 0, "is missing; it gives the version"))
    if not errors:
        errors = check(data)
    if errors:
        raise RulebookErrors(errors)
    return data


def _file(path: Path, name: str, data: dict[str, Any]) -> None:
    kind = name.partition("/")[0].removesuffix(".yaml")
    form = FILES.get(kind)
    if form is None:
        raise RulebookError(name, 0, f"lies in no known place; use {', '.join(sorted(FILES))}")
    node = _node(path, name)
    read = form.read(node, name)
    if kind == "rulebook":
        data["version"] = read["version"]
    elif kind == "zones":
        data["zones"] = read["zones"]
    else:
        entries = [read[ENTRIES[kind]]] if kind in ENTRIES else read[kind]
        data[kind].extend({**entry, "file": name} for entry in entries)


def _node(path: Path, name: str) -> Any:
    try:
        node = YAML(typ="safe", pure=True).compose(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise RulebookError(name, 0, "is not UTF-8 text; save it as UTF-8") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise RulebookError(
            name, line, f"is no YAML: {error.problem or error.context}; mind indents and quotes"
        ) from None
    except YAMLError as error:
        raise RulebookError(name, 0, f"is no YAML: {error}") from None
    if node is None:
        raise RulebookError(name, 0, "is empty; fill it or remove it")
    return node
