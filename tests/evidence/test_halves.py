"""A lost seal key: two people have it again together, and neither knows anything of it alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from netral.cli.errors import UserError
from netral.cli.main import run
from netral.cli.vaults import new_key
from netral.evidence.halves import joined, split
from netral.evidence.verify.path import verify
from tests.evidence.work import PRIVATE, found, receive

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@given(st.binary(min_size=32, max_size=32), st.booleans())
def test_both_give_the_key_in_any_order(secret: bytes, turned: bool) -> None:
    halves = split(Ed25519PrivateKey.from_private_bytes(secret))
    assert joined(*(reversed(halves) if turned else halves)).private_bytes_raw() == secret


def test_a_half_is_random() -> None:
    """Of one key no two halves are alike, so that none of them says anything of it."""
    made = [split(PRIVATE) for _ in range(50)]
    for number in (0, 1):
        assert len({halves[number] for halves in made}) == 50


def test_it_is_read_as_people_type_it() -> None:
    one, two = split(PRIVATE)
    code = two.splitlines()[3]
    typed = code.lower().replace("o", "0").replace("i", "1").replace(" ", "\r\n")
    assert joined(f"  {one}", two.replace(code, typed)).private_bytes_raw() == PRIVATE.private_bytes_raw()


@given(st.data())
def test_a_mistyped_sign_is_named(data: st.DataObject) -> None:
    one, two = split(PRIVATE)
    lines = two.splitlines()
    at = data.draw(st.sampled_from([at for at, sign in enumerate(lines[3]) if sign != " "]))
    other = data.draw(st.sampled_from([sign for sign in SIGNS if sign != lines[3][at]]))
    lines[3] = lines[3][:at] + other + lines[3][at + 1 :]
    with pytest.raises(ValueError, match="mistyped"):
        joined(one, "\n".join(lines))


def test_what_does_not_belong_together_is_named() -> None:
    one, two = split(PRIVATE)
    _, other = split(PRIVATE)
    _, foreign = split(Ed25519PrivateKey.generate())
    for pair, words in (((one, one), "twice"), ((one, other), "two different"), ((one, foreign), "two different")):
        with pytest.raises(ValueError, match=words):
            joined(*pair)
    with pytest.raises(ValueError, match="not a half"):
        joined(one, two[:40])


def test_the_drill(tmp_path: Path) -> None:
    """The key is lost; two people bring their paper; the ledger is sealed on, and its key is the published one."""
    vault, key = tmp_path / "bukti", tmp_path / "segel.pem"
    papers = [tmp_path / "satu.txt", tmp_path / "dua.txt"]
    by = ["--who", "pengelola:A-07"]
    assert run(["evidence", "init", f"{vault}", "--origin", "contoh.example/bukti", "--key", f"{key}"]) == 0
    published = (vault / "keys.txt").read_text()
    assert run(["evidence", "split-key", f"{key}", *map(str, papers)]) == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in papers)
    key.unlink()
    with pytest.raises(UserError, match="separuh yang sama dua kali"):
        run(["evidence", "join-key", f"{papers[0]}", f"{papers[0]}", "--key", f"{key}"])
    assert not key.exists()
    assert run(["evidence", "join-key", *map(str, reversed(papers)), "--key", f"{key}"]) == 0
    assert key.stat().st_mode & 0o077 == 0
    assert run(["evidence", "record", "noted", "--case", "P-1", "--vault", f"{vault}", *by, "--why", "uji"]) == 0
    assert run(["evidence", "seal", "--vault", f"{vault}", "--key", f"{key}", *by]) == 0
    assert verify(vault).faults == []
    assert (vault / "keys.txt").read_text() == published


def test_a_key_is_changed_before_a_second_person(tmp_path: Path) -> None:
    vault, old, new = found(tmp_path / "bukti"), tmp_path / "lama.pem", tmp_path / "baru.pem"
    receive(vault, b"isi")
    new_key(old, PRIVATE)
    new_key(new, Ed25519PrivateKey.generate())
    seal = ["evidence", "seal", "--vault", f"{vault.door.root}", "--key", f"{old}", "--who", "pengelola:A-07"]
    changed = ["--next-key", f"{new}"]
    for more in (changed, [*changed, "--witness", "pimpinan:A-07"], ["--witness", "pimpinan:K-01"]):
        with pytest.raises(UserError, match="--witness"):
            run([*seal, *more])
    assert vault.seals() == []
    assert run([*seal, *changed, "--witness", "pimpinan:K-01"]) == 0
    assert b'"witness":{"id":"K-01","role":"pimpinan"}' in list(vault.lines())[-1]
