"""Agencies, their trees of units, officials with dated status and position, accounts to log in with, dated mandates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

import netral.portal.directory.changes  # Django looks for tables from here
import netral.portal.directory.releases
import netral.portal.directory.worked  # noqa: F401  and from here
from netral.law.facts import ACTOR_STATUSES
from netral.portal.directory import tree
from netral.portal.directory.dated import DatedQuerySet, in_order
from netral.portal.directory.regions import regions
from netral.portal.directory.roles import CONFIRMED, ROLES, TWO_PEOPLE


class Agency(models.Model):
    """A body that employs ASN; `region` is a Kemendagri code, empty for a national one."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=4, blank=True)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.region and self.region not in regions():
            raise ValidationError({"region": _("Kode daerah ini tidak ada. Tulis dua atau empat angka, seperti 7371.")})


class UnitQuerySet(models.QuerySet["Unit"]):
    """Reads that compose."""

    def open(self, on: date) -> UnitQuerySet:
        """Those that have not ended by that day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on))

    def within(self, mandates: Iterable[Mandate]) -> UnitQuerySet:
        """Those of the agencies, or the subtrees, that these mandates are over."""
        seen = Q(pk__in=())
        for one in mandates:
            seen |= Q(agency=one.agency_id, path__startswith=one.unit.path if one.unit else "")
        return self.filter(seen)


class Unit(models.Model):
    """A node of an agency's tree. `path` holds the codes from the root down, `01.02.`: a subtree is a prefix.

    The path is all there is of the tree, so that it cannot hold a circle; what it was before stands in `changes`.
    `valid_from` is empty where nobody has said it. `version` counts changes.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    path = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "path"), name="one_unit_a_path"),
            models.CheckConstraint(condition=Q(path__endswith="."), name="path_ends_with_a_dot"),
            in_order("unit_in_order", may_be_empty=True),
        )

    def __str__(self) -> str:
        return self.name

    def has_ended(self, on: date) -> bool:
        """By that day."""
        return self.valid_to is not None and self.valid_to <= on


class OfficialQuerySet(models.QuerySet["Official"]):
    """Reads that compose."""

    def visible_to(self, user: User, *, on: date, held: Iterable[Mandate] | None = None) -> OfficialQuerySet:
        """Officials whom this person may see by name: themselves, and whom a mandate over the directory covers.

        `held`: as in `User.holds`.
        """
        seen = covered(user.holds("pengelola", "ppk", on=on, held=held))
        # Asked first, since either of two conditions keeps a list of 20,000 from the index of one of them.
        alone = user.official_id and not self.filter(seen, pk=user.official_id).exists()
        return self.filter(Q(pk=user.official_id) | seen if alone else seen)


class Official(models.Model):
    """A person whom the rules bind. The NIP is shown by its last four digits only, and searched whole."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officials")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officials")
    nip = models.CharField(max_length=18)
    name = models.CharField(max_length=200)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ("unit__path", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "nip"),
                name="one_official_a_nip",
                violation_error_message="NIP ini sudah ada di instansi yang sama.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def nip_tail(self) -> str:
        """What may be shown of the NIP."""
        return f"…{self.nip[-4:]}"

    def status_on(self, day: date) -> Status | None:
        """What this person was in law on that day; None outside every period."""
        return self.statuses.on(day).first()


class Status(models.Model):
    """What an official was in law from one day to another: `pns`, `cpns` …, and whether on unpaid leave (CLTN)."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=20, choices=[(one, one) for one in ACTOR_STATUSES])
    on_cltn = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Status"].as_manager()

    class Meta:
        ordering = ("-valid_from",)
        constraints = (
            in_order("status_in_order"),
            models.UniqueConstraint(fields=("official", "valid_from"), name="one_status_a_day"),
        )


class Position(models.Model):
    """A post that an official held; `pejabat` where it makes the person an office-holder in the sense of the rules."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="positions")
    title = models.CharField(max_length=200)
    pejabat = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Position"].as_manager()

    class Meta:
        constraints = (in_order("position_in_order"),)


class UserManager(BaseUserManager["User"]):
    """Makes accounts; a password that is None cannot be used."""

    def create_user(self, login: str, password: str | None = None, **more: Any) -> User:
        user = User(login=login, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account to log in with. What it may do stands in its mandates alone; there is no superuser."""

    login = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    official = models.OneToOneField(Official, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.login

    def roles(self, on: date) -> set[str]:
        """The roles that this account has on that day."""
        return set(self.mandates.on(on).values_list("role", flat=True))

    def holds(self, *roles: str, on: date, held: Iterable[Mandate] | None = None) -> list[Mandate]:
        """The mandates of these roles on that day, with their unit.

        `held`: those of that day, where the request has read them already. An action leaves it out: it asks again
        inside its transaction, since a mandate may have ended while it waited.
        """
        told = self.mandates.on(on).filter(role__in=roles).select_related("unit") if held is None else held
        return [one for one in told if one.role in roles]


class Mandate(models.Model):
    """A role with its scope and its time: a whole agency, a subtree of units, or a region for those from outside."""

    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=[(one, one) for one in ROLES])
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    region = models.CharField(max_length=4, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    second_grant_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Mandate"].as_manager()

    class Meta:
        constraints = (
            # What was granted today must be able to end today.
            in_order("mandate_in_order", may_be_empty=True),
            models.CheckConstraint(
                condition=~Q(role__in=TWO_PEOPLE)
                | Q(granted_by__isnull=False, second_grant_by__isnull=False) & ~Q(granted_by=F("second_grant_by")),
                name="two_people_grant_it",
                violation_error_message="Peran ini harus diberikan oleh dua orang yang berbeda.",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None)
                | ~Q(granted_by=F("user")) & (Q(second_grant_by=None) | ~Q(second_grant_by=F("user"))),
                name="nobody_grants_themselves",
                violation_error_message="Tidak ada yang memberi peran kepada dirinya sendiri.",
            ),
        )

    @property
    def word(self) -> Promise:
        """The role in words."""
        return ROLES[self.role]


def covered(mandates: Iterable[Mandate], unit: str = "unit") -> Q:
    """Rows of the agencies, or the subtrees of units, that these mandates are over; `unit`: the way to a row's unit."""
    # Nothing, and unlike `pk=None` no condition that would stand between the database and its index.
    seen = Q(pk__in=())
    for one in mandates:
        within = Q(agency=one.agency_id)
        seen |= within & Q(**{f"{unit}__path__startswith": one.unit.path}) if one.unit else within
    return seen


class Proposal(models.Model):
    """A mandate that one person wants to grant and that a second has not confirmed yet; gone once it is decided."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(one, one) for one in CONFIRMED])
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    region = models.CharField(max_length=4, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = (
            in_order("proposal_in_order"),
            models.CheckConstraint(condition=~Q(proposed_by=F("user")), name="nobody_proposes_themselves"),
            models.UniqueConstraint(fields=("user", "role", "agency"), name="one_proposal_a_role"),
        )

    @property
    def word(self) -> Promise:
        """The role in words."""
        return ROLES[self.role]


class ConflictQuerySet(models.QuerySet["Conflict"]):
    """Declared conflicts of interest, as they bind."""

    def binds(self, *, on: date) -> ConflictQuerySet:
        """Those that bind on that day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on))

    def binding(self, user: User, *, on: date) -> ConflictQuerySet:
        """Those of this account that bind on that day."""
        return self.binds(on=on).filter(user=user)

    def touching(self, *, officials: Collection[int] = (), units: Iterable[Unit] = (), on: date) -> ConflictQuerySet:
        """Those that bind on that day and name one of these officials, their unit or one above it, or these units."""
        told = Official.objects.filter(pk__in=officials).values_list("agency", "unit__path")
        places = {*told, *((unit.agency_id, unit.path) for unit in units)}
        named = Q(official__in=officials)
        for agency, path in places:
            named |= Q(unit__agency=agency, unit__path__in=tree.above(path))
        return self.binds(on=on).filter(named)


class Conflict(models.Model):
    """A declared conflict of interest: this account has nothing to do with cases that touch that official or unit.

    It binds from the moment of its declaration until the day on which two have ended it (`releases`); it is never
    deleted.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="conflicts")
    official = models.ForeignKey(Official, models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    why = models.CharField(max_length=500)
    declared_at = models.DateTimeField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ("-declared_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(official__isnull=False) ^ Q(unit__isnull=False), name="a_conflict_names_one"
            ),
        )

    @property
    def place(self) -> Unit:
        """The unit that it names, or in which the official works whom it names."""
        place = self.official.unit if self.official else self.unit
        assert place is not None
        return place


def tied_to(unit: Unit, *, on: date) -> set[int]:
    """The accounts that a report on this unit is kept from: who works in it, who has a mandate for it alone, and who
    declared a conflict with it. A mandate over the whole agency is none of these."""
    below, held = Q(unit__agency=unit.agency_id, unit__path__startswith=unit.path), Mandate.objects.on(on)
    workers = User.objects.filter(official__in=Official.objects.filter(below))
    mandated = held.filter(below | Q(unit__agency=unit.agency_id, unit__path__in=tree.above(unit.path)))
    bound = Conflict.objects.touching(units=[unit], on=on)
    return {*workers.values_list("pk", flat=True), *mandated.values_list("user", flat=True)} | set(
        bound.values_list("user", flat=True)
    )


class Staged(models.Model):
    """An uploaded list of officials that waits for its clerk, who alone sees it; emptied once it is taken over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    path = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.BinaryField()
    made = models.DateTimeField()
    done = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-made",)
