"""What a cheat can do to a bundle, and by which code both verifiers must name it."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import canonical, note
from netral.evidence.bundle import said, signature
from netral.evidence.digests import digest
from netral.evidence.event import Happening, read
from netral.evidence.ledger import Head
from netral.evidence.verify.bag import TAGS
from tests.evidence.bundles import ACT, ASSESSMENT, SUCCESSOR, repack
from tests.evidence.work import NOW, ORIGIN, PRIVATE, WHO

Cheat = Callable[[Path], object]


def edit(name: str, old: str, new: str) -> Cheat:
    def do(root: Path) -> None:
        path = root / "data" / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return do


def lines(root: Path) -> list[bytes]:
    return (root / "data/custody/ledger.ndjson").read_bytes().splitlines()


def rewrite(root: Path, told_: list[bytes]) -> None:
    (root / "data/custody/ledger.ndjson").write_bytes(b"".join(line + b"\n" for line in told_))


def without(number: int) -> Cheat:
    return lambda root: rewrite(root, [line for at, line in enumerate(lines(root)) if at != number])


def swapped(root: Path) -> None:
    first, second, *rest = lines(root)
    rewrite(root, [second, first, *rest])


def inserted(root: Path) -> None:
    before = lines(root)
    head = Head()
    for line in before[:2]:
        head.cases = {
            "P-1": ((read(line).case_seq or 0) + 1, "sha256:" + __import__("hashlib").sha256(line).hexdigest())
        }
    head.seq, head.prev = 2, "sha256:" + "0" * 64
    event = head.chained(Happening("noted", WHO, "disisipkan", case="P-1"), now=NOW)
    rewrite(root, [*before[:2], event.line(), *before[2:]])


def signed_anew(root: Path) -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
    for path in (root / "data/custody/seals").glob("*.note"):
        checkpoint, _ = note.read(path.read_bytes())
        path.write_bytes(note.sign(checkpoint, stranger))
    with (root / "data/custody/keys.txt").open("a") as file:
        file.write(note.public(stranger, ORIGIN).written() + "\n")


def signed_by_a_former_key(root: Path) -> None:
    """Stolen after it was changed for another."""
    last = max((root / "data/custody/seals").glob("*.note"))
    last.write_bytes(note.sign(note.read(last.read_bytes())[0], PRIVATE))


def signed_besides(root: Path) -> None:
    """The true signature, and one that does not hold under the name of a key that is listed."""
    last = max((root / "data/custody/seals").glob("*.note"))
    checkpoint, _ = note.read(last.read_bytes())
    other = note.sign(note.Checkpoint(checkpoint.origin, 1, checkpoint.root), PRIVATE).splitlines()[-1]
    last.write_bytes(last.read_bytes() + other + b"\n")


def forked(root: Path) -> None:
    """A second story, signed with the true key: a seal of the same events with another root."""
    last = max((root / "data/custody/seals").glob("*.note"))
    checkpoint, _ = note.read(last.read_bytes())
    other = note.Checkpoint(checkpoint.origin, checkpoint.size, b"\x07" * 32)
    last.write_bytes(note.sign(other, SUCCESSOR))


def other_object(root: Path) -> None:
    path = next((root / "data/objects").iterdir())
    path.write_bytes(path.read_bytes() + b"!")


def extra_object(root: Path) -> None:
    (root / "data/objects" / ("0" * 64)).write_bytes(b"bukan milik siapa pun")


def gone_object(root: Path) -> None:
    next((root / "data/objects").iterdir()).unlink()


def other_rules(root: Path) -> None:
    (root / "data/rulebook.json").write_bytes(canonical.encode({"norms": ["lain"]}))


def assessed_otherwise(root: Path) -> None:
    (root / "data/assessments.json").write_text(json.dumps([{"rulebook": {"sha256": "0" * 64}}]))


def no_list_of_assessments(root: Path) -> None:
    (root / "data/assessments.json").write_text("{}")


def another_act(root: Path) -> None:
    (root / "data/acts.json").write_bytes(canonical.encode(said.collection([{**ACT, "type": "Follow"}])))


def another_verdict(root: Path) -> None:
    (root / "data/assessments.json").write_bytes(canonical.encode([{**ASSESSMENT, "norms": []}]))


def true_instead_of_one(root: Path) -> None:
    path = root / "data/acts.json"
    path.write_bytes(path.read_bytes().replace(b'"totalItems":1', b'"totalItems":true'))


def told_twice(root: Path) -> None:
    (root / "data/acts.json").write_bytes(canonical.encode(said.collection([ACT, ACT])))
    (root / "data/assessments.json").write_bytes(canonical.encode([ASSESSMENT, ASSESSMENT]))


def an_act_without_its_assessment(root: Path) -> None:
    (root / "data/assessments.json").write_bytes(canonical.encode([]))


def signed_whole_by(private: Ed25519PrivateKey) -> Cheat:
    def do(root: Path) -> None:
        repack(root)
        packed = digest((root / TAGS).read_bytes())
        (root / signature.FILE).write_bytes(signature.sign(ORIGIN, packed, private))

    return do


def a_signature_over_another_bundle(root: Path) -> None:
    (root / signature.FILE).write_bytes(signature.sign(ORIGIN, digest(b"lain"), SUCCESSOR))


def a_seal_for_a_signature(root: Path) -> None:
    last = max((root / "data/custody/seals").glob("*.note"))
    (root / signature.FILE).write_bytes(last.read_bytes())


def assessed_twice(root: Path) -> None:
    """Two readers of this JSON believe two different rulebooks."""
    path = root / "data/assessments.json"
    path.write_text(path.read_text().replace('"sha256":', f'"sha256":"{"0" * 64}","sha256":'))


def listed_twice(root: Path) -> None:
    path = root / "data/custody/keys.txt"
    path.write_text(path.read_text() + path.read_text())


def a_twin(root: Path) -> None:
    """One and the same file on a disk that does not tell large letters from small."""
    path = root / "data/captures/B-001.json"
    path.with_name("b-001.json").write_bytes(path.read_bytes())


def a_page_among_the_tags(root: Path) -> None:
    """RFC 8493 §2.1.3: what is in `data/` is listed in every manifest of the payload."""
    repack(root)
    payload, tags = root / "manifest-sha256.txt", root / TAGS
    lines_ = payload.read_text().splitlines(keepends=True)
    moved = next(line for line in lines_ if line.endswith("data/index.html\n"))
    payload.write_text("".join(line for line in lines_ if line != moved))
    rest = [line for line in tags.read_text().splitlines(keepends=True) if not line.endswith(f"{payload.name}\n")]
    listed = f"{digest(payload.read_bytes()).removeprefix('sha256:')}  {payload.name}\n"
    info = root / "bag-info.txt"
    size, count = sum((root / line[66:-1]).stat().st_size for line in lines_ if line != moved), len(lines_) - 1
    info.write_text(re.sub(r"(?m)^Payload-Oxum: .*$", f"Payload-Oxum: {size}.{count}", info.read_text()))
    rest = [line for line in rest if not line.endswith(f"{info.name}\n")]
    told = f"{digest(info.read_bytes()).removeprefix('sha256:')}  {info.name}\n"
    tags.write_text("".join([*rest, told, moved, listed]))


def no_seals(root: Path) -> None:
    shutil.rmtree(root / "data/custody/seals")


def last_seal_gone(root: Path) -> None:
    max((root / "data/custody/seals").glob("*.note")).unlink()


def renamed_seal(root: Path) -> None:
    last = max((root / "data/custody/seals").glob("*.note"))
    last.rename(last.with_name("0000000099.note"))


def proof_of_nothing(root: Path) -> None:
    path = root / "data/custody/proofs.json"
    told_ = canonical.decode(path.read_bytes())
    told_["inclusion"][0]["path"][0] = "0" * 64
    told_["consistency"][0]["path"] = []
    path.write_bytes(canonical.encode(told_))


CHEATS: dict[str, tuple[Cheat, str]] = {
    "a word of the ledger": (edit("custody/ledger.ndjson", "diserahkan", "dicurikan."), "ledger.case_chain"),
    "a first event removed": (without(0), "ledger.case_missing"),
    "a middle event removed": (without(2), "ledger.case_missing"),
    "the last event removed": (without(6), "bundle.description"),
    "two events swapped": (swapped, "ledger.order"),
    "an event put in": (inserted, "ledger.case_chain"),
    "a line that is none": (edit("custody/ledger.ndjson", '"seq":0', '"seq": 0'), "ledger.line"),
    "a key of one's own": (signed_anew, "seal.signature"),
    "a key that was changed": (signed_by_a_former_key, "seal.signature"),
    "a signature more": (signed_besides, "seal.signature"),
    "a second story": (forked, "proof.inclusion"),
    "no seals": (no_seals, "seal.missing"),
    "the last seal taken out": (last_seal_gone, "seal.missing"),
    "a seal under another size": (renamed_seal, "seal.note"),
    "a seal's origin": (edit("custody/seals/0000000003.note", "contoh.", "contok."), "seal.signature"),
    "proofs made up": (proof_of_nothing, "proof.inclusion"),
    "seals that do not follow": (proof_of_nothing, "proof.consistency"),
    "other bytes of an item": (other_object, "object.changed"),
    "bytes of nobody": (extra_object, "object.unaccounted"),
    "bytes taken out": (gone_object, "object.missing"),
    "called destroyed": (edit("bundle.json", '"state":"here"', '"state":"destroyed"'), "object.state"),
    "called here again": (edit("bundle.json", '"state":"destroyed"', '"state":"here"'), "object.state"),
    "another title": (edit("bundle.json", "tangkapan", "karangan"), "object.state"),
    "another case": (edit("bundle.json", '"case":"P-1"', '"case":"P-7"'), "ledger.case"),
    "another ledger": (edit("bundle.json", "contoh.", "contok."), "seal.note"),
    "another size": (edit("bundle.json", '"size":10}', '"size":9}'), "seal.missing"),
    "a description that is not canonical": (edit("bundle.json", ",", ", "), "bundle.description"),
    "a capture of something else": (edit("captures/B-001.json", "sha256:", "sha256:0"), "bundle.description"),
    "other rules": (other_rules, "rulebook"),
    "assessed by other rules": (assessed_otherwise, "rulebook"),
    "no list of assessments": (no_list_of_assessments, "rulebook"),
    "assessed by two rulebooks": (assessed_twice, "rulebook"),
    "another act": (another_act, "bundle.said"),
    "another verdict": (another_verdict, "bundle.said"),
    "true instead of one": (true_instead_of_one, "bundle.said"),
    "an act twice": (told_twice, "bundle.said"),
    "an act without its assessment": (an_act_without_its_assessment, "bundle.said"),
    "signed by a key that was changed": (signed_whole_by(PRIVATE), "bundle.signature"),
    "another bundle's signature": (a_signature_over_another_bundle, "bundle.signature"),
    "a seal in place of a signature": (a_seal_for_a_signature, "bundle.signature"),
    "keys listed twice": (listed_twice, "seal.signature"),
    "keys without their last end of line": (
        lambda root: (path := root / "data/custody/keys.txt").write_bytes(path.read_bytes()[:-1]),
        "seal.signature",
    ),
    "a copy of another original": (edit("bundle.json", '"of":"B-002"', '"of":"B-001"'), "object.state"),
    "a file that differs by a small letter": (a_twin, "bundle.description"),
    "another spelling of the same name": (
        lambda root: (root / "data/captures/e\u0301.json").write_bytes(b"{}"),
        "bundle.description",
    ),
}


BAGS: dict[str, tuple[Cheat, tuple[str, str]]] = {
    "changed": (lambda root: (root / "data/acts.json").write_bytes(b"{}"), ("bag.changed", "data/acts.json")),
    "missing": (lambda root: (root / "data/acts.json").unlink(), ("bag.missing", "data/acts.json")),
    "unlisted": (lambda root: (root / "data/lagi").write_bytes(b""), ("bag.unlisted", "data/lagi")),
    "beside": (lambda root: (root / "fetch.txt").write_bytes(b""), ("bag.unlisted", "fetch.txt")),
    "link": (lambda root: (root / "data/lagi").symlink_to("/etc/passwd"), ("bag.unlisted", "data/lagi")),
    "pipe": (lambda root: os.mkfifo(root / "data/lagi"), ("bag.unlisted", "data/lagi")),
    "declaration": (lambda root: (root / "bagit.txt").write_bytes(b"x"), ("bag.declaration", "bagit.txt")),
    "a page among the tags": (a_page_among_the_tags, ("bag.declaration", "data/index.html")),
    "no manifest": (lambda root: (root / "manifest-sha256.txt").unlink(), ("bag.declaration", "manifest-sha256.txt")),
}
