"""A form's token is of one report; steps and messages stand as they came, whatever the clock said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_counted")]

    operations = [
        migrations.AlterModelOptions(name="message", options={"ordering": ("pk",)}),
        migrations.AlterModelOptions(name="step", options={"ordering": ("pk",)}),
        migrations.AlterField(model_name="message", name="token", field=models.CharField(max_length=64)),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token", ""), _negated=True), fields=("report", "token"), name="one_message_a_form"
            ),
        ),
    ]
