"""What a ledger promises: whoever changes it, is named with the number of the event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from netral.evidence import canonical, merkle, note, seal, timestamp
from netral.evidence.digests import digest
from netral.evidence.event import Event, Happening
from netral.evidence.ledger import Head, check, check_case
from tests.evidence.authority import Authority, found

BEGAN = datetime(2024, 10, 18, 6, 0, tzinfo=UTC)
WHO = {"role": "pemeriksa", "id": "P-02"}
ORIGIN = "bkpsdm.contoh.example/bukti"
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
)


@cache
def told(count: int = 9) -> tuple[bytes, ...]:
    """A ledger of two cases, one event a minute."""
    head, lines = Head(), []
    for n in range(count):
        what = Happening(
            "viewed", WHO, "memeriksa bukti", case=f"P-{n % 2 + 1}", item=f"B-{n}", after=digest(b"%d" % n)
        )
        event = head.chained(what, now=BEGAN + timedelta(minutes=n))
        lines.append(event.line())
    return tuple(lines)


def codes(lines: list[bytes]) -> list[tuple[str, str]]:
    return [(fault.code, fault.at) for _, faults in check(lines) for fault in faults]


@given(values)
def test_canonical_json_is_that_of_the_rfc(value: object) -> None:
    assert canonical.encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert canonical.decode(canonical.encode(value)) == value


@pytest.mark.parametrize("value", [1.5, 2**53, {"é": 1}, {1: 2}, b"x", {"a": float("nan")}])
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical.encode(value)


def test_an_untouched_ledger_holds() -> None:
    assert codes(list(told())) == []
    one_case = [line for n, line in enumerate(told()) if n % 2 == 0]
    assert [faults for _, faults in check_case(one_case)] == [[]] * 5


@given(st.data())
def test_every_changed_byte_is_named_by_its_event(data: st.DataObject) -> None:
    lines = list(told())
    which = data.draw(st.integers(0, len(lines) - 2))
    at, bit = data.draw(st.integers(0, len(lines[which]) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(lines[which])
    changed[at] ^= 1 << bit
    lines[which] = bytes(changed)
    assert {place for _, place in codes(lines)} & {f"{which}", f"{which + 1}"}


@given(st.integers(0, 7))
def test_a_removed_event_is_named(gone: int) -> None:
    lines = list(told())
    del lines[gone]
    assert ("ledger.missing", f"{gone}") in codes(lines)


@given(st.permutations(range(9)))
def test_reordered_events_are_named(order: list[int]) -> None:
    lines = [told()[n] for n in order]
    assert bool(codes(lines)) == (order != sorted(order))


@given(st.integers(0, 7))
def test_a_removed_event_of_a_case_is_named_though_only_the_case_is_seen(gone: int) -> None:
    lines = list(told(9)[::2]) if gone % 2 == 0 else list(told(9)[1::2])
    del lines[gone // 2]
    faults = [fault.code for _, found_ in check_case(lines) for fault in found_]
    assert "ledger.case_missing" in faults or gone // 2 == len(lines)


def test_an_inserted_event_is_named() -> None:
    lines = list(told())
    head = Head(seq=4, prev=digest(lines[3]), at="2024-10-18T06:03:00Z", cases={"P-1": (2, digest(lines[2]))})
    lines.insert(4, head.chained(Happening("noted", WHO, "disisipkan", case="P-1"), now=BEGAN).line())
    assert ("ledger.chain", "4") in codes(lines)


def test_a_clock_that_went_back_is_told_and_not_hidden() -> None:
    head = Head()
    head.chained(Happening("noted", WHO, "satu"), now=BEGAN)
    event = head.chained(Happening("noted", WHO, "dua"), now=BEGAN - timedelta(days=1))
    assert (event.seq, event.clock) == (1, "behind")


def test_a_ledger_may_change_its_hash_function() -> None:
    head, lines = Head(), []
    for n, algorithm in enumerate(("sha256", "sha3_512", "sha256")):
        lines.append(head.chained(Happening("noted", WHO, f"{n}"), now=BEGAN, algorithm=algorithm).line())
    assert codes(lines) == []


# Seals.


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return found(tmp_path_factory.mktemp("authority"))


@cache
def signer(name: str = "") -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(name.encode().rjust(32, b"k"))


def sealed(lines: tuple[bytes, ...], *privates: Ed25519PrivateKey) -> bytes:
    tree = merkle.Tree(merkle.leaf_hash(line) for line in lines)
    return note.sign(note.Checkpoint(ORIGIN, len(tree), tree.root()), *privates or (signer(),))


def test_a_key_reads_back_and_names_itself() -> None:
    key = note.public(signer(), ORIGIN)
    assert note.Key.read(key.written()) == key
    with pytest.raises(ValueError, match="name"):
        note.Key.read(key.written().replace("contoh", "lain"))


def test_any_other_bytes_are_another_note_or_none() -> None:
    whole, key = sealed(told()), note.public(signer(), ORIGIN)
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        ((_, faults),) = seal.open_seals([seal.Seal(changed)], [key])
        assert faults, at


def test_a_stranger_s_key_is_named_and_a_successor_s_is_believed() -> None:
    old, new, stranger = (note.public(signer(name), ORIGIN) for name in ("", "baru", "asing"))
    handed_over = seal.Seal(sealed(told(3), signer(), signer("baru")))
    later = seal.Seal(sealed(told(9), signer("baru")))
    forged = seal.Seal(sealed(told(9), signer("asing")))
    keys = [old, new, stranger]
    assert [faults for _, faults in seal.open_seals([handed_over, later], keys)] == [[], []]
    assert [len(faults) for _, faults in seal.open_seals([later, forged], keys)] == [1, 1]


def test_a_key_that_was_changed_is_not_believed_any_more() -> None:
    """Who steals it afterwards seals nothing with it, neither alone nor with a key of his own."""
    old, new, third = (note.public(signer(name), ORIGIN) for name in ("", "baru", "asing"))
    handed_over = seal.Seal(sealed(told(3), signer(), signer("baru")))
    for stolen in (sealed(told(9)), sealed(told(9), signer(), signer("asing"))):
        assert [len(found) for _, found in seal.open_seals([handed_over, seal.Seal(stolen)], [old, new, third])] == [
            0,
            1,
        ]


def test_openssl_and_we_agree_on_a_timestamp(authority: Authority) -> None:
    whole = sealed(told())
    answer = authority.answer(timestamp.request(whole))
    stamp = timestamp.verify(answer, whole, authority.roots())
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert stamp.authority == "CN=Otoritas Cap Waktu Uji"
    with pytest.raises(ValueError, match="other bytes"):
        timestamp.read(answer, whole + b"\n")


def test_a_damaged_timestamp_is_refused_and_brings_nothing_down(authority: Authority) -> None:
    """Whatever byte was changed, in a certificate too: it is read, or refused with a ValueError; nothing else."""
    whole = b"segel"
    answer = authority.answer(timestamp.request(whole))
    refused = 0
    for at in range(len(answer)):
        for turned in (1, 2, 4):
            try:
                timestamp.read(answer[:at] + bytes([answer[at] ^ turned]) + answer[at + 1 :], whole)
            except ValueError:
                refused += 1
    assert refused > len(answer) // 2


def test_what_an_authority_did_not_grant_is_no_timestamp(authority: Authority) -> None:
    answer = authority.answer(timestamp.request(b"segel"))
    granted = b"\x30\x03\x02\x01\x00"
    assert answer.count(granted) == 1
    with pytest.raises(ValueError, match="granted no timestamp"):
        timestamp.read(answer.replace(granted, granted[:-1] + b"\x02"), b"segel")


def test_another_authority_s_timestamp_is_not_believed(
    authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = sealed(told())
    other = found(tmp_path_factory.mktemp("other"), "Palsu")
    with pytest.raises(ValueError, match=r"."):
        timestamp.verify(other.answer(timestamp.request(whole)), whole, authority.roots())


def opened_at(size: int, at: datetime, root: bytes = b"r" * 32) -> seal.Opened:
    return seal.Opened(note.Checkpoint(ORIGIN, size, root), [], at, "CN=x")


def event_at(seq: int, at: datetime, clock: str = "system") -> Event:
    head = Head(seq=seq, prev=digest(b"x") if seq else None)
    event = head.chained(Happening("noted", WHO, ""), now=at)
    assert event.clock == "system"
    return event


def test_dating_back_and_forward_are_named_by_the_seals_around() -> None:
    dates = seal.Dates([opened_at(4, BEGAN), opened_at(8, BEGAN + timedelta(days=2))])
    day = timedelta(days=1)
    told_of = [
        [fault.code for fault in dates.against(event_at(seq, at))]
        for seq, at in ((3, BEGAN - day), (3, BEGAN + day), (4, BEGAN + day), (4, BEGAN - day), (8, BEGAN + day))
    ]
    assert told_of == [[], ["ledger.forward_dated"], [], ["ledger.back_dated"], ["ledger.back_dated"]]


def test_two_stories_of_one_ledger_are_named_a_fork() -> None:
    faults = seal.forked([opened_at(4, BEGAN), opened_at(4, BEGAN, b"s" * 32), opened_at(5, BEGAN - timedelta(days=1))])
    assert [(fault.code, fault.at) for fault in faults] == [("seal.order", "5"), ("seal.fork", "4")]


def test_a_cut_ledger_and_a_changed_one_are_told_apart() -> None:
    tree = merkle.Tree(merkle.leaf_hash(line) for line in told())
    head = seal.Opened(note.Checkpoint(ORIGIN, 9, tree.root()), [], None, None)
    assert seal.of_tree(head, size=9, root=tree.root()) == []
    assert [(one.code, one.at) for one in seal.of_tree(head, size=7, root=None)] == [("ledger.truncated", "7–8")]
    assert [one.code for one in seal.of_tree(head, size=9, root=b"x" * 32)] == ["seal.root"]
