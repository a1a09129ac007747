"""Gives every request a short code that stands in the log, in a header and on the error page.

A visitor who reads the code out lets an administrator find the log lines. It is random: it tells nothing
about the person.
"""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("incident", default="-")
KEY = "betang.incident"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for another sign when read out


def current() -> str:
    """Return the code of the request under way, "-" outside one."""
    return _current.get()


def new_code() -> str:
    """Return a fresh code of eight signs (30^8 possibilities)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


class IncidentMiddleware:
    """Sets the code for the length of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request under a fresh code."""
        code = new_code()
        token = _current.set(code)
        request.META[KEY] = code  # Django logs a 404 after the middleware has ended
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = code
            return response
        finally:
            _current.reset(token)


class IncidentFilter(logging.Filter):
    """Adds the code to each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Set `record.incident`; never drops a record."""
        request = getattr(record, "request", None)
        record.incident = request.META.get(KEY, "-") if isinstance(request, HttpRequest) else current()
        return True
