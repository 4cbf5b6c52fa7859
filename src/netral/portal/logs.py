"""What may a log say? That something failed and where in our code; never who asked, for which report, or with what."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

_REPORT = re.compile(r"/lapor/[^\s\"']*")


class Discreet(logging.Filter):
    """Cuts every path behind `/lapor/`, and drops the request that Django hangs on a record.

    Where a record is but the words of a fault, they go too: Django logs a suspicious request with what it held.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        said, fault = record.getMessage(), record.exc_info[1] if record.exc_info else None
        if fault is not None and said == str(fault):
            said = type(fault).__qualname__
        record.msg, record.args = _REPORT.sub("/lapor/…", said), ()
        if hasattr(record, "request"):
            del record.request
        return True


class Unaddressed(logging.Filter):
    """For the log of the server beneath: it writes who sent a request that cannot be read, and what stood in it.

    A browser that tries HTTPS first does so, and a code that was typed with spaces into an address.
    """

    _SAID = ("Invalid request", "Error handling request")

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        record.msg, record.args = next((one for one in self._SAID if said.startswith(one)), said), ()
        if record.exc_info:
            record.exc_text = Plain().formatException(record.exc_info)
        return True


class Plain(logging.Formatter):
    """Writes a fault as where it was and of what kind, without its message: that may repeat what somebody typed.

    PostgreSQL names values in it (`Key (nip)=(…) already exists`), Python the text that it could not read.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: Fault) -> str:  # noqa: N802 (as logging calls it)
        return "".join(_told(ei[1])).rstrip("\n")


Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def _told(fault: BaseException | None) -> list[str]:
    if fault is None:
        return []
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return [*_told(before), *traceback.format_tb(fault.__traceback__), f"{type(fault).__qualname__}\n"]
