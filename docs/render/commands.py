"""What every command says when it is asked for help."""

from __future__ import annotations

import io
from collections.abc import Iterator

from cyclopts import App
from rich.console import Console

from netral.cli.main import app

INTRO = """# Perintah · Commands

Persis seperti `--help`. Yang dicetak ke keluaran standar hanya hasil; pesan dan kemajuan ke keluaran galat.
*Exactly what `--help` says. Standard output holds nothing but the result.*

| status keluar | artinya | meaning |
| --- | --- | --- |
| 0 | selesai | done |
| 2 | perintah salah ditulis | wrong usage |
| 3 | selesai, sebagian baris ditolak (lihat `rejects.ndjson`) | done, some records rejected |
| 4 | sebuah berkas ditolak seutuhnya | a file was refused as a whole |
| 5 | pemeriksaan keaslian gagal | verification failed |
| 130 | dihentikan dengan Ctrl-C; tidak ada berkas setengah jadi | stopped with Ctrl-C |
| 1 | kesalahan di dalam Netral; tolong laporkan | a bug; please report it |

"""
WIDTH = 100


def names(of: App, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and sub-command as the words one types, in the order of the help."""
    yield path
    for name in sorted(name for name in of if not name.startswith("-")):
        yield from names(of[name], (*path, name))


def help_of(words: tuple[str, ...]) -> str:
    """The help of one command at a fixed width, without colours, as plain lines."""
    said = io.StringIO()
    console = Console(file=said, width=WIDTH, no_color=True, legacy_windows=False, _environ={})
    netral = app(words[0] if words else "")
    netral.help_formatter = "plain"
    netral([*words, "--help"], console=console, exit_on_error=False, result_action="return_value")
    return "\n".join(line.rstrip() for line in said.getvalue().strip().splitlines())


def page() -> str:
    """One section per command."""
    sections = (f"## {' '.join(('netral', *words))}\n\n```text\n{help_of(words)}\n```\n\n" for words in names(app()))
    return INTRO + "".join(sections)
