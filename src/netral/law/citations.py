"""Does a citation name an article that the rulebook holds, of an instrument that was in force?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netral.law.errors import RulebookError
from netral.law.placed import fault

Data = dict[str, Any]


def uncitable(data: Data, entry: Data, cites: list[str]) -> Iterator[RulebookError]:
    """A fault for each citation that leads nowhere."""
    known = {instrument["id"]: instrument for instrument in data["instruments"]}
    for cite in cites:
        name, _, article = cite.partition(" ")
        if name not in known:
            yield fault(
                entry,
                cite,
                f"“{cite}” mengutip peraturan yang tidak ada; tambahkan instruments/{name}.yaml",
                f"“{cite}” cites an instrument that is not there; add instruments/{name}.yaml",
            )
        elif not article:
            yield fault(
                entry,
                cite,
                f"“{cite}” tidak menyebut pasal; tulis “{name} Pasal …”",
                f"“{cite}” cites no article; write “{name} Pasal …”",
            )
        elif article not in known[name]["articles"]:
            yield fault(
                entry,
                cite,
                f"{name} tidak punya “{article}”; tambahkan di {known[name]['file']}",
                f"{name} has no article “{article}”; add it to {known[name]['file']}",
            )


def out_of_time(data: Data, norm: Data, version: Data) -> Iterator[RulebookError]:
    """A fault for each instrument that was repealed while the version that cites it holds on, or came after it."""
    known = {instrument["id"]: instrument for instrument in data["instruments"]}
    until = version.get("valid_to") or "9999"
    for cite in version["cites"]:
        cited = known.get(cite.partition(" ")[0])
        if cited is None:
            continue
        ended = cited.get("valid_to") or "9999"
        if ended < until:
            yield fault(
                norm,
                cite,
                f"“{cite}” dicabut {ended}, sedangkan versi ini berlaku terus; bagi versi ini, kutip penggantinya",
                f"“{cite}” was repealed on {ended}, but this version holds on; divide it and cite what replaced it",
            )
        elif until <= cited["valid_from"]:
            yield fault(
                norm,
                cite,
                f"“{cite}” baru berlaku {cited['valid_from']}, sesudah versi ini; kutip yang berlaku pada masanya",
                f"“{cite}” begins on {cited['valid_from']}, after this version; cite what was in force",
            )
