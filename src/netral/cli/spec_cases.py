"""Cases as lawyers write them, from a folder of YAML; what is no case is told with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from netral.cli.errors import UserError

FORM = "satu kasus berisi case, title: {id: …} dan question"


def read_cases(folder: Path) -> Iterator[dict[str, Any]]:
    """Every case of every file, by name; raises UserError."""
    for file in sorted(folder.glob("*.yaml")):
        cases = _loaded(file)
        if not isinstance(cases, list):
            raise UserError(f"{file}: bukan daftar kasus; {FORM}.")
        for number, case in enumerate(cases, 1):
            if not _is_case(case):
                raise UserError(f"{file}: butir ke-{number} bukan kasus; {FORM}.")
            yield case


def _is_case(case: Any) -> bool:
    return (
        isinstance(case, dict)
        and {"case", "title", "question"} <= case.keys()
        and isinstance(case["title"], dict)
        and isinstance(case["title"].get("id"), str)
    )


def _loaded(file: Path) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{file}: tidak dapat dibaca ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UserError(f"{file}: bukan teks UTF-8; simpan sebagai UTF-8.") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise UserError(f"{file}:{line}: bukan YAML ({error.problem or error.context}).") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise UserError(f"{file}: bukan YAML ({' '.join(str(error).split())}).") from None
