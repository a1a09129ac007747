"""Steps of the action plan belong to a version alone."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("performance", "0012_step_versions")]

    operations = [
        migrations.AlterField(
            "actionstep",
            "version",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="performance.planversion"
            ),
        ),
        migrations.AlterField("actionstep", "lineage", models.UUIDField(default=uuid.uuid4)),
        migrations.RemoveField("actionstep", "plan"),
        migrations.AlterModelOptions(
            "actionstep",
            {
                "ordering": ["version_id", "order", "id"],
                "verbose_name": "langkah rencana aksi",
                "verbose_name_plural": "langkah rencana aksi",
            },
        ),
    ]
