"""Are the rules by which the acts were assessed those that the bundle and every assessment name?"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from netral.evidence import canonical
from netral.evidence.errors import Fault, fault
from netral.evidence.verify.caps import record


def ruled(data: Path, rulebook: dict[str, Any] | None, faults: list[Fault]) -> None:
    """What does not agree goes into `faults`."""
    rules, told_of = (record(data / name) for name in ("rulebook.json", "assessments.json"))
    if rulebook is None:
        if rules is not None or told_of is not None:
            words = ("ada aturan yang tidak disebut bundel", "rules that the bundle does not name")
            faults.append(fault("rulebook", "rulebook.json", *words))
        return
    if rules is None or hashlib.sha256(rules).hexdigest() != rulebook["sha256"] or not _is_version(rules, rulebook):
        words = ("buku aturan bukan yang disebut", "the rulebook is not the one named")
        faults.append(fault("rulebook", "rulebook.json", *words))
    try:
        # Not merely JSON: of a name that stands there twice, each reader would believe another one.
        found = canonical.decode(told_of or b"")
        named = [one["rulebook"] for one in found]
        agree = isinstance(found, list) and all(one == {"sha256": rulebook["sha256"]} for one in named)
    except (ValueError, KeyError, TypeError, RecursionError):
        agree = False
    if not agree:
        words = ("penilaian memakai aturan lain", "an assessment is by other rules")
        faults.append(fault("rulebook", "assessments.json", *words))


def _is_version(rules: bytes, rulebook: dict[str, Any]) -> bool:
    try:
        return bool(canonical.decode(rules)["version"] == rulebook["version"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
