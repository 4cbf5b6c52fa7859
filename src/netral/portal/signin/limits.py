"""How often may somebody try? Every limit of signing in, in one table; the manual shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What a limit counts, and what holds once it is reached."""

    counts: str
    then: str


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries that fail within `window`; `id` and `en` are for the manual."""

    name: str
    most: int
    window: timedelta
    id: Words
    en: Words


PASSWORD_PAIR = Limit(
    "password_pair",
    5,
    QUARTER,
    Words("kata sandi satu akun dari satu blok alamat", "blok itu menunggu"),
    Words("passwords for one account from one address block", "that block waits"),
)
PASSWORD_BLOCK = Limit(
    "password_block",
    100,
    QUARTER,
    Words("kata sandi dari satu blok alamat, akun mana pun", "blok itu menunggu"),
    Words("passwords from one address block, for whatever account", "that block waits"),
)
PASSWORD_ACCOUNT = Limit(
    "password_account",
    20,
    DAY,
    Words("kata sandi satu akun dari mana pun", "tiap blok alamat punya satu percobaan per 15 menit"),
    Words("passwords for one account from everywhere", "each address block has one try in 15 minutes"),
)
PASSWORD_STRAINED = Limit(
    "password_strained",
    1,
    QUARTER,
    Words("kata sandi akun yang sedang diserang, dari satu blok alamat", "blok itu menunggu"),
    Words("passwords for an account under attack, from one address block", "that block waits"),
)
CODE_PAIR = Limit(
    "code_pair",
    5,
    QUARTER,
    Words("bukti kedua satu akun dari satu blok alamat", "blok itu menunggu"),
    Words("second proofs of one account from one address block", "that block waits"),
)
FIGURES_ACCOUNT = Limit(
    "figures_account",
    20,
    HOUR,
    Words("enam angka satu akun dari mana pun", "hanya kunci sandi atau kode pemulihan"),
    Words("six figures of one account from everywhere", "passkey or recovery code only"),
)
PASSPHRASE_KEY = Limit(
    "passphrase_key",
    10,
    QUARTER,
    Words("frasa sandi satu kunci pemeriksa, dari mana pun", "kunci itu menunggu"),
    Words("passphrases of one examiner's key, from everywhere", "that key waits"),
)
SLIP_BLOCK = Limit(
    "slip_block",
    10,
    QUARTER,
    Words("slip dari satu blok alamat", "blok itu menunggu"),
    Words("slips from one address block", "that block waits"),
)
LIMITS = (
    PASSWORD_PAIR,
    PASSWORD_BLOCK,
    PASSWORD_ACCOUNT,
    PASSWORD_STRAINED,
    CODE_PAIR,
    FIGURES_ACCOUNT,
    PASSPHRASE_KEY,
    SLIP_BLOCK,
)
LONGEST = max(limit.window for limit in LIMITS)
