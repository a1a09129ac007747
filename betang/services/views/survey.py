"""Answering the survey: one screen without script, and nothing written but the answer itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from betang.kernel.access.rules import access, public
from betang.kernel.errors import Invalid
from betang.services.actions.survey import invite_of, survey_answer
from betang.services.forms.survey import SurveyForm
from betang.services.models import SurveyInvite
from betang.services.queries.catalogue import services_on
from betang.services.survey_questions import questions
from betang.services.views.applying import language


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questionnaire of a link, or take the answer; a link that is used or over says so."""
    today = timezone.localdate()
    invite = invite_of(token=token)
    if invite.used or today > invite.last_day:
        return render(request, "services/survey/over.html", {"used": invite.used})
    form = SurveyForm(questions(today), request.POST if request.method == "POST" else None, language=language())
    if request.method == "POST" and form.is_valid():
        try:
            survey_answer(token=token, scores=form.scores, text=form.cleaned_data["tulisan"], today=today)
        except Invalid as error:
            form.add_error(None, error.message)
        else:
            return render(request, "services/survey/over.html", {"used": True})
    return render(
        request, "services/survey/ask.html", {"form": form, **about(invite)}, status=422 if form.errors else 200
    )


def about(invite: SurveyInvite) -> dict[str, object]:
    """Say what is asked about: the service, and until when."""
    found = services_on(invite.last_day).get(invite.service)
    return {"service": found.name.text(language()) if found else "", "last": invite.last_day}
