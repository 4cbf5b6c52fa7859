"""What was in a file: the sums that must add up, and what this kind of export can never show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from netral.acts.rejects import RejectLog


class Unbalanced(AssertionError):
    """A record was neither accepted, rejected nor skipped: a bug, never the file's fault."""


@dataclass(frozen=True, slots=True)
class InputReport:
    """One input's account: `records == accepted + rejected + skipped`, asserted."""

    path: Path
    sha256: str
    format: str
    variant: str
    records: int
    accepted: int
    rejected: int
    skipped: int
    rejected_by_reason: dict[str, int]
    skipped_by_reason: dict[str, int]
    period: tuple[datetime, datetime] | None
    verbs: dict[str, int]
    cannot_show: list[dict[str, str]]
    repairs: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.records != self.accepted + self.rejected + self.skipped:
            raise Unbalanced(
                f"{self.path}: {self.records} records, but {self.accepted} accepted, "
                f"{self.rejected} rejected and {self.skipped} skipped"
            )


@dataclass(slots=True)
class Tally:
    """Counts that grow while a file is read; `records` is the splitter's count, the rest is what became of them."""

    rejects: RejectLog = field(default_factory=RejectLog)
    records: int = 0
    accepted: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    last: datetime | None = None

    def saw_period(self, first: datetime | None, last: datetime | None) -> None:
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last

    def report(
        self,
        *,
        path: Path,
        sha256: str,
        format: str,  # noqa: A002
        variant: str,
        cannot_show: list[dict[str, str]],
    ) -> InputReport:
        return InputReport(
            path=path,
            sha256=sha256,
            format=format,
            variant=variant,
            records=self.records,
            accepted=self.accepted,
            rejected=len(self.rejects),
            skipped=self.skipped.total(),
            rejected_by_reason=self.rejects.by_reason(),
            skipped_by_reason=dict(sorted(self.skipped.items())),
            period=(self.first, self.last) if self.first is not None and self.last is not None else None,
            verbs=dict(sorted(self.verbs.items())),
            cannot_show=cannot_show,
            repairs=dict(sorted(self.repairs.items())),
        )
