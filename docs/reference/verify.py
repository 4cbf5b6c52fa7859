"""Check a bundle of Netral's with nothing but Python 3.9: `python3 verify.py FOLDER [KEY]`, the agency's published key.

Written from `evidence-format.md` alone (numbers in brackets are its sections; §8 explains the codes), for those who
mistrust the program that made the evidence. Unpack a ZIP first. One thing is left to others: the signature inside a
timestamp; this file checks that it speaks of its seal, and prints the `openssl` command for the rest.
Exit status: 0 everything holds, 5 something does not, 4 no bundle, 2 wrong usage.
"""
import base64, hashlib, json, os, re, sys  # noqa: E401
from datetime import datetime, timedelta
from pathlib import Path
SLACK = timedelta(minutes=5)
DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|sha3_512:[0-9a-f]{128}")
EVENT = "after at before case case_prev case_seq clock facts format item kind prev seq who why".split()
ENTERED, STATES = ("received", "copied", "redacted"), ("here", "withheld", "destroyed")
LISTED = "item kind media_type object of size state title".split()
DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
KNOWN = re.compile(r"(bagit|bag-info|(tag)?manifest-sha256)\.txt|data/((bundle|acts|assessments|rulebook)\.json|"
    r"index\.(html|pdf)|custody/(ledger\.ndjson|proofs\.json|keys\.txt)|(objects|captures|custody/seals)/[^/]+)")
faults = []
def fault(code, at):
    faults.append((code, str(at)))
def flag(bad, code, at):
    _ = bad and fault(code, at)
def listing(folder):
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []
def canonical(value):  # Bytes [1]
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
def decoded(data):
    try:
        value = json.loads(data, parse_constant=lambda _: 1 / 0, parse_float=lambda _: 1 / 0)
        return value if canonical(value) == data else None
    except (ValueError, ZeroDivisionError, RecursionError):
        return None
def names(data, digests):
    return all(hashlib.new(one.split(":")[0], data).hexdigest() == one.split(":")[1] for one in digests.split(" "))
def content(*parts):
    """The bytes of an ordinary file; nothing of a link, a pipe, or what is not there."""
    path = Path(*parts)
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032 §5.1)
D = -121665 * pow(121666, P - 2, P) % P
def added(one, two):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, two
    a, b, c, d = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P, 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P
def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        result = added(result, point) if number & 1 else result
        point, number = added(point, point), number >> 1
    return result
def point_of(raw):
    number = int.from_bytes(raw, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P
BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def signed(key, text, raw):
    first, public, s = point_of(raw[:32]), point_of(key), int.from_bytes(raw[32:], "little")
    if first is None or public is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(raw[:32] + key + text).digest(), "little") % L
    (x1, y1, z1, _), (x2, y2, z2, _) = times(s, BASE), added(first, times(k, public))
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0
def leaf(line):  # Trees (RFC 9162 §2.1)
    return hashlib.sha256(b"\x00" + line).digest()
def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()
def climbed(at, last, value, path, other=b""):
    """Follow a path upwards; `other`: the older tree's hash, which only steps to the left change."""
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            value, other = node(step, value), other and node(step, other)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            value = node(value, step)
        at, last = at >> 1, last >> 1
    return (value, other) if last == 0 else None
def includes(line, seq, head, path):
    return 0 <= seq < head["size"] and climbed(seq, head["size"] - 1, leaf(line), path) == (head["root"], b"")
def extends(old, new, path):
    at, last = old["size"] - 1, new["size"] - 1
    path = [old["root"], *path] if old["size"] & at == 0 else path
    while at & 1:
        at, last = at >> 1, last >> 1
    return bool(path) and climbed(at, last, path[0], path[1:], path[0]) == (new["root"], old["root"])
def moment(text):  # Events [2]
    try:
        return datetime.strptime(text + "+0000", "%Y-%m-%dT%H:%M:%SZ%z") if len(text) == 20 else None
    except (ValueError, TypeError):
        return None
def event_of(line):
    one = decoded(line)
    if not isinstance(one, dict) or sorted(one) != EVENT or one["format"] != "netral-event/1":
        return None
    texts = [one["at"], one["kind"], one["why"], one["case"], "" if one["item"] is None else one["item"]]
    digests = [one[name] for name in ("prev", "case_prev", "before", "after") if one[name] is not None]
    who = one["who"] if isinstance(one["who"], dict) else {}
    good = all(isinstance(text, str) for text in [*texts, *digests, *who.values()]) and sorted(who) == ["id", "role"]
    good = good and all(DIGEST.fullmatch(name) for text in digests for name in text.split(" ")) and moment(one["at"])
    good = good and re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", one["kind"]) and one["clock"] in ("system", "behind", "stated")
    good = good and type(one["seq"]) is type(one["case_seq"]) is int and one["seq"] >= one["case_seq"] >= 0
    return one if good and isinstance(one["facts"], dict) else None
def chained(lines):
    """All readable (line, event) pairs of a case; what does not follow from the one before is a fault."""
    found, count, before = [], 0, None
    for number, line in enumerate(lines):
        event = event_of(line)
        if event is None:
            fault("ledger.line", number)
            continue
        name, first = event["case_prev"], found[0][1]["case"] if found else event["case"]
        flag(event["case"] != first, "ledger.case", event["seq"])
        flag(found and event["seq"] <= found[-1][1]["seq"], "ledger.order", event["seq"])
        flag(event["case_seq"] != count, "ledger.case_missing", event["seq"])
        same = before is None if name is None else before is not None and names(before, name)
        flag(not same, "ledger.case_chain", event["seq"])
        count, before = event["case_seq"] + 1, line
        found.append((line, event))
    return found
def der(data):  # Seals [3]
    """(tag, content) of each DER element in `data`."""
    while data:
        size, start = data[1], 2
        if size & 128:
            size, start = int.from_bytes(data[2:2 + (size & 127)], "big"), 2 + (size & 127)
        yield data[0], data[start:start + size]
        data = data[start + size:]
def dated(answer, note):
    """The time in a TimeStampResp, if it is of these bytes: SHA-256's OID, their digest, the first GeneralizedTime."""
    try:
        status, token = [inner for _, inner in der(next(der(answer))[1])][:2]
        signed_data = list(der(list(der(list(der(token))[1][1]))[0][1]))
        info = list(der(next(der(list(der(list(der(signed_data[2][1]))[1][1]))[0][1]))[1]))
        (algorithm, digest) = [inner for _, inner in der(info[2][1])]
        imprint = next(der(algorithm))[1].hex() == "608648016503040201" and digest == hashlib.sha256(note).digest()
        time = next(inner for tag, inner in info if tag == 0x18).decode().split(".")[0].rstrip("Z")
        at = datetime.strptime(time + "+0000", "%Y%m%d%H%M%S%z")
        return at if imprint and next(der(status))[1] in (b"\0", b"\1") else None
    except (ValueError, IndexError, TypeError, StopIteration):
        return None
def key_of(line):
    try:
        name, short, coded = line.split("+", 2)
        raw = base64.b64decode(coded, validate=True)
    except ValueError:
        return None
    good = len(raw) == 33 and raw[0] == 1 and hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] == short
    return {"name": name, "raw": raw[1:], "id": bytes.fromhex(short)} if good else None
def head_of(note):
    """Origin, size, root, the signed text, and (name, key hash, signature) of each line; None for no seal."""
    try:
        text, _, tail = note.decode().rpartition("\n\n")
        asked = re.fullmatch(r"[^\n]*\n[^\n]*\n[^\n]*(?:\nasked (.{20}))?", text)[1]
        origin, size, root = text.split("\n")[:3]
        lines = [re.fullmatch(r"— (\S+) (\S+)", line) for line in tail.split("\n")[:-1]]
        raws = [(one[1], base64.b64decode(one[2], validate=True)) for one in lines]
        head = {"origin": origin, "size": int(size), "root": base64.b64decode(root, validate=True), "text": text + "\n"}
        head["asked"] = datetime.strptime(asked + "+0000", "%Y-%m-%dT%H:%M:%SZ%z") if asked else None
    except (ValueError, TypeError):
        return None
    return {**head, "signed": [(name, raw[:4], raw[4:]) for name, raw in raws if len(raw) == 68]}
def seals(folder, origin, published):
    """The seals that hold, by rising size. The first key is believed; one that it signs beside, from then on."""
    keys = [key_of(line) for line in content(folder, "keys.txt").decode("ascii", "replace").split("\n")[:-1]]
    twice = len({key["id"] for key in keys if key}) < len(keys)  # Or one that is no key.
    flag(twice or not keys or (published and keys[0] != published), "seal.signature", "keys.txt")
    there, believed, heads = listing(folder + "/seals"), keys[:1], []
    for name in [one for one in there if not re.fullmatch(r"\d{10}\.tsr", one) or one[:10] + ".note" not in there]:
        note, answer = content(folder, "seals", name), content(folder, "seals", name[:10] + ".tsr")
        head = head_of(note)
        if head is None or name != f"{head['size']:010d}.note" or head["origin"] != origin:
            fault("seal.note", int(name[:10]) if name[:10].isdigit() else name)
            continue
        by = [key for key in keys for one, short, raw in head["signed"]
              if key and (one, short) == (key["name"], key["id"]) and signed(key["raw"], head["text"].encode(), raw)]
        if not any(key in by for key in believed[-1:]) or len(by) < len(head["signed"]):
            fault("seal.signature", head["size"])
            continue
        believed, head["at"] = believed + [key for key in by if key not in believed], answer and dated(answer, note)
        flag(answer and head["at"] is None, "seal.timestamp", head["size"])
        if answer:
            print(f"openssl ts -verify -data {folder}/seals/{name} -in {folder}/seals/{name[:10]}.tsr -CAfile ROOT")
        at, before = head["at"], [one["since"] for one in heads if one["at"]][-1:]
        head["since"] = at and min(at, head["asked"] or at)
        flag(at and at < max([at, head["asked"] or at, *before]) - SLACK, "seal.order", head["size"])
        heads.append(head)
    flag(not heads, "seal.missing", "seals")
    return heads
def in_time(pairs, heads):
    for _, event in pairs:
        at, timed = moment(event["at"]), [head for head in heads if head["at"]]
        earlier = [head["since"] for head in timed if head["size"] <= event["seq"]]
        later = [head["at"] for head in timed if head["size"] > event["seq"]]
        flag(earlier and at < max(earlier) - SLACK and event["clock"] == "system", "ledger.back_dated", event["seq"])
        flag(later and at > min(later) + SLACK, "ledger.forward_dated", event["seq"])
def manifest(root, name):
    listed = {}
    for line in content(root, name).decode("utf-8", "replace").split("\n")[:-1]:
        found = re.fullmatch(r"([0-9a-f]{64})  ([^\x00-\x1f\\]+)", line)
        if not found or found[2] in listed or {"", ".", ".."} & set(found[2].split("/")):
            fault("bag.declaration", name)
        else:
            listed[found[2]] = found[1]
    return listed
def bag(root):
    payload, tags = manifest(root, "manifest-sha256.txt"), manifest(root, "tagmanifest-sha256.txt")
    flag(content(root, "bagit.txt") != DECLARED, "bag.declaration", "bagit.txt")
    listed = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"} <= set(tags)
    flag(not listed or any(name[:5] != "data/" for name in payload), "bag.declaration", "tagmanifest-sha256.txt")
    there = {one.relative_to(root).as_posix() for one in Path(root).rglob("*") if one.is_symlink() or not one.is_dir()}
    faults.extend(("bag.unlisted", name) for name in there - set(payload) - set(tags) - {"tagmanifest-sha256.txt"})
    faults.extend(("object.unaccounted", name) for name in there if not KNOWN.fullmatch(name))
    faults.extend(("bundle.description", name) for name in {"data/index.html", "data/index.pdf"} - there)
    for name, expected in {**tags, **payload}.items():
        wrong = hashlib.sha256(content(root, name)).hexdigest() != expected
        flag(wrong, "bag.changed" if name in there else "bag.missing", name)
def proven(pairs, heads, proofs):
    """Each event in the last seal's tree, each seal the beginning of the next."""
    try:
        paths = {one["seq"]: list(map(bytes.fromhex, one["path"])) for one in proofs["inclusion"]}
        grown = {(one["from"], one["to"]): list(map(bytes.fromhex, one["path"])) for one in proofs["consistency"]}
        exact = sorted(proofs) == "consistency format inclusion size".split() and proofs["format"] == "netral-proofs/1"
    except (KeyError, TypeError, ValueError):
        return fault("bundle.description", "proofs.json")
    exact = exact and list(grown) == [(one["size"], two["size"]) for one, two in zip(heads, heads[1:])]
    exact = exact and [one["seq"] for one in proofs["inclusion"]] == [event["seq"] for _, event in pairs]
    exact = exact and len(grown) == len(proofs["consistency"])
    flag(not exact or proofs["size"] != heads[-1]["size"], "bundle.description", "proofs.json")
    for line, event in pairs:
        flag(not includes(line, event["seq"], heads[-1], paths.get(event["seq"], [])), "proof.inclusion", event["seq"])
    for one, two in zip(heads, heads[1:]):
        flag(not extends(one, two, grown.get((one["size"], two["size"]), [])), "proof.consistency", one["size"])
def items(data, listed, pairs):
    """Every item as on record, with its bytes where they should be, and no bytes of nobody."""
    entered, owned = {one["item"]: one for _, one in pairs[::-1] if one["item"] and one["kind"] in ENTERED}, set()
    gone = {one["item"] for _, one in pairs if one["kind"] == "destroyed"}
    flag([one["item"] for one in listed] != sorted(entered), "bundle.description", "bundle.json")
    for one in listed:
        event, name = entered.get(one["item"], {"after": None, "facts": {}}), str(one["object"]).split(" ")[0][7:]
        facts = {key: event["facts"].get(key) for key in ("title", "kind", "media_type", "size", "of")}
        told = one["object"] == event["after"] and facts == {key: one[key] for key in facts} and one["state"] in STATES
        if not told or (one["state"] == "destroyed") != (one["item"] in gone):
            fault("object.state", one["item"])
        elif one["state"] == "here":
            owned.add(name)
            there = os.path.isfile(data + "/objects/" + name)
            flag(not there, "object.missing", one["item"])
            flag(there and not names(content(data, "objects", name), one["object"]), "object.changed", one["item"])
    faults.extend(("object.unaccounted", name) for name in listing(data + "/objects") if name not in owned)
    for name in listing(data + "/captures"):
        record, event = decoded(content(data, "captures", name)) or {}, entered.get(name[:-5]) or {"facts": {}}
        facts, made = event["facts"], [one for one in listed if one["of"] == name[:-5]]
        views = [{**{key: one[key] for key in ("item", "object", "media_type")}, "made": one["kind"]} for one in made]
        told = {key: facts.get(key, record.get(key)) for key in ("name", "source", "digests", "looks_like")}
        told.update({key: facts.get(key) for key in ("kind", "media_type", "size")}, views=views, item=name[:-5])
        told.update(format="netral-capture/1", object=event.get("after"), received_at=event.get("at"))
        flag(told != record, "bundle.description", "captures/" + name)
def bundle(root, published):
    bag(root)
    data, about = root + "/data", decoded(content(root, "data/bundle.json"))
    good = isinstance(about, dict) and sorted(about) == "case format items origin rulebook size".split()
    if not good or about["format"] != "netral-bundle/1" or not all(sorted(one) == LISTED for one in about["items"]):
        return fault("bundle.description", "bundle.json")
    lines = content(data, "custody/ledger.ndjson").split(b"\n")
    flag(lines.pop() or not lines, "ledger.line", "ledger.ndjson")
    heads, pairs, rules = seals(data + "/custody", about["origin"], published), chained(lines), about["rulebook"]
    flag(pairs and pairs[0][1]["case"] != about["case"], "ledger.case", pairs[0][1]["seq"])
    flag(heads and heads[-1]["size"] != about["size"], "seal.missing", about["size"])
    in_time(pairs, heads)
    _ = heads and proven(pairs, heads, decoded(content(data, "custody/proofs.json")))
    items(data, about["items"], pairs)
    law, told = content(data, "rulebook.json"), content(data, "assessments.json")
    rows = decoded(told)
    shas = {hashlib.sha256(law).hexdigest(), *(one["rulebook"]["sha256"] for one in rows or [])}
    named = isinstance(rows, list) and shas == {rules and rules["sha256"]}
    flag(law or told if rules is None else not named, "rulebook", "rulebook.json")
    for one in about["items"]:
        seq = next((event["seq"] for _, event in pairs if event["item"] == one["item"]), about["size"])
        since = min((head["at"] for head in heads if head["size"] > seq and head["at"]), default="the agency's clock")
        print(f"{one['item']}  {one['title']!a}: {one['state']}, dated by {since}")
def main(words):
    if len(words) not in (1, 2) or not content(words[0], "bagit.txt"):
        return print(__doc__) or (2 if len(words) not in (1, 2) else 4)
    try:
        bundle(words[0].rstrip("/"), key_of(words[1]) if len(words) == 2 else None)
    except Exception as error:  # Whatever a hostile file does to this program, it is no bundle that holds.
        fault("bundle.description", type(error).__name__)
    print(*(f"{code} {at}" for code, at in faults), "DOES NOT HOLD" if faults else "HOLDS", sep="\n")
    return 5 if faults else 0
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
