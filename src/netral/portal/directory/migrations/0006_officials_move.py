"""In which units officials worked before they were put into another one; of before this, nobody can tell."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_conflicts_end_by_two")]

    operations = [
        migrations.CreateModel(
            name="Worked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField()),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="worked", to="directory.official"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("-valid_to", "-pk"),
                "constraints": (
                    models.CheckConstraint(
                        condition=Q(("valid_to", None), ("valid_to__gte", F("valid_from")), _connector="OR"),
                        name="worked_in_order",
                        violation_error_message="Tanggal selesai harus sesudah tanggal mulai.",
                    ),
                ),
            },
        ),
    ]
