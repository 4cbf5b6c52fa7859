"""Hand the boxes of one key over to a successor: wrapped anew by whoever can open them, in force by a second person."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, User
from netral.portal.sealed.boxes import own_key, recipients_of, seal, unlock
from netral.portal.sealed.models import Box, BoxRecipient, Handover, HandoverWrap, Key, examiners


def keys_to_hand_over(agency: Agency, user: User, *, on: date) -> QuerySet[Key]:
    """Keys with boxes of this agency that are closed, whose holder examines no more, or that are this person's own."""
    leaving = ~Q(valid_to=None) | ~Q(user__in=examiners(agency, on=on)) | Q(user=user)
    counted = Count("boxes", filter=Q(boxes__box__agency=agency))
    return Key.objects.filter(leaving).annotate(held=counted).filter(held__gt=0).select_related("user")


def propose(
    key: Key, to: Key, by: User, passphrase: str, *, agency: Agency, now: datetime
) -> tuple[Handover, int] | Denial:
    """Wrap for `to` every box of `key` that `by` can open: the proposal, and how many boxes somebody else has to do."""
    if refused := _unfit(key, to, by, agency=agency, now=now):
        return refused
    boxes = list(_boxes(key, to, agency))
    wraps, left = _wrapped(boxes, to, by, passphrase)
    if not wraps and left:
        return Denial(_("Frasa sandi tidak cocok, atau kotak ini tidak dikunci untuk Anda."))
    with transaction.atomic():
        Key.objects.select_for_update().get(pk=key.pk)
        if Handover.objects.filter(agency=agency, from_key=key, confirmed_at=None).exists():
            return Denial(_("Serah terima kunci ini sudah diusulkan dan menunggu orang kedua."))
        made = Handover.objects.create(agency=agency, from_key=key, to_key=to, proposed_by=by, proposed_at=now)
        HandoverWrap.objects.bulk_create(
            [HandoverWrap(handover=made, box=box, wrapped=wrapped) for box, wrapped in wraps]
        )
        _tell("sealed.handover_proposed", made, by, len(wraps), now)
    return made, left


def confirm(handover: Handover, by: User, *, now: datetime) -> int | Denial:
    """The second person's word: the successor opens the boxes, the former key opens them no more. How many they were.

    A box that was sealed to the former key since the proposal stays with it, and is handed over next.
    """
    with transaction.atomic():
        found = Handover.objects.select_for_update().select_related("from_key", "to_key", "agency").get(pk=handover.pk)
        if found.confirmed_at is not None:
            return 0
        if by in (found.proposed_by, found.to_key.user):
            return Denial(_("Serah terima disahkan orang lain: bukan pengusul, bukan penerima."))
        if found.to_key not in recipients_of(found.agency, on=now.date()):
            return Denial(_("Penerima bukan lagi pemeriksa dengan kunci yang berlaku."))
        wraps = [one for one in found.wraps.select_related("box") if not _barred(one.box, found.to_key)]
        BoxRecipient.objects.bulk_create(
            [BoxRecipient(box=one.box, key=found.to_key, wrapped=bytes(one.wrapped)) for one in wraps],
            ignore_conflicts=True,
        )
        done = Box.objects.filter(agency=found.agency, recipients__key=found.to_key)
        BoxRecipient.objects.filter(key=found.from_key, box__in=done).delete()
        Key.objects.filter(pk=found.from_key_id, valid_to=None).update(valid_to=now.date())
        found.wraps.all().delete()
        Handover.objects.filter(pk=found.pk).update(confirmed_by=by, confirmed_at=now)
        _tell("sealed.handed_over", found, by, len(wraps), now)
    return len(wraps)


def drop(handover: Handover, by: User, *, now: datetime) -> None:
    """The proposal is not followed; what was wrapped for it is gone."""
    with transaction.atomic():
        found = Handover.objects.select_for_update().filter(pk=handover.pk, confirmed_at=None).first()
        if found is not None:
            _tell("sealed.handover_dropped", found, by, found.wraps.count(), now)
            found.delete()


def _unfit(key: Key, to: Key, by: User, *, agency: Agency, now: datetime) -> Denial | None:
    if key == to:
        return Denial(_("Pilih kunci lain sebagai penerima."))
    if to not in recipients_of(agency, on=now.date()):
        return Denial(_("Penerima bukan lagi pemeriksa dengan kunci yang berlaku."))
    if not keys_to_hand_over(agency, by, on=now.date()).filter(pk=key.pk).exists():
        return Denial(_("Kunci ini masih dipakai pemiliknya."))
    return None


def _boxes(key: Key, to: Key, agency: Agency) -> QuerySet[Box]:
    """Those of `key` that `to` does not open yet and is not barred from."""
    held = Box.objects.filter(agency=agency, recipients__key=key)
    return held.exclude(recipients__key=to).exclude(barred=to.user).order_by("created", "pk")


def _wrapped(boxes: list[Box], to: Key, by: User, passphrase: str) -> tuple[list[tuple[Box, bytes]], int]:
    """Each box's own key for the successor; and how many boxes `by` holds no unlocked key of."""
    mine: list[tuple[Key, str]] = []
    for key in Key.objects.filter(user=by, boxes__box__in=boxes).distinct():
        secret = unlock(key, passphrase)
        if not isinstance(secret, Denial):
            mine.append((key, secret))
    wraps = []
    for box in boxes:
        found = (own_key(box, key, secret) for key, secret in mine)
        own = next((one for one in found if not isinstance(one, Denial)), None)
        if own is not None:
            wraps.append((box, seal(own.encode(), [to.public])))
    return wraps, len(boxes) - len(wraps)


def _barred(box: Box, to: Key) -> bool:
    """Barred meanwhile."""
    return box.barred.filter(pk=to.user_id).exists()


def _tell(kind: str, handover: Handover, by: User, boxes: int, now: datetime) -> None:
    facts = {"from": handover.from_key_id, "to": handover.to_key_id, "boxes": boxes, "agency": handover.agency.code}
    role = "pemeriksa" if "pemeriksa" in by.roles(now.date()) else "ppk"
    record(Happening(kind, {"role": role, "id": f"{by.pk}"}, "", facts=facts), now=now)
