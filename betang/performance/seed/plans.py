"""Fills the demo city's plans: results below those of the superior, most agreed in January, some still on their way."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any
from uuid import uuid5

from betang.kernel.audit import Change, record_many
from betang.kernel.bulk import rows_insert
from betang.people.seed.chance import between, percent, stream, uid, weighted
from betang.performance.models import (
    ActionStep,
    AnnexKind,
    AnnexLine,
    Cascade,
    Cycle,
    Expectation,
    Goal,
    Indicator,
    Period,
    Plan,
    PlanVersion,
    Result,
    VersionState,
)

SOURCE = "Data contoh, bukan angka kota"
REASON = "kota contoh"
CHUNK = 500
STATES = (VersionState.AGREED, VersionState.SUBMITTED, VersionState.RETURNED, VersionState.DRAFT)
WEIGHTS = (92, 3, 2, 3)
COMMENT = "Tambahkan satu indikator mutu pada hasil pertama, dan sebutkan sumber datanya."
EXPECTED = {
    "KOLABORATIF": "Bagi cara kerja yang berhasil kepada rekan satu unit.",
    "AKUNTABEL": "Catat bukti sejak awal.",
}
ANNEX = (
    (AnnexKind.SUPPORT, "Pendampingan oleh rekan yang sudah mahir, dua kali sebulan"),
    (AnnexKind.SUPPORT, "Akses ke data layanan unit"),
    (AnnexKind.ACCOUNT, "Laporan triwulan kepada atasan langsung, dengan bukti dari sistem"),
    (AnnexKind.CONSEQUENCE, "Diusulkan mengikuti pengembangan lanjutan bila target tercapai"),
    (AnnexKind.CONSEQUENCE, "Dialog perbaikan bila target tidak tercapai dua triwulan berturut-turut"),
)
STEPS = ("Menyepakati cara mengukur dengan atasan", "Meninjau capaian dan hambatan")


@dataclass(slots=True)
class Written:
    """What was made so far, to be saved at once; results by employee, so that those below can hang on them."""

    results: list[Result] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    others: dict[type[Any], list[Any]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[int, list[Result]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def load(*, cycle: Cycle, seed: int, day: date, morning: Any) -> int:
    """Fill the first versions of a year's plans; `morning` gives the moment of a day. Return how many were agreed."""
    versions = {row.plan_id: row for row in PlanVersion.objects.filter(plan__cycle=cycle, number=1)}
    related = ("employee__user", "rater__user", "unit", "assignment__position")
    plans = list(Plan.objects.filter(cycle=cycle, pk__in=versions).select_related(*related).order_by("pk"))
    goals: dict[int, list[Goal]] = defaultdict(list)
    for goal in Goal.objects.filter(cycle=cycle, retired_at__isnull=True).prefetch_related("indicators"):
        goals[goal.unit_id].append(goal)
    periods = list(Period.objects.filter(cycle=cycle, number__gt=0))
    chance, written = stream(seed, "performance/plans"), Written()
    for plan in top_down(plans):
        version = versions[plan.pk]
        content(version, plan, goals, periods, chance=chance, into=written)
        standing(version, plan, chance=chance, day=day, morning=morning, into=written)
    save(written, list(versions.values()), now=morning(day))
    return sum(row.state == VersionState.AGREED for row in versions.values())


def top_down(plans: Sequence[Plan]) -> list[Plan]:
    """Order plans so that those of superiors come first."""
    below: dict[int | None, list[Plan]] = defaultdict(list)
    people = {plan.employee_id for plan in plans}
    for plan in plans:
        below[plan.rater_id if plan.rater_id in people else None].append(plan)
    found, waiting, seen = [], list(below[None]), set()
    while waiting:
        plan = waiting.pop(0)
        found.append(plan)
        if plan.employee_id not in seen:
            seen.add(plan.employee_id)
            waiting += below[plan.employee_id]
    return found


@cache
def groups() -> list[Mapping[str, Any]]:
    """Read the example results."""
    text = (files("betang.performance.seed") / "plans.toml").read_text(encoding="utf-8")
    found: list[Mapping[str, Any]] = tomllib.loads(text, parse_float=Decimal)["group"]
    return found


def group_of(plan: Plan) -> Mapping[str, Any]:
    """Choose the example results of a post: a leader's by its type, others' by whole words of its name first."""
    position = plan.assignment.position if plan.assignment else None
    name, kind = (f" {position.name.casefold()} ", position.type) if position else ("", "")
    named = () if plan.leads_unit else groups()
    by_words = (group for group in named if any(f" {word} " in name for word in group.get("words", ())))
    by_type = (group for group in groups() if kind in group.get("types", ()))
    return next(by_words, None) or next(by_type, None) or groups()[-2]


def content(
    version: PlanVersion,
    plan: Plan,
    goals: Mapping[int, Sequence[Goal]],
    periods: Sequence[Period],
    *,
    chance: Random,
    into: Written,
) -> None:
    """Write what a plan says: a leader's results serve the goals of the unit, others those of the superior."""
    above = into.by_person.get(plan.rater_id or 0, [])
    own: list[Result] = []
    for goal in goals.get(plan.unit_id, ())[:3] if plan.leads_unit else ():
        row = add_result(version, own, chance, into, text=goal.text, goal=goal, perspective="penerima_layanan")
        measured = [
            [one.text, "kualitas", one.target or 90, one.measure_unit, one.polarity] for one in goal.indicators.all()
        ]
        for spec in measured[:2] or [[goal.text, "kualitas", 90, "%"]]:
            add_indicator(row, spec, chance, into)
    for number, entry in enumerate(group_of(plan)["results"]):
        parent = above[number % len(above)] if above and entry.get("kind") != "TAMBAHAN" else None
        links = {"parent_lineage": parent.lineage, "cascade": Cascade.NON_DIRECT} if parent else {}
        links |= highest(plan, goals, number) if not above else {}
        links |= {"perspective": entry["perspective"]} if plan.leads_unit and "perspective" in entry else {}
        row = add_result(version, own, chance, into, text=entry["text"], kind=entry.get("kind", "UTAMA"), **links)
        for spec in entry["indicators"]:
            add_indicator(row, spec, chance, into)
    into.by_person.setdefault(plan.employee_id, own)
    into.others[AnnexLine] += [
        AnnexLine(version=version, kind=kind, text=text, order=order) for order, (kind, text) in enumerate(ANNEX)
    ]
    if percent(chance, 40):
        value = chance.choice(sorted(EXPECTED))
        into.others[Expectation].append(Expectation(version=version, value=value, text=EXPECTED[value]))
    aim = own[0].lineage
    into.others[ActionStep] += [
        ActionStep(version=version, lineage=uuid5(aim, text), result_lineage=aim, period=period, text=text, order=order)
        for order, (text, period) in enumerate(zip(STEPS, periods, strict=False))
    ]


def highest(plan: Plan, goals: Mapping[int, Sequence[Goal]], number: int) -> dict[str, Goal]:
    """Say which goal a result serves whose rater has no plan, as the mayor: one of the unit that the rater leads."""
    served = goals.get(plan.unit.parent_id or 0, ()) if plan.leads_unit else ()
    return {"goal": served[(plan.unit_id + number) % len(served)]} if served else {}


def add_result(version: PlanVersion, own: list[Result], chance: Random, into: Written, **fields: Any) -> Result:
    """Add a result to a plan."""
    row = Result(version=version, lineage=uid(chance), order=len(own), **fields)
    own.append(row)
    into.results.append(row)
    return row


def add_indicator(row: Result, spec: Sequence[Any], chance: Random, into: Written) -> None:
    """Add an indicator as the examples give it."""
    text, aspect, target, unit, *rest = spec
    polarity = rest[0] if rest and rest[0] else "positif"
    made = Indicator(
        result=row, lineage=uid(chance), order=len(into.indicators), text=text, aspect=aspect, target=Decimal(target),
        measure_unit=unit, polarity=polarity, data_source=SOURCE, definition=f"{text}, menurut catatan unit",
    )  # fmt: skip
    into.indicators.append(made)


def standing(version: PlanVersion, plan: Plan, *, chance: Random, day: date, morning: Any, into: Written) -> None:
    """Say how far a plan came: handed in within weeks, decided days later; leaders and demo accounts are agreed."""
    sent = between(chance, plan.from_date + timedelta(days=6), plan.from_date + timedelta(days=18))
    decided = between(chance, sent + timedelta(days=1), sent + timedelta(days=6))
    state = weighted(chance, STATES, WEIGHTS)
    user = plan.employee.user
    if plan.leads_unit or (user is not None and not user.username.isdecimal()):
        state = VersionState.AGREED
    if decided > day or plan.rater is None:
        state = VersionState.DRAFT
    before, version.state = version.state, state
    if state != VersionState.DRAFT:
        version.submitted_at = morning(sent)
    if state in {VersionState.AGREED, VersionState.RETURNED} and plan.rater:
        version.decided_at, version.decided_by = morning(decided), plan.rater.user
        version.comment = COMMENT if state == VersionState.RETURNED else ""
    if state != before:
        verb = {VersionState.AGREED: "agree", VersionState.RETURNED: "return"}.get(state, "submit")
        change = {"state": (before, state.value)}
        into.changes.append(
            Change(
                action=f"performance.plan_{verb}",
                target=version,
                subject=plan.employee.uid,
                changes=change,
                reason=REASON,
            )
        )


def save(written: Written, versions: Sequence[PlanVersion], *, now: datetime) -> None:
    """Save everything, table by table."""
    Result.objects.bulk_create(written.results, batch_size=CHUNK)
    rows_insert(written.indicators)
    for rows in written.others.values():
        rows_insert(rows)
    names = ["state", "submitted_at", "decided_at", "decided_by", "comment"]
    # An insert that meets the rows it replaces: many times quicker than a bulk update, whose statement grows.
    PlanVersion.objects.bulk_create(
        versions, update_conflicts=True, unique_fields=["id"], update_fields=names, batch_size=CHUNK
    )
    record_many(written.changes, actor=None, now=now)
