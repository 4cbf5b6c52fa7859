"""Units have days and a history, and a move waits for its second person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = ("added", "renamed", "moved", "carried", "ended", "reopened")


def person(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_administrators_by_two")]

    operations = [
        migrations.AddField("unit", "valid_from", models.DateField(null=True, blank=True)),
        migrations.AddField("unit", "valid_to", models.DateField(null=True, blank=True)),
        migrations.AddField("unit", "version", models.PositiveIntegerField(default=1)),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="unit_in_order",
                violation_error_message="Tanggal selesai harus sesudah tanggal mulai.",
            ),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[(one, one) for one in KINDS], max_length=20)),
                ("path", models.CharField(blank=True, max_length=120)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("token", models.CharField(max_length=64, null=True, unique=True)),
                ("by", person()),
                ("second", person(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="directory.unit"
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=10)),
                ("why", models.CharField(max_length=300)),
                ("proposed_at", models.DateTimeField()),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                ("proposed_by", person()),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="move", to="directory.unit"
                    ),
                ),
            ],
            options={"ordering": ("proposed_at", "pk")},
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("moved", "carried")), _negated=True),
                    models.Q(("second__isnull", False), models.Q(("by", models.F("second")), _negated=True)),
                    _connector="OR",
                ),
                name="two_people_move_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("unit")), _negated=True), _connector="OR"
                ),
                name="nothing_under_itself",
            ),
        ),
    ]
