"""`python -m netral` is `netral`."""

import os
import signal

# Before anything else is imported: who stops a command that has not begun gets silence, not our import list.
signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(130))

from netral.cli.main import main  # noqa: E402

if __name__ == "__main__":
    main()
