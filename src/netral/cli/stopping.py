"""How does a command end that is told to stop, by Ctrl-C or SIGTERM? What it began is removed, with no traceback."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

INTERRUPTED = 130


@contextmanager
def stoppable() -> Iterator[None]:
    """Both signals raise KeyboardInterrupt inside the block.

    An interrupt that falls into an engine's callback or an import comes back as somebody else's error; so it is
    remembered, and what follows it is taken for what it is.
    """
    stopped: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        stopped.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except Exception:
        if stopped:
            raise KeyboardInterrupt from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
