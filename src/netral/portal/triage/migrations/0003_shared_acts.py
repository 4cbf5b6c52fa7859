"""Findings that share an act are marked, and counted from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_administrators_by_two"),
        ("triage", "0002_earlier"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="finding",
            name="findings_by_deadline",
        ),
        migrations.AddField(
            model_name="finding",
            name="shares_act",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["agency", "state", "due_on", "number"], name="findings_by_deadline"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["agency", "state", "shares_act", "official", "due_on"], name="findings_counted"),
        ),
    ]
