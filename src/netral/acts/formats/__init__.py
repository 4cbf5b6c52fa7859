"""The formats that are declared, one file each; a new file here is a new format, and nothing else changes."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from netral.acts.format import Format


@cache
def known() -> tuple[Format, ...]:
    """All declared formats, in the order of their files' names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return tuple(one for name in names for one in import_module(f"{__name__}.{name}").FORMATS)
