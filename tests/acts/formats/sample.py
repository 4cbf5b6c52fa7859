"""A format's fixture as JSON values, to be changed in one place and read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from netral.acts.context import Context
from tests.acts.exports import acts, ndjson, opened, reasons
from tests.acts.formats.expect import FOLDER, fixture


def sample(name: str) -> list[Any]:
    """The values of the fixture: lines, elements of its list, or the one object."""
    text = fixture(FOLDER / name).read_text("utf-8")
    try:
        whole = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]
    return whole if isinstance(whole, list) else [whole]


def found(path: Path, *values: Any, **context: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """The acts in these values, a line each, and why the other records were rejected."""
    reading = opened(path, ndjson(*values), context=Context(**context))
    return acts(reading), [reason for _, reason in reasons(reading)]
