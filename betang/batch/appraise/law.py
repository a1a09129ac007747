"""Which law an appraisal is computed under: the values in force on a day, with a local policy on top where it holds."""

import datetime as dt

from betang.regulation.parameters import InForce, Value, book
from betang.regulation.policy import Policy
from betang.regulation.rule_sets import life

RULE_SETS = {"eksp-2022": "EKSP-2022", "num-2019": "NUM-2019"}
"""The name of a rule set in commands and addresses → its name in the register of rule sets."""


class OutsideLifeError(Exception):
    """The rule set was not in force on the day asked for; `span` is its life."""

    def __init__(self, rules: str, day: dt.date, span: Value) -> None:
        until = span.end.isoformat() if span.end else "sekarang"
        super().__init__(f"aturan {rules} berlaku {span.start.isoformat()} sampai {until}")
        self.day = day
        self.span = span


def last_day(rules: str, *, today: dt.date) -> dt.date:
    """Return the day whose values count when none is named: today, or the last day of a rule set that has ended."""
    return life(RULE_SETS[rules]).end or today


def law_on(day: dt.date, *, rules: str, policy: Policy | None = None) -> tuple[InForce, Policy | None]:
    """Return the values in force on a day, and the policy that changed them (None: none given, or not begun yet).

    Raises OutsideLifeError when the rule set was not in force on that day.
    """
    span = life(RULE_SETS[rules])
    if not span.covers(day):
        raise OutsideLifeError(rules, day, span)
    law = book().on(day)
    if policy is None or day < policy.start:
        return law, None
    return policy.applied(law), policy
