"""Any order of what people do to an evaluation: one final decision, nothing lost, all trailed, nobody peeks.

Hypothesis plays raters, employees, leaders and strangers against one evaluation and its objection.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.verification import verify as verify_trail
from betang.kernel.errors import DomainError
from betang.people.viewer import load
from betang.performance import rules
from betang.performance.actions import achievements, answering, objections
from betang.performance.actions.sending import evaluation_send
from betang.performance.models import Decision, Evaluation, EvaluationState, IndicatorValue, Objection, UnitAchievement
from betang.performance.queries.verification import verify
from tests.people import build as people
from tests.people.build import NOW, TODAY
from tests.performance import build

RATINGS = st.sampled_from(["DI_BAWAH", "SESUAI", "DI_ATAS"])
LEVELS = st.sampled_from(["KURANG", "BAIK", "ISTIMEWA"])
WHO = st.sampled_from(["clerk", "chief", "head", "mayor", "stranger"])
REACHED: set[str] = set()


class Journey(RuleBasedStateMachine):
    """The year of the clerk of the small city, in one quarter."""

    def __init__(self) -> None:
        super().__init__()
        for model in (Objection, Decision, IndicatorValue, UnitAchievement):
            model.objects.all().delete()
        self.city = people.city()
        self.users = build.accounts(self.city)
        self.year = build.plans(self.city, agreed=True)
        self.third = build.period(self.year.cycle, 3)
        self.entries = self.grown = 0
        self.before: tuple[Any, ...] = ()

    def user(self, who: str) -> Any:
        """Give the account of somebody."""
        return getattr(self.users, who)

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
            UnitAchievement.objects.count(),
            AuditEntry.objects.count(),
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
        assert not taken or (who == "chief" and not late)

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

    @rule(item=RATINGS, behaviour=RATINGS, steps=st.integers(1, 4))
    def go_on(self, item: str, behaviour: str, steps: int) -> None:
        """Whoever is next does the right thing, some times over, so that runs reach the end."""
        for _step in range(steps):
            self.next(item, behaviour)

    def next(self, item: str, behaviour: str) -> None:
        """Take the next step of the course of law."""
        row, found = self.evaluation(), Objection.objects.first()
        if not UnitAchievement.objects.exists():
            self.set_unit("head", "BAIK")
        elif row is None or (row.state == EvaluationState.OPEN and row.edition < 2):
            self.rate("chief", item, behaviour)
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
        grown = Decision.objects.count() + IndicatorValue.objects.count() + UnitAchievement.objects.count()
        assert entries >= self.entries
        assert grown >= self.grown
        assert entries > self.entries or self.rows()[:4] == self.before or not self.before
        self.entries, self.grown, self.before = entries, grown, self.rows()[:4]

    @invariant()
    def nobody_peeks(self) -> None:
        """Before it is sent an evaluation is read by its rater alone; a stranger never reads it."""
        row = self.evaluation()
        if row is None:
            return
        for who in ("clerk", "head", "mayor", "stranger"):
            seen = Evaluation.objects.filter(rules.may_see_evaluation(load(self.user(who), TODAY)), pk=row.pk).exists()
            assert seen == (row.state != EvaluationState.OPEN and who != "stranger")


class TestJourneys(TestCase):
    """The machine, each run in a database of its own."""

    @pytest.mark.django_db
    def test_any_order_of_steps_keeps_what_must_hold(self) -> None:
        run_state_machine_as_test(Machine, settings=QUICK)
        assert verify_trail() is None
        assert {"tetap", "diubah"} & REACHED


QUICK = settings(
    max_examples=5, stateful_step_count=24, deadline=None, derandomize=True, database=None,
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
