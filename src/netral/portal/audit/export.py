"""The ledger as files that anybody can check without us: `netral-ledger/1`, a folder or its ZIP (format §4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from netral.evidence import canonical, zip_form
from netral.evidence.event import Happening
from netral.evidence.verify.ledger import FORMAT
from netral.evidence.zip_form import Content
from netral.portal.audit import keys, seals
from netral.portal.audit.actions import lines, record
from netral.portal.audit.models import Seal

FOLDER = "netral-audit"


def begun(who: dict[str, str], *, now: datetime) -> int:
    """Record that the ledger is handed out, and seal it, so that it ends with a seal over all that is in it."""
    with transaction.atomic():
        record(Happening("audit.exported", who, ""), now=now)
        return seals.seal(now).size


def files(size: int) -> dict[str, Content]:
    """The first `size` events and every seal of as many or fewer, by the names of their files.

    What is named never changes any more, so that it can be read at leisure, while others go on writing.
    """
    known = keys.published()
    origin = known[0].name if known else ""
    found: dict[str, Content] = {
        "ledger.json": partial(_once, canonical.encode({"format": FORMAT, "origin": origin})),
        "ledger.ndjson": partial(_lines, size),
        "keys.txt": partial(_once, "".join(f"{key.written()}\n" for key in known).encode()),
    }
    # In memory: some 300 bytes a seal, and 5 KB more for the few that an authority dated.
    for kept in Seal.objects.filter(size__lte=size).order_by("size"):
        one = seals.opened(kept)
        found[f"seals/{kept.size:010d}.note"] = partial(_once, one.note)
        if one.answer is not None:
            found[f"seals/{kept.size:010d}.tsr"] = partial(_once, one.answer)
    return found


def write(folder: Path, size: int) -> None:
    """As a folder, which must not be there yet; FileExistsError where it is."""
    folder.mkdir(parents=True)
    fill(folder, size)


def fill(folder: Path, size: int) -> None:
    """Into a folder that is empty."""
    (folder / "seals").mkdir()
    for name, content in files(size).items():
        with folder.joinpath(name).open("xb") as file:
            file.writelines(content())


def zipped(size: int) -> Iterator[bytes]:
    """As a ZIP, piece by piece. EvidenceRefused where it is too large for one, before the first piece."""
    return zip_form.stream({f"{FOLDER}/{name}": content for name, content in files(size).items()})


def _lines(size: int) -> Iterator[bytes]:
    return (line + b"\n" for line in lines(size))


def _once(data: bytes) -> Iterable[bytes]:
    return (data,)
