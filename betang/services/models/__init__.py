"""The tables of public services."""

from betang.services.models.attachments import Attachment
from betang.services.models.editions import ServiceEdition
from betang.services.models.events import Event
from betang.services.models.messages import PhoneMessage
from betang.services.models.requests import Channel, DefinitionVersion, NumberSeries, Request
from betang.services.models.survey import SurveyAnswer, SurveyComment, SurveyFollowUp, SurveyInvite

__all__ = [
    "Attachment",
    "Channel",
    "DefinitionVersion",
    "Event",
    "NumberSeries",
    "PhoneMessage",
    "Request",
    "ServiceEdition",
    "SurveyAnswer",
    "SurveyComment",
    "SurveyFollowUp",
    "SurveyInvite",
]
