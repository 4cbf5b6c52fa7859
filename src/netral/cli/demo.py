"""`netral demo`: the whole main job on the synthetic agency in examples/."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from netral.cli.errors import UserError
from netral.cli.write_aside import write_text

EXAMPLES = Path(__file__).parents[3] / "examples"
EXPORTS = ("bluesky.jetstream.ndjson", "mastodon.outbox.json", "x.tweet-harvest-2.3.csv", "x.tweet-harvest-2.7.1.csv")


def demo(*, out: Path = Path("demo-out")) -> int:
    """Seluruh pekerjaan utama pada contoh karangan: patroli, laporan, dan jawaban. Tanpa jaringan, tanpa pertanyaan.

    Contoh:

        netral demo --out demo-out

    Parameters
    ----------
    out
        Folder hasil.
    """
    if not EXAMPLES.is_dir():
        raise UserError(f"{EXAMPLES}: contoh tidak ada; jalankan netral demo dari klona repositori.")
    from netral.cli.refusals import told
    from netral.law.answer import answer
    from netral.law.loader import load_rulebook
    from netral.law.table import build
    from netral.patrol.batch import patrol

    with told():
        outcome = patrol(
            [EXAMPLES / name for name in EXPORTS],
            officials=EXAMPLES / "officials.csv",
            contestants=EXAMPLES / "contestants.csv",
            out=out,
            demo=True,
        )
    table = build(load_rulebook())
    questions = json.loads((EXAMPLES / "questions.json").read_text("utf-8"))
    answers = [answer(question, table) for question in questions]
    write_text(out / "answers.json", json.dumps(answers, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.write(_told(outcome.manifest, out, len(answers)))
    return 0


def _told(manifest: dict[str, object], out: Path, answered: int) -> str:
    inputs = manifest["inputs"]
    assert isinstance(inputs, list)
    records, rejected = (sum(one[key] for one in inputs) for key in ("records", "rejected"))
    place = out.resolve()
    return (
        f"{records} catatan dari {len(inputs)} ekspor dibaca, {rejected} ditolak dengan alasan; "
        f"{manifest['counts']['findings']} petunjuk, {answered} pertanyaan dijawab.\n\n"  # type: ignore[index]
        f"  Laporan untuk orang        {place / 'report.html'}\n"
        f"  Report in English          {place / 'report.en.html'}\n"
        f"  Petunjuk, satu per baris   {place / 'findings.csv'}\n"
        f"  Yang dibaca dan ditolak    {place / 'manifest.json'}, {place / 'rejects.ndjson'}\n"
        f"  Jawaban atas pertanyaan    {place / 'answers.json'}\n\n"
        "Setiap petunjuk adalah indikasi, bukan putusan. Ceritanya ada di examples/README.md.\n"
    )
