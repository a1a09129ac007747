"""Who sends: the registered source behind a bearer token."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from betang.api.v1.problems import Problem
from betang.kernel.limits.counting import Limit, hit, peek
from betang.kernel.limits.visitor import visitor
from betang.ledger.models import Source
from betang.ledger.queries.sources import token_found
from betang.ledger.tokens import token_digest

GUESSES = Limit("facts_guess", amount=30, seconds=900)  # tokens that do not hold, by visitor
REQUESTS = Limit("facts_request", amount=600, seconds=60)  # requests, by source
LONGEST = 200


def source_of(request: HttpRequest, *, now: datetime) -> Source:
    """Return the source whose token was sent. Problem 401 without one that holds, 403 when closed, 429 too often."""
    guesses = peek(GUESSES, visitor(request), now)
    if not guesses.allowed:
        raise too_often(guesses.retry_after)
    word, _space, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    found = token_found(token_digest(token)) if word.casefold() == "bearer" and 0 < len(token) <= LONGEST else None
    if found is not None and found.source.closed_at:
        raise Problem(403, _("Sumber ini sudah ditutup dan tidak dapat mengirim fakta lagi."))
    if found is None or not found.holds(now):
        hit(GUESSES, visitor(request), now)
        detail = _("Alamat ini meminta tanda pengenal. Sertakan token yang berlaku.")
        raise Problem(401, detail, headers={"WWW-Authenticate": "Bearer"})
    decision = hit(REQUESTS, str(found.source_id), now)
    if not decision.allowed:
        raise too_often(decision.retry_after)
    return found.source


def too_often(seconds: int) -> Problem:
    """Give the answer to whoever asks too often."""
    detail = _("Terlalu banyak permintaan; coba lagi %(seconds)s detik lagi.") % {"seconds": seconds}
    return Problem(429, detail, headers={"Retry-After": str(seconds)})
