"""The rulebook's YAML files into plain data, each file by the form of its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from netral.law.check import check
from netral.law.errors import RulebookError, RulebookErrors
from netral.law.forms import FILES
from netral.law.model import Text

ENTRIES = {"instruments": "instrument", "contests": "contest"}
FOLDERS = ("instruments", "sanctions", "norms", "contests")
SINGLE = ("rulebook", "zones", "defences")
ALMOST_YAML = re.compile(r"\.ya?ml", re.IGNORECASE)  # hak.yml, hak.YAML, hak.yaml.txt
PLACES = ", ".join((*(f"{name}/…yaml" for name in FOLDERS), *(f"{name}.yaml" for name in SINGLE)))


def read_files(folder: Path) -> dict[str, Any]:
    """All files by their forms, then checked together; raises RulebookErrors with every fault found."""
    data: dict[str, Any] = {"version": "", "zones": {}, "defences": []}
    data |= {name: [] for name in FOLDERS}
    errors: list[RulebookError] = []
    for file in _entries(folder):
        try:
            _file(file, file.relative_to(folder).as_posix(), data)
        except RulebookError as error:
            errors.append(error)
    errors = errors or list(_absent(data)) or check(data)
    if errors:
        raise RulebookErrors(errors)
    return data


def _entries(folder: Path) -> list[Path]:
    """Everything that lies where rules lie: a file with another ending would otherwise be no rule, silently."""
    places = [*(folder / name for name in FOLDERS), folder]
    found = {entry for place in places if place.is_dir() for entry in place.iterdir() if entry.name[0] != "."}
    elsewhere = {entry for entry in folder.rglob("*.yaml") if "schema" not in entry.relative_to(folder).parts}
    rules = {entry for entry in found if entry.parent != folder or ALMOST_YAML.search(entry.name)}
    return sorted(rules | elsewhere, key=lambda entry: entry.relative_to(folder).as_posix())


def _absent(data: dict[str, Any]) -> Iterator[RulebookError]:
    """What a rulebook cannot be without, told where the version stands: there is no line in what is not there."""
    if not data["version"]:
        yield _error("rulebook.yaml", 1, "tidak ada; berkas ini menyebut versi", "is missing; it gives the version")
    for name in (*FOLDERS, "zones"):
        if not data[name]:
            place = f"{name}.yaml" if name in SINGLE else f"{name}/"
            yield _error(
                "rulebook.yaml", 1, f"{place} tidak ada atau kosong; isi dulu", f"{place} is missing or empty; fill it"
            )


def _file(path: Path, name: str, data: dict[str, Any]) -> None:
    if not name.endswith(".yaml"):
        raise _error(
            name,
            1,
            "tidak dibaca: hanya nama yang berakhir .yaml yang dibaca; ganti namanya atau pindahkan",
            "is not read: only names that end in .yaml are; rename or remove it",
        )
    kind, inside, _ = name.removesuffix(".yaml").partition("/")
    if kind not in (FOLDERS if inside else SINGLE):
        raise _error(name, 1, f"tempatnya tidak dikenal; pakai {PLACES}", f"lies in no known place; use {PLACES}")
    node = _node(path, name)
    read = FILES[kind].read(node, name)
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
        why = error.strerror
        raise _error(
            name, 1, f"tidak dapat dibaca ({why}); harus berupa berkas", f"cannot be read ({why}); it must be a file"
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _error(
            name, line, "bukan teks UTF-8; simpan sebagai UTF-8", "is not UTF-8 text; save it as UTF-8"
        ) from None
    except MarkedYAMLError as error:
        raise _no_yaml(name, _line(error), str(error.problem or error.context)) from None
    except YAMLError as error:
        raise _no_yaml(name, 1, " ".join(str(error).split())) from None
    except RecursionError:
        raise _no_yaml(name, 1, "nested too deep") from None
    if node is None:
        raise _error(name, 1, "kosong; isi atau hapus", "is empty; fill it or remove it")
    return node


def _line(error: MarkedYAMLError) -> int:
    """Where to look: a bracket or quote left open is noticed only later, but stands where it was opened."""
    left_open = any(word in (error.context or "") for word in ("flow", "quoted"))
    mark = error.context_mark if left_open else error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _no_yaml(name: str, line: int, problem: str) -> RulebookError:
    return _error(
        name,
        line,
        f"bukan YAML: {problem}; periksa lekuk dan tanda kutip",
        f"is no YAML: {problem}; mind indents and quotes",
    )


def _error(name: str, line: int, indonesian: str, english: str) -> RulebookError:
    return RulebookError(name, line, Text(indonesian, english))
