"""Tokens of programs: each is a person's, may do few things, ends, and is kept as a keyed hash."""

from __future__ import annotations

from django.db import models

from netral.portal.directory.models import User


class Token(models.Model):
    """`mark` is the keyed hash; `scopes` are joined by spaces. What it opens, its owner's mandates open that day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    mark = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    made_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("-made_on", "-pk")
        constraints = (models.CheckConstraint(condition=models.Q(until__gt=models.F("made_on")), name="a_token_ends"),)
