"""Steps of the action plan belong to a version: those there are go to every version that has their result.

The old column goes in the next migration: PostgreSQL changes no table in the transaction that wrote its rows.
"""

import uuid
from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SAME = ("lineage", "result_lineage", "period_id", "text", "done_at", "order")
CHUNK = 500


def spread(apps: Any, schema_editor: Any) -> None:
    """Give each step to the versions of its plan that have its result; without any, to the latest version."""
    step_model, result_model, version_model = (
        apps.get_model("performance", name) for name in ("ActionStep", "Result", "PlanVersion")
    )
    steps = list(step_model.objects.all())
    plans = {step.plan_id for step in steps}
    latest: dict[int, Any] = dict(version_model.objects.order_by("number").values_list("plan_id", "pk"))
    having: dict[tuple[int, uuid.UUID], set[int]] = defaultdict(set)
    for plan, version, lineage in result_model.objects.values_list("version__plan_id", "version_id", "lineage"):
        if plan in plans:
            having[plan, lineage].add(version)
    copies: list[Any] = []
    for step in steps:
        found: list[Any] = sorted(having[step.plan_id, step.result_lineage])
        first, *others = found or [latest.get(step.plan_id)]
        step.version_id, step.lineage = first, uuid.uuid4()
        same = {name: getattr(step, name) for name in SAME}
        copies += [step_model(plan_id=step.plan_id, version_id=version, **same) for version in others]
    step_model.objects.bulk_update(steps, ["version", "lineage"], batch_size=CHUNK)
    step_model.objects.bulk_create(copies, batch_size=CHUNK)
    step_model.objects.filter(version=None).delete()  # of a plan without any version, which no page could show
    if (
        schema_editor.connection.vendor == "postgresql"
    ):  # checks that wait for the end would keep the index from being made
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("performance", "0011_guidance")]

    operations = [
        migrations.AddField(
            "actionstep",
            "version",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="performance.planversion",
            ),
        ),
        migrations.AddField("actionstep", "lineage", models.UUIDField(null=True)),
        migrations.RunPython(spread, migrations.RunPython.noop),
    ]
