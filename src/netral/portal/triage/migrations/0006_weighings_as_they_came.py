"""Weighings stand as they came, whatever the clock said."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("triage", "0005_counted_acts")]

    operations = [migrations.AlterModelOptions(name="weighing", options={"ordering": ("pk",)})]
