"""Every sentence of the portal that can be translated, found in templates and code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PORTAL = Path(__file__).parents[2] / "src" / "netral" / "portal"
_PLAIN = re.compile(r'\{%\s*translate\s+"((?:[^"\\]|\\.)*)"(?:\s+context\s+"(\w+)")?')
_BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def sentences() -> set[str]:
    """All of them, with the names of their variables and before them their context, as gettext writes both."""
    return {one for path in PORTAL.rglob("*") for one in _of(path)}


def _of(path: Path) -> Iterator[str]:
    if path.suffix in (".html", ".txt"):
        text = path.read_text("utf-8")
        yield from (in_context(context, said) for said, context in _PLAIN.findall(text))
        yield from (_VARIABLE.sub(r"%(\1)s", block.replace("%", "%%")) for block in _BLOCK.findall(text))
    elif path.suffix == ".py":
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in ("_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy"):
                *context, said = (one.value for one in node.args if isinstance(one, ast.Constant))
                assert len(node.args) == len(context) + 1, f"{path}:{node.lineno}"
                yield in_context("".join(context), said)


def in_context(context: str, said: str) -> str:
    """A word that needs another English elsewhere has a context."""
    return f"{context}\4{said}" if context else said
