"""What may a log say? That something failed and where in our code; never who asked, for which report, or with what."""

from __future__ import annotations

import logging
import re

_REPORT = re.compile(r"/lapor/[^\s\"']*")


class Discreet(logging.Filter):
    """Cuts every path behind `/lapor/`, and drops the request that Django hangs on a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _REPORT.sub("/lapor/…", record.getMessage()), ()
        if hasattr(record, "request"):
            del record.request
        return True
