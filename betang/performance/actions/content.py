"""Writing one's draft: results with their indicators, expectations of behaviour, annex, steps of the action plan."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Conflict, Forbidden, NotFound
from betang.people.rows import checked
from betang.performance.locking import editable, is_owner, is_rater, locked
from betang.performance.models import (
    OPEN_STATES,
    ActionStep,
    AnnexLine,
    Expectation,
    Indicator,
    PlanVersion,
    Result,
)

RESULT_FIELDS = ("kind", "text", "parent_lineage", "goal", "cascade", "share", "perspective", "assigned_by", "measure")
INDICATOR_FIELDS = (
    "aspect",
    "text",
    "definition",
    "formula",
    "data_source",
    "measure_unit",
    "polarity",
    "target",
    "target_top",
)
MOST_RESULTS = 40
MOST_LINES = 60  # of one list of the annex, or steps of one plan


@dataclass(frozen=True, slots=True)
class Draft:
    """One indicator as it was written: a new one without `pk`; `remove` takes an existing one out."""

    values: Mapping[str, Any] = field(default_factory=dict)
    pk: int | None = None
    remove: bool = False


def result_add(
    *, actor: User, version: PlanVersion, values: Mapping[str, Any], indicators: Sequence[Draft] = (), now: datetime
) -> Result:
    """Add a result with its indicators to one's draft, at the end of its kind."""
    with transaction.atomic():
        held = editable(version, actor)
        made, changes = result_written(held=held, values=values, indicators=indicators)
        record_many(changes, actor=actor, now=now)
    return made


def result_written(
    *, held: PlanVersion, values: Mapping[str, Any], indicators: Sequence[Draft]
) -> tuple[Result, list[Change]]:
    """Write a result into a version that the caller holds; give it with the entries for the trail."""
    if held.results.count() >= MOST_RESULTS:
        raise Conflict(_("Satu SKP memuat paling banyak %(most)s rencana hasil kerja.") % {"most": MOST_RESULTS})
    last = held.results.aggregate(last=Max("order"))["last"]
    given = {name: values[name] for name in RESULT_FIELDS if name in values}
    made = checked(Result(version=held, order=0 if last is None else last + 1, **given))
    made.save()
    changes = [_change(made, "result_add", held, {name: (None, _plain(value)) for name, value in given.items()})]
    return made, changes + _indicators(held, made, indicators)


def result_change(
    *, actor: User, result: Result, values: Mapping[str, Any], indicators: Sequence[Draft] = (), now: datetime
) -> None:
    """Change a result of one's draft and its indicators; those not mentioned stay as they are."""
    with transaction.atomic():
        held = editable(result.version, actor)
        row = _row(held, result)
        given = {name: values[name] for name in RESULT_FIELDS if name in values}
        differing = {n: (_plain(getattr(row, n)), _plain(v)) for n, v in given.items() if getattr(row, n) != v}
        for name, value in given.items():
            setattr(row, name, value)
        checked(row).save()
        changes = [_change(row, "result_change", held, differing)] if differing else []
        record_many(changes + _indicators(held, row, indicators), actor=actor, now=now)


def result_remove(*, actor: User, result: Result, now: datetime) -> None:
    """Take a result with its indicators out of one's draft. Earlier versions keep it."""
    with transaction.atomic():
        held = editable(result.version, actor)
        row = _row(held, result)
        change = _change(("performance.result", str(row.pk)), "result_remove", held, {"text": (row.text, None)})
        held.steps.filter(result_lineage=row.lineage).delete()
        row.delete()
        record_many([change], actor=actor, now=now)


def result_move(*, actor: User, result: Result, up: bool, now: datetime) -> None:
    """Exchange a result of one's draft with its neighbour among those of its kind; at the edge nothing happens."""
    with transaction.atomic():
        held = editable(result.version, actor)
        row = _row(held, result)
        rows = list(held.results.select_for_update().filter(kind=row.kind))
        at = rows.index(row)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        for number, one in enumerate(rows):
            one.order = number
        Result.objects.bulk_update(rows, ["order"])
        record_many([_change(row, "result_move", held, {"order": (at, to)})], actor=actor, now=now)


def _row(held: PlanVersion, result: Result) -> Result:
    """Read a result of a version anew; NotFound when it was removed meanwhile."""
    found = held.results.filter(pk=result.pk).first()
    if found is None:
        raise NotFound(_("Rencana hasil kerja ini sudah dihapus."))
    return found


def _indicators(held: PlanVersion, result: Result, drafts: Sequence[Draft]) -> list[Change]:
    """Write the indicators of a result; give the entries for the trail. NotFound for one of another result."""
    known = {row.pk: row for row in result.indicators.all()}
    order = 1 + max((row.order for row in known.values()), default=-1)
    changes = []
    for draft in drafts:
        if draft.pk is not None and draft.pk not in known:
            raise NotFound(_("Indikator ini sudah dihapus."))
        given = {name: draft.values[name] for name in INDICATOR_FIELDS if name in draft.values}
        if draft.pk is None:
            made = checked(Indicator(result=result, order=order, **given))
            made.save()
            order += 1
            changes.append(_change(made, "indicator_add", held, {name: (None, value) for name, value in given.items()}))
        else:
            changes += _indicator_change(held, known[draft.pk], given, remove=draft.remove)
    return changes


def _indicator_change(held: PlanVersion, row: Indicator, given: Mapping[str, Any], *, remove: bool) -> list[Change]:
    """Change or remove one indicator."""
    if remove:
        target = ("performance.indicator", str(row.pk))
        row.delete()
        return [_change(target, "indicator_remove", held, {"text": (row.text, None)})]
    differing = {name: (getattr(row, name), value) for name, value in given.items() if getattr(row, name) != value}
    if not differing:
        return []
    for name, (_before, after) in differing.items():
        setattr(row, name, after)
    checked(row).save()
    return [_change(row, "indicator_change", held, differing)]


def expectations_set(*, actor: User, version: PlanVersion, texts: Mapping[str, str], now: datetime) -> None:
    """Keep what the leader expects of each value (by name; blank takes it out): by the owner, or by the rater.

    It is the leader's expectation, so the rater may still write it while a submitted version waits for the decision.
    """
    if not (is_owner(version.plan, actor) or is_rater(version.plan, actor)):
        raise Forbidden(_("Ekspektasi khusus ditulis pada dialog oleh pemilik SKP dan pejabat penilainya."))
    with transaction.atomic():
        held = editable(version, actor) if is_owner(version.plan, actor) else locked(version, OPEN_STATES)
        before = {row.value: row.text for row in held.expectations.all()}
        wanted = {value: text.strip() for value, text in texts.items()}
        differing = {v: (before.get(v, ""), text) for v, text in wanted.items() if before.get(v, "") != text}
        for value, (_before, text) in differing.items():
            held.expectations.filter(value=value).delete()
            if text:
                checked(Expectation(version=held, value=value, text=text)).save()
        changes = [_change(held, "expectations_set", held, differing)] if differing else []
        record_many(changes, actor=actor, now=now)


def annex_set(*, actor: User, version: PlanVersion, lines: Mapping[str, Sequence[str]], now: datetime) -> None:
    """Replace the lists of the annex that are given (by kind) in one's draft; blank lines count for nothing."""
    with transaction.atomic():
        held = editable(version, actor)
        before: dict[str, list[str]] = {}
        for row in held.annex.all():
            before.setdefault(row.kind, []).append(row.text)
        wanted = {kind: [line.strip() for line in texts if line.strip()] for kind, texts in lines.items()}
        differing = {kind: (before.get(kind, []), new) for kind, new in wanted.items() if before.get(kind, []) != new}
        _not_too_many(new for _old, new in differing.values())
        held.annex.filter(kind__in=list(differing)).delete()
        rows = [(kind, number, text) for kind, (_old, new) in differing.items() for number, text in enumerate(new)]
        AnnexLine.objects.bulk_create(
            [checked(AnnexLine(version=held, kind=kind, order=number, text=text)) for kind, number, text in rows]
        )
        changes = [_change(held, "annex_set", held, differing)] if differing else []
        record_many(changes, actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One step as it was written: for a result (by lineage), due in a period (by id), an existing one by `pk`."""

    result: uuid.UUID
    text: str
    period: int | None = None
    pk: int | None = None


def steps_set(*, actor: User, version: PlanVersion, steps: Sequence[StepDraft], now: datetime) -> None:
    """Keep the steps of the action plan while one writes a version; steps that are left out go, unless done already."""
    with transaction.atomic():
        held = editable(version, actor)
        _not_too_many([steps])
        known = {row.pk: row for row in held.steps.select_for_update()}
        before = [row.text for row in known.values()]
        kept = {step.pk for step in steps}
        done = {pk for pk, row in known.items() if row.done_at}
        held.steps.exclude(pk__in=[pk for pk in kept | done if pk]).delete()
        for number, step in enumerate(steps):
            row = known.get(step.pk or 0) or ActionStep(version=held)
            row.result_lineage, row.period_id, row.text, row.order = step.result, step.period, step.text, number
            checked(row).save()
        after = [step.text for step in steps]
        changes = [_change(held, "steps_set", held, {"steps": (before, after)})] if before != after else []
        record_many(changes, actor=actor, now=now)


def step_done(*, actor: User, step: ActionStep, done: bool, now: datetime) -> None:
    """Mark a step of one's plan as done, or as open again, in every version that has it.

    Forbidden for others, Conflict when the plan is closed; repeating changes nothing.
    """
    with transaction.atomic():
        rows = ActionStep.objects.select_for_update(of=("self",)).select_related("version__plan__employee")
        row = rows.get(pk=step.pk)
        plan = row.version.plan
        if not is_owner(plan, actor):
            raise Forbidden(_("Hanya pemilik SKP yang menandai langkahnya."))
        if plan.closed_at:
            raise Conflict(_("SKP ini sudah ditutup."))
        if bool(row.done_at) == done:
            return
        before, row.done_at = row.done_at, now if done else None
        ActionStep.objects.filter(version__plan=plan, lineage=row.lineage).update(done_at=row.done_at)
        subject = plan.employee.uid
        change = Change(
            action="performance.step_done", target=row, subject=subject, changes={"done_at": (before, row.done_at)}
        )
        record_many([change], actor=actor, now=now)


def _not_too_many(lists: Any) -> None:
    """Refuse a list longer than a page can hold."""
    if any(len(rows) > MOST_LINES for rows in lists):
        raise Conflict(_("Satu daftar memuat paling banyak %(most)s baris.") % {"most": MOST_LINES})


def _change(target: Any, verb: str, held: PlanVersion, changes: Mapping[str, tuple[Any, Any]]) -> Change:
    """Give the entry for something done within a version, under the person whose plan it is."""
    return Change(action=f"performance.{verb}", target=target, subject=held.plan.employee.uid, changes=changes or None)


def _plain(value: Any) -> Any:
    """Give a value as the trail keeps it: rows by their id."""
    return getattr(value, "pk", value)
