"""What is asked of whoever reports, page by page; as little as a report needs, and nothing that could wait."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from netral.law.contests import ZONES, zone_of
from netral.law.deadlines import of_report
from netral.portal import clock
from netral.portal.directory.models import Agency, Unit, User
from netral.portal.guidance.rulebook import table
from netral.portal.intake.days import DayField

SHORTEST, LONGEST = 20, 4000
TODAY, YESTERDAY, OTHER = "hari_ini", "kemarin", "lain"
COLLEAGUE = (("ya", _("Ya")), ("tidak", _("Tidak")), ("diam", _("Tidak mau menjawab")))


def contests(day: date) -> list[tuple[str, str]]:
    """One contest for each term that a report could have on that day; the words are the contest's own."""
    found = {term.id: one for one in table().running(day) if (term := of_report(one.id))}
    return [(one.id, one.title.en if get_language() == "en" else one.title.id) for one in found.values()]


def today_at(agency: Agency, now: datetime) -> date:
    """The day where the agency is: in Papua it begins two hours before it does in Jakarta."""
    return now.astimezone(ZONES[zone_of(table().rulebook, region=agency.region)]).date()


class What(forms.Form):
    """Page 1: what happened, when, and when it became known."""

    story = forms.CharField(
        label=_("Ceritakan yang Anda lihat"),
        help_text=_("Siapa melakukan apa, di mana. Jangan tulis nama Anda di sini."),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={
            "required": _("Ceritakan sedikit lebih banyak, paling tidak satu kalimat."),
            "min_length": _("Ceritakan sedikit lebih banyak, paling tidak satu kalimat."),
            "max_length": _("Ceritanya terlalu panjang. Paling banyak 4.000 huruf; sisanya dapat menyusul."),
        },
    )
    happened_on = DayField(
        label=_("Kapan terjadi?"), error_messages={"required": _("Tulis tanggal kejadian. Perkiraan pun boleh.")}
    )
    happened_at = forms.CharField(
        label=_("Jam berapa?"), help_text=_("Boleh kosong. Contoh: 20.15 WIB."), required=False, max_length=20
    )
    known = forms.ChoiceField(
        label=_("Kapan Anda mengetahuinya?"),
        choices=((TODAY, _("Hari ini")), (YESTERDAY, _("Kemarin")), (OTHER, _("Tanggal lain"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih kapan Anda mengetahuinya; dari situ batas waktu dihitung.")},
    )
    known_on = DayField(label=_("Tanggal Anda mengetahuinya"), help_text=_("Hanya kalau tanggal lain."), required=False)
    place = forms.CharField(
        label=_("Di mana?"),
        help_text=_("Tempat kejadian, atau nama grup atau halaman."),
        required=False,
        max_length=500,
    )
    contest = forms.ChoiceField(label=_("Pemilihan yang mana?"), widget=forms.RadioSelect)

    def __init__(self, *rest: Any, today: date, **more: Any) -> None:
        super().__init__(*rest, **more)
        self.today = today
        offered = contests(today)
        field = self.fields["contest"]
        if len(offered) > 1:
            field.choices = [*offered, ("", _("Saya tidak tahu"))]  # type: ignore[attr-defined]
            field.required = False
        else:
            del self.fields["contest"]
        self._only = offered[0][0] if len(offered) == 1 else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        happened, known = told.get("happened_on"), told.get("known")
        if happened and happened > self.today:
            self.add_error("happened_on", _("Tanggal kejadian tidak boleh setelah hari ini."))
        days = {TODAY: self.today, YESTERDAY: self.today - timedelta(days=1)}
        learned = days.get(known or "", told.get("known_on"))
        if known == OTHER and not learned and "known_on" not in self.errors:
            self.add_error("known_on", _("Tulis tanggal Anda mengetahuinya."))
        if learned and learned > self.today:
            self.add_error("known_on", _("Tanggal ini tidak boleh setelah hari ini."))
        elif happened and learned and learned < happened <= self.today:
            where = "known_on" if known == OTHER else "known"
            self.add_error(where, _("Anda tidak dapat mengetahuinya sebelum terjadi. Periksa kedua tanggal."))
        told["known_on"] = learned
        told.setdefault("contest", self._only)
        return told


class Whom(forms.Form):
    """Page 2: who, where, and what shows it. Files are taken beside it, one by one."""

    whom = forms.CharField(
        label=_("Nama atau jabatan yang dilaporkan"),
        help_text=_("Boleh perkiraan, misalnya “camat” atau “guru SD”. NIP tidak perlu."),
        max_length=300,
        error_messages={"required": _("Tulis nama atau jabatannya. Perkiraan pun boleh.")},
    )
    unit = forms.ChoiceField(
        label=_("Bagian tempatnya bekerja"),
        help_text=_("Petugas dari bagian yang Anda pilih tidak akan menerima laporan ini."),
        required=False,
    )
    where_works = forms.CharField(
        label=_("Instansi atau daerah"),
        help_text=_("Bila tidak ada di daftar. Misalnya “Kecamatan Sukamaju, Kabupaten Contoh”."),
        required=False,
        max_length=300,
    )
    unknown = forms.BooleanField(label=_("Saya tidak tahu"), required=False)
    link = forms.URLField(
        label=_("Tautan unggahan"),
        help_text=_("Buka unggahannya, tekan “Bagikan”, lalu “Salin tautan”. Kami tidak membukanya."),
        required=False,
        max_length=2000,
        assume_scheme="https",
        error_messages={"invalid": _("Ini bukan tautan. Contoh: https://contoh.id/p/8812.")},
    )

    def __init__(self, *rest: Any, agency: Agency, **more: Any) -> None:
        super().__init__(*rest, **more)
        self._top = Unit.objects.open(clock.now().date()).filter(agency=agency).order_by("path")
        offered = [(str(one.pk), f"{' ' * (one.path.count('.') - 1)}{one.name}") for one in self._top]
        self.fields["unit"].choices = [("", _("Pilih, atau lewati")), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (told.get("unit") or told.get("where_works") or told.get("unknown")) and "unit" not in self.errors:
            self.add_error("where_works", _("Tulis instansi tempatnya bekerja, atau pilih “Saya tidak tahu”."))
        return told


class You(forms.Form):
    """Page 3: with a name or without, and from whom to keep it."""

    named = forms.ChoiceField(
        label=_("Dengan nama, atau tanpa nama?"),
        choices=(("tanpa", _("Tanpa nama")), ("dengan", _("Dengan nama"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu: tanpa nama atau dengan nama.")},
    )
    name = forms.CharField(label=_("Nama Anda"), required=False, max_length=200)
    address = forms.CharField(label=_("Alamat Anda"), required=False, max_length=500)
    contact = forms.CharField(
        label=_("Satu cara menghubungi Anda"), help_text=_("Nomor telepon atau surel."), required=False, max_length=200
    )
    avoided = forms.MultipleChoiceField(
        label=_("Adakah petugas yang sebaiknya tidak membaca laporan ini?"),
        help_text=_("Boleh kosong. Laporan tidak akan sampai kepada yang Anda pilih."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    colleague = forms.ChoiceField(
        label=_("Apakah Anda bekerja di instansi yang sama?"),
        choices=COLLEAGUE,
        widget=forms.RadioSelect,
        initial="diam",
        required=False,
    )

    def __init__(self, *rest: Any, people: list[User], **more: Any) -> None:
        super().__init__(*rest, **more)
        self._people = len(people)
        self.fields["avoided"].choices = [(str(one.pk), str(one)) for one in people]  # type: ignore[attr-defined]
        if not people:
            del self.fields["avoided"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self._people and len(told.get("avoided", ())) >= self._people:
            words = _("Tidak ada petugas lain yang dapat membaca laporan ini. Pilih lebih sedikit petugas.")
            self.add_error("avoided", words)
        if told.get("named") == "dengan":
            if self._people <= len(told.get("avoided", ())):
                words = _("Tidak ada petugas lain yang dapat menyimpan nama Anda dengan aman. Pilih tanpa nama.")
                raise ValidationError(words, code="nobody")
            for name, word in (
                ("name", _("Tulis nama Anda, atau pilih tanpa nama.")),
                ("address", _("Tulis alamat Anda; laporan resmi memerlukannya.")),
                ("contact", _("Tulis satu nomor telepon atau surel.")),
            ):
                if not told.get(name):
                    self.add_error(name, word)
        told["colleague"] = told.get("colleague") or "diam"
        return told


class Check(forms.Form):
    """Page 4: the one promise."""

    faith = forms.BooleanField(
        label=_("Saya melapor dengan iktikad baik. Saya tahu laporan palsu dapat dituntut."),
        error_messages={"required": _("Centang kalimat ini kalau Anda melapor dengan iktikad baik.")},
    )


class Reply(forms.Form):
    """What a reporter adds: words, files, or both."""

    words = forms.CharField(label=_("Tulis pesan"), required=False, max_length=LONGEST, widget=forms.Textarea)
    pressure = forms.BooleanField(label=_("Saya mendapat tekanan karena laporan ini"), required=False)
