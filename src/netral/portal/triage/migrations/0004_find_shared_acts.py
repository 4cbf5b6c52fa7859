"""Findings that were taken before are marked too, where several are about one act."""

from typing import Any

from django.db import migrations
from django.db.models import Count


def find(apps: Any, _schema_editor: Any) -> None:
    finding = apps.get_model("triage", "Finding")
    several = finding.objects.values("act").annotate(n=Count("pk")).filter(n__gt=1).values("act")
    finding.objects.filter(act__in=several).update(shares_act=True)


class Migration(migrations.Migration):
    dependencies = [("triage", "0003_shared_acts")]

    operations = [migrations.RunPython(find, migrations.RunPython.noop)]
