"""Why may this not be done? A refusal that a page can show, with the law it rests on where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Denial:
    """`reason` is a sentence for the person who asked, `citation` the place in the law."""

    reason: str | Promise
    citation: str = ""
