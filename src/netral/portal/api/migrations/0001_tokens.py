"""Tokens of programs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("scopes", models.CharField(max_length=200)),
                ("made_on", models.DateField()),
                ("until", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-made_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("until__gt", models.F("made_on"))), name="a_token_ends")
                ],
            },
        ),
    ]
