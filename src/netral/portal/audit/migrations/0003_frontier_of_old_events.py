"""The frontier of a ledger that was begun before there was one (RFC 9162 §2.1, as in `netral.evidence.merkle`)."""

from hashlib import sha256
from typing import Any

from django.db import migrations


def fill(apps: Any, _schema_editor: Any) -> None:
    event, head = (apps.get_model("audit", name) for name in ("Event", "Head"))
    nodes: list[bytes] = []
    before: list[bytes] = []
    lines = event.objects.order_by("seq").values_list("line", flat=True)
    for seq, line in enumerate(lines.iterator(chunk_size=2000)):
        before, value = list(nodes), sha256(b"\x00" + bytes(line)).digest()
        while seq & 1:
            value, seq = sha256(b"\x01" + nodes.pop() + value).digest(), seq >> 1
        nodes.append(value)
    head.objects.update(frontier=b"".join(nodes), path=b"".join(reversed(before)))


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
