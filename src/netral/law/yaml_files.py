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


def read_files(folder: Path) -> dict[str, Any]:
    """All files by their forms, then checked together; raises RulebookErrors with every fault found."""
    data: dict[str, Any] = {"version": "", "zones": {}, "defences": []}
    data |= {name: [] for name in ("instruments", "sanctions", "norms", "contests")}
    errors: list[RulebookError] = []
    for file in _entries(folder):
        try:
            _file(file, file.relative_to(folder).as_posix(), data)
        except RulebookError as error:
            errors.append(error)
    if not data["version"] and not errors:
        errors.append(RulebookError("rulebook.yaml", 0, "is missing; it gives the version"))
    if not data["norms"] and not errors:
        errors.append(RulebookError("norms/", 0, "holds no norm: nothing would be forbidden; add the norms"))
    if not errors:
        errors = check(data)
    if errors:
        raise RulebookErrors(errors)
    return data


def _entries(folder: Path) -> list[Path]:
    """Everything that lies where rules lie: a file with another ending would otherwise be no rule, silently."""
    places = [*(folder / name for name in FILES), folder]
    found = {entry for place in places if place.is_dir() for entry in place.iterdir() if entry.name[0] != "."}
    elsewhere = {entry for entry in folder.rglob("*.yaml") if "schema" not in entry.relative_to(folder).parts}
    rules = {entry for entry in found if entry.parent != folder or entry.suffix in (".yaml", ".yml")}
    return sorted(rules | elsewhere, key=lambda entry: entry.relative_to(folder).as_posix())


def _file(path: Path, name: str, data: dict[str, Any]) -> None:
    kind = name.partition("/")[0].removesuffix(".yaml")
    form = FILES.get(kind)
    if form is None:
        raise RulebookError(name, 1, f"lies in no known place; use {', '.join(sorted(FILES))}")
    if not name.endswith(".yaml"):
        raise RulebookError(name, 1, "is not read: only names that end in .yaml are; rename or remove it")
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
    except OSError as error:
        raise RulebookError(name, 1, f"cannot be read ({error.strerror}); it must be a file") from None
    except UnicodeDecodeError:
        raise RulebookError(name, 1, "is not UTF-8 text; save it as UTF-8") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise RulebookError(
            name, line, f"is no YAML: {error.problem or error.context}; mind indents and quotes"
        ) from None
    except YAMLError as error:
        raise RulebookError(name, 1, f"is no YAML: {error}") from None
    if node is None:
        raise RulebookError(name, 1, "is empty; fill it or remove it")
    return node
