"""How much may be kept? The agency's bounds for one file, one case and the whole vault, and what is left of them.

Bytes that are there already cost nothing; but no more is read of a source than there is room for, for until it was read
nobody knows which bytes they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from netral.evidence import canonical
from netral.evidence.door import Door
from netral.evidence.errors import EvidenceRefused

NAME, FORMAT = "limits.json", "netral-limits/1"
USUAL = 2 << 30
"""The largest single object in bytes, unless the agency says otherwise."""


@dataclass(frozen=True, slots=True)
class Limits:
    """In bytes; None: as much as the disk holds."""

    file: int = USUAL
    case: int | None = None
    vault: int | None = None

    def written(self) -> dict[str, int | None]:
        """As the vault keeps them and its ledger tells of them."""
        return {"file": self.file, "case": self.case, "vault": self.vault}


def read(door: Door) -> Limits:
    """The vault's own; the usual ones where it has none."""
    try:
        told = canonical.decode(door.path(NAME).read_bytes())
    except FileNotFoundError:
        return Limits()
    except ValueError as error:
        raise _damaged() from error
    sound = isinstance(told, dict) and told.keys() == {"format", "file", "case", "vault"} and told["format"] == FORMAT
    if not sound or type(told["file"]) is not int or any(type(told[one]) not in _OPTIONAL for one in ("case", "vault")):
        raise _damaged()
    return Limits(told["file"], told["case"], told["vault"])


def write(door: Door, limits: Limits) -> None:
    """In one step."""
    door.write(canonical.encode({"format": FORMAT, **limits.written()}), NAME)


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes one more object may have, and which bound says so: `file`, `case` or `vault`."""

    bytes: int
    bound: str

    def refused(self) -> EvidenceRefused:
        """What is said to whoever brings more."""
        told, english = _WORDS[self.bound]
        words = {
            "id": f"lebih besar daripada {self.bytes} bita yang masih boleh disimpan {told}",
            "en": f"larger than the {self.bytes} bytes that may still be kept {english}",
        }
        return EvidenceRefused("too_large", words)


class Budget:
    """What is left while things come in.

    `kept`: a case's objects and their sizes; `size`: that of all objects; `holds`: are there bytes of this name?
    """

    def __init__(
        self,
        limits: Limits,
        *,
        kept: Callable[[str], Mapping[str, int]],
        size: Callable[[], int],
        holds: Callable[[str], bool],
    ) -> None:
        self._limits, self._kept, self._holds = limits, kept, holds
        self._vault = 0 if limits.vault is None else size()
        self._cases: dict[str, dict[str, int]] = {}
        self._spent = set[str]()

    def room(self, case: str) -> Room:
        """For one more object of this case, while nobody knows yet whether its bytes are there already."""
        return min(self._rooms(case), key=lambda one: one.bytes)

    def spend(self, case: str, name: str, size: int) -> None:
        """Count an object: the vault pays for bytes once, and so does each case.

        EvidenceRefused where it is more than is left; then it is not counted.
        """
        there = self._limits.vault is not None and (name in self._spent or self._holds(name))
        known = self._limits.case is not None and name in self._of(case)
        free = {"file": False, "case": known, "vault": there}
        for room in sorted(self._rooms(case), key=lambda one: one.bytes):
            if not free[room.bound] and size > room.bytes:
                raise room.refused()
        self._vault += 0 if there else size
        self._spent.add(name)
        if self._limits.case is not None:
            self._of(case)[name] = size

    def _rooms(self, case: str) -> Iterator[Room]:
        yield Room(self._limits.file, "file")
        if self._limits.case is not None:
            yield Room(max(0, self._limits.case - sum(self._of(case).values())), "case")
        if self._limits.vault is not None:
            yield Room(max(0, self._limits.vault - self._vault), "vault")

    def _of(self, case: str) -> dict[str, int]:
        if case not in self._cases:
            self._cases[case] = dict(self._kept(case))
        return self._cases[case]


_OPTIONAL = (int, type(None))
_WORDS = {
    "file": ("sebagai satu bukti", "as one item"),
    "case": ("dalam perkara ini", "in this case"),
    "vault": ("dalam vault ini", "in this vault"),
}


def _damaged() -> EvidenceRefused:
    words = {
        "id": f"{NAME} rusak; tetapkan lagi dengan netral evidence quota",
        "en": f"{NAME} is damaged; set it again with netral evidence quota",
    }
    return EvidenceRefused("limits", words)
