"""What a seal and a receipt need to know of the tree, and the keys that signed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_ledger")]

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("number", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("written", models.CharField(max_length=400)),
            ],
        ),
        migrations.AddField(model_name="head", name="frontier", field=models.BinaryField(default=b"")),
        migrations.AddField(model_name="head", name="path", field=models.BinaryField(default=b"")),
        migrations.AddField(
            model_name="seal", name="at", field=models.CharField(default="", max_length=20), preserve_default=False
        ),
        migrations.AddField(
            model_name="seal", name="path", field=models.BinaryField(default=b""), preserve_default=False
        ),
    ]
