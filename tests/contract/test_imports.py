"""The import directions of ARCHITECTURE.md, held by import-linter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_point_one_way() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_asking_the_law_wakes_no_data_engine() -> None:
    """Cold start: `netral ask` must not pay for what only the patrol needs."""
    script = (
        "import sys, netral.cli.main, netral.cli.ask, netral.law.assess, netral.law.loader\n"
        "print(*sorted({'duckdb', 'ibis', 'pyarrow', 'numpy', 'pandas', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
