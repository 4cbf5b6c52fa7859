"""Who says that the tree was this tall? Tree heads signed with Ed25519: C2SP `tlog-checkpoint` in a `signed-note`."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from netral.evidence.event import is_time
from netral.evidence.merkle import SIZE

_ED25519 = b"\x01"
_MARK, _ASKED = "— ", "asked "
_NAME = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of one log's tree: its origin, the number of leaves, the root hash.

    `asked`: when it was made by the log's clock, where an authority's answer is carried to it later (one more line).
    """

    origin: str
    size: int
    root: bytes
    asked: str | None = None

    def text(self) -> str:
        """The three or four lines that are signed."""
        later = f"{_ASKED}{self.asked}\n" if self.asked is not None else ""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n{later}"


@dataclass(frozen=True, slots=True)
class Key:
    """A public key by the name it signs under. Written `name+hash+key`, as Go's `note` writes verifier keys."""

    name: str
    public: bytes

    @property
    def hash(self) -> bytes:
        """Four bytes that tell keys of one name apart; not a proof of anything."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """What two people read to each other to know that they mean the same key: SHA-256 of it, in eights."""
        whole = sha256(self.public).hexdigest()
        return " ".join(whole[at : at + 8] for at in range(0, 64, 8))

    def written(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def read(cls, text: str) -> Key:
        """ValueError where it is not such a key."""
        name, hash_, coded = text.split("+", 2)
        raw = _base64(coded)
        if raw[:1] != _ED25519 or len(raw) != 33 or not _NAME.fullmatch(name):
            raise ValueError("not an Ed25519 key of a note")
        key = cls(name, raw[1:])
        if key.hash.hex() != hash_:
            raise ValueError("the key is not the one that its name tells of")
        return key


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: under which name, by which key's hash, and the 64 bytes."""

    name: str
    key_hash: bytes
    raw: bytes


def public(private: Ed25519PrivateKey, name: str) -> Key:
    """The public half of a signing key, under its name."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r}: a name has neither blanks nor a plus sign")
    return Key(name, private.public_key().public_bytes_raw())


def sign(checkpoint: Checkpoint, *privates: Ed25519PrivateKey) -> bytes:
    """The note as bytes; with two keys where one follows the other."""
    return sign_text(checkpoint.text(), checkpoint.origin, *privates)


def sign_text(text: str, name: str, *privates: Ed25519PrivateKey) -> bytes:
    """Any lines, each ended by a newline, as a note signed under `name`."""
    lines = []
    for private in privates:
        key = public(private, name)
        lines.append(f"{_MARK}{key.name} {b64encode(key.hash + private.sign(text.encode())).decode()}\n")
    return (text + "\n" + "".join(lines)).encode()


def read(note: bytes) -> tuple[Checkpoint, list[Signature]]:
    """What a note says and who signed it; ValueError where it is no note. The signatures are not yet checked."""
    text, signatures = read_text(note)
    lines = text.split("\n")[:-1]
    if len(lines) not in (3, 4):
        raise ValueError("not a signed tree head")
    origin, size, root, *later = lines
    asked = later[0].removeprefix(_ASKED) if later else None
    if asked is not None and not is_time(asked):
        raise ValueError("not a signed tree head")
    checkpoint = Checkpoint(origin, int(size) if size.isascii() and size.isdigit() else -1, _base64(root), asked)
    if checkpoint.text() != text or len(checkpoint.root) != SIZE or not _NAME.fullmatch(origin):
        raise ValueError("not a signed tree head")
    return checkpoint, signatures


def read_text(note: bytes) -> tuple[str, list[Signature]]:
    """The lines that were signed, and by whom; ValueError where it is no note."""
    text, blank, tail = note.decode().rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise ValueError("not a signed note")
    return text + "\n", [_signature(line) for line in tail[:-1].split("\n")]


def signed_by(checkpoint: Checkpoint, signatures: list[Signature], key: Key) -> bool:
    """Did this key sign? Only a signature under its name and hash counts."""
    return any(holds(one, checkpoint.text(), key) for one in signatures)


def in_force(checkpoint: Checkpoint, signatures: list[Signature], keys: Sequence[Key]) -> Key:
    """The key by which the log goes on after this seal: of those that signed it, the one that came last."""
    signers = [one for one in keys if signed_by(checkpoint, signatures, one)]
    return (signers or keys)[-1]


def holds(signature: Signature, text: str, key: Key) -> bool:
    """Is it this key's, under its name and hash, over these lines?"""
    if (signature.name, signature.key_hash) != (key.name, key.hash):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature.raw, text.encode())
    except InvalidSignature:
        return False
    return True


def _signature(line: str) -> Signature:
    name, _, coded = line.removeprefix(_MARK).partition(" ")
    raw = _base64(coded)
    if not line.startswith(_MARK) or len(raw) != 68:
        raise ValueError("not a signature line")
    return Signature(name, raw[:4], raw[4:])


def _base64(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except NotBase64 as error:
        raise ValueError(f"not base64: {error}") from error
    if b64encode(raw).decode() != text:
        raise ValueError("not base64 as it is written")
    return raw
