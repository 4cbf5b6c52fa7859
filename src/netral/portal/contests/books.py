"""Which rulebooks has this portal answered by, and since when? Noted whole when it starts with another one."""

from __future__ import annotations

import tempfile
import zlib
from datetime import datetime
from pathlib import Path

from django.db import transaction

from netral.evidence.event import Happening
from netral.law import loader
from netral.law.errors import RulebookError, RulebookErrors
from netral.law.model import Rulebook
from netral.portal.audit.actions import locked_head, record
from netral.portal.contests.models import Book
from netral.portal.guidance.rulebook import table

LARGEST = 5 << 20
NAME = "aturan.json"


def note(*, now: datetime) -> Book:
    """The rulebook in use; of several that start at once the first notes it."""
    with transaction.atomic():
        locked_head()
        last, rulebook = Book.objects.first(), table().rulebook
        if last is not None and last.sha256 == rulebook.sha256:
            return last
        data = loader.fresh_copy() or loader.read_folder(loader.SHIPPED)
        content = zlib.compress(loader.compiled_text(data).encode(), 9)
        book = Book.objects.create(sha256=rulebook.sha256, version=rulebook.version, since=now, content=content)
        facts = {"version": book.version, "before": last.sha256 if last else None, "after": book.sha256}
        record(Happening("contests.rulebook_in_use", {"role": "system", "id": "start"}, "", facts=facts), now=now)
    return book


def opened(book: Book) -> Rulebook:
    """As it was; raises RulebookErrors where this Netral reads other forms."""
    return read(zlib.decompress(bytes(book.content)))


def read(content: bytes) -> Rulebook:
    """A compiled rulebook, from whomever; raises RulebookErrors."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(content)
        try:
            return loader.load_foreign(path)
        except RulebookErrors as errors:
            # Where it lay for a moment says nothing to who sent it.
            told = ((NAME if one.file == f"{path}" else one.file, one) for one in errors.errors)
            raise RulebookErrors([RulebookError(name, one.line, one.message) for name, one in told]) from None
