"""Keys of people, boxes sealed to them, and their handing over."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Box",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("cipher", models.BinaryField()),
                ("created", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="directory.agency")),
                ("barred", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public", models.CharField(max_length=80, unique=True)),
                ("locked", models.BinaryField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-valid_from", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="directory.agency")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "from_key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sealed.key"),
                ),
                (
                    "to_key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sealed.key"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BoxRecipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wrapped", models.BinaryField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recipients", to="sealed.box"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="boxes", to="sealed.key"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandoverWrap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wrapped", models.BinaryField()),
                (
                    "box",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sealed.box"),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wraps", to="sealed.handover"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("handover", "box"), name="one_wrap_a_handover")],
            },
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="key_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)), fields=("user",), name="one_open_key_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="two_people_hand_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at", None)),
                fields=("agency", "from_key"),
                name="one_open_handover_a_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="boxrecipient",
            constraint=models.UniqueConstraint(fields=("box", "key"), name="one_wrap_a_key"),
        ),
    ]
