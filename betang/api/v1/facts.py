"""`POST /api/v1/facts`: facts of other systems come into the ledger."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from betang.api.v1.bearer import source_of
from betang.api.v1.cloudevents import BATCH, MOST_BYTES, ONE, read_event, read_events
from betang.api.v1.problems import Problem
from betang.kernel.access.rules import access, public
from betang.ledger.actions.taking import facts_take
from betang.ledger.drafts import Draft, Outcome
from betang.ledger.models import Source


# The token is the proof, and a browser never sends it by itself: no page of another site can forge such a request.
@access(public)
@csrf_exempt
@never_cache
@require_POST
def facts(request: HttpRequest) -> HttpResponse:
    """Take one event or a batch; 202 with a result for each, also when all of them are refused."""
    try:
        source = source_of(request, now=timezone.now())
        events = read_events(body(request), batch=request.content_type == BATCH)
    except Problem as problem:
        return problem.response
    return JsonResponse(answer(taken(events, source)), status=202)


def body(request: HttpRequest) -> bytes:
    """Return what was sent; Problem 415 for another content, 413 for too much of it."""
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type not in {ONE, BATCH} or charset != "utf-8" or request.headers.get("Content-Encoding"):
        raise Problem(415, _("Kirim %(one)s atau %(batch)s.") % {"one": ONE, "batch": BATCH})
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES:
        raise Problem(413, _("Kiriman lebih besar dari 1 MB; bagi menjadi beberapa kiriman."))
    return request.body


def taken(events: Sequence[Any], source: Source) -> list[Outcome]:
    """Take the events that can be read and give the outcome of all, in their order."""
    read = [read_event(event, source=source.uri) for event in events]
    drafts = [one for one in read if isinstance(one, Draft)]
    outcomes = iter(facts_take(actor=None, source=source, drafts=drafts, now=timezone.now()) if drafts else [])
    return [one if isinstance(one, Outcome) else next(outcomes) for one in read]


def answer(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Say what became of each event, and how many of each there were."""
    results = []
    for index, outcome in enumerate(outcomes):
        result: dict[str, Any] = {"index": index, "id": outcome.event_id, "status": outcome.status}
        if outcome.refusal:
            result |= {"code": outcome.refusal.value, "reason": outcome.reason}
        results.append(result)
    counts = {word: sum(outcome.status == word for outcome in outcomes) for word in ("accepted", "repeated", "refused")}
    return {**counts, "results": results}
