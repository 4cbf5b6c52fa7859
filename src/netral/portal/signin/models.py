"""What is kept of proofs: sessions, second factors, slips, tries. Of every secret a keyed hash or a sealed copy."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A browser that was here. The key is that of the cookie, hashed: who reads this table cannot take a session over.

    `how`: the proofs, in the order in which they were given; `device`: the kind of browser, never its version.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    how = models.CharField(max_length=40)
    device = models.CharField(max_length=40)
    began_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from netral.portal.signin.sessions import SessionStore

        return SessionStore


class Totp(models.Model):
    """The secret that an app of six figures shares with us, sealed. `last_step`: no figures count twice (RFC 6238)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="totp")
    secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """One of ten codes on paper, of use once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    mark = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)


class Passkey(models.Model):
    """A key pair in a phone, a computer or a stick; `public`: the WebAuthn credential with its public key.

    `count`: how often it signed by its own word, 0 for keys that do not count.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=64, unique=True)
    public = models.BinaryField()
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    count = models.PositiveBigIntegerField(default=0)


class Slip(models.Model):
    """A printed slip with which an account gets its password: ten characters, fourteen days, one use."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="slips")
    mark = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Try(models.Model):
    """A try that has not succeeded, under a keyed hash of what it counts for; gone after a day."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("key", "at"), name="tries_of_a_key"),
            models.Index(fields=("at",), name="tries_by_age"),
        )


class Reset(models.Model):
    """Proofs that somebody lost, given up by two others: one proposes, one confirms; void after a week.

    `half`: the first half of the slip's code, sealed, until the second is made; neither person has both.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="resets")
    why = models.CharField(max_length=300)
    half = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("proposed_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("user"))
                & (models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("user"))),
                name="nobody_resets_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="two_people_reset",
            ),
            models.UniqueConstraint(
                fields=("user",), condition=models.Q(confirmed_at=None), name="one_open_reset_an_account"
            ),
        )


class Kept(models.Model):
    """A form whose session ended before it was sent: ciphertext, its key in the browser alone; gone after an hour."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cipher = models.BinaryField()
    at = models.DateTimeField(db_index=True)
