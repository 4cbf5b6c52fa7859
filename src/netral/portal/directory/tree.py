"""Which paths stand above and below which? A unit's path holds the codes from the root down, each with its dot."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def above(path: str) -> list[str]:
    """The paths from the root down to this one, itself the last."""
    return [path[:at] for at, sign in enumerate(path, 1) if sign == "."]


def parent(path: str) -> str:
    """The path of what this one stands under; empty for a root."""
    return path[: path[:-1].rfind(".") + 1]


def in_line(paths: Mapping[int, str], units: Collection[int]) -> set[int]:
    """Of a tree, path by key: these units, and all that stand above or below one of them."""
    own = tuple(paths[unit] for unit in units if unit in paths)
    higher = {one for path in own for one in above(path)}
    return {unit for unit, path in paths.items() if path in higher or path.startswith(own)}
