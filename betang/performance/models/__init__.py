"""The tables of performance."""

from betang.performance.models.awards import Award, AwardTeam
from betang.performance.models.bundles import Bundle
from betang.performance.models.calibration import Calibration, CalibrationAnswer, CalibrationCase, CalibrationProposal
from betang.performance.models.checkins import CheckIn, CheckInStep
from betang.performance.models.cycles import Approach, Cycle, Deadline, Period, Rhythm, Step
from betang.performance.models.evaluations import (
    BehaviourRating,
    Decision,
    DecisionBy,
    Evaluation,
    EvaluationState,
    IndicatorValue,
    ItemRating,
    Objection,
    ObjectionState,
    UnitAchievement,
)
from betang.performance.models.feedback import Feedback, FeedbackReply, FeedbackRequest, Relation, RequestState
from betang.performance.models.goals import Goal, GoalIndicator, GoalLevel, GoalMeasurement, Polarity
from betang.performance.models.guidance import Guidance, GuidanceKind
from betang.performance.models.improvement import ImprovementPlan, ImprovementStep, Outcome
from betang.performance.models.plans import (
    OPEN_STATES,
    ActionStep,
    AnnexKind,
    AnnexLine,
    Aspect,
    Cascade,
    Expectation,
    Indicator,
    Perspective,
    Plan,
    PlanVersion,
    RaterChange,
    Result,
    VersionState,
)
from betang.performance.models.recognition import LONGEST_THANKS, Thanks
from betang.performance.models.rounds import Ballot360, Invitation360, Result360, Round360

__all__ = [
    "LONGEST_THANKS",
    "OPEN_STATES",
    "ActionStep",
    "AnnexKind",
    "AnnexLine",
    "Approach",
    "Aspect",
    "Award",
    "AwardTeam",
    "Ballot360",
    "BehaviourRating",
    "Bundle",
    "Calibration",
    "CalibrationAnswer",
    "CalibrationCase",
    "CalibrationProposal",
    "Cascade",
    "CheckIn",
    "CheckInStep",
    "Cycle",
    "Deadline",
    "Decision",
    "DecisionBy",
    "Evaluation",
    "EvaluationState",
    "Expectation",
    "Feedback",
    "FeedbackReply",
    "FeedbackRequest",
    "Goal",
    "GoalIndicator",
    "GoalLevel",
    "GoalMeasurement",
    "Guidance",
    "GuidanceKind",
    "ImprovementPlan",
    "ImprovementStep",
    "Indicator",
    "IndicatorValue",
    "Invitation360",
    "ItemRating",
    "Objection",
    "ObjectionState",
    "Outcome",
    "Period",
    "Perspective",
    "Plan",
    "PlanVersion",
    "Polarity",
    "RaterChange",
    "Relation",
    "RequestState",
    "Result",
    "Result360",
    "Rhythm",
    "Round360",
    "Step",
    "Thanks",
    "UnitAchievement",
    "VersionState",
]
