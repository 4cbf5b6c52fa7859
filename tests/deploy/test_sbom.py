"""The bill of materials names everything that is pinned, tells of nobody's machine, and is asked about aloud."""

from __future__ import annotations

import ast
import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

from deploy import advisories
from deploy.sbom import LOCK, ROOT, bill, main


def pinned(path: Path) -> dict[str, set[str]]:
    """`name==version` → its hashes."""
    blocks = re.split(r"\n(?=\S)", path.read_text("utf-8").strip())
    return {re.split(r"[ \\]", block)[0]: set(re.findall(r"sha256:(\w+)", block)) for block in blocks}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sbom") / "netral.cdx.json"
    assert main([f"{path}"]) == 0
    return path


def test_it_names_every_pinned_package_with_every_hash(made: Path) -> None:
    packages = json.loads(made.read_text())["components"]
    named = {
        f"{one['name']}=={one['version']}": {h["content"] for file in one["externalReferences"] for h in file["hashes"]}
        for one in packages
    }
    assert named == pinned(ROOT / LOCK)
    assert all(named.values())


def test_what_is_deployed_is_what_is_tested() -> None:
    tested = pinned(ROOT / "requirements" / "dev.txt")
    assert {name: tested.get(name) for name in pinned(ROOT / LOCK)} == pinned(ROOT / LOCK)


def test_whatever_the_program_imports_is_deployed() -> None:
    imported = {name.partition(".")[0] for path in (ROOT / "src" / "netral").rglob("*.py") for name in imports(path)}
    outside = imported - set(sys.stdlib_module_names) - {"netral"}
    deployed = {name.partition("==")[0] for name in pinned(ROOT / LOCK)}
    packages = packages_distributions()
    missing = {one for one in outside if deployed.isdisjoint(canonicalize_name(name) for name in packages[one])}
    assert not missing


def imports(path: Path) -> Iterator[str]:
    """The names of modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_it_is_valid_and_the_same_each_time(made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = made.read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    monkeypatch.chdir(tmp_path)
    assert json.dumps(bill(), indent=1, sort_keys=True) + "\n" == text


def test_it_holds_no_path_no_address_and_no_time(made: Path) -> None:
    text = made.read_text()
    assert not re.search(r"(?<!/schema)/(?:home|root|work|tmp|Users|opt)/", text)
    assert set(re.findall(r"https?://[^\"]*", text)) <= {"http://cyclonedx.org/schema/bom-1.6.schema.json"}
    assert "timestamp" not in text
    assert "serialNumber" not in text


class Database(BaseHTTPRequestHandler):
    """Knows of one hole, in Django."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        holes = [{"vulns": [{"id": "KARANGAN-1"}]} if "/django@" in one["package"]["purl"] else {} for one in asked]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": holes}).encode())

    def log_message(self, *_: Any) -> None:
        """Nothing on the terminal of a test."""


@pytest.fixture
def database() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Database)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_known_hole_stops_the_build(made: Path, database: str, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("ADVISORIES", database)
    assert advisories.main([f"{made}"]) == 1
    assert re.fullmatch(r"pkg:pypi/django@[\d.]+: KARANGAN-1\n", capsys.readouterr().err)


@pytest.mark.parametrize("database", ["", "http://127.0.0.1:9"])
def test_nobody_to_ask_is_said_loudly_and_stops_nobody(made: Path, database: str, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("ADVISORIES", database)
    assert advisories.main([f"{made}"]) == 0
    assert "ADVISORIES NOT CHECKED" in capsys.readouterr().err
