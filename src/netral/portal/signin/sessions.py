"""Sessions in the database under a hash of their key, each with its person: listed, and ended one by one."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from netral.portal.signin.models import Session

HOW, DEVICE, BEGAN = "cara", "peramban", "mulai"
"""What a session remembers of its beginning; copied into columns to be listed."""


def stored(key: str | None) -> str:
    """What the table holds of a session's key: 160 bits, which lead back to nothing."""
    return blake2b((key or "").encode(), digest_size=20).hexdigest()


class SessionStore(db.SessionStore):
    """Django's, but for what it writes down of the key."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(session_key=stored(self.session_key), expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=stored(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        return Session(
            session_key=stored(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            how=data.get(HOW, ""),
            device=data.get(DEVICE, ""),
            began_at=datetime.fromisoformat(data[BEGAN]) if BEGAN in data else None,
        )

    def save(self, must_create: bool = False) -> None:
        """Where nothing can be written, a session that is there goes on as it was, and pages can still be read."""
        try:
            super().save(must_create)
        except UpdateError:
            if not self.exists(self.session_key or ""):
                raise

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=stored(key)).delete()
