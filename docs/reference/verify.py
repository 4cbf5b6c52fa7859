"""Check a bundle of Netral's with nothing but Python 3.9: `python3 verify.py FOLDER [KEY]`, the agency's published key.

Written from `evidence-format.md` alone ([n]: its section; §8: codes). Unpack a ZIP first. Signatures in timestamps are
left to the `openssl` commands that are printed. Exit status: 0 it holds, 5 it does not, 4 no bundle, 2 wrong usage.
"""
import base64, hashlib, json, os, re, sys  # noqa: E401
from datetime import datetime, timedelta
from pathlib import Path
SLACK, faults, CONTEXT = timedelta(minutes=5), [], "https://www.w3.org/ns/activitystreams"
DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|sha3_512:[0-9a-f]{128}")
EVENT = "after at before case case_prev case_seq clock facts format item kind prev seq who why".split()
ENTERED, LISTED = ("received", "copied", "redacted"), "item kind media_type object of size state title".split()
TAGS, DECLARED = "tagmanifest-sha256.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
KNOWN = re.compile(r"((bagit|bag-info|(tag)?manifest-sha256)\.txt|bundle\.note|data/index\.(html|pdf)|"
    r"data/((bundle|acts|assessments|rulebook|custody/proofs)\.json|custody/(ledger\.ndjson|keys\.txt))|"
    r"data/(objects|captures|custody/seals)/[^/]+)")
def flag(bad, code, at):
    _ = bad and faults.append((code, str(at)))
def listing(*parts):
    return sorted(path.name for path in Path(*parts).glob("*"))
def canonical(value):  # Bytes [1]
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
def decoded(data):
    try:
        value = json.loads(data, parse_constant=lambda _: 1 / 0, parse_float=lambda _: 1 / 0, parse_int=lambda text:
            int(text) if abs(int(text)) < 2**53 else 1 / 0, object_hook=lambda o: o if "".join(o).isascii() else 1 / 0)
        return value if canonical(value) == data else None
    except (ValueError, ZeroDivisionError, RecursionError):
        return None
def digest(data, algorithm="sha256"):
    return algorithm + ":" + hashlib.new(algorithm, data).hexdigest()
def names(data, digests):
    return all(digest(data, one.split(":")[0]) == one for one in digests.split(" "))
def content(*parts):  # The bytes of an ordinary file; nothing of a link, a pipe, or what is not there
    path = Path(*parts)
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032 §5.1)
D = -121665 * pow(121666, P - 2, P) % P
def added(one, two):
    (x1, y1), (x2, y2) = one, two
    k = D * x1 * x2 * y1 * y2 % P
    under = pow(1 - k * k, -1, P)
    return (x1 * y2 + x2 * y1) * (1 - k) * under % P, (y1 * y2 + x1 * x2) * (1 + k) * under % P
def times(number, point):
    half = times(number >> 1, added(point, point)) if number else (0, 1)
    return added(half, point) if number & 1 else half
def point_of(raw):
    number = int.from_bytes(raw, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    good = y < P and (x * x - square) % P == 0 and (x or not sign)
    return ((P - x if x & 1 != sign else x), y) if good else None
BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def signed(key, text, raw):
    first, public, s = point_of(raw[:32]), point_of(key), int.from_bytes(raw[32:], "little")
    k = int.from_bytes(hashlib.sha512(raw[:32] + key + text).digest(), "little") % L
    return bool(first and public) and s < L and times(s, BASE) == added(first, times(k, public))
def node(left, right):  # Trees (RFC 9162 §2.1)
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
def chained(lines):  # All readable (line, event) pairs of a case; what does not follow from the one before is a fault
    read = [(line, event_of(line)) for line in lines]
    found, before, last = [pair for pair in read if pair[1]], None, {"seq": -1, "case_seq": -1}
    faults.extend(("ledger.line", str(number)) for number, pair in enumerate(read) if not pair[1])
    for line, event in found:
        seq, name = event["seq"], event["case_prev"]
        flag(event["case"] != found[0][1]["case"], "ledger.case", seq)
        flag(seq <= last["seq"], "ledger.order", seq)
        flag(event["case_seq"] != last["case_seq"] + 1, "ledger.case_missing", seq)
        flag(before is not name if None in (before, name) else not names(before, name), "ledger.case_chain", seq)
        before, last = line, event
    return found
def der(data):  # Seals [3]. (tag, content) of each DER element in `data`
    while data:
        more = data[1] & 127 if data[1] & 128 else 0
        size, start = int.from_bytes(data[2:2 + more], "big") if more else data[1], 2 + more
        yield data[0], data[start:start + size]
        data = data[start + size:]
def dated(answer, note):  # The time in a TimeStampResp, if it is of these bytes by their SHA-256
    try:
        status, token = [inner for _, inner in der(next(der(answer))[1])][:2]
        signed_data = list(der(list(der(list(der(token))[1][1]))[0][1]))
        info = list(der(next(der(list(der(list(der(signed_data[2][1]))[1][1]))[0][1]))[1]))
        (algorithm, digest) = [inner for _, inner in der(info[2][1])]
        held = next(der(algorithm))[1].hex() == "608648016503040201" and next(der(status))[1] in (b"\0", b"\1")
        time = next(inner for tag, inner in info if tag == 0x18).decode().split(".")[0].rstrip("Z")
        held = held and digest == hashlib.sha256(note).digest()
        return datetime.strptime(time + "+0000", "%Y%m%d%H%M%S%z") if held else None
    except (ValueError, IndexError, TypeError, StopIteration):
        return None
def key_of(line):
    name, short, coded = [*line.split("+", 2), "", ""][:3]
    raw = base64.b64decode(coded) if re.fullmatch(r"[A-Za-z0-9+/]{44}", coded) else b""
    good = raw[:1] == b"\1" and hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] == short
    return {"name": name, "raw": raw[1:], "id": bytes.fromhex(short)} if good else None
def note_of(raw):  # The text signed, and (name, key hash, signature) of each line; an error where it is no note
    text, _, tail = raw.decode().rpartition("\n\n")
    lines = re.fullmatch(r"(— \S+ [A-Za-z0-9+/]{90}[AEIMQUYcgkosw048]=\n)+", tail)[0].split("\n")[:-1]
    raws = [(name, base64.b64decode(coded)) for _, name, coded in map(str.split, lines)]
    return text + "\n", [(name, raw[:4], raw[4:]) for name, raw in raws]
def head_of(note):  # Origin, size, root, the text, its signatures; None for no seal
    try:
        text, by = note_of(note)
        lines = r"(.*)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\n(?:asked (.{20})\n)?"
        origin, size, root, asked = re.fullmatch(lines, text).groups()
        head = {"origin": origin, "size": int(size), "root": base64.b64decode(root), "text": text}
        at = datetime.strptime(f"{asked}+0000", "%Y-%m-%dT%H:%M:%SZ%z") if asked else None
        return {**head, "signed": by, "asked": at}
    except (ValueError, TypeError, AttributeError):
        return None
def by(keys, text, signatures):
    return [key for key in keys for name, short, raw in signatures
            if key and (name, short) == (key["name"], key["id"]) and signed(key["raw"], text.encode(), raw)]
def seals(folder, origin, published):  # Those that hold, by rising size; one key is believed at a time
    raw = content(folder, "keys.txt")
    keys = [key_of(line) for line in raw.decode("ascii", "replace").split("\n")[:-1]]
    bad = raw[-1:] != b"\n" or len({key["id"] for key in keys if key}) < len(keys)  # One twice, or one that is no key.
    flag(bad or (published and keys[0] != published), "seal.signature", "keys.txt")
    there, believed, heads = listing(folder, "seals"), keys[:1], []
    for name in [one for one in there if not re.fullmatch(r"\d{10}\.tsr", one) or one[:10] + ".note" not in there]:
        note, answer = content(folder, "seals", name), content(folder, "seals", name[:10] + ".tsr")
        head = head_of(note)
        if head is None or name != f"{head['size']:010d}.note" or head["origin"] != origin:
            flag(True, "seal.note", int(name[:10]) if name[:10].isdigit() else name)
            continue
        signers = by(keys, head["text"], head["signed"])
        if not any(key in signers for key in believed[-1:]) or len(signers) < len(head["signed"]):
            flag(True, "seal.signature", head["size"])
            continue
        believed += [key for key in signers if key not in believed]
        head["key"], head["at"] = believed[-1], dated(answer, note)
        flag(answer and head["at"] is None, "seal.timestamp", head["size"])
        at, before, stem = head["at"], [one["since"] for one in heads if one["at"]], f"{folder}/seals/{name[:10]}"
        _ = at and print(f"openssl ts -verify -attime {at.timestamp():.0f} -data {stem}.note -in {stem}.tsr -CAfile CA")
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
    listed, (*lines, rest) = {}, content(root, name).decode("utf-8", "replace").split("\n")
    for line in [*lines, rest] if rest else lines:
        found = re.fullmatch(r"([0-9a-f]{64})  ([^\x00-\x1f\\]+)", line)
        bad = rest or not found or found[2] in listed or {"", ".", ".."} & set(found[2].split("/"))
        flag(bad, "bag.declaration", name)
        listed.update({} if bad else {found[2]: found[1]})
    return listed
def bag(root):
    payload, tags = manifest(root, "manifest-sha256.txt"), manifest(root, TAGS)
    flag(content(root, "bagit.txt") != DECLARED, "bag.declaration", "bagit.txt")
    listed = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"} == set(tags)
    flag(not listed or any(name[:5] != "data/" for name in payload), "bag.declaration", TAGS)
    there = {one.relative_to(root).as_posix() for one in Path(root).rglob("*") if one.is_symlink() or not one.is_dir()}
    faults.extend(("bag.unlisted", name) for name in there - {*payload, *tags, TAGS, "bundle.note"})
    faults.extend(("object.unaccounted", name) for name in there if not KNOWN.fullmatch(name))
    faults.extend(("bundle.description", name) for name in {"data/index.html", "data/index.pdf"} - there)
    for name, expected in {**tags, **payload}.items():
        code = "bag.changed" if name in there else "bag.missing"
        flag(hashlib.sha256(content(root, name)).hexdigest() != expected, code, name)
def packed(root, origin, heads):  # [5] The key in force signs the tag manifest, and with it every byte
    note, text = content(root, "bundle.note"), f"{origin}\nnetral-bundle/1\n{digest(content(root, TAGS))}\n"
    try:
        signed_text, (signature,) = note_of(note)
        good = signed_text == text and by([heads[-1]["key"]], text, [signature])
    except (ValueError, TypeError, IndexError):
        good = not os.path.lexists(root + "/bundle.note")
    flag(not good, "bundle.signature", "bundle.note")
    print("signed as a whole" if note else "NOT SIGNED as a whole: the index pages are the word of whoever packed it")
def proven(pairs, heads, raw):  # Each event in the last seal's tree, each seal the beginning of the next
    try:
        proofs = decoded(raw)
        paths = {one["seq"]: list(map(bytes.fromhex, one["path"])) for one in proofs["inclusion"]}
        grown = {(one["from"], one["to"]): list(map(bytes.fromhex, one["path"])) for one in proofs["consistency"]}
    except (KeyError, TypeError, ValueError):
        return flag(True, "bundle.description", "proofs.json")
    sizes, steps = [head["size"] for head in heads], lambda path: [step.hex() for step in path or []]
    placed = [{"seq": event["seq"], "path": steps(paths.get(event["seq"]))} for _, event in pairs]
    grows = [{"from": m, "to": n, "path": steps(grown.get((m, n)))} for m, n in zip(sizes, sizes[1:])]
    whole = {"format": "netral-proofs/1", "size": sizes[-1], "inclusion": placed, "consistency": grows}
    flag(canonical(whole) != raw, "bundle.description", "proofs.json")
    for line, event in pairs:
        seq, leaf = event["seq"], hashlib.sha256(b"\0" + line).digest()
        held = seq < sizes[-1] and climbed(seq, sizes[-1] - 1, leaf, paths.get(seq, [])) == (heads[-1]["root"], b"")
        flag(not held, "proof.inclusion", seq)
    for one, two in zip(heads, heads[1:]):
        flag(not extends(one, two, grown.get((one["size"], two["size"]), [])), "proof.consistency", one["size"])
def items(data, listed, pairs):  # Every item as on record, with its bytes where they should be, and no bytes of nobody
    entered, owned = {one["item"]: one for _, one in pairs[::-1] if one["item"] and one["kind"] in ENTERED}, set()
    gone = {(one["item"], one["before"]) for _, one in pairs if one["kind"] == "destroyed"}
    flag([one["item"] for one in listed] != sorted(entered), "bundle.description", "bundle.json")
    for one in listed:
        event, name = entered.get(one["item"], {"after": None, "facts": {}}), str(one["object"]).split(" ")[0][7:]
        facts = {key: event["facts"].get(key) for key in ("title", "kind", "media_type", "size", "of")}
        told = canonical([event["after"], facts]) == canonical([one["object"], {key: one[key] for key in facts}])
        told = told and one["state"] in ("here", "withheld", "destroyed")  # By their bytes: to Python, true is 1.
        if not told or (one["state"] == "destroyed") != ((one["item"], one["object"]) in gone):
            flag(True, "object.state", one["item"])
        elif one["state"] == "here":
            owned.add(name)
            there = os.path.isfile(data + "/objects/" + name)
            flag(not there, "object.missing", one["item"])
            flag(there and not names(content(data, "objects", name), one["object"]), "object.changed", one["item"])
    faults.extend(("object.unaccounted", name) for name in listing(data, "objects") if name not in owned)
    for name in listing(data, "captures"):
        record, event = decoded(content(data, "captures", name)) or {}, entered.get(name[:-5]) or {"facts": {}}
        facts, made = event["facts"], [one for one in listed if one["of"] == name[:-5]]
        views = [{**{key: one[key] for key in ("item", "object", "media_type")}, "made": one["kind"]} for one in made]
        told = {key: facts.get(key, record.get(key)) for key in ("name", "source", "digests", "looks_like")}
        told.update({key: facts.get(key) for key in ("kind", "media_type", "size")}, views=views, item=name[:-5])
        told.update(format="netral-capture/1", object=event.get("after"), received_at=event.get("at"))
        flag(canonical(told) != content(data, "captures", name), "bundle.description", "captures/" + name)
def told(data, rules, pairs):  # By which rules, and nothing but what was on record when each row came in [5]
    files = [content(data, name) for name in ("rulebook.json", "assessments.json", "acts.json")]
    known, said = {event["facts"].get("said") for _, event in pairs} - {None}, set()
    try:
        sha256, (law, rows, acts) = digest(files[0])[7:], map(decoded, files)
        ruled = rules == {"version": law["version"], "sha256": sha256} and isinstance(rows, list)
        ruled = ruled and all(row["rulebook"] == {"sha256": sha256} for row in rows)
        whole = {"@context": CONTEXT, "type": "Collection", "totalItems": len(rows), "items": acts["items"]}
        said = {digest(canonical([act, row])) for act, row in zip(acts["items"], rows)} & known
        kept = files[2] == canonical(whole) and len(said) == len(rows) == len(acts["items"])
    except (TypeError, KeyError):
        ruled = kept = rules is None and not any(files)
    flag(not ruled, "rulebook", "rulebook.json")
    flag(not kept, "bundle.said", "acts.json")
    print(f"{len(said)} of the {len(known)} acts on record are told of here")
def bundle(root, published):
    bag(root)
    data, about = root + "/data", decoded(content(root, "data/bundle.json"))
    good = isinstance(about, dict) and sorted(about) == "case format items origin rulebook size".split()
    if not good or about["format"] != "netral-bundle/1" or not all(sorted(one) == LISTED for one in about["items"]):
        return flag(True, "bundle.description", "bundle.json")
    lines = content(data, "custody/ledger.ndjson").split(b"\n")
    flag(lines.pop() or not lines, "ledger.line", "ledger.ndjson")
    heads, pairs = seals(data + "/custody", about["origin"], published), chained(lines)
    flag(pairs and pairs[0][1]["case"] != about["case"], "ledger.case", pairs[0][1]["seq"])
    flag(heads and canonical(heads[-1]["size"]) != canonical(about["size"]), "seal.missing", about["size"])
    in_time(pairs, heads)
    _ = heads and proven(pairs, heads, content(data, "custody/proofs.json"))
    _ = items(data, about["items"], pairs), told(data, about["rulebook"], pairs)
    packed(root, about["origin"], heads)
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
        flag(True, "bundle.description", type(error).__name__)
    print(*(f"{code} {at}" for code, at in faults), "DOES NOT HOLD" if faults else "HOLDS", sep="\n")
    return 5 if faults else 0
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
