"""Tricks of somebody who reads the format's page closely: both verifiers name each, and call none whole by chance."""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import canonical
from netral.evidence.bundle import signature
from netral.evidence.bundle.contents import Contents
from netral.evidence.bundle.write import write
from netral.evidence.digests import digest
from netral.evidence.vault import Vault
from netral.evidence.verify.bag import TAGS
from netral.evidence.verify.path import verify
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, repack, told
from tests.evidence.test_stranger import asked
from tests.evidence.work import NOW, ORIGIN, PRIVATE, WHO, found, receive

THIRD = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
Trick = Callable[[Path], object]


def packed(vault: Vault, root: Path, *, key: Ed25519PrivateKey | None = None, **more: object) -> Path:
    lines = list(vault.lines())
    about = Contents("P-1", vault.origin, lines, vault.seals(), vault.keys(), vault.store.read, **more)  # type: ignore[arg-type]
    write(root, about, key=key)
    return root


def named(root: Path) -> set[str]:
    """The codes on which both agree."""
    status, said = asked(root)
    ours = {one.code for one in verify(root).faults}
    assert (status == 0) == verify(root).holds
    return ours & {line.split(" ")[0] for line in said}


def test_a_key_that_was_changed_twice_ago_does_not_come_back_by_its_place_in_the_list(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"satu")
    vault.seal(PRIVATE, SUCCESSOR, who=WHO, now=NOW)
    receive(vault, b"dua")
    vault.seal(SUCCESSOR, THIRD, who=WHO, now=NOW)
    root = packed(vault, tmp_path / "P-1", key=THIRD)
    assert verify(root).signed
    keys = root / "data/custody/keys.txt"
    first, second, third = keys.read_text().splitlines(keepends=True)
    keys.write_text(first + third + second)
    (root / "data/index.html").write_text("halaman lain")
    repack(root)
    (root / signature.FILE).write_bytes(signature.sign(ORIGIN, digest((root / TAGS).read_bytes()), SUCCESSOR))
    assert named(root) == {"bundle.signature"}
    assert not verify(root).signed


def test_true_is_not_one(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"x")
    vault.seal(PRIVATE, who=WHO, now=NOW)
    record = {"format": "netral-capture/1", "item": "B-001", "kind": "file", "media_type": "text/plain", "size": 1}
    record |= {"object": digest(b"x"), "name": None, "received_at": vault.item("P-1", "B-001").received_at}
    record |= {"source": None, "views": [], "digests": None, "looks_like": None}
    good = packed(vault, tmp_path / "P-1", captures={"B-001": canonical.encode(record)})
    assert named(good) == set()
    for name, wrong, code in (
        ("bundle.json", b'"size":true,"state"', "object.state"),
        ("bundle.json", b'"origin":"%s","rulebook":null,"size":true' % ORIGIN.encode(), None),
        ("captures/B-001.json", b'"size":true,"source"', "bundle.description"),
        ("custody/proofs.json", b'"seq":false', "bundle.description"),
        ("custody/proofs.json", b'"size":true', "bundle.description"),
    ):
        copy = Path(shutil.copytree(good, tmp_path / "copy"))
        path = copy / "data" / name
        right = wrong.replace(b"true", b"1").replace(b"false", b"0")
        assert path.read_bytes().count(right) == 1
        path.write_bytes(path.read_bytes().replace(right, wrong))
        repack(copy)
        assert not verify(copy).holds, (name, wrong)
        assert named(copy) >= {code} - {None}, (name, wrong)
        assert asked(copy)[0] == 5
        shutil.rmtree(copy)


def at(answer: bytes, moment: datetime) -> bytes:
    """The same answer with another time in it; only who has the authority's root can tell."""
    times = re.findall(rb"\x18\x0f(\d{14}Z)", answer)
    assert len(times) == 1
    return answer.replace(times[0], f"{moment:%Y%m%d%H%M%S}Z".encode())


def test_seals_do_not_drift_back_a_few_minutes_at_a_time(tmp_path: Path) -> None:
    authority, vault = authority_in(tmp_path / "authority"), found(tmp_path / "vault")
    now = datetime.now(UTC).replace(microsecond=0)
    for minutes in (0, 4, 8):
        receive(vault, b"isi %d" % minutes, now=now - timedelta(minutes=4))
        asked_ = lambda query, to=now - timedelta(minutes=minutes): at(authority.answer(query), to)  # noqa: E731
        vault.seal(PRIVATE, who=WHO, now=now - timedelta(minutes=4), ask=asked_)
    assert named(packed(vault, tmp_path / "P-1")) == {"seal.order"}


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    return bundle(told(folder / "vault"), folder / "P-1")


LAST = "data/custody/seals/0000000010.note"


def changed(name: str, old: str, new: str) -> Trick:
    def do(root: Path) -> None:
        path = root / name
        text = path.read_bytes().decode()
        assert re.search(old, text)
        path.write_bytes(re.sub(old, new, text, count=1).encode())

    return do


def not_as_base64_writes_it(root: Path) -> None:
    """The two bits that are left over at the end of 68 bytes, set: the same signature in other letters."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    path = root / LAST
    text = path.read_bytes().decode()
    last = text[-3]
    path.write_bytes((text[:-3] + letters[letters.index(last) + 1] + text[-2:]).encode())


TRICKS: dict[str, tuple[Trick, str]] = {
    "words after the signatures": (changed(LAST, r"$", "bukan tanda tangan"), "seal.note"),
    "a line more that is no signature": (changed(LAST, r"$", "— lain AAAA\n"), "seal.note"),
    "a signature in other letters": (not_as_base64_writes_it, "seal.note"),
    "a second signature that is short": (
        changed(LAST, r"$", f"— {ORIGIN} {b64encode(bytes(67)).decode()}\n"),
        "seal.note",
    ),
    "a size with a zero before it": (changed(LAST, "\n10\n", "\n010\n"), "seal.note"),
    "one with a fraction": (changed("data/bundle.json", '"size":10', '"size":10.0'), "bundle.description"),
    "one in another writing": (changed("data/bundle.json", '"size":10', '"size":1e1'), "bundle.description"),
    "a name twice": (changed("data/bundle.json", '"case":', '"case":"P-9","case":'), "bundle.description"),
    "a number that is none": (changed("data/custody/proofs.json", '"size":10', '"size":NaN'), "bundle.description"),
    "a number beyond 2^53": (changed("data/bundle.json", '"size":10', f'"size":{2**53}'), "bundle.description"),
    "a number beyond all": (changed("data/bundle.json", '"size":10', '"size":1' + "0" * 5000), "bundle.description"),
    "a name that is not ASCII": (changed("data/bundle.json", '"state"', '"stat\u0435"'), "bundle.description"),
    "half a sign": (changed("data/bundle.json", '"case":"P-1"', '"case":"\\\\ud800"'), "bundle.description"),
    "a sign written by its number": (changed("data/bundle.json", "P-1", "\\\\u0050-1"), "bundle.description"),
    "a byte order mark": (changed("data/bundle.json", "^", "\ufeff"), "bundle.description"),
    "a newline at the end": (changed("data/bundle.json", "$", "\n"), "bundle.description"),
    "a step in large letters": (
        lambda root: (path := root / "data/custody/proofs.json").write_bytes(
            re.sub(rb'"[0-9a-f]{64}"', lambda one: one[0].upper(), path.read_bytes(), count=1)
        ),
        "bundle.description",
    ),
    "a line that ends as on Windows": (changed("data/custody/keys.txt", "\n", "\r\n"), "seal.signature"),
    "a key that nobody could sign with": (changed("data/custody/keys.txt", "$", "x+00000000+AQ==\n"), "seal.signature"),
    "another hash function's manifest": (
        lambda root: (root / "data/manifest-md5.txt").write_text("0"),
        "object.unaccounted",
    ),
    "a seal of no events more": (
        lambda root: (root / LAST.replace("10.", "00.")).write_bytes((root / LAST).read_bytes()),
        "seal.note",
    ),
}


@pytest.mark.parametrize("what", TRICKS)
def test_both_verifiers_name_the_trick(good: Path, tmp_path: Path, what: str) -> None:
    copy = Path(shutil.copytree(good, tmp_path / "P-1"))
    trick, code = TRICKS[what]
    trick(copy)
    repack(copy)
    assert code in {one.code for one in verify(copy).faults}
    assert named(copy)


def test_what_lies_beside_a_ledger_is_no_part_of_it(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"satu")
    vault.seal(PRIVATE, who=WHO, now=NOW)
    (tmp_path / "vault/data").mkdir()
    assert (verify(tmp_path / "vault").kind, verify(tmp_path / "vault").faults) == ("ledger", [])


def test_a_ledger_says_of_itself_only_what_the_page_has(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"satu")
    vault.seal(PRIVATE, who=WHO, now=NOW)
    about = {"format": "netral-ledger/1", "origin": ORIGIN, "agency": "instansi lain"}
    (tmp_path / "vault/ledger.json").write_bytes(canonical.encode(about))
    assert {one.code for one in verify(tmp_path / "vault").faults} == {"format"}
