"""Every sentence of the portal that can be translated, found in templates and code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PORTAL = Path(__file__).parents[2] / "src" / "netral" / "portal"
_PLAIN = re.compile(r'\{%\s*translate\s+"((?:[^"\\]|\\.)*)"')
_BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def sentences() -> set[str]:
    """All of them, with the names of their variables as gettext writes them."""
    return {one for path in PORTAL.rglob("*") for one in _of(path)}


def _of(path: Path) -> Iterator[str]:
    if path.suffix in (".html", ".txt"):
        text = path.read_text("utf-8")
        yield from _PLAIN.findall(text)
        yield from (_VARIABLE.sub(r"%(\1)s", block.replace("%", "%%")) for block in _BLOCK.findall(text))
    elif path.suffix == ".py":
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"
                yield node.args[0].value
