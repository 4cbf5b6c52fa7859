"""Drafts, reports, their steps, messages and attachments."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_directory"),
        ("sealed", "0001_keys_and_boxes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("cipher", models.BinaryField()),
                ("touched_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["touched_at"], name="drafts_by_touch")],
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("original", models.BinaryField()),
                ("view", models.BinaryField(null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="intake.draft"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("code", models.CharField(max_length=64, unique=True)),
                ("received_at", models.DateTimeField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("portal", "portal"),
                            ("telepon", "telepon"),
                            ("sms", "sms"),
                            ("whatsapp", "whatsapp"),
                            ("langsung", "langsung"),
                        ],
                        default="portal",
                        max_length=20,
                    ),
                ),
                ("sbt", models.CharField(blank=True, max_length=60)),
                ("lapor", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("diterima", "diterima"),
                            ("kajian_awal", "kajian_awal"),
                            ("diteruskan", "diteruskan"),
                            ("informasi_awal", "informasi_awal"),
                            ("dihentikan", "dihentikan"),
                            ("ditarik", "ditarik"),
                        ],
                        default="diterima",
                        max_length=20,
                    ),
                ),
                ("contest", models.CharField(blank=True, max_length=60)),
                ("story", models.TextField()),
                ("happened_on", models.DateField()),
                ("happened_at", models.CharField(blank=True, max_length=20)),
                ("known_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=500)),
                ("whom", models.CharField(max_length=300)),
                ("where_works", models.CharField(blank=True, max_length=300)),
                ("link", models.CharField(blank=True, max_length=2000)),
                ("named", models.BooleanField()),
                ("colleague", models.CharField(default="diam", max_length=10)),
                ("receipt", models.BinaryField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="directory.agency")),
                (
                    "alike",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="group",
                        to="intake.report",
                    ),
                ),
                ("avoided", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "identity",
                    models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to="sealed.box"),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="directory.unit"),
                ),
            ],
            options={
                "ordering": ("received_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("words", models.TextField(blank=True)),
                ("pressure", models.BooleanField(default=False)),
                ("token", models.CharField(max_length=64, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="intake.report"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("band", models.CharField(max_length=40)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="intake.report"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=80)),
                ("view", models.CharField(blank=True, max_length=80)),
                ("view_type", models.CharField(blank=True, max_length=20)),
                ("box", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="sealed.box")),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="intake.message",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="intake.report"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("diterima", "diterima"),
                            ("kajian_awal", "kajian_awal"),
                            ("diteruskan", "diteruskan"),
                            ("informasi_awal", "informasi_awal"),
                            ("dihentikan", "dihentikan"),
                            ("ditarik", "ditarik"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lengkap", "lengkap"),
                            ("tidak_diatur", "tidak_diatur"),
                            ("bukan_pegawai", "bukan_pegawai"),
                            ("kurang", "kurang"),
                            ("ganda", "ganda"),
                            ("baru", "baru"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="intake.report"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["agency", "state", "received_at"], name="reports_of_the_desk"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("identity", None), ("named", False)),
                    models.Q(("identity__isnull", False), ("named", True)),
                    _connector="OR",
                ),
                name="a_name_is_sealed_or_not_there",
            ),
        ),
        migrations.AddIndex(
            model_name="band",
            index=models.Index(fields=["band"], name="reports_alike"),
        ),
    ]
