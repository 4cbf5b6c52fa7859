"""Patrols that were uploaded, their findings, and what people decided about each."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from netral.portal import clock
from netral.portal.directory.models import Agency, Mandate, Official, User, covered
from netral.portal.directory.reach import Reach, apart
from netral.portal.directory.worked import Worked
from netral.portal.triage.states import REASONS, STATES, WAITING

ROLE = "pemeriksa"


class PatrolQuerySet(models.QuerySet["Patrol"]):
    """Reads that compose."""

    def visible_to(self, user: User, *, on: date) -> PatrolQuerySet:
        """Patrols of the agencies whose examiner this person is that day."""
        return self.filter(agency__in=user.mandates.on(on).filter(role=ROLE).values("agency"))


class Patrol(models.Model):
    """One output directory of `netral patrol`, taken once. Of its files the hashes are kept: names may name people.

    `facts`: what the manifest says of its inputs; `sha256`: of manifest and findings together. `unmatched`: findings
    of people who are not in the directory: counted, and kept nowhere.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="patrols")
    sha256 = models.CharField(max_length=64)
    permit = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    facts = models.JSONField()
    rulebook_version = models.CharField(max_length=40)
    rulebook_sha256 = models.CharField(max_length=64)
    registers = models.CharField(max_length=64)
    fresh = models.IntegerField(default=0)
    again = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    unmatched = models.IntegerField(default=0)

    objects: ClassVar[PatrolQuerySet] = PatrolQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("agency", "sha256"), name="a_patrol_is_taken_once"),)


SOONEST = (models.F("due_on").asc(nulls_last=True), "number")


class FindingQuerySet(models.QuerySet["Finding"]):
    """Reads that compose."""

    def visible_to(self, user: User, *, on: date, held: Iterable[Mandate] | None = None) -> FindingQuerySet:
        """Findings whose examiner this person is that day: never about themselves, their own unit or a conflict.

        `held`: as in `User.holds`.
        """
        return self.reach(user, on=on, held=held).seen

    def reach(self, user: User, *, on: date, held: Iterable[Mandate] | None = None) -> Reach[FindingQuerySet]:
        """The two parts that `visible_to` is made of."""
        found = apart(user, on=on)
        near = Q()
        if found.units or found.officials:
            near |= _about(Q(unit__in=found.units) | Q(pk__in=found.officials))
        if found.units:
            near |= _worked_then(found.units)
        for began, ended, line in found.once:
            near |= (_about(Q(unit__in=line)) | _worked_then(line)) & known(began, ended)
        return Reach(self.filter(covered(user.holds(ROLE, on=on, held=held), "official__unit")), near)

    def waiting(self) -> FindingQuerySet:
        """Those that nobody has weighed, the nearest deadline first; nothing else decides, and chance among equals."""
        return self.filter(state=WAITING).order_by(*SOONEST)

    def find_shared_acts(self) -> None:
        """Mark those that are about the same act as another one; nothing but what was taken can make it true."""
        several = Finding.objects.values("act").annotate(n=models.Count("pk")).filter(n__gt=1).values("act")
        self.filter(shares_act=False, act__in=several).update(shares_act=True)


def _about(whom: Q) -> Q:
    """Findings about these officials: by a list that is read once, where a join would look up each finding's own."""
    return Q(official__in=Official.objects.filter(whom).order_by())


def _worked_then(units: set[int]) -> Q:
    """Findings about who worked there when the agency first knew, and was put elsewhere since."""
    there = Worked.objects.filter(unit__in=units).order_by()
    began = Q(valid_from=None) | Q(valid_from__lte=OuterRef("first_known_on"))
    of_it = there.filter(began, official=OuterRef("official"), valid_to__gte=OuterRef("first_known_on"))
    # The list first, which is short and read once: only of those in it does a row have to be looked at.
    return Q(official__in=there.values("official")) & Q(Exists(of_it))


def known(began: datetime | None, ended: datetime) -> Q:
    """Findings of which the agency first knew in that time; the day on which a tree changed belongs to both."""
    until = Q(first_known_on__lte=clock.day(ended))
    return until & Q(first_known_on__gte=clock.day(began)) if began else until


class Finding(models.Model):
    """An act of a declared account toward a contestant, as the latest patrol tells it, and where it stands.

    `number`: what people call it; it tells nothing. `finding_id`: the patrol's own id, the same in every patrol.
    `act`: equal for findings of one official about one act; `shares_act`: there are others of it. `content`: a digest
    of all that is weighed. `known_on`: since when the agency knows. `version` counts changes, so that nobody decides
    about what has changed meanwhile.
    """

    number = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT)
    official = models.ForeignKey(Official, models.PROTECT)
    patrol = models.ForeignKey(Patrol, models.PROTECT, related_name="findings")
    finding_id = models.CharField(max_length=64)
    act = models.CharField(max_length=64)
    shares_act = models.BooleanField(default=False)
    content = models.CharField(max_length=64)
    contest = models.CharField(max_length=60)
    contestant_id = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    target_status = models.CharField(max_length=20, blank=True)
    phase = models.CharField(max_length=20, blank=True)
    platform = models.CharField(max_length=40)
    verb = models.CharField(max_length=40)
    activity_id = models.CharField(max_length=2000, blank=True)
    object_id = models.CharField(max_length=2000, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    occurred_at = models.DateTimeField(null=True)
    precision = models.CharField(max_length=20, blank=True)
    match_basis = models.CharField(max_length=20)
    owner_basis = models.CharField(max_length=20)
    verdict_literal = models.CharField(max_length=40)
    verdict_practice = models.CharField(max_length=40)
    class_literal = models.CharField(max_length=40, blank=True)
    class_practice = models.CharField(max_length=40, blank=True)
    norms = models.TextField(blank=True)
    missing_facts = models.TextField(blank=True)
    mitigating = models.TextField(blank=True)
    conflicts = models.TextField(blank=True)
    sources = models.TextField(blank=True)
    source_sha256 = models.CharField(max_length=64)
    source_row = models.BigIntegerField()
    rulebook_sha256 = models.CharField(max_length=64)
    registers = models.CharField(max_length=64)
    first_known_on = models.DateField()
    known_on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default=WAITING, choices=[(one, one) for one in STATES])
    back = models.CharField(max_length=40, blank=True)
    version = models.IntegerField(default=1)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agency", "finding_id"), name="one_finding_an_agency"),
            models.CheckConstraint(
                condition=~Q(state="diteruskan", owner_basis="inferred"),
                name="an_inferred_target_is_no_ground",
                violation_error_message="Sasaran hanya dugaan. Belum cukup untuk membuka perkara.",
            ),
        )
        indexes = (
            # With all that is read to count them. The order of a list is that of the first.
            models.Index(fields=("agency", "state", "due_on", "number", "shares_act"), name="findings_by_deadline"),
            models.Index(fields=("agency", "state", "shares_act", "official", "due_on"), name="findings_counted"),
            models.Index(
                fields=("agency", "state", "act", "official", "due_on", "shares_act"),
                condition=Q(shares_act=True),
                name="findings_of_shared_acts",
            ),
            models.Index(fields=("act", "state", "due_on", "number"), name="findings_of_an_act"),
        )

    def __str__(self) -> str:
        return self.number

    def as_of(self, version: int) -> Finding:
        """What was to be weighed of it in an earlier version; never to be saved."""
        was = copy(self)
        for earlier in self.earlier.filter(version__gte=version).order_by("-version"):
            for name, value in earlier.values.items():
                setattr(was, name, None if value is None else _columns()[name].to_python(value))
        return was


class Earlier(models.Model):
    """What a later patrol changed of a finding: the values of version `version`, by column; `None` is null.

    So that whoever decided can be shown what they saw. What is not here was the same in the version after it.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="earlier")
    version = models.IntegerField()
    values = models.JSONField()

    class Meta:
        ordering = ("version",)
        constraints = (models.UniqueConstraint(fields=("finding", "version"), name="one_earlier_a_version"),)

    @classmethod
    def of(cls, was: Finding, now: Finding, columns: Iterable[str]) -> Earlier | None:
        """What differs between them in these columns; None where nothing does."""
        values = {
            one.name: None if one.value_from_object(was) is None else one.value_to_string(was)
            for one in map(_columns().__getitem__, columns)
            if one.value_from_object(was) != one.value_from_object(now)
        }
        return cls(finding=now, version=was.version, values=values) if values else None


def _columns() -> dict[str, models.Field[Any, Any]]:
    return {one.name: one for one in Finding._meta.fields}


class Weighing(models.Model):
    """What a person decided about a finding, when and why; `version`: the one that they saw."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="weighings")
    version = models.IntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(one, one) for one in STATES])
    reason = models.CharField(max_length=20, choices=[(one, one) for one in REASONS])
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        # As they came: a clock that goes back puts nothing before what it followed.
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("finding", "version"), name="one_weighing_a_version"),)
