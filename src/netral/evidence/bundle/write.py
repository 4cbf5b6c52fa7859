"""Write a bundle: the same bytes whenever it is made of the same state."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import canonical, merkle, note
from netral.evidence.bundle import signature
from netral.evidence.bundle.contents import Contents, Standing, standing
from netral.evidence.bundle.page import page
from netral.evidence.bundle.pdf import pdf
from netral.evidence.digests import CHUNK, hashed
from netral.evidence.door import INCOMING, Door
from netral.evidence.errors import EvidenceRefused, another_key
from netral.evidence.item import LISTED, Item
from netral.evidence.note import Key
from netral.evidence.verify.bag import DECLARATION, TAGS
from netral.evidence.verify.caps import refuse_unhandable
from netral.evidence.zip_form import refuse_too_large

FORMAT, PROOFS = "netral-bundle/1", "netral-proofs/1"


def write(
    folder: Path,
    contents: Contents,
    *,
    key: Ed25519PrivateKey | None = None,
    record: Callable[[str], object] | None = None,
) -> Standing:
    """A bag in `folder`, which must not be there yet; whole, or not at all. What is in it.

    `key` signs all of it, and must be the one in force; EvidenceRefused where it is not. `record` is told the digest of its tag manifest, and with it every byte, before the bag has its name. What it
    records is behind the last seal: the same state still gives the same bytes.
    """
    if folder.exists():
        words = {"id": f"{folder} sudah ada; pilih nama lain", "en": f"{folder} is there already; choose another name"}
        raise EvidenceRefused("exists", words)
    state = standing(contents)
    if key is not None and note.public(key, contents.origin) != _in_force(contents, state):
        raise another_key()
    parent = Door(folder.absolute().parent)
    parent.make()
    with parent.folder_aside(folder.name) as (aside, keep):
        _fill(Door(aside), contents, state)
        whole = f"sha256:{hashed(aside / TAGS)}"
        if key is not None:
            Door(aside).write(signature.sign(contents.origin, whole, key), signature.FILE)
            Door(aside).unmake(INCOMING)
        if record is not None:
            record(whole)
        keep()
    return state


def _in_force(contents: Contents, state: Standing) -> Key:
    _, last = state.seals[-1]
    return note.in_force(*note.read(last.note), contents.keys)


def zipped(folder: Path, file: Path) -> None:
    """The bag as one file: members by name, stored, all of one date, nothing else in it.

    EvidenceRefused where that would not be a plain ZIP any more: beyond 2 GiB, or 65,535 files.
    """
    names = members(folder)
    refuse_too_large([folder.joinpath(name).stat().st_size for name in names])
    with Door(file.absolute().parent).file_aside(file.name) as (out, keep):
        with zipfile.ZipFile(out, "w", allowZip64=False) as archive:
            for name in names:
                info = zipfile.ZipInfo(f"{folder.name}/{name}", (1980, 1, 1, 0, 0, 0))
                info.create_system, info.external_attr = 3, 0o100644 << 16
                with folder.joinpath(name).open("rb") as source, archive.open(info, "w") as target:
                    shutil.copyfileobj(source, target, CHUNK)
        keep()


def members(folder: Path) -> list[str]:
    """Every file of a folder, by name with `/`, in the order of their bytes."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(found, key=str.encode)


def described(contents: Contents, state: Standing) -> dict[str, object]:
    """`bundle.json`: what is here."""
    rulebook = contents.rulebook
    return {
        "format": FORMAT,
        "case": contents.case,
        "origin": contents.origin,
        "size": state.size,
        "rulebook": {"version": rulebook.version, "sha256": rulebook.sha256} if rulebook else None,
        "items": [_item(one) for one in state.items],
    }


def _item(item: Item) -> dict[str, object]:
    return {name: getattr(item, name) for name in LISTED}


def _fill(bag: Door, contents: Contents, state: Standing) -> None:
    for item in state.items:
        if item.state == "here":
            _object(bag, contents, item)
    lines = [contents.lines[event.seq] for event in state.events]
    files = {
        "bundle.json": canonical.encode(described(contents, state)),
        "custody/ledger.ndjson": b"".join(line + b"\n" for line in lines),
        "custody/proofs.json": canonical.encode(proofs(contents, state)),
        "custody/keys.txt": "".join(f"{key.written()}\n" for key in contents.keys).encode(),
        "index.html": page(contents, state).encode(),
        "index.pdf": pdf(contents, state),
        **{f"captures/{item}.json": record for item, record in contents.captures.items()},
    }
    if contents.acts is not None:
        files["acts.json"] = contents.acts
    if contents.rulebook is not None and contents.assessments is not None:
        files |= {"assessments.json": contents.assessments, "rulebook.json": contents.rulebook.content}
    for size, seal in state.seals:
        files[f"custody/seals/{size:010d}.note"] = seal.note
        if seal.answer is not None:
            files[f"custody/seals/{size:010d}.tsr"] = seal.answer
    refuse_unhandable(files)
    for name, data in files.items():
        bag.write(data, "data", *name.split("/"))
    _tags(bag, contents, state)


def _object(bag: Door, contents: Contents, item: Item) -> None:
    with contents.open(item.object) as source, bag.aside() as (file, keep):
        shutil.copyfileobj(source, file, CHUNK)
        keep("data", "objects", item.object.removeprefix("sha256:"))


def proofs(contents: Contents, state: Standing) -> dict[str, object]:
    """`proofs.json`: each event's place in the last seal's tree, each seal the beginning of the next."""
    tree = merkle.Tree(merkle.leaf_hash(line) for line in contents.lines[: state.size])
    sizes = [size for size, _ in state.seals]
    return {
        "format": PROOFS,
        "size": state.size,
        "inclusion": [{"seq": event.seq, "path": _hex(tree.inclusion(event.seq))} for event in state.events],
        "consistency": [
            {"from": old, "to": new, "path": _hex(tree.consistency(old, new))} for old, new in pairwise(sizes)
        ],
    }


def _hex(path: list[bytes]) -> list[str]:
    return [step.hex() for step in path]


def _tags(bag: Door, contents: Contents, state: Standing) -> None:
    listed = {name: hashed(bag.path(*name.split("/"))) for name in members(bag.root)}
    octets = sum(bag.path(*name.split("/")).stat().st_size for name in listed)
    info = (
        f"Bag-Software-Agent: netral\nBagging-Date: {state.at.date().isoformat()}\n"
        f"External-Identifier: {contents.case}\nPayload-Oxum: {octets}.{len(listed)}\n"
        f"Source-Organization: {contents.origin}\n"
    )
    tags = {
        "bag-info.txt": info.encode(),
        "bagit.txt": DECLARATION,
        "manifest-sha256.txt": "".join(f"{sha256}  {name}\n" for name, sha256 in listed.items()).encode(),
    }
    for name, data in tags.items():
        bag.write(data, name)
    last = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(tags.items()))
    bag.write(last.encode(), "tagmanifest-sha256.txt")
    bag.unmake(INCOMING)
