"""By which seal each key followed the one before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_checks")]

    operations = [migrations.AddField("key", "since", models.BigIntegerField(null=True))]
