"""Acts are counted from indexes, also those that several findings are about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_conflicts_end_by_two"),
        ("triage", "0004_find_shared_acts"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="finding",
            name="findings_of_an_act",
        ),
        migrations.RemoveIndex(
            model_name="finding",
            name="findings_by_deadline",
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                fields=["agency", "state", "due_on", "number", "shares_act"], name="findings_by_deadline"
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("shares_act", True)),
                fields=["agency", "state", "act", "official", "due_on", "shares_act"],
                name="findings_of_shared_acts",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["act", "state", "due_on", "number"], name="findings_of_an_act"),
        ),
    ]
