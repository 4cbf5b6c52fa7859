"""What does the state of things allow with a finding? Who may is another question (`visible_to`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from netral.portal.denial import Denial
from netral.portal.triage.models import Finding
from netral.portal.triage.states import FORWARDED, GONE, REASONS


def forwarding(finding: Finding) -> Denial | None:
    """Why this finding cannot be forwarded to attribution; None where it can."""
    if finding.owner_basis == "inferred":
        return Denial(_("Sasaran hanya dugaan. Belum cukup untuk membuka perkara."))
    if finding.back == GONE:
        return Denial(_("Patroli terakhir tidak lagi menemukannya. Periksa daftar akun dulu."))
    return None


def choosing(state: str, reason: str) -> Denial | None:
    """Why this choice and this reason do not go together."""
    if reason not in REASONS or not state:
        return Denial(_("Pilih satu keputusan dan satu alasan."))
    if REASONS[reason].leads_to != state:
        return Denial(_("Alasan ini bukan untuk keputusan yang Anda pilih."))
    return None


def closing_many(reason: str) -> Denial | None:
    """Why this reason cannot be given for many at once: what is forwarded is looked at one by one."""
    if reason not in REASONS:
        return Denial(_("Pilih satu alasan."))
    if REASONS[reason].leads_to == FORWARDED:
        return Denial(_("Meneruskan temuan hanya dapat satu per satu."))
    return None
