"""Does this Netral bundle, ledger or receipt hold? A second opinion that shares no line with Netral itself.

    python3 verify.py PATH [--key KEYLINE] [--lang en]

PATH is a bundle (folder or ZIP), a ledger folder or a receipt. One file, Python 3.9 or later, nothing to install; written
from evidence-format.md alone, whose sections and codes it names. Exit: 0 holds, 5 faults, 4 not one of ours, 2 misused.

What it cannot know: whether the key is the agency's (compare the fingerprint, or give --key as it was published); whether
an authority you trust signed a timestamp (only `openssl ts -verify` tells: the command is printed); whether the last
events of a case were left out of a bundle; whether titles, acts, assessments and the pages for people are true: no seal
covers them.
"""

import argparse
import base64
import calendar
import hashlib
import io
import json
import re
import sys
import time
import zipfile
from pathlib import Path

FAMILIES = {  # §8: the page tells every code apart; here is what each family of them means
    "format": ("bukan berkas Netral, atau versi lain", "not one of ours, or another version"),
    "bag": ("isi folder atau ZIP tidak seperti daftarnya", "the folder or ZIP is not as its manifests list it"),
    "bundle": ("uraian tidak sesuai format", "a description is not as the format has it"),
    "object": ("bukti hilang, berubah, atau tidak cocok catatan", "evidence is gone, changed, or against the record"),
    "ledger": ("catatan peristiwa tidak utuh", "the record of events is not intact"),
    "seal": ("segel atau stempel waktu tidak sah", "a seal or timestamp is missing or does not hold"),
    "proof": ("bukti penyegelan tidak cocok", "what should be sealed is not"),
    "rulebook": ("buku aturan bukan yang disebut", "not the rulebook that is named"),
    "receipt": ("bagian tanda terima tidak cocok", "the receipt's parts do not belong together"),
}
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SLACK = 300  # seconds by which two honest clocks may differ (§3)
HEX, SALT, TEXT = re.compile("[0-9a-f]{64}"), re.compile("([0-9a-f]{2})+"), (str, None)
ONE = "(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|sha3_512:[0-9a-f]{128})"
DIGEST = re.compile(f"{ONE}( {ONE})*")
EVENT = {  # §2. A type stands for any value of it, a tuple for a choice, a list for many of one shape
    "format": "netral-event/1", "seq": int, "prev": (DIGEST, None), "case": TEXT, "item": TEXT,
    "case_seq": (int, None), "case_prev": (DIGEST, None), "at": str, "clock": ("system", "behind", "stated"),
    "kind": re.compile(r"[a-z_]+(\.[a-z_]+)*"), "who": {"role": str, "id": str}, "why": str,
    "before": (DIGEST, None), "after": (DIGEST, None), "facts": dict,
}  # fmt: skip
LEDGER = {"format": "netral-ledger/1", "origin": str}
ITEM = {
    "item": str, "title": str, "kind": ("export_row", "file", "photo", "capture", "view", "redaction"),
    "media_type": str, "object": DIGEST, "size": int, "of": TEXT, "state": ("here", "withheld", "destroyed"),
}  # fmt: skip
BUNDLE = {
    "format": "netral-bundle/1", "case": str, "origin": str, "size": int,
    "rulebook": ({"version": str, "sha256": str}, None), "items": [ITEM],
}  # fmt: skip
PROOFS = {
    "format": "netral-proofs/1", "size": int, "inclusion": [{"seq": int, "path": [HEX]}],
    "consistency": [{"from": int, "to": int, "path": [HEX]}],
}  # fmt: skip
SOURCE = {"finding": TEXT, "file_sha256": str, "file_name": TEXT, "row": int, "offset": int, "length": int}
CAPTURE = {
    "format": "netral-capture/1", "item": str, "kind": str, "object": DIGEST, "media_type": str, "size": int,
    "name": TEXT, "received_at": TEXT, "source": (SOURCE, None),
    "views": [{"item": str, "object": DIGEST, "media_type": str, "made": (str, dict, None)}],
    "digests": ({"checked": int, "held": int, "failed": [str]}, None), "looks_like": (str, dict, None),
}  # fmt: skip
RECEIPT = {
    "format": "netral-receipt/1", "event": str, "path": [HEX], "note": str, "tsr": TEXT, "key": str,
    "salt": SALT, "content": DIGEST,
}  # fmt: skip


def fits(value, shape):
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, dict):
        return isinstance(value, dict) and set(value) == set(shape) and all(fits(value[k], shape[k]) for k in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(one, shape[0]) for one in value)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    return (
        (type(value) is shape and not (shape is int and value < 0))
        or (value is None or shape != int)
        and value == shape
    )


def need(condition):
    if not condition:
        raise ValueError


def encode(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode(raw, shape=(dict, list)):
    """The value of canonical JSON (§1) of that shape, else ValueError. A repeated key encodes shorter."""
    try:
        value = json.loads(raw.decode(), parse_int=whole, parse_float=whole, parse_constant=whole)
        need(encode(value) == raw and fits(value, shape))
        return value
    except RecursionError:
        raise ValueError from None


def neighbours(found):
    return [(found[place], found[place + 1]) for place in range(len(found) - 1)]


def whole(text):
    need(abs(int(text)) < 2**53)
    return int(text)


def seconds(text, form="%Y-%m-%dT%H:%M:%SZ"):
    moment = time.strptime(text, form)
    need(time.strftime(form, moment) == text)
    return calendar.timegm(moment)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def holds(digest, data):
    """Whether each digest joined in `digest` is that of the bytes (§1)."""
    return all(hashlib.new(one.split(":")[0], data).hexdigest() == one.split(":")[1] for one in digest.split(" "))


def unbase64(text):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text)
    return raw


# Ed25519, RFC 8032 §5.1, on plain (x, y): slow, short, and complete, for D is no square.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    k = D * a[0] * b[0] * a[1] * b[1]
    return (a[0] * b[1] + a[1] * b[0]) * pow(1 + k, -1, P) % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, P) % P


def times(factor, point):
    total = (0, 1)
    for bit in f"{factor:b}":
        total = add(total, total)
        total = add(total, point) if bit == "1" else total
    return total


def point_of(raw):
    y, odd = int.from_bytes(raw, "little") % 2**255, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    need(y < P and x * x % P == square and (x or not odd))
    return (x if x & 1 == odd else P - x), y


def signed(public, signature, message):
    """Strict: S below the order, points in their one encoding, S·B = R + h·A without cofactor."""
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    s, h = int.from_bytes(signature[32:], "little"), int.from_bytes(digest, "little")
    x, y = point_of(public)
    x, y = add(times(s, point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))), times(h % ORDER, (P - x, y)))
    return s < ORDER and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def root_of(lines):
    """RFC 9162 §2.1.1."""
    if len(lines) < 2:
        return sha256(b"\0", lines[0]) if lines else sha256()
    half = 1 << (len(lines) - 1).bit_length() - 1
    return sha256(b"\1", root_of(lines[:half]), root_of(lines[half:]))


def climb(index, last, path, start):
    """RFC 9162 §2.1.3.2 and §2.1.4.2: the roots of the smaller and the larger tree to which `path` leads from `start`."""
    small = large = start
    for step in map(bytes.fromhex, path):
        if last == 0:
            return None, None
        if index & 1 or index == last:
            small, large = sha256(b"\1", step, small), sha256(b"\1", step, large)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            large = sha256(b"\1", large, step)
        index, last = index >> 1, last >> 1
    return (small, large) if last == 0 else (None, None)


def included(line, seq, seal, path):
    return seq < seal["size"] and climb(seq, seal["size"] - 1, path, sha256(b"\0", line))[1] == seal["root"]


def consistent(first, second, path):
    m = first["size"]
    path = path if m & (m - 1) else [first["root"].hex(), *path]
    if m == 0 or not path:
        return m == 0 and not path
    shift = (m & -m).bit_length() - 1
    roots = climb((m - 1) >> shift, (second["size"] - 1) >> shift, path[1:], bytes.fromhex(path[0]))
    return roots == (first["root"], second["root"])


def der(data):
    """The (tag, body) of each element one after another."""
    found = []
    while data:
        size, head = data[1], 2
        if size > 127:
            size, head = int.from_bytes(data[2 : 2 + (size & 127)], "big"), 2 + (size & 127)
        need(data[1] != 128 and head + size <= len(data))
        found.append((data[0], data[head : head + size]))
        data = data[head + size :]
    return found


def stamped(response, note):
    """The genTime of an RFC 3161 response that was granted for these bytes; else ValueError or IndexError."""
    [(_, body)] = der(response)
    status, (_, token) = der(body)
    content = der(der(der(der(token)[1][1])[0][1])[2][1])
    info = der(der(der(content[1][1])[0][1])[0][1])
    (_, algorithm), imprint = der(info[2][1])
    need(der(status[1])[0] in ((2, b"\0"), (2, b"\1")) and content[0] == (6, bytes.fromhex("2a864886f70d0109100104")))
    need(der(algorithm)[0] == (6, bytes.fromhex("608648016503040201")) and imprint == (4, sha256(note)))
    return seconds(re.sub(r"\.[0-9]+Z$", "Z", info[4][1].decode()), "%Y%m%d%H%M%SZ")


class Verdict:
    """Checks one folder's files (name -> function that reads it) and keeps what holds and the faults found."""

    def __init__(self, files, key=None):
        self.files, self.key, self.held, self.faults = files, key, [], []

    def check(self, condition, code, place):
        if not condition:
            self.faults.append((code, place))
        return condition

    def read(self, name, code, shape=(dict, list)):
        try:
            return decode(self.files[name](), shape)
        except (KeyError, ValueError):
            return self.check(None, code, name)

    def bag(self):
        self.check(self.files["bagit.txt"]() == BAGIT, "bag.declaration", "bagit.txt")
        self.check("fetch.txt" not in self.files, "bag.declaration", "fetch.txt")
        listed, manifests = {}, {"manifest-sha256.txt": True, "tagmanifest-sha256.txt": False}
        for manifest, payload in manifests.items():
            lines = self.files.get(manifest, bytes)().decode(errors="replace").split("\n")
            self.check(len(lines) > 1 and lines[-1] == "", "bag.declaration", manifest)
            for line in lines[:-1]:
                found = re.fullmatch("([0-9a-f]{64})  (.+)", line)
                if self.check(
                    found and found[2].startswith("data/") == payload, "bag.declaration", f"{manifest}: {line}"
                ):
                    listed[found[2]] = found[1]
        for name, read in self.files.items():
            plain = name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
            if plain in listed:
                self.check(sha256(read()).hex() == listed.pop(plain), "bag.changed", name)
            else:
                self.check(name == "tagmanifest-sha256.txt", "bag.unlisted", name)
        for name in listed:
            self.check(False, "bag.missing", name)

    def events(self, raw):
        """The (line, event) of a ledger, None for an event that is none (§2)."""
        lines, found = raw.split(b"\n"), []
        self.check(lines.pop() == b"", "ledger.line", "last line")
        for place, line in enumerate(lines):
            try:
                event = decode(line, EVENT)
                apart = (event["seq"], event["prev"]), (event["case_seq"], event["case_prev"])
                need(all((seq in (0, None)) == (prev is None) for seq, prev in apart) and seconds(event["at"]))
                need((event["case"] is None) == (event["case_seq"] is None))
            except ValueError:
                event = self.check(None, "ledger.line", f"line {place + 1}")
            found.append((line, event))
        return found

    def chain(self, events, seq, prev, codes):
        """Every number from 0 on, each naming the line before."""
        missing, order, broken = codes
        for place, (_, event) in enumerate(events):
            if event and self.check(event[seq] <= place, missing, f"seq {event['seq']}"):
                self.check(event[seq] == place, order, f"seq {event['seq']}")
                follows = place == 0 or (event[prev] and holds(event[prev], events[place - 1][0]))
                self.check(follows, broken, f"seq {event['seq']}")

    def dates(self, events, seals):
        """§2 and §3: no event before one that precedes it, nor on the wrong side of a seal's timestamp."""
        latest = 0
        for event in (event for _, event in events if event):
            at, own, seq = seconds(event["at"]), event["clock"] == "system", event["seq"]
            late = any(seq >= seal["size"] and at < seal["time"] - SLACK for seal in seals if seal["time"])
            early = any(seq < seal["size"] and at > seal["time"] + SLACK for seal in seals if seal["time"])
            self.check(not (own and (at < latest or late)), "ledger.back_dated", f"seq {seq}")
            self.check(not early, "ledger.forward_dated", f"seq {seq}")
            latest = max(latest, at)

    def cases(self, events):
        """The lines of every case among them, in its own order (§2)."""
        by_case = {}
        for line, event in events:
            if event and event["case"] is not None:
                by_case.setdefault(event["case"], []).append((line, event))
        for own in by_case.values():
            codes = ("ledger.case_missing", "ledger.case_chain", "ledger.case_chain")
            self.chain(own, "case_seq", "case_prev", codes)
            for one, two in neighbours([event for _, event in own]):
                self.check(one["seq"] < two["seq"], "ledger.order", f"seq {two['seq']}")

    def keys(self, raw):
        """{key hash: (name, public key)} in the order of keys.txt (§3); the first must be the one the reader named."""
        found = {}
        for line in raw.decode(errors="replace").removesuffix("\n").split("\n"):
            try:
                name, hashed, coded = line.split("+", 2)
                typed = unbase64(coded)
                need(len(typed) == 33 and typed[0] == 1 and sha256(f"{name}\n".encode(), typed)[:4].hex() == hashed)
                self.check(found or self.key in (None, line), "seal.signature", "--key")
                found[bytes.fromhex(hashed)] = name, typed[1:]
            except ValueError:
                self.check(False, "seal.signature", "keys.txt")
        return found

    def seal(self, place, note, response, keys, believed):
        """A seal {size, root, origin, time, place}, None when it is none; `believed` grows by the keys that sign with one."""
        try:
            text, _, tail = note.decode().partition("\n\n")
            origin, size, root = text.split("\n")
            seal = {"size": whole(size), "root": unbase64(root), "origin": origin, "time": None, "place": place}
            need(str(seal["size"]) == size and len(seal["root"]) == 32 and tail.endswith("\n"))
            split = [line.split(" ") for line in tail[:-1].split("\n")]
            need(all(dash == "—" and name == origin for dash, name, _ in split))
            signatures = [unbase64(coded) for _, _, coded in split]
        except ValueError:
            return self.check(None, "seal.note", place)
        good = set()
        for signature in signatures:
            name, public = keys.get(signature[:4], (None, b""))
            valid = name == origin and len(signature) == 68 and signed(public, signature[4:], f"{text}\n".encode())
            good |= {signature[:4]} if self.check(valid, "seal.signature", place) else set()
        if not self.check(good & believed, "seal.signature", place):
            return None
        believed |= good
        if response is not None:
            try:
                seal["time"] = stamped(response, note)
            except (ValueError, IndexError):
                self.check(False, "seal.timestamp", place)
        return seal

    def seals(self, folder, origin):
        """The believed seals of a folder by rising size (§3)."""
        keys, found = self.keys(self.files.get(f"{folder}keys.txt", bytes)()), []
        believed = set(list(keys)[:1])
        for name in sorted(name for name in self.files if name.startswith(f"{folder}seals/")):
            stem = name.rpartition(".")[0]
            if name.endswith(".tsr"):
                self.check(f"{stem}.note" in self.files, "seal.note", name)
                continue
            response = self.files[f"{stem}.tsr"]() if f"{stem}.tsr" in self.files else None
            seal = self.seal(name, self.files[name](), response, keys, believed)
            if seal:
                fits_name = name == f"{folder}seals/{seal['size']:010}.note" and seal["origin"] == origin
                self.check(fits_name, "seal.note", name)
                older = seal["time"] and any(seal["time"] < (one["time"] or 0) - SLACK for one in found)
                self.check(not older, "seal.order", name)
                found.append(seal)
        self.check(found, "seal.missing", f"{folder}seals")
        return found

    def ledger(self):
        """§4."""
        about = self.read("ledger.json", "format", LEDGER)
        if not about:
            return
        events = self.events(self.files.get("ledger.ndjson", bytes)())
        self.chain(events, "seq", "prev", ("ledger.missing", "ledger.order", "ledger.chain"))
        self.cases(events)
        seals = self.seals("", about["origin"])
        for seal in seals:
            if self.check(seal["size"] <= len(events), "ledger.truncated", seal["place"]):
                sealed = root_of([line for line, _ in events[: seal["size"]]])
                self.check(sealed == seal["root"], "seal.root", seal["place"])
        self.dates(events, seals)
        self.hold_seals(seals)
        open_ = len(events) - max((seal["size"] for seal in seals), default=0)
        self.held.append(
            (f"{len(events)} peristiwa; {open_} belum disegel", f"{len(events)} events; {open_} not sealed yet")
        )

    def hold_seals(self, seals):
        for seal in seals:
            when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seal["time"])) if seal["time"] else "-"
            self.held.append((f"segel {seal['size']}: waktu {when}", f"seal {seal['size']}: time {when}"))
            if seal["time"]:
                stem = seal["place"].removesuffix(".note")
                command = f"openssl ts -verify -data {stem}.note -in {stem}.tsr -CAfile AUTHORITY.pem"
                self.held.append((command, command))

    def bundle(self):
        """§5."""
        about = self.read("data/bundle.json", "format", dict)
        if not about or not self.check(about.get("format") == BUNDLE["format"], "format", "data/bundle.json"):
            return
        self.bag()
        about = self.read("data/bundle.json", "bundle.description", BUNDLE)
        proofs = self.read("data/custody/proofs.json", "bundle.description", PROOFS)
        if not about or not proofs:
            return
        events = self.events(self.files.get("data/custody/ledger.ndjson", bytes)())
        for _, event in events:
            self.check(not event or event["case"] == about["case"], "ledger.case", f"seq {event and event['seq']}")
        self.cases(events)
        seals = self.seals("data/custody/", about["origin"])
        self.dates(events, seals)
        self.hold_seals(seals)
        last = seals[-1] if seals and seals[-1]["size"] == about["size"] == proofs["size"] else None
        self.check(last, "seal.missing", f"size {about['size']}")
        paths = {one["seq"]: one["path"] for one in proofs["inclusion"]}
        self.check(
            [e and e["seq"] for _, e in events] == [one["seq"] for one in proofs["inclusion"]],
            "proof.inclusion",
            "proofs.json",
        )
        for line, event in events if last else ():
            good = event and included(line, event["seq"], last, paths.get(event["seq"], []))
            self.check(good, "proof.inclusion", f"seq {event and event['seq']}")
        steps = {(one["from"], one["to"]): one["path"] for one in proofs["consistency"]}
        self.check(
            len(steps) == len(proofs["consistency"]) == max(len(seals) - 1, 0), "proof.consistency", "proofs.json"
        )
        for one, two in neighbours(seals):
            path = steps.get((one["size"], two["size"]))
            self.check(path is not None and consistent(one, two, path), "proof.consistency", two["place"])
        self.items(about, [event for _, event in events if event], seals)
        self.captures(about)
        self.rulebook(about["rulebook"])

    def items(self, about, events, seals):
        names = [item["item"] for item in about["items"]]
        self.check(names == sorted(set(names)), "bundle.description", "items")
        free = {name for name in self.files if name.startswith("data/objects/")}
        for item in about["items"]:
            own = [event for event in events if event["item"] == item["item"]]
            came = [e for e in own if e["kind"] in ("received", "copied", "redacted") and e["after"] == item["object"]]
            gone = any(e["kind"] == "destroyed" and e["before"] == item["object"] for e in own)
            sound = came and not (gone and item["state"] == "here") and (gone or item["state"] != "destroyed")
            self.check(sound, "object.state", item["item"])
            name = "data/objects/" + "".join(re.findall("(?<!3_)sha256:([0-9a-f]{64})", item["object"]))
            if item["state"] == "here" and self.check(name in self.files, "object.missing", item["item"]):
                free.discard(name)
                data = self.files[name]()
                self.check(holds(item["object"], data), "object.changed", item["item"])
                self.check(len(data) == item["size"], "bundle.description", item["item"])
            if came:
                since = next((seal for seal in seals if seal["time"] and seal["size"] > came[0]["seq"]), None)
                when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(since["time"])) if since else "-"
                words = f"{item['item']} ({item['title']}): {item['state']}, seq {came[0]['seq']}, "
                self.held.append((words + f"sudah ada pada {when}", words + f"existed at {when}"))
        for name in sorted(free):
            self.check(False, "object.unaccounted", name)

    def captures(self, about):
        items = {item["item"]: item for item in about["items"]}
        for name in [name for name in self.files if name.startswith("data/captures/")]:
            record = self.read(name, "bundle.description", CAPTURE)
            item = record and items.get(record["item"])
            same = item and all(record[member] == item[member] for member in ("object", "size", "kind", "media_type"))
            self.check(
                not record or (same and name == f"data/captures/{record['item']}.json"), "bundle.description", name
            )

    def rulebook(self, named):
        files = [self.files.get(f"data/{name}.json") for name in ("rulebook", "assessments")]
        if named is None:
            self.check(files == [None, None], "rulebook", "rulebook.json")
        elif self.check(all(files), "rulebook", "rulebook.json"):
            hexed = named["sha256"].split(":")[-1]
            book, said = (read() for read in files)
            self.check(
                sha256(book).hex() == hexed and self.read("data/rulebook.json", "rulebook"), "rulebook", "rulebook.json"
            )
            self.check(hexed.encode() in said, "rulebook", "assessments.json")

    def receipt(self, raw):
        """§7."""
        try:
            about = decode(raw, RECEIPT)
            response = unbase64(about["tsr"]) if about["tsr"] else None
        except ValueError:
            return self.check(None, "format", "receipt")
        events = self.events(about["event"].encode() + b"\n")
        keys = self.keys(about["key"].encode())
        seal = self.seal("note", about["note"].encode(), response, keys, set(keys))
        line, event = events[0]
        if seal and event and len(events) == 1:
            self.check(included(line, event["seq"], seal, about["path"]), "proof.inclusion", f"seq {event['seq']}")
            self.check(event["after"] == about["content"], "receipt", "content")
            self.dates(events, [seal])
            self.hold_seals([seal])
            self.held.append(
                (f"tercatat {event['at']}, seq {event['seq']}", f"on record {event['at']}, seq {event['seq']}")
            )
        return None


def unzip(raw):
    """The files of a bundle's ZIP, and whether it is byte for byte the ZIP of those files (§5)."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        infos = archive.infolist()
        need(not any(info.compress_type or info.flag_bits & 1 or info.file_size > len(raw) for info in infos))
        files = {info.filename: archive.read(info) for info in infos}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = infos[0].create_system, infos[0].external_attr
            archive.writestr(info, files[name])
    top = {name.partition("/")[0] for name in files}
    strip = 0 if "bagit.txt" in files or len(top) != 1 else len(top.pop()) + 1
    return {name[strip:]: (lambda data=data: data) for name, data in files.items()}, again.getvalue() == raw


def judge(path, key):
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.is_symlink() or one.is_file())
        # A link has no bytes of its own: it reads as empty.
        files = {one.relative_to(path).as_posix(): bytes if one.is_symlink() else one.read_bytes for one in found}
        verdict = Verdict(files, key)
        verdict.ledger() if "ledger.json" in files else verdict.bundle()
        return verdict
    raw = path.read_bytes()
    if raw[:2] == b"PK":
        files, exact = unzip(raw)
        verdict = Verdict(files, key)
        verdict.bundle()
        verdict.check(exact, "bag.zip", path.name)
        return verdict
    verdict = Verdict({}, key)
    verdict.receipt(raw)
    return verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--key")
    parser.add_argument("--lang", choices=("id", "en"), default="id")
    given = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")
    english = given.lang == "en"
    try:
        verdict = judge(given.path, given.key)
    except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, MemoryError):
        verdict = Verdict({})
        verdict.check(False, "format", given.path.name)
    for words in verdict.held:
        print(words[english])
    for code, place in verdict.faults:
        print(f"! {code}: {FAMILIES[code.split('.')[0]][english]}: {place}")
    print(("UTUH", "HOLDS")[english] if not verdict.faults else ("TIDAK UTUH", "DOES NOT HOLD")[english])
    return 0 if not verdict.faults else 4 if all(code == "format" for code, _ in verdict.faults) else 5


if __name__ == "__main__":
    sys.exit(main())
