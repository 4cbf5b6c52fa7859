"""Reports are counted from the index that sorts them."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_administrators_by_two"),
        ("intake", "0001_reports"),
        ("sealed", "0001_keys_and_boxes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="report",
            name="reports_of_the_desk",
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["agency", "state", "received_at", "id", "unit"], name="reports_of_the_desk"),
        ),
    ]
