"""Carrying a plan's content over: into its next version with lineage, or from last year's plan without."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, NotFound
from betang.performance.locking import editable
from betang.performance.models import ActionStep, AnnexLine, Expectation, Indicator, PlanVersion, Result
from betang.performance.queries.earlier import last_agreed

SAME = ("order", "kind", "text", "share", "perspective", "assigned_by", "measure")
STEP = ("lineage", "result_lineage", "period_id", "text", "done_at", "order")
LINKS = ("lineage", "parent_lineage", "goal_id", "cascade")
MEASURED = (
    "order",
    "aspect",
    "text",
    "definition",
    "formula",
    "data_source",
    "measure_unit",
    "polarity",
    "target",
    "target_top",
    "measure",
)


def copy_content(*, source: PlanVersion, target: PlanVersion, linked: bool = True) -> int:
    """Copy results, indicators, expectations and annex into an empty version; return how many results.

    `linked`: rows stay the same results, indicators and steps (another version of one plan). Otherwise they begin anew,
    without links to goals and results of another year, and without the steps, which name periods of that year. Ten
    statements, whatever the number of rows.
    """
    names = (*SAME, *LINKS) if linked else SAME
    pairs = [
        (old, Result(version=target, **{name: getattr(old, name) for name in names}))
        for old in source.results.prefetch_related("indicators")
    ]
    Result.objects.bulk_create([new for _old, new in pairs])
    Indicator.objects.bulk_create(
        [
            Indicator(
                result=new,
                lineage=row.lineage if linked else uuid.uuid4(),
                **{name: getattr(row, name) for name in MEASURED},
            )
            for old, new in pairs
            for row in old.indicators.all()
        ]
    )
    Expectation.objects.bulk_create(
        [Expectation(version=target, value=row.value, text=row.text) for row in source.expectations.all()]
    )
    AnnexLine.objects.bulk_create(
        [AnnexLine(version=target, kind=row.kind, order=row.order, text=row.text) for row in source.annex.all()]
    )
    if linked:
        ActionStep.objects.bulk_create(
            [ActionStep(version=target, **{name: getattr(row, name) for name in STEP}) for row in source.steps.all()]
        )
    return len(pairs)


def plan_copy(*, actor: User, version: PlanVersion, now: datetime) -> int:
    """Fill one's empty draft from the plan last agreed; return how many results came over.

    Conflict when the draft holds results already; NotFound when there is no earlier plan.
    """
    with transaction.atomic():
        held = editable(version, actor)
        if held.results.exists():
            raise Conflict(_("Draf ini sudah berisi rencana hasil kerja. Hapus dulu bila ingin menyalin."))
        source = last_agreed(held)
        if source is None:
            raise NotFound(_("Belum ada SKP tahun sebelumnya yang disepakati."))
        held.expectations.all().delete()
        held.annex.all().delete()
        number = copy_content(source=source, target=held, linked=False)
        record(
            actor=actor,
            action="performance.plan_copy",
            target=held,
            subject=held.plan.employee.uid,
            changes={"results": (0, number)},
            now=now,
        )
    return number
