"""What a verifier must never do: miss a fault of the published list, claim a time it cannot prove, or fall over."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netral.cli.verify_card import card
from netral.evidence import canonical, merkle, note, seal
from netral.evidence.bundle.write import zipped
from netral.evidence.event import Happening, read
from netral.evidence.ledger import Head
from netral.evidence.vault import Vault
from netral.evidence.verify import receipt
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify
from netral.evidence.verify.report import Report
from tests.evidence import mutate
from tests.evidence.authority import Authority
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, repack, told
from tests.evidence.cheats import BAGS, CHEATS, lines, rewrite
from tests.evidence.work import NOW, ORIGIN, PRIVATE, WHO, found, receive

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "evidence-format.md"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority_in(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def dated(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Path:
    """The vault whose seals are dated by the authority."""
    return told(tmp_path_factory.mktemp("dated"), authority).door.root


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory, dated: Path) -> Path:
    return bundle(Vault(dated), tmp_path_factory.mktemp("good") / "P-1")


@pytest.fixture
def vault(dated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(dated, tmp_path / "vault"))


@pytest.fixture
def copy(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "P-1"))


def shown(report: Report) -> Report:
    """Whatever was found can be told to people and to machines, too."""
    for lang in ("id", "en"):
        card(report, Path("P-1"), lang=lang, compared=False).encode()
    json.dumps(report.as_json()).encode()
    return report


def codes(report: Report) -> set[str]:
    return {one.code for one in report.faults}


# Every code of the page.


def changed(path: Path, old: bytes, new: bytes) -> Path:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))
    return path


def ledger_of(vault: Path, told_: list[bytes]) -> None:
    (vault / "ledger.ndjson").write_bytes(b"".join(told_))


def another_version(_copy: Path, vault: Path) -> Report:
    changed(vault / "ledger.json", b"netral-ledger/1", b"netral-ledger/2")
    return verify(vault)


def without_an_event(_copy: Path, vault: Path) -> Report:
    whole = (vault / "ledger.ndjson").read_bytes().splitlines(keepends=True)
    ledger_of(vault, [*whole[:4], *whole[5:]])
    return verify(vault)


def another_word(_copy: Path, vault: Path) -> Report:
    changed(vault / "ledger.ndjson", b"diserahkan", b"dicurikan.")
    return verify(vault)


def cut_short(_copy: Path, vault: Path) -> Report:
    ledger_of(vault, (vault / "ledger.ndjson").read_bytes().splitlines(keepends=True)[:8])
    return verify(vault)


def dated_back(_copy: Path, vault: Path) -> Report:
    """By the agency itself, which chains well and hides that its clock went back."""
    head = Head()
    for line in Vault(vault).lines():
        head.follow(read(line))
    event = head.chained(Happening("noted", WHO, "kemarin", case="P-1"), now=NOW)
    with (vault / "ledger.ndjson").open("ab") as file:
        file.write(replace(event, clock="system").line() + b"\n")
    return verify(vault)


def dated_forward(_copy: Path, vault: Path) -> Report:
    there = Vault(vault)
    there.record(Happening("noted", WHO, "besok", case="P-1"), now=datetime.now(UTC) + timedelta(days=1))
    authority = authority_in(vault.parent / "authority")
    there.seal(SUCCESSOR, who=WHO, now=datetime.now(UTC), ask=authority.answer)
    return verify(vault)


def two_stories(_copy: Path, _vault: Path) -> Report:
    """No folder can hold two seals of one size: they meet where two copies of a ledger are compared."""
    heads = [note.Checkpoint(ORIGIN, 4, bytes([which]) * 32) for which in (1, 2)]
    return Report("ledger", faults=seal.forked([seal.Opened(one, [], None, None) for one in heads]))


def older_than_a_shorter_one(_copy: Path, _vault: Path) -> Report:
    heads = [note.Checkpoint(ORIGIN, size, bytes(32)) for size in (4, 5)]
    times = (NOW, NOW - timedelta(hours=1))
    opened = [seal.Opened(head, [], at, "TSA") for head, at in zip(heads, times, strict=True)]
    return Report("ledger", faults=seal.forked(opened))


def another_authority(copy: Path, _vault: Path) -> Report:
    return verify(copy, Trust(roots=authority_in(copy.parent / "other", "Lain").roots()))


def a_receipt_of_parts(_copy: Path, vault: Path) -> Report:
    told_ = list(Vault(vault).lines())[:3]
    first = Vault(vault).seals()[0]
    path = merkle.Tree(merkle.leaf_hash(line) for line in told_[: int(first.note.split(b"\n")[1])]).inclusion(0)
    made = receipt.make(told_[0], path=path, seal=first, keys=[note.public(PRIVATE, ORIGIN)], salt=b"g")
    assert receipt.verify(made, Trust()).holds
    return receipt.verify(made.replace(b'"content":"sha256:', b'"content":"sha256:0', 1), Trust())


def zip_and_more(copy: Path, _vault: Path) -> Report:
    file = copy.with_suffix(".zip")
    zipped(copy, file)
    file.write_bytes(file.read_bytes() + b"!")
    return verify(file)


MADE: dict[str, Callable[[Path, Path], Report]] = {
    "format": another_version,
    "ledger.missing": without_an_event,
    "ledger.chain": another_word,
    "ledger.truncated": cut_short,
    "ledger.back_dated": dated_back,
    "ledger.forward_dated": dated_forward,
    "seal.root": another_word,
    "seal.fork": two_stories,
    "seal.order": older_than_a_shorter_one,
    "seal.timestamp": another_authority,
    "receipt": a_receipt_of_parts,
    "bag.zip": zip_and_more,
}


def test_every_code_of_the_page_is_made_by_some_test() -> None:
    section = PAGE.read_text("utf-8").partition("## 8.")[2]
    page = {code for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for code in re.findall(r"`(.*?)`", row)}
    elsewhere = {code for _, code in CHEATS.values()} | {code for _, (code, _) in BAGS.values()}
    # `test_stranger` carries an answer that came late, `test_signed` tells what is not there.
    elsewhere |= {"seal.late", "bundle.unsaid", "bundle.unsigned"}
    assert page == elsewhere | MADE.keys()


@pytest.mark.parametrize("code", MADE)
def test_the_fault_has_its_code(code: str, copy: Path, vault: Path) -> None:
    assert code in codes(shown(MADE[code](copy, vault)))


def test_of_another_version_nothing_is_checked(copy: Path) -> None:
    changed(copy / "data/bundle.json", b"netral-bundle/1", b"netral-bundle/2")
    assert [(one.code, one.at) for one in verify(copy).faults] == [("format", "bundle.json")]


# Since when, and by whose word.


def test_each_item_is_dated_by_the_first_seal_over_it(good: Path, authority: Authority) -> None:
    report = verify(good, Trust(roots=authority.roots()))
    assert (report.faults, report.chained) == ([], True)
    assert [(one.name, one.seal, one.by) for one in report.held] == [
        (name, size, "CN=Otoritas Cap Waktu Uji")
        for name, size in (("B-001", 3), ("B-002", 3), ("B-003", 8), ("B-004", 8))
    ]


def test_a_seal_of_another_story_dates_nothing(copy: Path, authority: Authority) -> None:
    """Signed by the true key and truly timestamped; but of other events than those at hand."""
    from netral.evidence import timestamp

    path = copy / "data/custody/seals/0000000003.note"
    other = note.sign(note.Checkpoint(ORIGIN, 3, b"\x07" * 32), PRIVATE)
    path.write_bytes(other)
    path.with_suffix(".tsr").write_bytes(authority.answer(timestamp.request(other)))
    repack(copy)
    report = verify(copy, Trust(roots=authority.roots()))
    assert codes(report) == {"proof.consistency"}
    assert [(one.name, one.seal) for one in report.held][:2] == [("B-001", 8), ("B-002", 8)]


def test_a_story_behind_a_gap_dates_nothing_though_it_agrees_with_itself(copy: Path, authority: Authority) -> None:
    """Two seals of another tree, the first truly the beginning of the second, all signed and timestamped."""
    from netral.evidence import timestamp

    tree = merkle.Tree(merkle.leaf_hash(f"{number}".encode()) for number in range(8))
    for size, keys in ((3, (PRIVATE,)), (8, (PRIVATE, SUCCESSOR))):
        path = copy / f"data/custody/seals/{size:010d}.note"
        other = note.sign(note.Checkpoint(ORIGIN, size, tree.root(size)), *keys)
        path.write_bytes(other)
        path.with_suffix(".tsr").write_bytes(authority.answer(timestamp.request(other)))
    path = copy / "data/custody/proofs.json"
    proofs = canonical.decode(path.read_bytes())
    proofs["consistency"][0]["path"] = [step.hex() for step in tree.consistency(3, 8)]
    path.write_bytes(canonical.encode(proofs))
    repack(copy)
    report = verify(copy, Trust(roots=authority.roots()))
    assert {(one.code, one.at) for one in report.faults} == {("proof.consistency", "8")}
    assert {one.seal for one in report.held} == {10}


def test_without_a_seal_that_holds_no_item_holds(copy: Path, vault: Path) -> None:
    shutil.rmtree(copy / "data/custody/seals")
    repack(copy)
    assert [one.holds for one in verify(copy).held] == [False] * 4
    report = another_word(copy, vault)
    assert {(one.holds, one.since, one.seal) for one in report.held} == {(False, None, None)}


def test_what_no_authority_dated_is_said_to_stand_on_the_agency_s_clock(tmp_path: Path) -> None:
    there = found(tmp_path / "vault")
    receive(there, b"satu")
    there.seal(PRIVATE, who=WHO, now=NOW)
    receive(there, b"dua")
    said = card(verify(tmp_path / "vault"), Path("vault"), lang="en", compared=False)
    assert "B-001  tangkapan: recorded 2024-10-18 13.00.00 WIB, by the agency's own clock only; sealed" in said
    assert "B-002  tangkapan: recorded 2024-10-18 13.00.00 WIB, by the agency's own clock only; NOT SEALED" in said
    assert "2 events after the last seal are not sealed" in said


# What only the deeper layers can see, beyond the cheats that the small verifier is held to.


def a_page_of_nobody(root: Path) -> None:
    (root / "data/lain.pdf").write_bytes(b"%PDF-")


def another_name(root: Path) -> None:
    changed(root / "data/captures/B-001.json", b"a.txt", b"b.txt")


def a_page_less(root: Path) -> None:
    (root / "data/index.html").unlink()


def rules_of_another_name(root: Path) -> None:
    changed(root / "data/bundle.json", b'"version":"uji"', b'"version":"uja"')


def a_copy_that_is_none(root: Path) -> None:
    path = root / "data/captures/B-001.json"
    record = canonical.decode(path.read_bytes())
    record["views"] = [{"item": "B-003", "object": record["object"], "media_type": "text/plain", "made": "view"}]
    path.write_bytes(canonical.encode(record))


def proofs_twice(root: Path) -> None:
    path = root / "data/custody/proofs.json"
    proofs = canonical.decode(path.read_bytes())
    proofs["inclusion"] += proofs["inclusion"][:1]
    path.write_bytes(canonical.encode(proofs))


SUBTLE: dict[str, tuple[Callable[[Path], None], tuple[str, str]]] = {
    "a file more": (a_page_of_nobody, ("object.unaccounted", "data/lain.pdf")),
    "another file name": (another_name, ("bundle.description", "captures/B-001.json")),
    "a page less": (a_page_less, ("bundle.description", "data/index.html")),
    "rules of another name": (rules_of_another_name, ("rulebook", "rulebook.json")),
    "a copy that is none": (a_copy_that_is_none, ("bundle.description", "captures/B-001.json")),
    "a proof more": (proofs_twice, ("bundle.description", "proofs.json")),
}


@pytest.mark.parametrize("what", SUBTLE)
def test_a_subtle_cheat_is_named_and_nothing_else(copy: Path, what: str) -> None:
    cheat, named = SUBTLE[what]
    cheat(copy)
    repack(copy)
    assert {(one.code, one.at) for one in verify(copy).faults} == {named}


def test_a_bag_tells_its_true_size(copy: Path) -> None:
    changed(copy / "bag-info.txt", b"Payload-Oxum: ", b"Payload-Oxum: 9")
    assert ("bag.declaration", "bag-info.txt") in {(one.code, one.at) for one in verify(copy).faults}


# Whatever a stranger hands in is answered.


def put(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda root: (root / "data" / name).write_bytes(data)


def each_event(change: Callable[[dict], object]) -> Callable[[Path], None]:  # type: ignore[type-arg]
    def do(root: Path) -> None:
        told_ = [json.loads(line) for line in lines(root)]
        for one in told_:
            change(one)
        rewrite(root, [canonical.encode(one) for one in told_])

    return do


def a_folder_instead(name: str) -> Callable[[Path], None]:
    def do(root: Path) -> None:
        (root / name).unlink()
        (root / name).mkdir()

    return do


def a_file_instead(name: str) -> Callable[[Path], None]:
    def do(root: Path) -> None:
        shutil.rmtree(root / name)
        (root / name).write_bytes(b"x")

    return do


def a_name_that_is_no_text(root: Path) -> None:
    (root / "data" / "\udcff\x1b[2J").write_bytes(b"x")


DEEP = b"[" * 1000 + b"1" + b"]" * 1000
HOSTILE: dict[str, Callable[[Path], object]] = {
    **{f"deep {name}": put(name, DEEP) for name in ("bundle.json", "assessments.json", "custody/proofs.json")},
    "deeper": put("assessments.json", b"[" * 200_000),
    "deep line": put("custody/ledger.ndjson", DEEP + b"\n"),
    "an empty ledger": put("custody/ledger.ndjson", b""),
    "no item": each_event(lambda one: one.update(item=None)),
    "no case": each_event(lambda one: one.update(case=None, case_seq=None, case_prev=None)),
    "odd facts": each_event(lambda one: one.update(facts={"title": 5, "size": "x", "of": [1], "kind": {}})),
    "a retention that is none": each_event(lambda one: one.update(kind="noted", facts={"retention": []})),
    "the year 9999": each_event(lambda one: one.update(at="9999-12-31T23:59:59Z")),
    "the year 1": each_event(lambda one: one.update(at="0001-01-01T00:00:00Z")),
    "digests of another kind": each_event(lambda one: one.update(after="sha512:" + "0" * 128)),
    "rules of no name": lambda root: changed(root / "data/bundle.json", b'"version":"uji"', b'"version":[]'),
    "a seal that is a folder": a_folder_instead("data/custody/seals/0000000003.note"),
    "keys that are a folder": a_folder_instead("data/custody/keys.txt"),
    "a manifest that is a folder": a_folder_instead("manifest-sha256.txt"),
    "objects that are a file": a_file_instead("data/objects"),
    "seals that are a file": a_file_instead("data/custody/seals"),
    "a seal of very many": put("custody/seals/0000000003.note", b"a\n" + b"9" * 5000 + b"\nAAAA\n\n\n"),
    "a name that is no text": a_name_that_is_no_text,
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("packed", [False, True], ids=["as it is", "packed anew"])
def test_whatever_is_handed_in_is_answered(copy: Path, authority: Authority, what: str, packed: bool) -> None:
    HOSTILE[what](copy)
    if packed and (copy / "manifest-sha256.txt").is_file() and what != "a name that is no text":
        repack(copy)
    for trust in (Trust(), Trust(roots=authority.roots())):
        assert not shown(verify(copy, trust)).holds


@pytest.mark.parametrize("kind", ["folder", "zip", "packed", "values", "signed"])
def test_a_sample_of_the_long_run(good: Path, authority: Authority, tmp_path: Path, kind: str) -> None:
    copy = Path(shutil.copytree(good, tmp_path / "P-1"))
    trust = Trust(roots=authority.roots())
    tried, missed = mutate.unnamed(kind, 30, 7, copy, trust)
    assert tried.total() == 30
    provable = kind in mutate.SURE
    assert not [name for name in missed if provable or not (name in mutate.ACCOUNTS or name.endswith(".tsr"))]
