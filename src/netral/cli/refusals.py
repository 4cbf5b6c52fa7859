"""Which sentence and which status does a patrol earn that was refused, or could not write?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netral.acts.context import ContextError
from netral.cli.context_words import sentence, unreadable
from netral.cli.errors import REFUSED, UserError
from netral.patrol.errors import EngineRefused, FolderRefused, NothingOpened, RegisterRefused


@contextmanager
def told(*, context: Path | None = None) -> Iterator[None]:
    """Raise UserError for what the block could not do."""
    try:
        yield
    except NothingOpened as error:
        raise UserError(str(error), REFUSED) from None
    except (RegisterRefused, FolderRefused, EngineRefused) as error:
        raise UserError(str(error)) from None
    except ContextError as error:
        raise UserError(sentence(error)) from None
    except OSError as error:
        raise UserError(_disk(error, context)) from None


def _disk(error: OSError, context: Path | None) -> str:
    if context is not None and error.filename == str(context):
        return unreadable(context, error)
    return f"tidak dapat menulis ({error.strerror}); periksa ruang disk dan hak tulis."
