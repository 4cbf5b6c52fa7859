"""Every command is documented where people look: its own help, with an example, and the manual."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.render.commands import help_of, names
from netral.cli.main import COMMANDS as SENTENCES
from netral.cli.main import app

ROOT = Path(__file__).parents[2]
COMMANDS = [" ".join(words) for words in names(app()) if words]
LEAVES = [words for words in COMMANDS if not any(other.startswith(words + " ") for other in COMMANDS)]
PROMISED = {"ask", "patrol", "read", "demo", "law check", "law show", "law table", "law diff"}


def test_the_promised_commands_exist() -> None:
    assert set(LEAVES) >= PROMISED


@pytest.mark.parametrize("command", LEAVES)
def test_help_shows_an_example_that_starts_with_the_command(command: str) -> None:
    said = " ".join(help_of(tuple(command.split())).split())
    usage, _, rest = said.partition("Contoh")
    assert f"netral {command}" in usage
    assert f"netral {command}" in rest, f"`netral {command} --help` has no example (“Contoh: netral {command} …”)"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_place_in_the_manual(command: str) -> None:
    manual = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"\n## netral {command}\n" in manual


@pytest.mark.parametrize("command", LEAVES)
def test_every_option_says_what_it_does(command: str) -> None:
    _, _, told = help_of(tuple(command.split())).partition("Parameters:")
    options = re.findall(r"^  (?:-|[A-Z]).*$", told, re.MULTILINE)
    assert options
    assert not [option for option in options if not re.match(r"  .+?: [^\[\s]", option)]


@pytest.mark.parametrize("command", sorted(SENTENCES))
def test_the_list_of_commands_says_what_the_command_says_of_itself(command: str) -> None:
    assert SENTENCES[command][1] in " ".join(help_of((command,)).split())
