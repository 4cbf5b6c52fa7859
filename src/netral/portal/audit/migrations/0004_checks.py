"""What full checks found, and indexes for an auditor's questions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_frontier_of_old_events")]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.CharField(max_length=20)),
                ("events", models.BigIntegerField()),
                ("seals", models.BigIntegerField()),
                ("count", models.IntegerField()),
                ("faults", models.JSONField()),
            ],
            options={"ordering": ("-pk",)},
        ),
        migrations.AddIndex(model_name="event", index=models.Index(fields=["role", "seq"], name="events_of_a_role")),
        migrations.AddIndex(model_name="event", index=models.Index(fields=["at"], name="events_of_a_day")),
    ]
