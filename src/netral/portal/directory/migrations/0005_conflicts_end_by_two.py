"""A conflict of interest ends by two: what its holder asks, and what somebody else decides."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def person(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_units_change")]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("refused", models.BooleanField(default=False)),
                ("word", models.CharField(blank=True, max_length=300)),
                ("asked_by", person()),
                (
                    "conflict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="directory.conflict"
                    ),
                ),
                ("decided_by", person(null=True)),
            ],
            options={
                "ordering": ("asked_at", "pk"),
                "constraints": (
                    models.UniqueConstraint(
                        condition=Q(("decided_at", None)), fields=("conflict",), name="one_release_waits"
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("decided_at", None), ("decided_by", None)),
                            Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                Q(("decided_by", F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="two_people_end_a_conflict",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("refused", False),
                            Q(("decided_at__isnull", False), Q(("word", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_refusal_says_why",
                    ),
                ),
            },
        ),
    ]
