"""How often may somebody try? Every limit of signing in, in one table; the manual shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries that fail within `window`; `counts` and `then` are for the manual."""

    name: str
    most: int
    window: timedelta
    counts: str
    then: str


PASSWORD_PAIR = Limit(
    "password_pair", 5, QUARTER, "passwords for one account from one address block", "that block waits"
)
PASSWORD_BLOCK = Limit(
    "password_block", 100, QUARTER, "passwords from one address block, for whatever accounts", "that block waits"
)
PASSWORD_ACCOUNT = Limit(
    "password_account", 20, DAY, "passwords for one account from everywhere", "each block has one try in 15 minutes"
)
PASSWORD_STRAINED = Limit(
    "password_strained", 1, QUARTER, "passwords from one block for an account under attack", "that block waits"
)
CODE_PAIR = Limit("code_pair", 5, QUARTER, "second proofs for one account from one block", "that block waits")
FIGURES_ACCOUNT = Limit(
    "figures_account", 20, HOUR, "six figures for one account from everywhere", "passkey or recovery code only"
)
SLIP_BLOCK = Limit("slip_block", 10, QUARTER, "slips from one address block", "that block waits")
LIMITS = (
    PASSWORD_PAIR,
    PASSWORD_BLOCK,
    PASSWORD_ACCOUNT,
    PASSWORD_STRAINED,
    CODE_PAIR,
    FIGURES_ACCOUNT,
    SLIP_BLOCK,
)
LONGEST = max(limit.window for limit in LIMITS)
