"""Which packages does an agency run, at which version, by which hash? A bill of materials (CycloneDX) of the lock.

python -m deploy.sbom FILE    the same bytes for the same lock, whoever makes it and wherever
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = Path("deploy") / "requirements.txt"
TOOL = ("cyclonedx_py", "requirements", f"{LOCK}", "--pyproject", "pyproject.toml", "--sv", "1.6")


def bill() -> dict[str, Any]:
    """The bill: packages under their package URL, and of the tool that made it no more than its name and version."""
    command = [sys.executable, "-W", "ignore", "-m", *TOOL, "--output-reproducible", "--short-PURLs", "-o", "-"]
    made = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    packages = sorted((_package(one) for one in made["components"]), key=lambda one: one["purl"])
    root = made["metadata"]["component"]["bom-ref"]
    leaves = [{"ref": one["bom-ref"]} for one in packages]
    made["components"] = packages
    made["dependencies"] = [{"ref": root, "dependsOn": [one["ref"] for one in leaves]}, *leaves]
    tools = made["metadata"]["tools"]["components"]
    made["metadata"]["tools"] = {"components": [_named(one) for one in tools if one["name"] == "cyclonedx-py"]}
    return dict(made)


def _package(found: dict[str, Any]) -> dict[str, Any]:
    """Where a package is fetched from is the business of whoever fetches it; its hashes are ours."""
    purl = found["purl"]
    files = [{"type": "distribution", "url": purl, "hashes": one["hashes"]} for one in found["externalReferences"]]
    named = {key: found[key] for key in ("type", "name", "version", "purl")}
    return {**named, "bom-ref": purl, "externalReferences": files}


def _named(tool: dict[str, Any]) -> dict[str, Any]:
    return {key: tool[key] for key in ("type", "name", "version")}


def main(words: list[str]) -> int:
    """0 when the bill is written, 2 without a name for it."""
    if len(words) != 1:
        print("deploy.sbom: name the file to write", file=sys.stderr)
        return 2
    Path(words[0]).write_text(json.dumps(bill(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
