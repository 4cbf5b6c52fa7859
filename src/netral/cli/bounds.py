"""How much may an archive hold? What a person set on the command line, as the reader's limits."""

from __future__ import annotations

from netral.acts.files.archives import Limits
from netral.cli.errors import UserError
from netral.cli.sizes import size


def limits(most_unpacked: str, most_members: int) -> Limits:
    """`2GB` and a number of members; raises UserError for what is no size."""
    most = size("--most-unpacked", most_unpacked)
    if most_members < 1:
        raise UserError(f"--most-members {most_members}: tulis bilangan mulai 1.")
    return Limits(most=most, members=most_members)
