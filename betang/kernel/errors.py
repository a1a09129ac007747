"""Errors of the domain: what a person may be told when something cannot be done.

Actions and queries raise these; the web turns them into pages (404, 403, 409, 422), a command into an exit code. The
message is a whole sentence in the reader's language that says what happened and what to do next.
"""

from collections.abc import Mapping


class DomainError(Exception):
    """Something a person asked for cannot be done. `status` is the HTTP status that says so."""

    status = 400

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):  # noqa: N818  read where raised: `raise NotFound(...)`
    """There is no such thing, or the person may not know that there is."""

    status = 404


class Forbidden(DomainError):  # noqa: N818  read where raised: `raise Forbidden(...)`
    """The person sees it but may not do this with it."""

    status = 403


class Conflict(DomainError):  # noqa: N818  read where raised: `raise Conflict(...)`
    """It was changed meanwhile, or is already decided."""

    status = 409


class Invalid(DomainError):  # noqa: N818  read where raised: `raise Invalid(...)`
    """What was sent does not hold; `fields` says which part and why, each a sentence."""

    status = 422

    def __init__(self, message: str = "", *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})
