"""Does a whole ledger hold? Its folder, as the published format has it (§4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from netral.evidence import canonical, merkle
from netral.evidence.errors import Fault, fault
from netral.evidence.event import LINE, Event
from netral.evidence.item import ENTERED
from netral.evidence.ledger import check
from netral.evidence.seal import Dates, Opened, of_tree
from netral.evidence.verify import caps, kept
from netral.evidence.verify.custody import Trust, seals
from netral.evidence.verify.report import Held, Report, since

FORMAT = "netral-ledger/1"


def verify(folder: Path, trust: Trust) -> Report:
    """Every event, every seal; memory grows with the cases, items and seals, not with the events."""
    report = Report("ledger")
    about = described(folder / "ledger.json")
    if about is not None and about.get("format") != FORMAT:
        report.faults.append(another_version("ledger.json"))
        return report
    if about is None or about.keys() != {"format", "origin"}:
        words = ("bukan keterangan buku netral-ledger/1", "not a description of a netral-ledger/1")
        report.faults.append(fault("format", "ledger.json", *words))
    opened = seals(folder, trust, report)
    dates, tree, entered = Dates(opened), _Grown({one.checkpoint.size for one in opened}), list[Event]()
    recorded, there = dict[int, bool](), kept.Kept()
    path = folder / "ledger.ndjson"
    lines = path.open("rb") if path.is_file() and not path.is_symlink() else None
    if lines is None:
        report.faults.append(fault("ledger.missing", "ledger.ndjson", "buku tidak ada", "there is no ledger"))
        return report
    with lines:
        whole = (line.removesuffix(b"\n") for line in _counted(_read(lines), tree, report.faults))
        for event, faults in check(whole):
            report.faults += faults
            if len(report.faults) > caps.TOLD:
                report.faults.append(caps.too_much("ledger.line"))
                return report
            if event is not None:
                report.faults += dates.against(event)
                tell(event, report)
                there.follow(event)
                if event.kind == "sealed" and type(size := event.facts.get("size")) is int:
                    recorded[size] = "authority" in event.facts or recorded.get(size, False)
                if event.kind in ENTERED and event.item is not None:
                    entered.append(event)
    report.events = len(tree)
    report.faults += _gone(recorded, opened, report.named("seal."))
    sure = []
    for one in opened:
        size = one.checkpoint.size
        faults = of_tree(one, size=len(tree), root=tree.roots.get(size))
        if about is not None and one.checkpoint.origin != about.get("origin"):
            words = ("segel dari buku lain", "a seal of another ledger")
            faults.append(fault("seal.note", one.name, *words))
        report.faults += faults
        sure += [] if faults else [one]
    report.unsealed = max(0, report.events - max((one.checkpoint.size for one in opened), default=0))
    wrong, told = kept.against(folder, there.there())
    report.faults, report.told = report.faults + wrong, report.told + told
    seqs, bad = report.named("ledger."), {one.at for one in wrong}
    for event in entered:
        at, by, seal = since(event.seq, sure)
        # Sealed, but by no seal that still fits: nobody can say which of its events was changed.
        doubted = seal is None and any(one.checkpoint.size > event.seq for one in opened)
        name, title = f"{event.case}/{event.item}", f"{event.facts.get('title', '')}"
        holds = not doubted and f"{event.seq}" not in seqs and name not in bad
        report.held.append(Held(name, title, "", event.at, seal, at, by, holds))
    return report


def _gone(recorded: dict[int, bool], opened: Iterable[Opened], named: Collection[str]) -> Iterator[Fault]:
    """Seals and timestamps that the ledger tells of and that are not there; `named`: where another fault says so."""
    dated = {one.checkpoint.size: one.at is not None for one in opened}
    for size, by_authority in recorded.items():
        if f"{size}" in named:
            continue
        if size not in dated:
            words = ("segel yang tercatat dalam buku tidak ada", "a seal that the ledger tells of is not there")
            yield fault("seal.missing", size, *words)
        elif by_authority and not dated[size]:
            words = (
                "cap waktu yang tercatat dalam buku tidak ada",
                "a timestamp that the ledger tells of is not there",
            )
            yield fault("seal.timestamp", size, *words)


def described(path: Path) -> dict[str, Any] | None:
    """A canonical object in a file; None where it is anything else."""
    try:
        found = canonical.decode(caps.record(path) or b"")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def another_version(place: str) -> Fault:
    """Of a version that this program does not know, it checks nothing."""
    words = (
        "versi lain dari bentuk ini; tidak ada yang diperiksa: pakai Netral yang lebih baru",
        "another version of the format; nothing was checked: use a newer Netral",
    )
    return fault("format", place, *words)


def clock_told(event: Event) -> list[Fault]:
    """A clock that went back, or a time that somebody stated, is no fault, and is told."""
    if event.clock == "behind":
        return [fault("clock.behind", event.seq, "jam mundur saat ini dicatat", "the clock had gone back")]
    if event.clock == "stated":
        return [fault("clock.stated", event.seq, "waktunya disebut orang", "its time was stated by a person")]
    return []


def tell(event: Event, report: Report) -> None:
    """What is to be told of its clock; of very many the first, since a clock may stand wrong for years."""
    found = clock_told(event)
    report.told += found if len(report.told) < caps.TOLD else []
    report.untold += len(found) if len(report.told) >= caps.TOLD else 0


def _read(lines: BinaryIO) -> Iterator[bytes]:
    """Line by line, and no longer than an event can be: what a stranger calls one line may be a whole disk."""
    while line := lines.readline(LINE + 1):
        caps.refuse_large("ledger.ndjson", len(line), LINE)
        yield line


class _Grown:
    """A growing tree that notes its root at these sizes."""

    def __init__(self, sizes: Collection[int]) -> None:
        self._head, self._sizes = merkle.Frontier(), sizes
        self.roots = {0: merkle.EMPTY}

    def __len__(self) -> int:
        return self._head.size

    def append(self, leaf: bytes) -> None:
        self._head = self._head.append(leaf)
        if self._head.size in self._sizes:
            self.roots[self._head.size] = self._head.root()


def _counted(lines: Iterable[bytes], tree: _Grown, faults: list[Fault]) -> Iterator[bytes]:
    """Each line, put into the tree as it passes; a last line without its newline is named."""
    for line in lines:
        if not line.endswith(b"\n"):
            words = ("baris terakhir terputus", "the last line is torn")
            faults.append(fault("ledger.line", len(tree), *words))
        tree.append(merkle.leaf_hash(line.removesuffix(b"\n")))
        yield line
