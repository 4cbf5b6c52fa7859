"""The comparison of two rulebooks as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The comparison for people."""
    names = [f"{found[side]['version']} {found[side]['sha256'][:8]}" for side in ("old", "new")]
    yield " → ".join(names)
    for change in found["changed"]:
        yield from change["places"]
        yield from (f"  - {said}" for said in change["removed"])
        yield from (f"  + {said}" for said in change["added"])
    yield f"{len(found['answers'])} dari {found['cases']} kasus dijawab berbeda"
    for case in found["answers"]:
        yield f"  {case['case']}: {case['title']['id']}"
        verdicts = [case[side].get("error") or _verdicts(case[side]) for side in ("old", "new")]
        if verdicts[0] != verdicts[1]:
            yield from (f"    {sign} {said}" for sign, said in zip("-+", verdicts, strict=True))
        yield from _details(case["old"], case["new"])


def _verdicts(told: dict[str, Any]) -> str:
    readings = ", ".join(
        f"{reading} {verdict} ({told['class'][reading]})" for reading, verdict in told["verdict"].items()
    )
    return f"{readings} [{', '.join(told['norms'])}]"


def _details(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What else differs, entry by entry."""
    for name in ("sanctions", "citations", "contestable", "missing_facts"):
        before, after = old.get(name, []), new.get(name, [])
        yield from (f"    - {name}: {said}" for said in before if said not in after)
        yield from (f"    + {name}: {said}" for said in after if said not in before)
    for name in ("target_status", "phase"):
        if old.get(name) != new.get(name):
            yield f"    {name}: {old.get(name)} → {new.get(name)}"
