"""What a rulebook holds once it is read: instruments, norms, sanctions, contests; all values, all frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for people, Indonesian first."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A statute, regulation, joint decision, circular or ruling, with the articles that may be cited."""

    id: str
    short: str
    title: Text
    articles: dict[str, str]  # article as cited ("Pasal 5 huruf n angka 5") -> what it says, in our words
    valid_from: date
    valid_to: date | None
    confidence: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One article of one instrument."""

    instrument: str
    article: str
    text: str  # "PP 94/2021 Pasal 14 huruf i"


@dataclass(frozen=True, slots=True)
class Contestable:
    """Where a reader may disagree. `when` narrows it to some facts; `reading` to one reading."""

    why: Text
    when: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """What a norm said from one date to another (half-open)."""

    valid_from: date
    valid_to: date | None
    binds: frozenset[str]  # actor statuses; empty: nobody in the closed list (a campaign team, a pair)
    # reading -> alternatives, each fact -> allowed values; a reading that is absent: the norm is not so read
    when: dict[str, tuple[dict[str, frozenset[str]], ...]]
    covers: tuple[str, ...]  # ids of norms whose acts this one takes over for the people it binds
    unless: tuple[dict[str, frozenset[str]], ...]  # any of these takes the act out of the norm
    cls: str | None
    class_by_status: dict[str, str]  # actor status -> class, where it differs (pppk: disiplin_instansi)
    sanction: dict[str, tuple[str, str]]  # actor status or "*" -> (lightest, heaviest) sanction code
    citations: tuple[Citation, ...]
    confidence: str
    confidence_by_reading: dict[str, str]
    checked_on: date
    contestable: tuple[Contestable, ...]
    conditions: Text | None  # for permissions: what to keep to
    follows: tuple[str, ...]  # for consequences: the classes of an act that bring it about
    line: int


@dataclass(frozen=True, slots=True)
class Norm:
    """A row of law. `kind`: prohibition, permission or consequence (follows from a class, sets none)."""

    id: str
    kind: str
    title: Text
    file: str
    versions: tuple[Version, ...]
    binds_others: Text | None = None  # who is bound when it is nobody in the closed list


@dataclass(frozen=True, slots=True)
class Sanction:
    """One rung of a ladder."""

    code: str
    order: int
    ladder: str
    text: Text
    citations: tuple[Citation, ...]
    confidence: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated line of a calendar, both days included, in the place's own zone."""

    name: str
    starts: date
    ends: date
    confidence: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """One election for one office. Dates are days in the place's own zone; `calon_to` is exclusive."""

    id: str
    type: str
    title: Text
    regional: bool  # "<id>/<region code>" names one place
    regions: frozenset[str]  # of these places only; empty: everywhere
    bakal_calon_from: dict[str, date | None]  # profile -> day
    independent_from: date | None  # the day from which independents are hopefuls, where it comes earlier
    calon_from: date | None
    calon_to: date | None
    campaign: tuple[date, date] | None  # both included
    masa_tenang: tuple[date, date] | None
    vote: date | None
    recap_to: date | None
    unsettled: tuple[date, date] | None  # both included: repeats are pending, the status hangs on the place
    events: tuple[Event, ...]
    confidence: dict[str, str]  # field -> confidence
    placeholder: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All of it, with the hash that says which."""

    version: str
    sha256: str
    instruments: dict[str, Instrument]
    norms: dict[str, Norm]
    sanctions: dict[str, Sanction]
    contests: dict[str, Contest]
    zones: dict[str, str]  # province code (two digits) -> WIB, WITA, WIT
