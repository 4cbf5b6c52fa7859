"""Which outputs of the program stand inside pages written by hand, and are they still what it says?

A block between `<!-- example: NAME -->` and `<!-- /example -->` is written by the program.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from docs.render.words import table
from netral.law.words import ASKED, label
from netral.portal.intake.limits import LIMITS as FLOODS
from netral.portal.signin.limits import LIMITS

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(<!-- example: (?P<name>[\w-]+) -->\n).*?(<!-- /example -->)", re.DOTALL)
TYPED = {
    "verb": "Like",
    "target.role": "campaign_account",
    "at": "2024-10-05T20:00:00+08:00",
    "actor.status": "pns",
}
MINUTE_BEFORE = {
    "at": "2024-09-21T23:59:00+08:00",
    "actor": {"status": "pns"},
    "verb": "Like",
    "object": {"visibility": "public"},
    "target": {"role": "campaign_account", "contest": "pilkada-2024/7371"},
}


def interview(lang: str) -> str:
    """The interview as it looks: what is asked, what is typed, and the whole answer."""
    card = _netral("ask", "--lang", lang, said="\n".join(TYPED.values()) + "\n").lstrip("> ").strip()
    asked = "".join(
        f"{number}. {ASKED[fact][lang]}\n   > {label(typed, lang, fact)}\n"
        for number, (fact, typed) in enumerate(TYPED.items(), 1)
    )
    return f"```console\n$ netral ask{' --lang en' if lang == 'en' else ''}\n{asked}\n{card}\n```\n"


def minute_before() -> str:
    """Verdict and class one minute before designation."""
    answer = json.loads(_netral("ask", "--json", "-", said=json.dumps(MINUTE_BEFORE)))
    shown = json.dumps({key: answer[key] for key in ("verdict", "class")}, indent=2)
    return f"```json\n{shown}\n```\n"


def limits(lang: str) -> str:
    """How often somebody may try to sign in."""
    head = {
        "en": ("What is counted", "At most", "Within", "Then"),
        "id": ("Yang dihitung", "Paling banyak", "Dalam", "Sesudah itu"),
    }[lang]
    unit = {"en": "minutes", "id": "menit"}[lang]
    rows = [
        (getattr(one, lang).counts, one.most, f"{one.window.total_seconds() / 60:.0f} {unit}", getattr(one, lang).then)
        for one in LIMITS
    ]
    return table(head, [[str(cell) for cell in row] for row in rows])


REPORTED = {
    "report": ("Reports sent", "Laporan yang dikirim"),
    "file": ("Files sent along", "Berkas yang disertakan"),
    "message": ("Messages in a box", "Pesan di kotak"),
    "code": ("Codes that did not match", "Kode yang tidak cocok"),
}


def report_limits(lang: str) -> str:
    """How much may be sent to `/lapor`."""
    head = {
        "en": ("What is counted", "From one address block", "In all", "Within"),
        "id": ("Yang dihitung", "Dari satu blok alamat", "Seluruhnya", "Dalam"),
    }[lang]
    unit = {"en": "minutes", "id": "menit"}[lang]
    rows = [
        (REPORTED[name][lang == "id"], one.block, one.everybody, f"{one.seconds // 60} {unit}")
        for name, one in FLOODS.items()
    ]
    return table(head, [[str(cell) for cell in row] for row in rows])


EXAMPLES: dict[str, Callable[[], str]] = {
    "interview-id": lambda: interview("id"),
    "interview-en": lambda: interview("en"),
    "minute-before": minute_before,
    "signin-limits-id": lambda: limits("id"),
    "signin-limits-en": lambda: limits("en"),
    "report-limits-id": lambda: report_limits("id"),
    "report-limits-en": lambda: report_limits("en"),
}


def refreshed() -> Iterator[tuple[Path, str, str]]:
    """(page, its text, its text with every block made again) for pages that hold a block."""
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]):
        text = path.read_text(encoding="utf-8")
        if BLOCK.search(text):
            yield path, text, BLOCK.sub(lambda found: found[1] + _example(found["name"]) + found[3], text)


@cache
def _example(name: str) -> str:
    return EXAMPLES[name]()


def _netral(*words: str, said: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "netral", *words], input=said, capture_output=True, text=True, check=True
    )
    return done.stdout
