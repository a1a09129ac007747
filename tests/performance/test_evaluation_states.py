"""Any order of what people do from a plan to an objection: one final decision, nothing lost, all trailed, nobody peeks.

Hypothesis plays the personnel agency, raters, employees, leaders and strangers against one plan, its evaluation, the
sitting over it and its objection. `BETANG_EXAMPLES=500` plays so many runs instead of a few, other ones each time.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.verification import verify as verify_trail
from betang.kernel.errors import DomainError
from betang.ledger.models import Fact
from betang.people.viewer import load
from betang.performance import rules
from betang.performance.actions import achievements, answering, calibration, calibration_cases, objections, plans
from betang.performance.actions.evidence import evidence_collect
from betang.performance.actions.sending import evaluation_send
from betang.performance.locking import stamp
from betang.performance.models import (
    Calibration,
    CalibrationCase,
    CalibrationProposal,
    Decision,
    Evaluation,
    EvaluationState,
    Indicator,
    IndicatorValue,
    Objection,
    Plan,
    PlanVersion,
    UnitAchievement,
    VersionState,
)
from betang.performance.queries.evidence import evidence_drawn
from betang.performance.queries.verification import verify
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.people.build import NOW, TODAY
from tests.performance import build
from tests.performance.test_evidence import SUM

RATINGS = st.sampled_from(["DI_BAWAH", "SESUAI", "DI_ATAS"])
LEVELS = st.sampled_from(["KURANG", "BAIK", "ISTIMEWA"])
WHO = st.sampled_from(["clerk", "chief", "head", "mayor", "stranger"])
REACHED: set[str] = set()


class Journey(RuleBasedStateMachine):
    """The year of the clerk of the small city, in one quarter."""

    def __init__(self) -> None:
        super().__init__()
        self.city = people.city()
        self.users = build.accounts(self.city)
        self.year = build.plans(self.city, agreed=True)
        self.third = build.period(self.year.cycle, 3)
        self.agency = people.account(people.person(20, "Bina"), "bkpsdm", Role.BKPSDM)
        self.source = source()
        drafted = {"state": VersionState.DRAFT, "submitted_at": None, "decided_at": None}
        PlanVersion.objects.filter(plan=self.year.clerk).update(**drafted)
        Indicator.objects.filter(result__version__plan=self.year.clerk).update(measure=SUM)
        self.entries = self.grown = 0
        self.before: tuple[Any, ...] = ()

    def user(self, who: str) -> Any:
        """Give the account of somebody."""
        return self.agency if who == "agency" else getattr(self.users, who)

    def version(self) -> PlanVersion:
        """Give the last version of the plan."""
        rows = PlanVersion.objects.select_related("plan__employee", "plan__rater", "plan__unit", "plan__cycle")
        return rows.filter(plan=self.year.clerk).latest("number")

    def agreed(self) -> bool:
        """Tell whether a version of the plan is agreed."""
        return PlanVersion.objects.filter(plan=self.year.clerk, state=VersionState.AGREED).exists()

    def sitting(self) -> Calibration | None:
        """Give the last sitting over the clerk's unit."""
        return Calibration.objects.select_related("period__cycle").order_by("pk").last()

    def evaluation(self) -> Evaluation | None:
        """Give the evaluation, None while nobody wrote in it."""
        return Evaluation.objects.filter(plan=self.year.clerk, period=self.third).first()

    def act(self, done: Any) -> bool:
        """Do something; whether it was taken. What is refused leaves everything as it was."""
        before = self.rows()
        try:
            done()
        except DomainError:
            assert self.rows() == before
            return False
        return True

    def rows(self) -> tuple[Any, ...]:
        """Give everything that a refusal must leave alone."""
        return (
            list(Evaluation.objects.order_by("pk").values_list("pk", "state", "edition", "snapshot_digest")),
            list(Decision.objects.order_by("pk").values_list("pk", "digest")),
            list(Objection.objects.order_by("pk").values_list("pk", "state")),
            list(PlanVersion.objects.order_by("pk").values_list("pk", "state")),
            list(Calibration.objects.order_by("pk").values_list("pk", "locked_at")),
            list(CalibrationCase.objects.order_by("pk").values_list("pk", "edition")),
            list(CalibrationProposal.objects.order_by("pk").values_list("pk", "outcome")),
            UnitAchievement.objects.count(),
            AuditEntry.objects.count(),
        )

    @rule(who=WHO, what=st.sampled_from(["submit", "withdraw", "return", "agree", "revise"]))
    def plan(self, who: str, what: str) -> None:
        """Somebody moves the plan on or back; its owner writes, its rater decides, either opens the next version."""
        row, actor = self.version(), self.user(who)
        seen = stamp(row)
        done = {
            "submit": lambda: plans.plan_submit(actor=actor, version=row, now=NOW),
            "withdraw": lambda: plans.plan_withdraw(actor=actor, version=row, now=NOW),
            "return": lambda: plans.plan_return(actor=actor, version=row, seen=seen, comment="Lagi.", now=NOW),
            "agree": lambda: plans.plan_agree(actor=actor, version=row, seen=seen, now=NOW),
            "revise": lambda: plans.plan_revise(actor=actor, plan=row.plan, reason="Uji.", now=NOW),
        }[what]
        may = {"submit": {"clerk"}, "withdraw": {"clerk"}, "revise": {"clerk", "chief"}}.get(what, {"chief"})
        assert not self.act(done) or who in may

    @rule(amount=st.integers(0, 9))
    def work(self, amount: int) -> None:
        """A fact of work arrives, and the evidence is collected; what was sent takes no more in."""
        before = Fact.objects.count()
        facts(self.source, draft(self.city.clerk, at(8, 3), jumlah=amount))
        assert Fact.objects.count() == before + 1
        self.act(lambda: evidence_collect(actor=None, drawn=evidence_drawn(today=TODAY), now=NOW))

    @rule(sits=st.booleans(), handed=st.booleans())
    def calibrate(self, sits: bool, handed: bool) -> None:
        """The agency opens a sitting, or the rater hands in what lies ready."""
        found = self.sitting()
        if sits and (found is None or found.locked_at):
            given: dict[str, Any] = {"units": [self.city.division], "members": [self.city.head, self.city.stranger]}
            due = TODAY + timedelta(days=7)
            self.act(
                lambda: calibration.calibration_open(actor=self.agency, period=self.third, due=due, now=NOW, **given)
            )
        elif found is not None and handed:
            self.act(lambda: calibration.calibration_hand_in(actor=self.users.chief, calibration=found, now=NOW))

    @rule(who=WHO, result=RATINGS, behaviour=RATINGS)
    def propose(self, who: str, result: str, behaviour: str) -> None:
        """Somebody proposes other ratings; only members of the sitting are heard."""
        case = CalibrationCase.objects.select_related("calibration").last()
        if case is None:
            return
        given = {"result": result, "behaviour": behaviour, "reason": "Bukti lain."}
        taken = self.act(
            lambda: calibration_cases.calibration_propose(actor=self.user(who), case=case, now=NOW, **given)
        )
        assert not taken or (who in {"head", "stranger"} and case.calibration.locked_at is None)

    @rule(who=WHO, outcome=st.sampled_from(["diterima", "dipertahankan"]))
    def weigh(self, who: str, outcome: str) -> None:
        """Somebody answers a proposal; only the rater, and only once."""
        found = CalibrationProposal.objects.select_related("case__calibration").last()
        if found is None:
            return
        given = {"outcome": outcome, "answer": "Alasan."}
        taken = self.act(
            lambda: calibration_cases.calibration_answer(
                actor=self.user(who), case=found.case, proposal=found, now=NOW, **given
            )
        )
        assert not taken or (who == "chief" and not found.outcome)

    @rule()
    def lock(self) -> None:
        """The agency ends the sitting."""
        found = self.sitting()
        if found is not None:
            self.act(
                lambda: calibration.calibration_lock(
                    actor=self.agency, calibration=found, conclusion="Dibahas.", now=NOW
                )
            )

    @rule(who=WHO, level=LEVELS)
    def set_unit(self, who: str, level: str) -> None:
        """Somebody sets what the unit achieved; its own head may not."""
        taken = self.act(
            lambda: achievements.unit_achievement_set(
                actor=self.user(who), unit=self.city.division, period=self.third, level=level, reason="Uji.", now=NOW
            )
        )
        assert not (taken and who == "chief")

    @rule(who=WHO, item=RATINGS, behaviour=RATINGS)
    def rate(self, who: str, item: str, behaviour: str) -> None:
        """Somebody rates; only the rater is heard."""
        if not self.agreed():
            return
        taken = self.act(
            lambda: build.rated(self.year.clerk, self.third, by=self.user(who), item=item, behaviour=behaviour)
        )
        assert not taken or who == "chief"

    @rule(who=WHO, late=st.booleans())
    def send(self, who: str, late: bool) -> None:
        """Somebody sends, having seen this edition or an older one."""
        row = self.evaluation()
        if row is None:
            return
        seen = row.edition - 1 if late else row.edition
        taken = self.act(lambda: evaluation_send(actor=self.user(who), evaluation=row, edition=seen, now=NOW))
        assert not taken or (who == "chief" and not late and not self.sits())

    def sits(self) -> bool:
        """Tell whether a sitting is open."""
        return Calibration.objects.filter(locked_at=None).exists()

    @rule(who=WHO, what=st.sampled_from(["receive", "comment", "accept", "object"]))
    def answer(self, who: str, what: str) -> None:
        """Somebody receives, answers or objects; only the person evaluated is heard."""
        row, actor = self.evaluation(), self.user(who)
        if row is None:
            return
        done = {
            "receive": lambda: answering.evaluation_receive(actor=actor, evaluation=row, now=NOW),
            "comment": lambda: answering.evaluation_answer(
                actor=actor, evaluation=row, text="Baik.", accept=False, now=NOW
            ),
            "accept": lambda: answering.evaluation_answer(actor=actor, evaluation=row, text="", accept=True, now=NOW),
            "object": lambda: objections.objection_file(actor=actor, evaluation=row, reasons="Keliru.", now=NOW),
        }[what]
        assert not self.act(done) or who == "clerk"

    @rule(who=WHO, side=st.sampled_from(["rater", "employee"]))
    def hear(self, who: str, side: str) -> None:
        """Somebody explains: a side for itself, or the one who hears for either."""
        found = Objection.objects.first()
        if found is None:
            return
        taken = self.act(
            lambda: objections.objection_hear(actor=self.user(who), objection=found, side=side, text="Ya.", now=NOW)
        )
        assert not taken or who == "head" or (who, side) in {("chief", "rater"), ("clerk", "employee")}

    @rule(who=WHO, result=RATINGS, behaviour=RATINGS)
    def decide(self, who: str, result: str, behaviour: str) -> None:
        """Somebody decides the objection; only the rater's superior, and only once."""
        found = Objection.objects.first()
        if found is None:
            return
        taken = self.act(
            lambda: objections.objection_decide(
                actor=self.user(who), objection=found, result=result, behaviour=behaviour, reasoning="Uji.", now=NOW
            )
        )
        assert not taken or (who == "head" and found.decided_at is None)

    @rule(item=RATINGS, behaviour=RATINGS, steps=st.integers(1, 5))
    def go_on(self, item: str, behaviour: str, steps: int) -> None:
        """Whoever is next does the right thing, some times over, so that runs reach the end."""
        for _step in range(steps):
            self.next(item, behaviour)

    def next(self, item: str, behaviour: str) -> None:
        """Take the next step of the course of law."""
        row, found = self.evaluation(), Objection.objects.first()
        if not self.agreed():
            step = {VersionState.DRAFT: "submit", VersionState.RETURNED: "submit"}.get(
                VersionState(self.version().state), "agree"
            )
            self.plan("chief" if step == "agree" else "clerk", step)
        elif not UnitAchievement.objects.exists():
            self.set_unit("head", "BAIK")
        elif row is None or (row.state == EvaluationState.OPEN and row.edition < 2):
            self.rate("chief", item, behaviour)
        elif row.state == EvaluationState.OPEN and self.sitting() is None:
            self.calibrate(sits=True, handed=False)
        elif row.state == EvaluationState.OPEN and self.sits():
            self.calibrate(sits=False, handed=True)
            self.propose("head", "SESUAI" if item == "DI_ATAS" else "DI_ATAS", behaviour)
            self.weigh("chief", "diterima")
            self.lock()
        elif row.state == EvaluationState.OPEN:
            self.send("chief", late=False)
        elif row.state in {EvaluationState.SENT, EvaluationState.RECEIVED}:
            self.answer("clerk", "receive" if row.state == EvaluationState.SENT else "object")
        elif found and not found.employee_at:
            self.hear("clerk", "employee")
        elif found and not found.rater_at:
            self.hear("chief", "rater")
        else:
            self.decide("head", item, behaviour)
        REACHED.update(Objection.objects.values_list("state", flat=True))
        REACHED.update(Decision.objects.values_list("by", flat=True))

    @invariant()
    def one_decision_holds(self) -> None:
        """Of the decisions on an evaluation one is replaced by no other, none while it is open, all whole."""
        row = self.evaluation()
        holding = Decision.objects.filter(replaced_by=None).count()
        assert holding == (0 if row is None or row.state == EvaluationState.OPEN else 1)
        assert verify().difference is None

    @invariant()
    def everything_grows_and_is_trailed(self) -> None:
        """Rows and entries only grow, and no change stands without an entry."""
        entries = AuditEntry.objects.count()
        kept = (Decision, IndicatorValue, UnitAchievement, Fact, PlanVersion, CalibrationProposal)
        grown = sum(model.objects.count() for model in kept)
        assert entries >= self.entries
        assert grown >= self.grown
        assert entries > self.entries or self.rows()[:-1] == self.before or not self.before
        self.entries, self.grown, self.before = entries, grown, self.rows()[:-1]

    @invariant()
    def nobody_peeks(self) -> None:
        """Before it is sent an evaluation is read by its rater alone; a stranger never reads it, nor the plan.

        Cases are read by their rater, the agency, and members while the sitting is open; never by the clerk.
        """
        row, sits = self.evaluation(), self.sits()
        for who in ("clerk", "head", "mayor", "stranger"):
            viewer = load(self.user(who), TODAY)
            assert Plan.objects.filter(rules.may_see_plan(viewer), pk=self.year.clerk.pk).exists() == (
                who != "stranger"
            )
            if row is not None:
                seen = Evaluation.objects.filter(rules.may_see_evaluation(viewer), pk=row.pk).exists()
                assert seen == (row.state != EvaluationState.OPEN and who != "stranger")
            cases = CalibrationCase.objects.filter(rules.may_see_case(viewer), calibration__locked_at=None).exists()
            assert not cases or (sits and who in {"head", "stranger"})
            assert not CalibrationCase.objects.filter(
                rules.may_see_case(viewer), calibration__locked_at__isnull=False
            ).exists()


class TestJourneys(TestCase):
    """The machine, each run in a database of its own."""

    @pytest.mark.django_db
    def test_any_order_of_steps_keeps_what_must_hold(self) -> None:
        run_state_machine_as_test(Machine, settings=QUICK)
        assert verify_trail() is None
        assert {"tetap", "diubah"} & REACHED
        assert "kalibrasi" in REACHED


EXAMPLES = int(os.environ.get("BETANG_EXAMPLES", "0"))
QUICK = settings(
    max_examples=EXAMPLES or 4, stateful_step_count=30, deadline=None, derandomize=not EXAMPLES, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


class Machine(Journey):
    """A journey that is taken back at its end."""

    def __init__(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        super().__init__()

    def teardown(self) -> None:
        """Take everything back."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
