"""`python -m benchmarks.real FOLDER`: patrol real exports and check what their collectors' README promises.

The register is drawn from the authors themselves, seeded, as if they were officials of a synthetic agency;
nobody in these files is known to be one. Nothing is kept but the table of counts.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.real_facts import AUTHORLESS, DAMAGES, RECORDS, TOLD, TWINS, UNTOLD
from netral.acts.context import Context
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from netral.patrol.batch import patrol

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "real-exports.md"
COLUMNS = ("activity_key", "actor_id", "actor_handle", "object_owner_handle", "text")


@dataclass
class Seen:
    """One file: its counts, or why it was refused; keys and authors stay in memory only."""

    path: Path
    report: Any = None
    refused: str | None = None
    keys: set[bytes] = field(default_factory=set)
    authors: set[tuple[str | None, str | None]] = field(default_factory=set)
    nameless: int = 0
    quoting: int = 0


def main(argv: list[str]) -> int:
    root = Path(argv[0]) if argv else Path("../shared/data/real")
    if not root.is_dir():
        print(f"{root} is not there: nothing to check")
        return 0
    seen = [look(path) for path in sorted(root.rglob("*.csv"))]
    failures = [
        *check_counts(seen, root),
        *check_told(root),
        *check_damages(seen, root),
        *check_twins(seen, root),
        *check_patrol(seen, root),
    ]
    table = render(seen, root)
    print(table)
    if "--write" in argv:
        write_page(table)
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    print(f"{len(seen)} files, {len(failures)} failures")
    return 1 if failures else 0


def look(path: Path) -> Seen:
    """Read one file to the end."""
    one = Seen(path)
    try:
        reading = open_export(path, columns=COLUMNS)
        for batch in reading.batches():
            one.keys.update(batch.column("activity_key").to_pylist())
            one.nameless += batch.column("actor_handle").null_count
            one.quoting += sum('"' in (text or "") for text in batch.column("text").to_pylist())
            one.authors.update(
                zip(batch.column("actor_id").to_pylist(), batch.column("actor_handle").to_pylist(), strict=True)
            )
        one.report = reading.report()
    except FileRefused as refusal:
        one.refused = refusal.reason
    return one


def check_counts(seen: list[Seen], root: Path) -> list[str]:
    """Records per file as the README gives them; authorless files refused with the reason."""
    failures = []
    for one in seen:
        name = str(one.path.relative_to(root))
        if name in AUTHORLESS or name in UNTOLD:
            expected = AUTHORLESS.get(name) or UNTOLD[name]
            if one.refused != expected:
                failures.append(f"{name}: refused as {one.refused}, expected {expected}")
            continue
        if one.report is None:
            failures.append(f"{name}: refused as {one.refused}, expected to be read")
            continue
        if one.report.records != one.report.accepted + one.report.rejected + one.report.skipped:
            failures.append(f"{name}: counts do not add up")
        if name in RECORDS and one.report.records - one.report.skipped != RECORDS[name]:
            failures.append(f"{name}: {one.report.records - one.report.skipped} records, README says {RECORDS[name]}")
    return failures


def check_told(root: Path) -> list[str]:
    """Files that say too little by themselves, read with what a person said beside them."""
    told = Context(object_id="video", object_owner="@calon")
    failures = []
    for name, expected in TOLD.items():
        if (root / name).is_file():
            report = open_export(root / name, context=told, columns=["activity_key"]).report()
            if report.accepted != expected:
                failures.append(f"{name}: {report.accepted} accepted with a context, expected {expected}")
    return failures


def check_damages(seen: list[Seen], root: Path) -> list[str]:
    """The damages that are known to be there, found in the numbers in which they are there."""
    found = dict.fromkeys(DAMAGES, 0)
    handles, ids, twice, quotes = DAMAGES
    keys: set[bytes] = set()
    for one in seen:
        if one.report is None:
            continue
        name = str(one.path.relative_to(root))
        if name.startswith("verlyra-trending"):
            found[handles] += one.nameless
        if name.startswith("reyhanvito-debatcapres"):
            found[ids] += one.report.repairs.get("id_from_url", 0) + one.report.rejected_by_reason.get(
                "actor_id_lost", 0
            )
        if name.startswith("rnlyone-pemilu/tweets-data"):
            found[twice] += one.report.accepted
            keys |= one.keys
        if one.report.variant == "2.0.4-2.4.0":
            found[quotes] += one.quoting
    found[twice] -= len(keys)
    return [f"{found[what]} {what}, expected {count}" for what, count in DAMAGES.items() if found[what] != count]


def check_twins(seen: list[Seen], root: Path) -> list[str]:
    """A re-saved twin holds the same activities as its original."""
    keys = {str(one.path.relative_to(root)): one.keys for one in seen}
    return [
        f"{twin}: {len(keys[twin] ^ keys[original])} activities differ from {original}"
        for original, twin in TWINS.items()
        if keys[original] != keys[twin]
    ]


def check_patrol(seen: list[Seen], root: Path) -> list[str]:
    """No author outside the register in any output; two runs in other order give the same findings."""
    readable = [one.path for one in seen if one.report is not None]
    authors = sorted({author for one in seen for author in one.authors if author[0]}, key=str)
    drawn = set(random.Random(20241005).sample(authors, len(authors) // 6))
    with tempfile.TemporaryDirectory() as folder:
        officials, contestants = write_registers(Path(folder), sorted(drawn, key=str), root)
        outs = []
        for number, order in enumerate((readable, readable[::-1])):
            outs.append(Path(folder) / f"out{number}")
            patrol(order, officials=officials, contestants=contestants, out=outs[-1])
        failures = []
        if len({(out / "findings.csv").read_bytes() for out in outs}) != 1:
            failures.append("findings.csv depends on the order of the files")
        with (outs[0] / "findings.csv").open(newline="", encoding="utf-8") as file:
            findings = list(csv.DictReader(file))
        print(f"{len(drawn)} of {len(authors)} authors drawn, {len(findings)} findings")
        if not findings:
            failures.append("the patrol found nothing at all")
        failures += bystanders(outs[0], drawn, authors)
    return failures


def bystanders(out: Path, drawn: set[Any], authors: list[Any]) -> list[str]:
    """Ids of people outside the register that occur in an output."""
    ids = {author[0] for author in authors} - {author[0] for author in drawn}
    written = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".parquet"}
    return [
        f"{name} names the author {number} who is not in the register"
        for name, content in written.items()
        for number in sorted(ids)
        if len(number) > 5 and number.encode() in content
    ]


def write_registers(folder: Path, drawn: list[Any], root: Path) -> tuple[Path, Path]:
    """Officials from the drawn authors, contestants from the reference seed."""
    officials, contestants = folder / "officials.csv", folder / "contestants.csv"
    with officials.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(
            [
                "official_id",
                "platform",
                "platform_user_id",
                "handle",
                "valid_from",
                "valid_to",
                "status",
                "agency",
                "region",
            ]
        )
        for number, (user, handle) in enumerate(drawn):
            rows.writerow([f"0000{number:06}", "x", user, handle or "", "", "", "pns", "Instansi Contoh", "3273"])
    seed = root.parent / "reference" / "ref-contestant-accounts" / "contestants_2024_seed.csv"
    with contestants.open("w", newline="", encoding="utf-8") as file, seed.open(newline="", encoding="utf-8") as source:
        rows = csv.writer(file)
        rows.writerow(
            [
                "contest",
                "contestant_id",
                "name",
                "role",
                "platform",
                "platform_user_id",
                "handle",
                "status",
                "valid_from",
                "valid_to",
            ]
        )
        for row in csv.DictReader(source):
            if row["handle"] and row["role"].startswith(("capres", "cawapres")):
                rows.writerow(
                    [
                        "pemilu-2024/PPWP",
                        row["role"],
                        row["name"],
                        "contestant",
                        row["platform"],
                        "",
                        row["handle"],
                        "",
                        "",
                        "",
                    ]
                )
    return officials, contestants


def render(seen: list[Seen], root: Path) -> str:
    """The table of the manual: counts only."""
    lines = ["| file | format | records | accepted | rejected | skipped | reasons |", "|---|---|--:|--:|--:|--:|---|"]
    for one in seen:
        name = str(one.path.relative_to(root))
        if one.report is None:
            lines.append(f"| {name} | – | – | – | – | – | refused as a whole: `{one.refused}` |")
            continue
        report = one.report
        reasons = {**report.rejected_by_reason, **report.skipped_by_reason}
        told = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) or "–"
        counts = f"{report.records} | {report.accepted} | {report.rejected} | {report.skipped}"
        lines.append(f"| {name} | {report.format} {report.variant} | {counts} | {told} |")
    return "\n".join(lines)


def write_page(table: str) -> None:
    """Put the table between the markers of the manual's page."""
    text = PAGE.read_text("utf-8")
    begin, end = "<!-- table: make check-real -->", "<!-- end -->"
    head, tail = text.split(begin)[0], text.split(end)[1]
    PAGE.write_text(f"{head}{begin}\n{table}\n{end}{tail}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
