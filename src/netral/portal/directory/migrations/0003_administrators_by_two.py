"""Who runs the machine is proposed by one and confirmed by another, as examiners and heads are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_people_change"),
    ]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="role",
            field=models.CharField(
                choices=[("pemeriksa", "pemeriksa"), ("ppk", "ppk"), ("admin", "admin")], max_length=20
            ),
        ),
    ]
