"""The index as PDF/A-2a, for the file of a court: the same words as the page, the same bytes whenever it is made."""

from __future__ import annotations

import json
from importlib.resources import files

from netral.evidence.bundle.contents import Contents, Standing
from netral.evidence.bundle.words import about, custody, sealed, summary


def pdf(contents: Contents, state: Standing) -> bytes:
    """PDF bytes; fonts are embedded, and the only date in it is that of the last event."""
    import typst

    told = {
        "case": contents.case,
        "date": [state.at.year, state.at.month, state.at.day],
        "summary": summary(contents, state),
        "items": [{"name": f"{one.item} · {one.title}", "rows": about(one)} for one in state.items],
        "custody": custody(state),
        "seals": sealed(state),
    }
    made: bytes = typst.compile(
        files("netral.evidence.bundle").joinpath("index.typ").read_bytes(),
        format="pdf",
        # The page is data: nothing that somebody wrote into a case is read as markup.
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards="a-2a",
        timestamp=int(state.at.timestamp()),
        ignore_system_fonts=True,
    )
    return made
