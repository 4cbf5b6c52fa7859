"""Does this Netral bundle, ledger or receipt hold? A second opinion that shares no line with Netral itself.

    python3 verify.py PATH [--key KEYLINE] [--lang en]

PATH is a bundle (folder or ZIP), a ledger folder or a receipt. One file, Python 3.9 or later, nothing to install;
written from evidence-format.md, whose sections and codes it names. Exit: 0 holds, 5 faults, 4 not ours, 2 misused.

What it cannot know: whether the key is the agency's (compare the fingerprint, or give --key as published); whether an
authority you trust signed a timestamp (only `openssl ts -verify` tells: the command is printed); whether the last
events of a case were left out of a bundle; whether acts, assessments and the pages for people are true: no seal covers
them, only the manifests do, which anybody can write anew.
"""

import argparse
import base64
import calendar
import hashlib
import io
import json
import re
import struct
import sys
import time
import zipfile
from pathlib import Path

FAMILIES = {  # §8: the page tells every code apart; here is what each family of them means
    "format": ("bukan berkas Netral, atau versi lain", "not one of ours, or another version"),
    "bag": ("isi folder atau ZIP tidak seperti daftarnya", "the folder or ZIP is not as its manifests list it"),
    "bundle": ("uraian tidak sesuai format", "a description is not as the format has it"),
    "object": ("bukti hilang, berubah, atau tidak cocok catatan", "evidence is gone, changed, or not as on record"),
    "ledger": ("catatan peristiwa tidak utuh", "the record of events is not intact"),
    "seal": ("segel atau cap waktu tidak sah", "a seal or timestamp is missing or does not hold"),
    "proof": ("bukan yang disegel", "it is not what was sealed"),
    "rulebook": ("buku aturan bukan yang disebut", "not the rulebook that is named"),
    "receipt": ("bagian tanda terima tidak cocok", "the receipt's parts do not belong together"),
}
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SLACK = 300  # seconds by which two honest clocks may differ (§3)
HEX, SALT, MAYBE = re.compile("[0-9a-f]{64}"), re.compile("([0-9a-f]{2})*"), (str, None)
ONE = "(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|sha3_512:[0-9a-f]{128})"
DIGEST = re.compile(f"{ONE}( {ONE})*")
CAME = ("received", "copied", "redacted")
# Shapes: a type stands for any value of it (int for 0 and more), a tuple for a choice, a list for many of one shape.
EVENT = {
    "format": "netral-event/1", "seq": int, "prev": (DIGEST, None), "case": MAYBE, "item": MAYBE,
    "case_seq": (int, None), "case_prev": (DIGEST, None), "at": str, "clock": ("system", "behind", "stated"),
    "kind": re.compile(r"[a-z_]+(\.[a-z_]+)*"), "who": {"role": str, "id": str}, "why": str,
    "before": (DIGEST, None), "after": (DIGEST, None), "facts": dict,
}  # fmt: skip
LEDGER = {"format": "netral-ledger/1", "origin": str}
ITEM = {
    "item": str, "title": str, "kind": ("export_row", "file", "photo", "capture", "view", "redaction"),
    "media_type": str, "object": DIGEST, "size": int, "of": MAYBE, "state": ("here", "withheld", "destroyed"),
}  # fmt: skip
RULES = {"version": str, "sha256": HEX}
BUNDLE = {
    "format": "netral-bundle/1", "case": str, "origin": str, "size": int, "rulebook": (RULES, None), "items": [ITEM],
}  # fmt: skip
INCLUSION, CONSISTENCY = {"seq": int, "path": [HEX]}, {"from": int, "to": int, "path": [HEX]}
PROOFS = {"format": "netral-proofs/1", "size": int, "inclusion": [INCLUSION], "consistency": [CONSISTENCY]}
CAPTURE = {
    "format": "netral-capture/1", "item": str, "kind": str, "object": DIGEST, "media_type": str, "size": int,
    "name": MAYBE, "received_at": str, "source": (dict, None), "views": list, "digests": (dict, None),
    "looks_like": (str, None),
}  # fmt: skip
RECEIPT = {
    "format": "netral-receipt/1", "event": str, "path": [HEX], "note": str, "tsr": MAYBE, "key": str, "salt": SALT,
    "content": DIGEST,
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
    if isinstance(shape, type):
        return type(value) is shape and (shape is not int or value >= 0)
    return value == shape


def need(condition):
    if not condition:
        raise ValueError


def decode(raw, shape):
    """The value of canonical JSON (§1) of that shape, else ValueError. A repeated key encodes shorter, so it fails."""

    def whole(text):
        need(abs(int(text)) < 2**53)
        return int(text)

    def members(pairs):
        need(all(key.isascii() for key, _ in pairs))
        return dict(pairs)

    try:
        numbers = {"parse_int": whole, "parse_float": whole, "parse_constant": whole}
        value = json.loads(raw.decode(), object_pairs_hook=members, **numbers)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        need(again == raw and fits(value, shape))
        return value
    except RecursionError:
        raise ValueError from None


def seconds(text, form="%Y-%m-%dT%H:%M:%SZ"):
    """Seconds since 1970; ValueError where the text is not exactly of that form."""
    moment = time.strptime(text, form)
    need(time.strftime(form, moment) == text)
    return calendar.timegm(moment)


def written(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment)) if moment else "–"


def unbase64(text):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text)
    return raw


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def holds(digest, data):
    """Whether each of the digests joined in `digest` is that of the bytes (§1)."""
    return all(hashlib.new(name, data).hexdigest() == one for name, one in re.findall(r"(\w+):(\w+)", digest))


# Ed25519 (RFC 8032 §5.1). A point (x, y, z, t) stands for (x/z, y/z), with t = xy/z, so that adding takes no division.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    c, d = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    e, f = 2 * D * a[3] * b[3] % P, 2 * a[2] * b[2] % P
    return (d - c) * (f - e) % P, (f + e) * (d + c) % P, (f - e) * (f + e) % P, (d - c) * (d + c) % P


def times(factor, point):
    total = (0, 1, 1, 0)
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
    x = x if x & 1 == odd else P - x
    return x, y, 1, x * y


def signed(public, signature, message):
    """Strict: S below the order, each point in its one encoding, S·B = R + h·A without the cofactor."""
    try:
        x, y, z, t = point_of(public)
    except ValueError:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    s = int.from_bytes(signature[32:], "little")
    base = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    x, y, z, _ = add(times(s, base), times(h, (-x, y, z, -t)))
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return s < ORDER and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def root_of(lines):
    """RFC 9162 §2.1.1, level by level: a last node without a partner rises as it is."""
    level = [sha256(b"\0", line) for line in lines] or [sha256()]
    while len(level) > 1:
        pairs = [sha256(b"\1", level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def climb(index, last, path, start):
    """RFC 9162 §2.1.3.2 and §2.1.4.2: the roots of the smaller and the larger tree to which `path` leads."""
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
    size = first["size"]
    path = path if size & (size - 1) else [first["root"].hex(), *path]
    if size == 0 or not path:
        return size == 0 and path[1:] == []
    shift = (size & -size).bit_length() - 1
    roots = climb((size - 1) >> shift, (second["size"] - 1) >> shift, path[1:], bytes.fromhex(path[0]))
    return roots == (first["root"], second["root"])


def der(data):
    """The (tag, body) of each element of DER, one after another."""
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
    """The genTime of an RFC 3161 response that was granted for these bytes, else ValueError or IndexError."""
    [(_, body)] = der(response)
    status, (_, token) = der(body)
    content = der(der(der(der(token)[1][1])[0][1])[2][1])  # ContentInfo, SignedData, encapContentInfo
    info = der(der(der(content[1][1])[0][1])[0][1])  # TSTInfo: version, policy, imprint, serial number, genTime …
    (_, algorithm), imprint = der(info[2][1])
    need(der(status[1])[0] in ((2, b"\0"), (2, b"\1")) and content[0] == (6, bytes.fromhex("2a864886f70d0109100104")))
    need(der(algorithm)[0] == (6, bytes.fromhex("608648016503040201")) and imprint == (4, sha256(note)))
    return seconds(re.sub(r"\.[0-9]+Z$", "Z", info[4][1].decode()), "%Y%m%d%H%M%SZ")


class Verdict:
    """What the files (name -> function that reads it) say: `held` in two languages, `faults` as (code, place)."""

    def __init__(self, files, key=None):
        self.files, self.key, self.held, self.faults = files, key, [], []

    def check(self, condition, code, place):
        if not condition:
            self.faults.append((code, place))
        return condition

    def raw(self, name):
        return self.files.get(name, bytes)()

    def read(self, name, shape, code="bundle.description"):
        try:
            return decode(self.raw(name), shape)
        except ValueError:
            return self.check(None, code if shape["format"].encode() in self.raw(name) else "format", name)

    def bag(self):
        """§5, RFC 8493."""
        self.check(self.raw("bagit.txt") == BAGIT and "fetch.txt" not in self.files, "bag.declaration", "bagit.txt")
        listed = {}
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            lines = self.raw(manifest).decode(errors="replace").split("\n")
            self.check(len(lines) > 1 and lines[-1] == "", "bag.declaration", manifest)
            for line in lines[:-1]:
                found = re.fullmatch("([0-9a-f]{64})  (.+)", line)
                sound = found and found[2].startswith("data/") == (manifest[0] == "m") and found[2] not in listed
                if self.check(sound, "bag.declaration", manifest):
                    listed[found[2]] = found[1]
        for name in self.files:
            plain = name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
            if plain in listed:
                self.check(sha256(self.raw(name)).hex() == listed.pop(plain), "bag.changed", name)
            else:
                self.check(name == "tagmanifest-sha256.txt", "bag.unlisted", name)
        self.faults += [("bag.missing", name) for name in listed]

    def events(self, name, data):
        """The (line, event) that intact lines hold, with every case among them checked (§2)."""
        lines, found, cases = data.split(b"\n"), [], {}
        self.check(lines.pop() == b"", "ledger.line", name)
        for line in lines:
            try:
                event = decode(line, EVENT)
                need((event["case"] is None) == (event["case_seq"] is None) and seconds(event["at"]) is not None)
            except ValueError:
                self.check(False, "ledger.line", f"{name}: {lines.index(line) + 1}")
                event = None
            found.append((line, event))
            if event and event["case"] is not None:
                cases.setdefault(event["case"], []).append((line, event))
        for own in cases.values():
            self.chain(
                own, "case_seq", "case_prev", ("ledger.case_missing", "ledger.case_missing", "ledger.case_chain")
            )
            rising = [event["seq"] for _, event in own]
            self.check(rising == sorted(set(rising)), "ledger.order", f"seq {rising}")
        return found

    def chain(self, events, number, prev, codes):
        """Every number from 0 on, each event naming the line before it."""
        for at, (_, event) in enumerate(events):
            place = event and f"seq {event['seq']}"
            if event and self.check(event[number] <= at, codes[0], place):
                self.check(event[number] == at, codes[1], place)
            named = event and event[prev]
            follows = holds(named, events[at - 1][0]) if at and named else named is None and at == 0
            self.check(not event or follows, codes[2], place)

    def dates(self, events, seals):
        """§2 and §3: no event before one that precedes it, nor on the wrong side of a seal's timestamp."""
        latest = 0
        for event in (event for _, event in events if event):
            at, seq, timed = seconds(event["at"]), event["seq"], [seal for seal in seals if seal["time"]]
            late = any(seq >= seal["size"] and at < seal["time"] - SLACK for seal in timed)
            early = any(seq < seal["size"] and at > seal["time"] + SLACK for seal in timed)
            self.check(event["clock"] != "system" or not (late or at < latest), "ledger.back_dated", f"seq {seq}")
            self.check(not early, "ledger.forward_dated", f"seq {seq}")
            latest = max(latest, at)

    def keys(self, text, place):
        """{key hash: (name, public key)} in the order of keys.txt (§3); the first must be the one the reader named."""
        found = {}
        for line in text.decode(errors="replace").removesuffix("\n").split("\n"):
            try:
                name, hashed, coded = line.split("+", 2)
                typed = unbase64(coded)
                need(len(typed) == 33 and typed[0] == 1 and sha256(f"{name}\n".encode(), typed)[:4].hex() == hashed)
            except ValueError:
                self.check(False, "seal.signature", place)
                continue
            if not found:
                self.check(self.key in (None, line), "seal.signature", "--key")
                self.held.append((f"kunci: {sha256(typed[1:]).hex()}", f"key: {sha256(typed[1:]).hex()}"))
            found[bytes.fromhex(hashed)] = name, typed[1:]
        return found

    def seal(self, place, note, response, keys, believed):
        """A seal {origin, size, root, time, place}, None when it is none; keys that sign beside a believed one join."""
        try:
            text, _, tail = note.decode().partition("\n\n")
            origin, size, root = text.split("\n")
            seal = {"origin": origin, "size": int(size), "root": unbase64(root), "time": None, "place": place}
            need(f"{seal['size']}" == size and seal["size"] >= 0 and len(seal["root"]) == 32 and tail[-1:] == "\n")
            parts = [re.fullmatch(r"— (\S+) (\S+)", line).groups() for line in tail[:-1].split("\n")]
            signatures = [(name, unbase64(coded)) for name, coded in parts]
        except (ValueError, AttributeError):
            return self.check(None, "seal.note", place)
        good = set()
        for name, signature in signatures:
            public = keys[signature[:4]][1] if keys.get(signature[:4], [None])[0] == name == origin else None
            valid = public and len(signature) == 68 and signed(public, signature[4:], f"{text}\n".encode())
            good |= {signature[:4]} if self.check(valid, "seal.signature", place) else set()
        if not self.check(good & believed, "seal.signature", place):
            return None
        believed |= good
        if response is not None:
            try:
                seal["time"] = stamped(response, note)
                command = f"openssl ts -verify -data {place} -in {place[:-5]}.tsr -CAfile AUTHORITY.pem"
                self.held.append((f"periksa sendiri: {command}", f"check yourself: {command}"))
            except (ValueError, IndexError):
                self.check(False, "seal.timestamp", place)
        told = f"{seal['size']}: {written(seal['time'])}"
        self.held.append((f"segel {told}", f"seal {told}"))
        return seal

    def seals(self, folder, origin):
        """The believed seals of a folder by rising size (§3)."""
        keys, found = self.keys(self.raw(f"{folder}keys.txt"), f"{folder}keys.txt"), []
        believed, names = set(list(keys)[:1]), {name for name in self.files if name.startswith(f"{folder}seals/")}
        for name in sorted(names):
            if name.endswith(".tsr") and f"{name[:-4]}.note" in names:
                continue
            response = self.raw(f"{name[:-5]}.tsr") if f"{name[:-5]}.tsr" in names else None
            seal = self.seal(name, self.raw(name), response, keys, believed)
            if seal:
                its_own = name == f"{folder}seals/{seal['size']:010}.note" and seal["origin"] == origin
                self.check(its_own, "seal.note", name)
                older = seal["time"] and any(seal["time"] < (one["time"] or 0) - SLACK for one in found)
                self.check(not older, "seal.order", name)
                found.append(seal)
        self.check(found, "seal.missing", f"{folder}seals")
        return found

    def ledger(self):
        """§4."""
        about = self.read("ledger.json", LEDGER, "format")
        if not about:
            return
        events = self.events("ledger.ndjson", self.raw("ledger.ndjson"))
        self.chain(events, "seq", "prev", ("ledger.missing", "ledger.order", "ledger.chain"))
        seals = self.seals("", about["origin"])
        for seal in seals:
            if self.check(seal["size"] <= len(events), "ledger.truncated", seal["place"]):
                root = root_of([line for line, _ in events[: seal["size"]]])
                self.check(root == seal["root"], "seal.root", seal["place"])
        self.dates(events, seals)
        for _, event in events:
            if event and event["kind"] in CAME:
                self.hold(f"{event['case']}/{event['item']}", event, seals)
        after = max(0, len(events) - max((seal["size"] for seal in seals), default=0))
        words = f"{len(events)} peristiwa, {after} belum disegel", f"{len(events)} events, {after} not sealed yet"
        self.held.append(words)

    def hold(self, name, event, seals):
        """Since when: by the first timestamped seal over the event by which an item came."""
        since = written(next((one["time"] for one in seals if one["time"] and one["size"] > event["seq"]), None))
        told = f"{name}: seq {event['seq']}, {event['at']}"
        self.held.append((f"{told}; sudah ada pada {since}", f"{told}; was there by {since}"))

    def bundle(self):
        """§5."""
        self.bag()
        about = self.read("data/bundle.json", BUNDLE)
        proofs = self.read("data/custody/proofs.json", PROOFS)
        if not about or not proofs:
            return
        events = self.events("ledger.ndjson", self.raw("data/custody/ledger.ndjson"))
        self.check(all(event["case"] == about["case"] for _, event in events if event), "ledger.case", "ledger.ndjson")
        seals = self.seals("data/custody/", about["origin"])
        self.dates(events, seals)
        self.proven(about, proofs, events, seals)
        self.items(about["items"], [event for _, event in events if event], seals)
        self.rulebook(about["rulebook"])
        items = {item["item"]: item for item in about["items"]}
        for name in [name for name in self.files if name.startswith("data/captures/")]:
            record = self.read(name, CAPTURE)
            item = items.get(record["item"], {}) if record else {}
            same = all(record and record[own] == item.get(own) for own in ("object", "size", "kind", "media_type"))
            self.check(same and name == f"data/captures/{record['item']}.json", "bundle.description", name)

    def proven(self, about, proofs, events, seals):
        """Each event in the last seal's tree, each seal the beginning of the next."""
        told, paths = proofs["inclusion"], {one["seq"]: one["path"] for one in proofs["inclusion"]}
        same = [event and event["seq"] for _, event in events] == [one["seq"] for one in told]
        self.check(same and proofs["size"] == about["size"], "bundle.description", "proofs.json")
        last = seals[-1] if seals and seals[-1]["size"] == about["size"] else None
        self.check(last, "seal.missing", f"size {about['size']}")
        for line, event in events if last else ():
            good = event and included(line, event["seq"], last, paths.get(event["seq"], []))
            self.check(good, "proof.inclusion", f"seq {event and event['seq']}")
        sizes = [seal["size"] for seal in seals]
        steps = [(one["from"], one["to"]) for one in proofs["consistency"]]
        if self.check(
            steps == [(sizes[at - 1], sizes[at]) for at in range(1, len(sizes))], "proof.consistency", "proofs.json"
        ):
            for at, one in enumerate(proofs["consistency"]):
                good = consistent(seals[at], seals[at + 1], one["path"])
                self.check(good, "proof.consistency", seals[at + 1]["place"])

    def items(self, items, events, seals):
        """Each item as the event by which it came tells of it, and its bytes where they should be."""
        came = {event["item"]: event for event in reversed(events) if event["kind"] in CAME and event["after"]}
        gone = {event["item"] for event in events if event["kind"] == "destroyed"}
        free = {name for name in self.files if name.startswith("data/objects/")}
        listed = [item["item"] for item in items]
        self.check(set(listed) == set(came) and listed == sorted(set(listed)), "bundle.description", "bundle.json")
        for item in (item for item in items if item["item"] in came):
            event, name = came[item["item"]], item["item"]
            told = {**event["facts"], "object": event["after"]}
            same = all(item[own] == told.get(own) for own in ("title", "kind", "media_type", "object", "size", "of"))
            self.check(same and (item["state"] == "destroyed") == (name in gone), "object.state", name)
            place = "data/objects/" + item["object"].split(":")[1][:64]
            if item["state"] == "here" and self.check(place in self.files, "object.missing", name):
                free.discard(place)
                data = self.raw(place)
                self.check(holds(item["object"], data) and len(data) == item["size"], "object.changed", name)
            self.hold(f"{name} ({item['title']}) {item['state']}", event, seals)
        self.faults += [("object.unaccounted", name) for name in sorted(free)]

    def rulebook(self, named):
        book, said = (self.raw(f"data/{name}.json") for name in ("rulebook", "assessments"))
        try:
            shas = {one["rulebook"]["sha256"] for one in json.loads(said or b"[]")}
        except (ValueError, TypeError, KeyError, RecursionError):
            shas = {None}
        sound = sha256(book).hex() == named["sha256"] and shas <= {named["sha256"]} if named else not book and not said
        self.check(sound, "rulebook", "rulebook.json")

    def receipt(self, raw):
        """§7. What was filed is compared with `content` by whoever has it: SHA-256 over the salt and those bytes."""
        try:
            about = decode(raw, RECEIPT)
            response = unbase64(about["tsr"]) if about["tsr"] is not None else None
        except ValueError:
            code = "receipt" if b'"netral-receipt/1"' in raw else "format"
            return self.check(None, code, "receipt")
        keys = self.keys(about["key"].encode(), "key")
        seal = self.seal("receipt.note", about["note"].encode(), response, keys, set(keys))
        [(line, event), *more] = self.events("event", about["event"].encode() + b"\n")
        if event and seal:
            self.check(included(line, event["seq"], seal, about["path"]), "proof.inclusion", f"seq {event['seq']}")
            self.check(event["after"] == about["content"] and not more, "receipt", "content")
            self.dates([(line, event)], [seal])
            self.hold("receipt", event, [seal])
        return None


def unzipped(raw):
    """The files in a bundle's ZIP, and whether it is byte for byte the ZIP of those files (§5)."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        infos = archive.infolist()
        need(all(info.compress_type == 0 and info.file_size == info.compress_size for info in infos))
        files = {info.filename: archive.read(info) for info in infos}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, files[name])
    exact = again.getvalue() == raw and len({name.partition("/")[0] for name in files}) == 1
    return {name.partition("/")[2]: (lambda data=data: data) for name, data in files.items()}, exact


def judge(path, key):
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.is_symlink() or not one.is_dir())
        # A link or a pipe has no bytes of its own here: it reads as empty.
        plain = {one: one.read_bytes if one.is_file() and not one.is_symlink() else bytes for one in found}
        verdict = Verdict({one.relative_to(path).as_posix(): read for one, read in plain.items()}, key)
        if "bagit.txt" in verdict.files or (path / "data").is_dir():
            verdict.bundle()
        else:
            verdict.ledger()
        return verdict
    raw = path.read_bytes()
    if raw[:2] != b"PK":
        verdict = Verdict({}, key)
        verdict.receipt(raw)
        return verdict
    try:
        files, exact = unzipped(raw)
    except (zipfile.BadZipFile, EOFError, ValueError, RuntimeError, OSError, OverflowError, struct.error):
        files, exact = {}, False
    verdict = Verdict(files, key)
    verdict.check(exact, "bag.zip", path.name)
    if files:
        verdict.bundle()
    return verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--key")
    parser.add_argument("--lang", choices=("id", "en"), default="id")
    given = parser.parse_args()
    english = given.lang == "en"
    try:
        verdict = judge(given.path, given.key)
    except OSError as error:
        parser.error(f"{given.path}: {error.strerror}")
    faults = [f"{code}: {FAMILIES[code.split('.')[0]][english]}: {place}" for code, place in verdict.faults]
    end = (("UTUH, bila kuncinya milik instansi", "HOLDS, if the key is the agency's"), ("TIDAK UTUH", "DOES NOT HOLD"))
    for line in (*(words[english] for words in verdict.held), *faults, end[bool(faults)][english]):
        shown = "".join(one if one.isprintable() else "?" for one in line)
        print(shown.encode(sys.stdout.encoding, "replace").decode(sys.stdout.encoding))
    return 0 if not faults else 4 if {code for code, _ in verdict.faults} == {"format"} else 5


if __name__ == "__main__":
    sys.exit(main())
