"""The tables of public services."""

from betang.services.models.alerts import AlertCause, AlertLevel, RequestAlert
from betang.services.models.appointments import Appointment, AppointmentState, SlotPlaces
from betang.services.models.attachments import Attachment
from betang.services.models.board import BoardFigures
from betang.services.models.complaints import Complaint, ComplaintKind, ComplaintState, ComplaintStep, Secrecy
from betang.services.models.corrections import DataCorrection
from betang.services.models.deliveries import Collection, Delivery, Result
from betang.services.models.editions import ServiceEdition
from betang.services.models.events import Event
from betang.services.models.exports import DataExport
from betang.services.models.figures import PublicFigures
from betang.services.models.holds import HeldStep
from betang.services.models.messages import PhoneMessage
from betang.services.models.process_logs import LogClock, ProcessLog
from betang.services.models.replies import ReplyText
from betang.services.models.requests import Channel, DefinitionVersion, NumberSeries, Request
from betang.services.models.residents import RegistrationCode, ResidentPhone
from betang.services.models.skills import Skill, SkillMode, SkillRule
from betang.services.models.survey import SurveyAnswer, SurveyComment, SurveyFollowUp, SurveyInvite

__all__ = [
    "AlertCause",
    "AlertLevel",
    "Appointment",
    "AppointmentState",
    "Attachment",
    "BoardFigures",
    "Channel",
    "Collection",
    "Complaint",
    "ComplaintKind",
    "ComplaintState",
    "ComplaintStep",
    "DataCorrection",
    "DataExport",
    "DefinitionVersion",
    "Delivery",
    "Event",
    "HeldStep",
    "LogClock",
    "NumberSeries",
    "PhoneMessage",
    "ProcessLog",
    "PublicFigures",
    "RegistrationCode",
    "ReplyText",
    "Request",
    "RequestAlert",
    "ResidentPhone",
    "Result",
    "Secrecy",
    "ServiceEdition",
    "Skill",
    "SkillMode",
    "SkillRule",
    "SlotPlaces",
    "SurveyAnswer",
    "SurveyComment",
    "SurveyFollowUp",
    "SurveyInvite",
]
