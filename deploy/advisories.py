"""Is anything known against the packages of a bill of materials? Asks the database that ADVISORIES names, and no other.

ADVISORIES=https://… python -m deploy.advisories FILE    a database with the interface of OSV (`/v1/querybatch`)

Without the variable, or when nobody answers, it says loudly that nothing was checked, and stops nobody.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from pathlib import Path
from typing import Any

PATIENCE = 20


def known(bill: dict[str, Any], database: str) -> dict[str, list[str]]:
    """Package URL → names of its advisories, of the packages that have any; OSError where the database is away."""
    purls = [one["purl"] for one in bill["components"]]
    asked = json.dumps({"queries": [{"package": {"purl": purl}} for purl in purls]}).encode()
    request = urllib.request.Request(
        f"{database.rstrip('/')}/v1/querybatch", asked, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        results = json.load(answer)["results"]
    named = (
        (purl, [one["id"] for one in result.get("vulns", ())]) for purl, result in zip(purls, results, strict=True)
    )
    return {purl: ids for purl, ids in named if ids}


def main(words: list[str]) -> int:
    """0 when nothing is known, or nothing could be asked; 1 when there is an advisory."""
    bill = json.loads(Path(words[0]).read_text("utf-8"))
    database = os.environ.get("ADVISORIES")
    if not database:
        return _skipped("ADVISORIES names no database")
    try:
        found = known(bill, database)
    except (OSError, ValueError, KeyError) as error:
        return _skipped(f"the database does not answer as one ({type(error).__name__})")
    for purl, ids in found.items():
        print(f"{purl}: {', '.join(ids)}", file=sys.stderr)
    return 1 if found else 0


def _skipped(why: str) -> int:
    print(
        f"\n!!! ADVISORIES NOT CHECKED: {why}. Nobody has looked for known holes in the packages. !!!\n",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
