"""How often each passkey signed by its own word."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signin", "0003_kept_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="passkey",
            name="count",
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
