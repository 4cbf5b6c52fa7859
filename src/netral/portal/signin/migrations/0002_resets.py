"""Proofs that were lost, given up by two people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("signin", "0001_proofs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=300)),
                ("half", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="resets", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("proposed_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("proposed_by", F("user")), _negated=True)
                        & (Q(("confirmed_by", None)) | Q(("confirmed_by", F("user")), _negated=True)),
                        name="nobody_resets_themselves",
                    ),
                    models.CheckConstraint(
                        condition=Q(("confirmed_by", None)) | Q(("confirmed_by", F("proposed_by")), _negated=True),
                        name="two_people_reset",
                    ),
                    models.UniqueConstraint(
                        fields=("user",), condition=Q(("confirmed_at", None)), name="one_open_reset_an_account"
                    ),
                ],
            },
        ),
    ]
