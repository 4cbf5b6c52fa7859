"""One thing handed in, for tests that look at what became of it."""

from __future__ import annotations

from io import BytesIO

from netral.evidence.errors import EvidenceRefused
from netral.evidence.intake import Handing, hand_in_all
from netral.evidence.item import Item
from netral.evidence.vault import Vault
from tests.evidence.work import NOW, WHO


def hand_in(vault: Vault, data: bytes, name: str = "x", *, item: str | None = None) -> list[Item]:
    """The original, then its copies; EvidenceRefused where one of them was not kept."""
    (handed,) = hand_in_all(vault, [(Handing("P-1", name, WHO, "diserahkan", item=item), BytesIO(data))], now=NOW)
    if handed.told():
        raise EvidenceRefused("not_kept", handed.told()[0])
    return list(handed.items)
