"""The ledger: events, its head, its seals."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("note", models.BinaryField()),
                ("answer", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("line", models.BinaryField()),
                ("at", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=80)),
                ("role", models.CharField(max_length=40)),
                ("who", models.CharField(max_length=80)),
                ("case", models.CharField(max_length=80, null=True)),
                ("case_seq", models.BigIntegerField(null=True)),
                ("item", models.CharField(max_length=120, null=True)),
            ],
            options={
                "ordering": ("-seq",),
                "indexes": [models.Index(fields=["kind", "seq"], name="events_of_a_kind")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("seq__gte", 0)), name="seq_counts_from_zero"),
                    models.UniqueConstraint(fields=("case", "case_seq"), name="one_event_a_place_in_a_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("prev", models.CharField(max_length=200, null=True)),
                ("at", models.CharField(default="", max_length=20)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_head")],
            },
        ),
    ]
