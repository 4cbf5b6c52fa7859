"""What goes in and comes out, as OpenAPI tells it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

# A NUL cannot be stored by every database, and nobody means one.
WHOLE = r"^[^\x00]*$"
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=WHOLE)]


def text(longest: int, shortest: int = 0) -> StringConstraints:
    """A text of so many characters."""
    return StringConstraints(min_length=shortest, max_length=longest, pattern=WHOLE)


class Strict(Schema):
    """A field that nobody asked for is a mistake, and told as one."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """What was wrong, where, and what to do instead."""

    detail: str
    field: str | None = None


class Phase(Schema):
    """One phase of a contest; both days are included. `like`: what a like of a campaign's account costs in it."""

    name: str
    starts: date
    ends: date
    state: Literal["lewat", "kini", "nanti"]
    like: str


class Calendar(Schema):
    contest: str
    phases: list[Phase]


class Reporter(Strict):
    """Sealed to named people before anything is written."""

    name: Annotated[str, text(200, 1)]
    address: Annotated[str, text(500, 1)]
    contact: Annotated[str, text(200, 1)]


class NewReport(Strict):
    """As on the four pages of `/lapor`; `unit` is a code of the agency's tree."""

    story: Annotated[str, text(4000, 20)]
    happened_on: date
    happened_at: Annotated[str, text(20)] = ""
    known_on: date
    place: Annotated[str, text(500)] = ""
    contest: Annotated[str, text(60)] = ""
    whom: Annotated[str, text(300, 1)]
    unit: Annotated[str, text(120)] = ""
    where_works: Annotated[str, text(300)] = ""
    link: Annotated[str, text(2000)] = ""
    reporter: Reporter | None = None
    colleague: Literal["ya", "tidak", "diam"] = "diam"
    channel: Literal["telepon", "sms", "whatsapp", "langsung"]
    sbt: Annotated[str, text(60)] = ""
    lapor: Annotated[str, text(60)] = ""
    good_faith: Literal[True]


class Filed(Schema):
    """`code` is shown this once; `receipt` is what `netral verify` checks."""

    number: str
    code: str
    receipt: dict[str, Any]


class FollowUp(Strict):
    code: Code


class NewMessage(Strict):
    """`once`: the same value again makes no second message."""

    code: Code
    words: Annotated[str, text(4000, 1)]
    once: Annotated[str, text(64, 8)]


class StepOut(Schema):
    state: str
    on: date
    words: str


class MessageOut(Schema):
    from_staff: bool
    on: date
    words: str


class Standing(Schema):
    """Where a report stands, without a name of anybody."""

    number: str
    state: str
    steps: list[StepOut]
    messages: list[MessageOut]


class FindingOut(Schema):
    """A finding as the desk shows it: no official, no contestant, no link."""

    number: str
    state: str
    verb: str
    platform: str
    phase: str
    occurred_at: datetime | None
    precision: str
    verdict: dict[str, str]
    norm_class: dict[str, str]
    norms: list[str]
    missing_facts: list[str]
    match_basis: str
    owner_basis: str
    known_on: date
    due_on: date | None


class Findings(Schema):
    """`after`: the number to ask on from; null at the end."""

    findings: list[FindingOut]
    after: str | None


class Import(Schema):
    """What a file would change; a clerk looks at it and confirms it on `page`, and nothing is changed before."""

    read: int
    ready: int
    to_mend: int
    page: str


Question = Annotated[dict[str, Any], Field(description="docs/reference/facts.md")]
Questions = Annotated[list[Question], Field(min_length=1, max_length=100)]
