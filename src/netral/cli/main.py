"""What `netral` does with a command line: which command, which exit status, and what a failure says."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from netral.cli.errors import BUG, USAGE, UserError
from netral.cli.stopping import INTERRUPTED, stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cyclopts import App

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
HELP = "Netralitas ASN: tanya aturan, baca ekspor, patroli akun yang dinyatakan. Indikasi, bukan putusan."
COMMANDS = {
    "ask": (
        "netral.cli.ask:ask",
        "Bolehkah saya? Jawaban atas satu perbuatan, dengan pasal dan dua bacaannya.",
    ),
    "patrol": (
        "netral.cli.patrol:patrol",
        "Cocokkan ekspor dengan akun yang dinyatakan pegawai, akun peserta, dan aturan.",
    ),
    "read": ("netral.cli.read:read", "Isi berkas ekspor: format, masa, jumlah, celah, dan baris yang ditolak."),
    "demo": ("netral.cli.demo:demo", "Seluruh pekerjaan utama pada contoh karangan: patroli, laporan, dan jawaban."),
    "serve": (
        "netral.cli.serve:serve",
        "Portal di mesin ini: http://127.0.0.1:8000, SQLite, siap dipakai. Untuk instansi: lihat docs/how-to.",
    ),
    "setup": (
        "netral.cli.setup:setup",
        "Siapkan portal untuk instansi Anda: instansinya, dan dua orang pertama dengan slip aktivasi.",
    ),
    "backup": (
        "netral.cli.backup:backup",
        "Cadangkan seluruh portal ke satu berkas, selagi portal berjalan; dapat dipulihkan ke SQLite atau PostgreSQL.",
    ),
    "restore": (
        "netral.cli.backup:restore",
        "Pulihkan portal dari cadangan ke basis data kosong, lalu periksa seluruh rantai audit.",
    ),
    "sweep": (
        "netral.cli.sweep:sweep",
        "Buang sisa selagi portal berjalan: salinan tanpa laporan, kiriman terputus, isian yang lewat satu jam.",
    ),
    "audit": (
        "netral.cli.audit:app",
        "Buku audit portal: segel, periksa, serahkan. Yang diserahkan diperiksa siapa pun dengan netral verify.",
    ),
    "verify": (
        "netral.cli.verify:verify",
        "Periksa bundel, buku, vault, atau tanda terima: apa yang utuh dan sejak kapan. Tanpa jaringan.",
    ),
    "bundle": (
        "netral.cli.bundle:bundle",
        "Serahkan satu perkara sebagai bundel (BagIt) yang dapat diperiksa siapa pun tanpa Netral.",
    ),
    "evidence": (
        "netral.cli.evidence:app",
        "Simpan bukti sehingga tetap membuktikan bertahun-tahun kemudian: terima, catat, segel, serahkan, musnahkan.",
    ),
    "law": ("netral.cli.law:app", "Periksa, tampilkan, ratakan dan bandingkan aturan."),
}


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and leave with its status: 0, 2, 3, 4, 5, 130 (Ctrl-C), or 1 for a bug."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        with stoppable():
            status = run(words)
            sys.stdout.flush()
    except UserError as error:
        status = _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to add.
        _write_no_more()
        status = 0
    except Exception as error:
        if os.environ.get("NETRAL_DEBUG") == "1":
            raise
        if isinstance(error, OSError) and error.errno in FULL:
            _write_no_more()
            status = _say(f"tidak dapat menulis ({error.strerror}); kosongkan ruang di disk lalu ulangi.", USAGE)
        else:
            status = _say(_unexpected(error), BUG)
    sys.exit(status)


def _write_no_more() -> None:
    """Let what is still buffered go nowhere, or Python fails a second time at shutdown."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(words: list[str]) -> int:
    """Do what the words say and return the exit status; raises UserError with the sentence to show."""
    direct = plain_ask(words)
    return _status(direct() if direct else _through_cyclopts(words))


def plain_ask(words: list[str]) -> Callable[[], Any] | None:
    """`ask` in its plainest spelling, for scripts that ask thousands of times; anything else: None.

    cyclopts costs 0.13 s before a word is read, more than the answer itself. Every other spelling, help and
    every error go through cyclopts, so this way can only be quicker, never different.
    """
    if words[:1] != ["ask"] or len(words) % 2 == 0:
        return None
    options = dict(zip(words[1::2], words[2::2], strict=True))
    known = options.keys() <= {"--json", "--lang"} and len(options) == len(words) // 2
    if not known or options.get("--lang", "id") not in ("id", "en"):
        return None
    if any(value.startswith("-") and value != "-" for value in options.values()):
        return None
    ask = import_module("netral.cli.ask").ask
    return lambda: ask(**{name[2:]: value for name, value in options.items()})


def app(opened: str = "") -> App:
    """The command line as cyclopts sees it; each command's module is imported only when it is called.

    A command that is `opened` tells its own help; of the others the list needs one sentence, and no import.
    """
    from cyclopts import App

    netral = App(name="netral", help=HELP, version=_version, help_format="plaintext", exit_on_error=False)
    for name, (where, sentence) in COMMANDS.items():
        netral.command(where, name=name, help=None if name == opened else sentence)
    return netral


def _through_cyclopts(words: list[str]) -> Any:
    from cyclopts import CycloptsError

    try:
        return app(words[0] if words else "")(
            _with_stdin(words), print_error=False, exit_on_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        from netral.cli.usage import sentence

        raise UserError(f"{sentence(error)} Lihat `{_help_for(words)}`.", USAGE) from None


def _with_stdin(words: list[str]) -> list[str]:
    """`--json -` as `--json=-`: cyclopts takes a lone dash for an option. As an export it is standard input."""
    if words[:1] in (["read"], ["patrol"]):
        return ["/dev/stdin" if word == "-" else word for word in words]
    out: list[str] = []
    for word in words:
        if word == "-" and out and out[-1].startswith("--") and "=" not in out[-1]:
            out[-1] += "=-"
        else:
            out.append(word)
    return out


def _help_for(words: list[str]) -> str:
    return f"netral {words[0]} --help" if words and words[0] in COMMANDS else "netral --help"


def _status(result: Any) -> int:
    return result if isinstance(result, int) else 0


def _version() -> str:
    from importlib.metadata import version

    return f"netral {version('netral')}"


def _unexpected(error: Exception) -> str:
    return (
        f"ini kesalahan di dalam Netral ({type(error).__name__}), bukan kesalahan Anda; laporkan bersama perintah yang "
        "Anda jalankan (NETRAL_DEBUG=1 menampilkan rinciannya)."
    )


def _say(sentence: str, status: int) -> int:
    try:
        sys.stdout.flush()
    except OSError:
        _write_no_more()
    print(f"netral: {sentence}", file=sys.stderr)
    return status
