"""The survey on the page of one's own request."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from betang.services.flow import CLOSED
from betang.services.models import Request, SurveyInvite
from betang.services.survey_tokens import token_of

register = template.Library()


@register.inclusion_tag("services/survey/link.html")
def survey_link(row: Request) -> dict[str, Any]:
    """Show the link of a request's survey while it can be answered; one query for a request that ended."""
    if row.state not in CLOSED:
        return {}
    found = SurveyInvite.objects.filter(request=row, used=False, last_day__gte=timezone.localdate()).first()
    return {"token": token_of(found), "last": found.last_day} if found else {}


@register.filter
def named(names: dict[str, str], key: str) -> str:
    """Look a name up; the key itself where there is none."""
    return names.get(key, key)
